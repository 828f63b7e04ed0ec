"""A pause for everybody; a page or a recipe that opens for everybody."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from core.classroom.member import LONGEST_WORDS
from core.datasets import library
from core.messages import LabError
from core.transfer.recipe import SETTINGS, Recipe
from dashboard.kit import choice, lesson, pressed, times, words
from dashboard.shell import gate, runlog
from dashboard.shell.language import _
from dashboard.shell.names import as_written, markdown
from pages.teacher import live

WORDS = "teacher_words"


def bar() -> None:
    """Always in sight: the pause, and where the class is."""
    room = gate.room()
    pause, lead = room.pause(), room.lead()
    with st.container(
        horizontal=True,
        vertical_alignment="bottom" if pause is None else "center",  # a field has a label
        key="teacher_bar",
    ):
        if pause is None:
            st.text_input(
                _("What it says (if anything)"),
                placeholder=_("Eyes to the front, please."),
                max_chars=LONGEST_WORDS,
                key=WORDS,
                width=300,
            )
            st.button(
                _("Eyes to the front"),
                icon=":material/visibility:",
                type="primary",
                key="teacher_pause",
                on_click=gate.for_teacher(_pause),
            )
        else:
            st.button(
                _("Go on"),
                icon=":material/play_arrow:",
                type="primary",
                key="teacher_go_on",
                on_click=gate.for_teacher(_go_on),
            )
            said = pause.words or _("Eyes to the front, please.")
            st.markdown(_(":material/pause: Everybody reads: **{words}**", words=as_written(said)))
    if lead is not None:
        with st.container(horizontal=True, vertical_alignment="center"):  # never without the other
            st.markdown(_("Open for everybody: **{page}**", page=live.title(lead.page)))
            st.button(
                _("End this"), icon=":material/close:", key="teacher_lead_end", type="tertiary",
                on_click=gate.for_teacher(_end),
            )  # fmt: skip


def draw() -> None:
    left, right = st.columns(2, gap="large")
    with left:
        _page()
    with right:
        _recipe()


def _page() -> None:
    st.header(_("A page"), anchor=False)
    st.caption(_("It opens by itself for everybody who is here or joins; a link leads back to it."))
    page = choice.of_list(_("Page"), live.pages(), "teacher_page", live.title, 1)
    known = times.parts(page)
    query: dict[str, str] = {}
    if known:
        part = choice.of_list(
            _("Part"), known, f"teacher_part_{page}", lambda name: known[name].title
        )
        query = {lesson.PART: part}
    _open_button("teacher_open", page, query)


def _recipe() -> None:
    st.header(_("A recipe"), anchor=False)
    st.caption(_("The playground opens for everybody with the same setting."))
    mine = {
        run.id: recipe for run, recipe in runlog.finished(20) if recipe.dataset in library.DATASETS
    }
    pasted = st.text_input(
        _("Address of the playground"), key="teacher_recipe_address", max_chars=2000
    )
    if pasted.strip():
        recipe = _of_address(pasted)
    elif mine:
        chosen = st.selectbox(
            _("Or one of your trainings"),
            list(mine),
            format_func=lambda one: words.title(mine[one]) if one in mine else "",
            key="teacher_recipe",
        )
        recipe = mine.get(chosen)
    else:
        st.caption(_("Or train once in the playground yourself: your trainings are offered here."))
        return
    if recipe is not None:
        st.markdown(f"**{as_written(words.title(recipe))}**")
        st.caption(" · ".join(_told(recipe)))
        _open_button("teacher_recipe_open", "playground", recipe.to_query())


def _told(recipe: Recipe) -> list[str]:
    """What the title of a recipe leaves out: which photos, how many, how large."""
    photos = [words.value(recipe, field) for field in ("dataset", "classes")]
    return photos + [words.told(recipe, field) for field in ("per_class", "size")]


def _of_address(pasted: str) -> Recipe | None:
    """The recipe of an address of the playground; what is wrong with it is said."""
    query = dict(parse_qsl(urlsplit(pasted.strip()).query))
    named = {name: text for name, text in query.items() if name in SETTINGS.rows}
    try:
        found = SETTINGS.from_query(named)
    except LabError as error:
        st.error(markdown(error.message))
        return None
    if found.reason is not None or found.recipe.dataset not in library.DATASETS:
        st.warning(_("This address holds no recipe that everybody can use."))
        return None
    return found.recipe


def open_for_all(page: str, query: dict[str, str]) -> None:
    gate.room().set_lead(page, query)


def _open_button(key: str, page: str, query: dict[str, str]) -> None:
    pressed.button(
        _("Open for everybody"),
        key,
        gate.for_teacher(open_for_all),
        page,
        query,
        icon=":material/cast_for_education:",
        type="primary",
    )


def _pause() -> None:
    gate.room().set_pause(st.session_state.get(WORDS, ""))


def _go_on() -> None:
    gate.room().set_pause(None)


def _end() -> None:
    gate.room().set_lead("")
