"""How good the advice was in the cases that were kept for it, beside what people choose by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.advise import judged
from core.messages import signed
from dashboard.kit.lesson import Part
from dashboard.kit.table import ruled
from dashboard.shell.language import _, listed
from dashboard.shell.names import as_written
from pages.advisor import words


def draw(part: Part) -> None:
    """The table of all rules, and what it comes to."""
    summed = judged.reported()
    count, mine = summed["advice"], judged.rule(summed, judged.ADVICE)
    st.subheader(_("{count:# case|# cases}, trained before", count=count), anchor=False)
    low, high = mine["interval"]
    part.say(
        "reported",
        within=round(mine["within"] * count),
        count=count,
        low=f"{low:.0%}",
        high=f"{high:.0%}",
    )
    for piece, names in sides(summed).items():
        if names:
            part.say(piece, names=listed([words.rule(*name) for name in names]))
    share, low, high = judged.ceiling(judged.developed())
    part.say(
        "ceiling", cases=len(judged.twice(judged.developed())), share=f"{share:.0%}",
        low=f"{low:.0%}", high=f"{high:.0%}",
    )  # fmt: skip
    held = summed["in_range"]
    low, high = held["interval"]
    part.say(
        "covered", inside=f"{held['all']:.0%}", low=f"{low:.0%}", high=f"{high:.0%}",
        advised=f"{held['advised']:.0%}",
    )  # fmt: skip
    _table(summed)
    every_case(summed)


def sides(summed: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Of which rules the advice is ``ahead`` on average (the whole interval of the difference),
    from which it cannot be told apart (``level``), and which are ahead of it (``behind``)."""
    out: dict[str, list[tuple[str, str]]] = {"ahead": [], "level": [], "behind": []}
    for rule in summed["rules"]:
        if rule["gain"] is None:
            continue
        _mean, low, high = rule["gain"]
        side = "ahead" if low > 0 else "behind" if high < 0 else "level"
        out[side].append((rule["by"], rule["way"]))
    return out


def _table(summed: Mapping[str, Any]) -> None:
    heads = (
        _("Chosen by"),
        _("within 2 points"),
        _("behind the best, on average"),
        _("this advice is nearer by"),
    )
    rows = []
    for rule in summed["rules"]:
        low, high = rule["interval"]
        gain = "—"
        if rule["gain"] is not None:
            mean, least, most = (100 * value for value in rule["gain"])
            gain = f"{signed(mean)} ({signed(least)} – {signed(most)})"
        rows.append(
            (
                words.rule(rule["by"], rule["way"]),
                f"{rule['within']:.0%} ({low:.0%} – {high:.0%})",
                f"{100 * rule['regret']:.1f}",
                gain,
            )
        )
    ruled(heads, rows, "lrrr")


def every_case(summed: Mapping[str, Any]) -> None:
    """What was recommended in each case, and what was best."""
    heads = (_("Case"), _("Recommended"), _("expected"), _("obtained"), _("Best of all tried"))
    rows = [
        (
            as_written(words.case(row["case"])),
            words.arm(*row["advised"]),
            f"{row['advised_expected']:.1%}",
            f"**{row['advised_obtained']:.1%}**",
            _(
                "{arm} ({value})",
                arm=f"{row['best_obtained']:.1%}",
                value=words.arm(*row["best"]),
            ),
        )
        for row in summed["table"]
    ]
    with st.expander(_("Every case"), icon=":material/table:"):
        ruled(heads, rows, "llrrl")
