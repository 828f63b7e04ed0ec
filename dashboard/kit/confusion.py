"""The confusion matrix; a click on a cell shows its photos."""

from __future__ import annotations

import streamlit as st

from core.figures.confusion import CROWDED, cell_id, confusion_html
from dashboard.components.pick import pick, picked
from dashboard.components.reveal import reveal
from dashboard.kit import proof, words
from dashboard.kit.chart import pen
from dashboard.kit.shown import Shown
from dashboard.shell.language import _
from dashboard.shell.names import as_written

MOST = 12  # photos of one cell
MATRIX, WIDE, BESIDE = 460, 760, 330  # pixels; wide with many classes


def panel(run: Shown) -> None:
    """Matrix on the left, the photos of the chosen cell on the right."""
    titles = words.titles(run.recipe.dataset)
    names = [titles[name] for name in run.result["classes"]]
    counts = run.result["confusion"]
    key = f"pg_matrix_{run.id[:12]}"
    cell = chosen(picked(key), len(names))
    row = st.container(horizontal=True, gap="small")  # side by side where there is room
    with row.container(width=MATRIX if len(names) <= CROWDED else WIDE):
        pick(
            confusion_html(pen(), counts, _finding(counts, names), names, cell),
            key,
            chosen=cell_id(*cell) if cell else "",
        )
    photos = f"{key}_photos"
    with row.container(width=BESIDE, key=photos):
        _cell(run, names, cell)
    reveal(photos, f"{run.id} {cell}" if cell else "")  # below the matrix where there is no room


def chosen(cell: str, classes: int) -> tuple[int, int] | None:
    """The cell that was picked: (true, predicted), None when there is none."""
    true, _mark, predicted = cell.partition(":")
    if not (true.isdecimal() and predicted.isdecimal()):
        return None
    place = int(true), int(predicted)
    return place if max(place) < classes else None


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
        st.markdown(
            _("**{name}**, recognised: {count}", name=as_written(names[true]), count=len(found))
        )
    else:
        st.markdown(
            _(
                "**{true}** taken for **{predicted}**: {count}",
                true=as_written(names[true]),
                predicted=as_written(names[predicted]),
                count=len(found),
            )
        )
    if not found:
        st.caption(_("No photo is in this cell."))
    proof.photos(run, found[:MOST])
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
