"""After the race: what the data support, and the ways to look at it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.figures.race_board import against, bars
from core.figures.race_curves import race_curves
from core.race import summary
from core.race.plan import Race, run_name
from dashboard.kit import choice
from dashboard.kit.chart import pen, show
from dashboard.kit.series import Standing
from dashboard.shell.language import _, translate
from dashboard.shell.names import markdown
from pages.race import photos, state, words
from pages.race.table import table

PANEL = 320  # pixels of one arm's curves
AWAY = 0.1  # training accuracy so far above validation accuracy is named


def panel(now: Standing) -> None:
    """The verdict and the chosen view; draws what there is."""
    race = state.race()
    rows = summary.board(race, now.results)
    if not rows:
        return
    st.subheader(_("What the data support"), anchor=False)
    for sentence in summary.verdict(race, rows):
        st.markdown(f"- {markdown(sentence)}")
    st.caption(
        _(
            "It holds for these photos, this budget and these networks. Each comparison has "
            "its own 95%: among many, one may be wrong by chance."
        )
    )
    views = {
        "result": (_("Result"), _bars),
        "curves": (_("Curves"), _curves),
        "photos": (_("Number of photos"), photos.view),
        "time": (_("Time"), _time),
        "table": (_("Table"), table),
    }
    several = len(race.per_class) > 1
    view = choice.one(
        _("View"),
        {name: title for name, (title, _draw) in views.items()},
        f"race_view_{several}",
        "photos" if several else "result",
        label_visibility="collapsed",
    )
    views[view][1](race, now)


def _bars(race: Race, now: Standing) -> None:
    result(race, now, "race_bars")


def result(race: Race, now: Standing, key: str) -> None:
    """Test accuracy of every arm, titled by what the data support."""
    rows = summary.board(race, now.results)
    looks = words.all_looks(race)
    title = translate(summary.finding(rows))
    arms = [(looks[found.arm], words.measured(found)) for found in rows]
    show(
        bars(pen(), arms, "", chance=words.chance(race)),
        key=key,
        alt=_("Test accuracy of every arm with its interval. {finding}", finding=title),
        title=title,
    )
    st.caption(
        _(
            "Bars: mean over seeds. Lines: 95% interval, Student’s over seeds or Wilson’s over "
            "photos, whichever is wider. Dots: single seeds."
        )
    )


def _curves(race: Race, now: Standing) -> None:
    looks = words.all_looks(race)
    amount = race.per_class[-1]
    arms = []
    for arm in race.arms:
        names = [run_name(arm, amount, seed) for seed in race.seeds]
        runs = [now.results[name]["history"] for name in names if name in now.results]
        if runs:
            arms.append((looks[arm], runs))
    away = [look.name for look, runs in arms if _runs_away(runs)]
    points = f"{100 * AWAY:.0f}"
    title = (
        _(
            "Training ends more than {points} points ahead of validation: {arms}",
            points=points,
            arms=away,
        )
        if away
        else _("In no arm does training end {points} points ahead of validation", points=points)
    )
    st.markdown(f"**{title}**")
    epochs = max((run[-1]["epoch"] for _look, runs in arms for run in runs if run), default=1)
    row = st.container(horizontal=True)  # as many side by side as there is room for
    for place, (look, runs) in enumerate(arms):
        with row.container(width=PANEL):
            show(
                race_curves(pen(), look, runs, epochs),
                key=f"race_curves_{place}",
                alt=_("Learning curves: {arm}. {finding}", arm=look.name, finding=title),
            )
    st.caption(
        _(
            "Each line is one seed. Training accuracy is counted while dropout and augmentation "
            "are at work, so it can lie below validation."
        )
    )


def _runs_away(runs: Sequence[Sequence[Mapping[str, Any]]]) -> bool:
    """Whether training ends `AWAY` or more ahead of validation with every seed."""
    return all(run[-1]["accuracy"] - run[-1]["val_accuracy"] > AWAY for run in runs)


def quickest(rows: Sequence[summary.Row]) -> str:
    """What the time buys: the quickest arm against the best, as far as the seeds tell them
    apart."""
    best, quick = rows[0], min(rows, key=lambda found: found.seconds)
    values = {"arm": words.title(quick.arm), "best": words.title(best.arm)}
    if best is quick:
        return _("First and the quickest: {arm}", **values)
    if quick not in summary.behind(rows):
        return _(
            "Nothing shows that the quickest ({arm}) is worse than the best ({best})", **values
        )
    return _(
        "The best takes {times:as|# times as} long as the quickest: {points} points more",
        times=f"{best.seconds / max(quick.seconds, 0.01):.0f}",
        points=f"{100 * (best.mean - quick.mean):.0f}",
    )


def _time(race: Race, now: Standing) -> None:
    rows = summary.board(race, now.results)
    looks = words.all_looks(race)
    amount = race.per_class[-1]
    arms, lines = [], []
    for found in rows:
        arms.append((looks[found.arm], [words.measured(found, max(found.seconds, 0.01))]))
        seed = next(iter(found.accuracies))
        spent, way = 0.0, []
        for row in now.results[run_name(found.arm, amount, seed)]["history"]:
            spent += row["seconds"]
            way.append((max(spent, 0.01), row["val_accuracy"]))
        lines.append(way)
    title = quickest(rows)
    places = [x for way in lines for x, _y in way]
    low, high = math.floor(math.log10(min(places))), math.ceil(math.log10(max(places)))
    ticks = [10.0**power for power in range(low, high + 1)]
    over = _("Seconds of training (log scale)"), ticks
    show(
        against(pen(), arms, "", over=over, chance=words.chance(race), ways=lines),
        key="race_time",
        alt=_("Accuracy against seconds of training. {finding}", finding=title),
        title=title,
    )
    st.caption(
        _(
            "Lines: validation accuracy on the way (first seed). Signs: test accuracy with its "
            "interval. The one pass through frozen blocks is not counted here: the table lists it."
        )
    )
