"""What the learner decides about doubtful labels: keep, change or leave out, and the way back."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.datasets import own
from core.datasets.corrected import LEAVE_OUT, correct
from core.messages import LabError
from dashboard.components.reveal import reveal
from dashboard.kit import gallery, lesson
from dashboard.kit.bars import percent
from dashboard.kit.lesson import Part
from dashboard.shell import services
from dashboard.shell.language import _
from dashboard.shell.names import as_written, markdown
from pages.dataset import state

SETTING = "label_decisions"  # {dataset: {photo's place: class or LEAVE_OUT, as decided in order}}
_MADE = "label_decisions_made"  # session: the corrected dataset → the one before
_TROUBLE = "label_decisions_trouble"  # session: why the last correction could not be made
AT_ONCE = 12  # photos
WIDTH = 165  # pixels of a photo: two side by side on a telephone
LARGE = 256  # pixels a side of one that is to be judged
Doubt = Mapping[str, Any]


def draw(part: Part, said: Mapping[str, Any], doubts: Sequence[Doubt]) -> None:
    """The photos, a choice below each, and what becomes of them."""
    dataset = said["id"]
    shown = st.session_state.setdefault(f"decided_shown_{dataset}", AT_ONCE)
    with st.container(horizontal=True, gap="medium"):
        for doubt in doubts[:shown]:
            with st.container(width=WIDTH, key=f"decided_{dataset}_{doubt['index']}"):
                _one(said, doubt)
    if len(doubts) > shown:
        left = len(doubts) - shown
        st.button(
            _("Show more ({count})", count=left),
            key="decided_more",
            on_click=_more,
            args=(dataset,),
        )
    _apply(part, said)


def _more(dataset: str) -> None:
    st.session_state[f"decided_shown_{dataset}"] += AT_ONCE


def _one(said: Mapping[str, Any], doubt: Doubt) -> None:
    dataset, index = said["id"], doubt["index"]
    titles = said["class_titles"]
    where = _(" · test photo") if index >= said["train"] else ""
    gallery.rows(
        [
            gallery.Picture(
                gallery.photo(dataset, index, LARGE),
                said["names"][index],
                f"{titles[doubt['label']]} {percent(doubt['own'])} → "
                f"{titles[doubt['suggested']]} {percent(doubt['other'])}\n"
                f"{said['names'][index]}{where}",
            )
        ],
        gallery.across(1),
        "square",
    )
    suggested = doubt["suggested"]
    others = [at for at in range(len(titles)) if at not in (doubt["label"], suggested)]
    options = [doubt["label"], suggested, *others, LEAVE_OUT]

    def words(option: int) -> str:
        if option == LEAVE_OUT:
            return _("Leave out")
        name = as_written(titles[option])
        if option == doubt["label"]:
            return _("Keep “{name}”", name=name)
        return _("Change to “{name}”", name=name)

    key = f"decided_{dataset}_{index}_as"
    st.session_state[key] = made(said).get(index)
    if st.session_state[key] not in options:
        st.session_state[key] = None
    widget: Any = st.radio if len(options) < 5 else st.selectbox
    widget(
        _("Decision on {file}", file=as_written(said["names"][index])),
        options,
        index=None,
        format_func=words,
        key=key,
        label_visibility="collapsed",
        on_change=_decide,
        args=(said, index, key),
    )


def made(said: Mapping[str, Any]) -> dict[int, int]:
    """What was decided, oldest first: a photo's place → its class, or `LEAVE_OUT`."""
    kept = services.setting(SETTING, {}).get(said["id"], {})
    places = {str(at): at for at in range(len(said["labels"]))}  # a file may have brought others
    classes = range(LEAVE_OUT, len(said["class_titles"]))
    return {places[at]: label for at, label in kept.items() if at in places and label in classes}


def _keep(dataset: str, decisions: Mapping[int, int]) -> None:
    plain = {str(index): label for index, label in decisions.items()}
    services.remember(SETTING, services.setting(SETTING, {}) | {dataset: plain})


def _decide(said: Mapping[str, Any], index: int, key: str) -> None:
    decisions = made(said)
    decisions.pop(index, None)  # the newest is the last
    if st.session_state[key] is not None:
        decisions[index] = st.session_state[key]
    _keep(said["id"], decisions)


def _undo(said: Mapping[str, Any]) -> None:
    _keep(said["id"], dict(list(made(said).items())[:-1]))


def changes(said: Mapping[str, Any], decisions: Mapping[int, int]) -> dict[int, int]:
    """The decisions that change something."""
    return {at: label for at, label in decisions.items() if label != said["labels"][at]}


def _apply(part: Part, said: Mapping[str, Any]) -> None:
    decisions = made(said)
    wanted = changes(said, decisions)
    left = sum(label == LEAVE_OUT for label in wanted.values())
    st.markdown(
        _(
            "Decided: {kept} kept, {changed} changed, {left} left out.",
            kept=len(decisions) - len(wanted),
            changed=len(wanted) - left,
            left=left,
        )
    )
    with st.container(horizontal=True):
        st.button(
            _("Make the corrected dataset"),
            icon=":material/library_add_check:",
            key="decided_apply",
            type="primary" if wanted else "secondary",
            disabled=not wanted,
            on_click=_correct,
            args=(said,),
        )
        st.button(
            _("Undo the last decision"),
            icon=":material/undo:",
            key="decided_undo",
            disabled=not decisions,
            on_click=_undo,
            args=(said,),
        )
    if trouble := st.session_state.pop(_TROUBLE, None):
        st.warning(markdown(trouble), icon=":material/error:")
    part.say("beside")


def _correct(said: Mapping[str, Any]) -> None:
    """Make it of the decisions as they are at the press."""
    dataset, wanted = said["id"], changes(said, made(said))
    try:
        new = correct(
            services.learner(), dataset, wanted, _("{title}, corrected", title=said["title"][:28])
        )
    except LabError as error:
        st.session_state[_TROUBLE] = error.message
        return
    st.session_state.setdefault(_MADE, {})[new["id"]] = dataset
    state.choose(new["id"])


def back(said: Mapping[str, Any]) -> None:
    """What was just made of the decisions, and the way back to the dataset before."""
    before = st.session_state.get(_MADE, {}).get(said["id"])
    if before is None:
        return
    with st.container(key="decided_made"):
        st.success(
            _(
                "“{title}” holds {count:# photo|# photos} with your corrections. The dataset "
                "before is unchanged, and so are its runs.",
                title=as_written(said["title"]),
                count=len(said["labels"]),
            ),
            icon=":material/check:",
        )
        with st.container(horizontal=True):
            label = _("Study it")
            lesson.button("dataset", "study", label, "decided_study", "arrow_forward")
            st.button(
                _("Take it back"),
                icon=":material/undo:",
                key="decided_back",
                on_click=_back,
                args=(said["id"], before),
            )
    reveal("decided_made", said["id"])


def _back(new: str, before: str) -> None:
    with contextlib.suppress(LabError):  # deleted in another window
        own.delete(services.learner(), new)
    st.session_state[_MADE].pop(new, None)
    state.choose(before)
