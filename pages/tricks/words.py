"""What a comparison says: its finding, and the sentence of each outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.statistics import Verdict
from dashboard.shell.language import _


@dataclass(frozen=True)
class Group:
    """What is compared with each other: arm → its name, before first; `expected` comes out ahead
    if the explanation is right; `title` where there are several groups."""

    arms: Mapping[str, str]
    expected: str
    title: str = ""


def outcome(group: Group, verdict: Verdict) -> str:
    """The piece that fits what was measured: ``expected``, ``level`` or ``otherwise``."""
    if verdict.winner == group.expected:
        return "expected"
    return "level" if group.expected in verdict.leaders else "otherwise"


def finding(group: Group, verdict: Verdict) -> str:
    """The figure's title."""
    if verdict.winner:
        return _(
            "Clearly ahead: {name}, {share} of the validation photos right",
            name=group.arms[verdict.winner],
            share=percent(verdict.means[verdict.winner]),
        )
    if verdict.behind:
        return _(
            "Clearly behind: {names}",
            names=[group.arms[name] for name in verdict.behind],
        )
    return _("No clear difference on the validation photos")


def sentence(group: Group, verdict: Verdict) -> str:
    """What the data support, with the figures."""

    def said(names: Sequence[str]) -> list[str]:
        return [
            _("{arm} ({value})", arm=group.arms[name], value=percent(verdict.means[name]))
            for name in names
        ]

    if verdict.winner:
        return _(
            "Of the validation photos, **{best}** gets clearly more right than {others}.",
            best=said(verdict.leaders)[0],
            others=said(verdict.behind),
        )
    if verdict.behind:
        return _(
            "Between {leaders} there is **no clear difference**; {behind} is clearly behind.",
            leaders=said(verdict.leaders),
            behind=said(verdict.behind),
        )
    return _("**No clear difference** on the validation photos: {all}.", all=said(verdict.leaders))


def percent(share: float) -> str:
    """A share 0..1 as a whole number of percent."""
    return f"{share:.0%}"
