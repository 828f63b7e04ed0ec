"""Accuracy against the number of photos: what is there, and a button for what is missing."""

from __future__ import annotations

import streamlit as st

from core.figures.race_board import against
from core.messages import signed
from core.race import presets, summary
from core.race.plan import SCRATCH, Race
from core.statistics import touch
from dashboard.kit import series
from dashboard.kit.chart import pen, show
from dashboard.kit.series import Standing
from dashboard.shell.language import _, listed
from pages.race import state, words

KEY = "race_photos"


def amounts_of(race: Race) -> Race:
    """The same race with several amounts of photos."""
    wanted = tuple(sorted({*presets.AMOUNTS, *race.per_class}))
    return race.fitted(per_class=wanted)


def view(race: Race, now: Standing) -> None:
    """The figure; a race with one amount gets a button that runs the others."""
    if len(race.per_class) > 1:
        _figure(race, now)
        return
    wide = amounts_of(race)
    st.markdown(
        _(
            "The same arms with {amounts} photos of each class: what is in the log is not run "
            "again.",
            amounts=listed(map(str, wide.per_class)),
        )
    )
    then = series.standing(state.KIND, wide.recipes())
    if not then.complete:
        st.caption(words.duration(words.took(wide)))
    series.control(
        then, _("Run the other amounts"), KEY, lambda found: _figure(wide, found), primary=False
    )


def _figure(race: Race, now: Standing) -> None:
    boards = {amount: summary.board(race, now.results, amount) for amount in race.per_class}
    looks = words.all_looks(race)
    arms = []
    for arm in race.arms:
        found = [
            words.measured(row, amount)
            for amount, rows in boards.items()
            for row in rows
            if row.arm == arm
        ]
        if found:
            arms.append((looks[arm], found))
    if not arms:
        return
    title = _title(race, boards)
    over = _("Training photos of each class (log scale)"), race.per_class
    show(
        against(pen(), arms, "", over=over, chance=words.chance(race)),
        key=f"{KEY}_figure",
        alt=_("Accuracy against the number of photos. {finding}", finding=title),
        title=title,
    )


def _title(race: Race, boards: dict[int, list[summary.Row]]) -> str:
    """What the first and the last amount say about the gain over scratch."""
    gains = {}
    for amount, rows in boards.items():
        start = next((row for row in rows if row.arm == summary.baseline(race)), None)
        best = next((row for row in rows if row.arm.way != SCRATCH), None)
        if start and best and best.gain:
            gains[amount] = best.gain
    if len(gains) < 2:
        return _("Accuracy against the number of photos")
    few, many = min(gains), max(gains)
    values = {
        "few": few,
        "many": many,
        "before": signed(100 * gains[few].mean, 0),
        "after": signed(100 * gains[many].mean, 0),
    }
    if touch(*((gains[amount].low, gains[amount].high) for amount in (few, many))):
        return _(
            "Transfer gains {before} points at {few}, {after} at {many}: not told apart", **values
        )
    if gains[many].mean < gains[few].mean:
        return _(
            "Transfer gains most with few photos: {before} points at {few}, {after} at {many}",
            **values,
        )
    return _(
        "Transfer gains most with many photos: {before} points at {few}, {after} at {many}",
        **values,
    )
