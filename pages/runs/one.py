"""One run: its result in short, tags and a note, its link, and where to go on with it."""

from __future__ import annotations

import streamlit as st

from core.imagine.ideal.recipe import Ideal
from core.messages import LabError
from core.runs import record
from core.runs.record import IMAGE
from core.runs.store import Run, local
from core.transfer.recipe import Recipe
from dashboard.kit import export, lesson, share, words
from dashboard.kit.bars import percent
from dashboard.kit.inside import panel as inside
from dashboard.shell import runlog, services, sitemap
from dashboard.shell.language import _
from dashboard.shell.names import as_written, markdown
from pages.runs import rows

MOST_TAGS, LONGEST_TAG, LONGEST_NOTE = 12, 30, 2000


def panel(run: Run, name: str) -> None:
    """`name`: what the table calls it."""
    st.subheader(as_written(name), anchor=False)
    facts = [rows.photos(run), local(run.created), rows.series(run), rows.status(run)]
    st.caption(as_written(" · ".join(filter(None, facts))))
    left, right = st.columns([1, 1], gap="medium")
    with left:
        _annotations(run)
    with right:
        if run.kind == IMAGE:
            st.image(rows.thumbnail(run), width=220, alt=name)
            _shared("ideal", Ideal.from_json(run.recipe).to_query() | {lesson.PART: "studio"})
        else:
            _training(run)
    for note in record.notes_of(run):
        st.caption(f":material/info: {markdown(note)}")
    if "test_accuracy" in run.metrics:
        _onward(run)


def _onward(run: Run) -> None:
    """What a finished training can be looked at with, and taken away as; opened on request."""
    recipe = Recipe.from_json(run.recipe)
    inner = st.expander(
        _("Before and after: what changed inside"),
        key=f"runs_inside_{run.id}",
        on_change="rerun",
        icon=":material/compare:",
    )
    if inner.open:
        with inner:
            inside.panel(recipe, f"runs_inside_{run.id}")
    export.expander(recipe, run.metrics, f"runs_export_{run.id}")


def _annotations(run: Run) -> None:
    tags = st.multiselect(
        _("Tags"),
        sorted({*runlog.tags(), *run.tags}),
        default=run.tags,
        key=f"runs_tags_{run.id}",
        accept_new_options=True,
        max_selections=max(MOST_TAGS, len(run.tags)),  # of two computers together
        placeholder=_("Add a tag"),
        wrap=True,
    )
    note = st.text_area(
        _("Note"),
        run.note,
        key=f"runs_note_{run.id}",
        max_chars=max(LONGEST_NOTE, len(run.note)),
        placeholder=_("What did you want to know? What did you see?"),
    )
    tags = [tag.strip()[:LONGEST_TAG] for tag in tags if tag.strip()]
    if (tags, note) != (run.tags, run.note):
        runlog.annotate(run, tags, note)
        st.rerun()  # the table above shows them, too


def _shared(page: str, query: dict[str, str]) -> None:
    st.markdown(_("**Share.** Anyone who opens this link gets the same recipe and can run it:"))
    share.shown(page, query, "runs")


def _training(run: Run) -> None:
    result = record.result_of(run)
    if "test_accuracy" in result:
        low, high = result["test_interval"]
        st.metric(
            _("Test accuracy"),
            percent(result["test_accuracy"]),
            help=_("95% interval: {low} to {high}", low=percent(low), high=percent(high)),
        )
    try:
        recipe = Recipe.from_json(run.recipe).check()
    except LabError as error:
        st.info(markdown(error.message))
        return
    sitemap.link(
        "playground",
        _("Open in the playground"),
        ":material/ac_unit:",
        recipe.to_query() | {services.JOB: run.id},
    )
    _shared("playground", recipe.to_query())
    differences = words.differences(services.first_recipe(), recipe)
    if differences:
        with st.expander(_("What differs from the first experiment")):
            st.markdown("\n".join(f"- {as_written(said)}" for said in differences))
