"""Four ways to begin, as a grid to click; what was measured of each stands in its cell."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from core.experiments.gradients import STACKS
from dashboard.components import pick
from dashboard.shell.language import N_, _

KEY = "residual_grid"
SETTINGS = {  # id -> initialiser, batch norm
    "glorot": ("glorot", False),
    "glorot_bn": ("glorot", True),
    "he": ("he", False),
    "he_bn": ("he", True),
}
INITIALIZERS = {"glorot": N_("Glorot (Keras’ default)"), "he": N_("He")}
NAMES = {"plain": N_("plain"), "residual": N_("residual")}
VERDICTS = {
    "vanished": N_("vanished"),
    "exploded": N_("exploded"),
    "grows": N_("grows towards layer 1"),
    "fades": N_("fades towards layer 1"),
    "even": N_("even"),
}
_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")

Verdicts = Mapping[str, str]  # stack -> verdict


def chosen() -> str:
    """The id of the setting that was clicked last."""
    return pick.picked(KEY, "glorot")


def title(setting: str) -> str:
    """A setting in words."""
    initializer, batch_norm = SETTINGS[setting]
    name = _(INITIALIZERS[initializer])
    if batch_norm:
        return _("{name}, with batch norm", name=name)
    return _("{name}, without batch norm", name=name)


def grid(found: Mapping[str, Verdicts | None]) -> None:
    """Draw the four settings with what is known of them: setting -> stack -> verdict."""
    heads = [_("without batch norm"), _("with batch norm")]
    drawn = '<span class="head"></span>' + "".join(
        f'<span class="head">{escape(head)}</span>' for head in heads
    )
    for initializer, name in INITIALIZERS.items():
        drawn += f'<span class="head">{escape(_(name))}</span>'
        drawn += "".join(
            _cell(setting, found.get(setting))
            for setting, (begins, _bn) in SETTINGS.items()
            if begins == initializer
        )
    pick.pick(f'<style>{_CSS}</style><div class="begin">{drawn}</div>', KEY, chosen=chosen())


def _cell(setting: str, verdicts: Verdicts | None) -> str:
    if verdicts is None:
        inside = f'<p class="open" title="{escape(_("not measured yet"), quote=True)}">?</p>'
    else:
        inside = "".join(_line(_(NAMES[stack]), verdicts[stack]) for stack in STACKS)
    return (
        f'<div class="cell" data-pick="{setting}" '
        f'aria-label="{escape(title(setting), quote=True)}">{inside}</div>'
    )


def _line(stack: str, verdict: str) -> str:
    even = verdict == "even"
    mark, kind = ("✓", "even") if even else ("✗", "odd")
    return (
        f"<p><small>{escape(stack)}</small><br>"
        f'<span class="{kind}">{mark} {escape(_(VERDICTS[verdict]))}</span></p>'
    )
