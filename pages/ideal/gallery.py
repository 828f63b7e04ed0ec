"""The images so far, each with its recipe: open, delete, undo."""

from __future__ import annotations

import base64

import streamlit as st

from core.imagine.ideal.recipe import Ideal
from core.runs import examples
from core.runs.record import IMAGE
from core.runs.store import Run
from dashboard.kit import example, ideal_words, lesson
from dashboard.kit.bars import percent
from dashboard.kit.lesson import Part
from dashboard.shell import runlog
from dashboard.shell.language import _
from pages.ideal import sample, state, studio, verdict

COLUMNS = 4
CARD = 200  # pixels across of the example
PAGE = 12  # images that are shown at first
DELETED, SHOWN = "igallery_deleted", "igallery_shown"


def draw(part: Part) -> None:
    deleted = st.session_state.get(DELETED)
    if deleted is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_("Deleted: {aim}", aim=ideal_words.aim(Ideal.from_json(deleted.recipe))))
            st.button(_("Undo"), key="igallery_undo", icon=":material/undo:", on_click=_put_back)
    most = st.session_state.get(SHOWN, PAGE)
    runs = runlog.log(most + 1, IMAGE)
    if not runs:
        part.say("empty")
        lesson.button("ideal", "studio", _("To the studio"), "igallery_studio")
        _example()
        return
    shown = runs[:most]
    for first in range(0, len(shown), COLUMNS):
        row = shown[first : first + COLUMNS]
        for place, run in zip(st.columns(COLUMNS), row, strict=False):
            with place, st.container(border=True):
                _card(run)
    if len(runs) > most:
        st.button(_("Show more"), key="igallery_more", on_click=_more)


def _card(run: Run) -> None:
    recipe, result = Ideal.from_json(run.recipe), verdict.kept(run)
    aim = ideal_words.aim(recipe)
    st.image(
        base64.b64decode(result["png"]),
        alt=_("Ideal image for: {aim}", aim=aim),
        width="stretch",
    )
    st.markdown(f"**{aim}**")
    lines = [ideal_words.made(recipe)]
    if result["stopped"]:
        lines.append(
            _("Stopped at step {done} of {total}.", done=result["steps"], total=recipe.steps)
        )
    if result["probability"] is not None:
        lines.append(_("by itself: {share}", share=percent(result["probability"])))
    for name, rank in verdict.others(result).items():
        told = ideal_words.network(name)
        lines.append(_("{network}: rank {rank}", network=told, rank=f"{rank:,}"))
    st.caption("  \n".join(lines))
    with st.container(horizontal=True):
        st.button(
            _("Open"),
            key=f"igallery_open_{run.id}",
            on_click=state.open_in_studio,
            args=(recipe, run),
        )
        st.button(
            "",
            icon=":material/delete:",
            key=f"igallery_delete_{run.id}",
            help=_("Delete this image"),
            on_click=_delete,
            args=(run,),
        )


def _example() -> None:
    """The example of the studio as it would hang here."""
    shown = examples.of("ideal", "studio", studio.KEY)
    if shown is None:
        return
    (one,) = sample.of(shown)
    recipe = Ideal.from_json(one["recipe"])
    with example.framed(shown, sample.about(recipe)):
        picture = one["frames"][-1]["image"]
        aim = ideal_words.aim(recipe)
        st.image(base64.b64decode(picture), alt=_("Ideal image for: {aim}", aim=aim), width=CARD)
        st.caption(ideal_words.made(recipe))
        st.button(_("Open"), key="igallery_example", on_click=state.open_in_studio, args=(recipe,))


def _delete(run: Run) -> None:
    runlog.delete_run(run)
    st.session_state[DELETED] = run


def _put_back() -> None:
    runlog.put_back(st.session_state.pop(DELETED))


def _more() -> None:
    st.session_state[SHOWN] = st.session_state.get(SHOWN, PAGE) + PAGE
