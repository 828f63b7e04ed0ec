"""The learner's datasets: the chosen one, and three ways to add another."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.datasets import own
from core.messages import LabError
from dashboard.kit import own_data
from dashboard.kit.lesson import Part
from dashboard.shell import services
from dashboard.shell.language import _
from dashboard.shell.names import as_written, markdown
from pages.dataset import adding, pictures, state

SAMPLES = 12  # photos of a class


def draw(part: Part) -> None:
    if own_data.under_way():
        said = own_data.follow()
        if said is None:
            return
        state.choose(said["id"])
        st.rerun()
    _offer_undo()
    mine = state.mine()
    if not mine:
        adding.draw(part)
        adding.example(part)
        return
    said = state.chosen() or mine[0]
    _choice(mine, said)
    _show(said)
    with st.expander(_("Add another dataset"), icon=":material/add:"):
        adding.draw(part)


def _choice(mine: list[dict[str, Any]], said: dict[str, Any]) -> None:
    titles = {one["id"]: one["title"] for one in mine}
    key = "photos_dataset"
    st.session_state[key] = said["id"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Your datasets"),
            list(titles),
            format_func=titles.__getitem__,
            key=key,
            on_change=_choose,
            args=(key,),
            width=320,
        )
        with st.popover(_("Rename"), icon=":material/edit:"):
            st.text_input(
                _("New name"),
                said["title"],
                max_chars=40,
                key=f"photos_name_{said['id']}",
                on_change=_rename,
                args=(said["id"],),
            )
        st.button(
            _("Delete this dataset"),
            icon=":material/delete:",
            key="photos_delete",
            on_click=_delete,
            args=(said["id"],),
        )


def _choose(key: str) -> None:
    state.choose(st.session_state[key])


def _rename(dataset: str) -> None:
    own.rename(services.learner(), dataset, st.session_state[f"photos_name_{dataset}"])


def _delete(dataset: str) -> None:
    try:
        own.delete(services.learner(), dataset)
    except LabError:  # deleted in another window
        return
    state.let_go()


def _offer_undo() -> None:
    """The way back for everything that was deleted lately, also before a reload."""
    for gone in own.deleted(services.learner()):
        dataset = gone["id"]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(
                _(
                    "“{title}” is deleted. Within {minutes} minutes it can be put back; then the "
                    "photos are erased from this computer.",
                    title=as_written(gone["title"]),
                    minutes=round(own.UNDO_SECONDS / 60),
                )
            )
            if st.button(_("Put back"), icon=":material/undo:", key=f"photos_undo_{dataset}"):
                _put_back(dataset)
            if st.button(
                _("Erase now"), icon=":material/delete_forever:", key=f"photos_erase_{dataset}"
            ):
                own.erase(services.learner(), dataset)
                st.rerun()


def _put_back(dataset: str) -> None:
    if not own.put_back(services.learner(), dataset):
        st.warning(_("It is too late: the photos are erased. Add them again."))
        return
    state.choose(dataset)
    st.rerun()


def _show(said: dict[str, Any]) -> None:
    total = sum(said["counts"])
    st.markdown(
        _(
            "**{total} photos in {classes} classes**, stored on this computer in your name. "
            "Nothing is sent anywhere.",
            total=total,
            classes=len(said["counts"]),
        )
    )
    for note in said["notes"]:
        st.caption(markdown(note))
    for one in said["absent"]:
        st.warning(markdown(one["why"]), icon=":material/folder_off:")
    for label, (name, count) in enumerate(zip(said["class_titles"], said["counts"], strict=True)):
        st.markdown(f"**{as_written(name)}** · " + _("{count:# photo|# photos}", count=count))
        here = [index for index, found in enumerate(said["labels"]) if found == label]
        step = max(1, len(here) // SAMPLES)
        pictures.row(
            [
                pictures.picture(pictures.url(said["id"], index), said["names"][index])
                for index in here[::step][:SAMPLES]
            ]
        )
