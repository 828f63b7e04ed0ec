"""The confusion matrix; a click on a cell shows its photos."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.figures.confusion import CROWDED, ConfusionTexts, confusion_matrix
from dashboard import tokens
from dashboard.i18n import _
from dashboard.playground import photos, words
from dashboard.playground.shown import Shown

MOST = 12  # photos of one cell
MATRIX, WIDE, BESIDE = 460, 760, 330  # pixels; wide with many classes


def panel(run: Shown) -> None:
    """Matrix on the left, the photos of the chosen cell on the right."""
    titles = words.class_titles(run.recipe)
    names = [titles[name] for name in run.result["classes"]]
    counts = run.result["confusion"]
    key = f"pg_matrix_{run.id[:12]}"
    row = st.container(horizontal=True, gap="small")  # side by side where there is room
    with row.container(width=MATRIX if len(names) <= CROWDED else WIDE):
        title = _finding(counts, names)
        figure = confusion_matrix(
            counts,
            names,
            ConfusionTexts(
                title=title,
                true=_("what it is"),
                predicted=_("what the network said"),
                hover=_(
                    "{count} × {true}, answered: {predicted}",
                    **{place: f"{{{place}}}" for place in ("count", "true", "predicted")},
                ),
            ),
            tokens.palette(),
        )
        event = st.plotly_chart(
            figure,
            theme=None,
            key=key,
            on_select="rerun",
            selection_mode="points",
            config={"displayModeBar": False},
            alt=_(
                "Confusion matrix of {count:# class|# classes}. {finding}",
                count=len(names),
                finding=title,
            ),
        )
    with row.container(width=BESIDE):
        _cell(run, names, chosen(event, len(names)))


def chosen(event: Any, classes: int) -> tuple[int, int] | None:
    """The cell that was clicked: (true, predicted), None when there is none."""
    points = (event or {}).get("selection", {}).get("points", [])
    if not points:
        return None
    data = points[0].get("customdata") or []
    pair = list(data.values()) if isinstance(data, dict) else list(data)
    if len(pair) != 2 or not all(0 <= int(place) < classes for place in pair):
        return None
    return int(pair[0]), int(pair[1])


def _cell(run: Shown, names: list[str], cell: tuple[int, int] | None) -> None:
    if cell is None:
        st.markdown(_("**Click a number** to see its photos."))
        st.caption(
            _(
                "Rows are what a photo is, columns what the network said; right answers lie on "
                "the diagonal."
            )
        )
        return
    true, predicted = cell
    said = run.result["predictions"]
    found = [
        position
        for position, pair in enumerate(zip(said["true"], said["predicted"], strict=True))
        if pair == cell
    ]
    found.sort(key=lambda position: -said["confidence"][position])
    if true == predicted:
        st.markdown(_("**{name}**, recognised: {count}", name=names[true], count=len(found)))
    else:
        st.markdown(
            _(
                "**{true}** taken for **{predicted}**: {count}",
                true=names[true],
                predicted=names[predicted],
                count=len(found),
            )
        )
    if not found:
        st.caption(_("No photo is in this cell."))
    photos.grid(run, found[:MOST])
    if len(found) > MOST:
        st.caption(_("{count:The one|The #} it was surest of.", count=MOST))


def _finding(counts: list[list[int]], names: list[str]) -> str:
    """The commonest confusion, as the figure's title."""
    wrong = [
        (count, true, predicted)
        for true, row in enumerate(counts)
        for predicted, count in enumerate(row)
        if true != predicted
    ]
    count, true, predicted = max(wrong)
    if not count:
        return _("No mistake at all")
    pairs = sum(one == count for one, _true, _predicted in wrong)
    if pairs > 1:
        return _(
            "No pair stands out: {count:# mistake|# mistakes} at most, in {pairs} pairs",
            count=count,
            pairs=pairs,
        )
    return _(
        "Most often, {true} was taken for {predicted}: {count} of {total}",
        true=names[true],
        predicted=names[predicted],
        count=count,
        total=sum(counts[true]),
    )
