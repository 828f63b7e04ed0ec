"""Three ways to add photos: a ZIP of folders, files class by class, the camera."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from core.datasets import samples
from core.datasets.upload import collected
from core.datasets.upload.class_names import class_name
from core.messages import LabError
from dashboard.components import webcam
from dashboard.kit import choice, own_data, upload
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from dashboard.shell.names import as_written, markdown
from pages.dataset import pictures

_CLASSES = "adding_classes"  # session: how many rows of classes there are
_ROUND = "adding_round"  # session: counts datasets, so that widgets start empty again
_EXAMPLE = {"cats": ("chelsea", "cifar10_08", "cifar10_00"), "dogs": ("cifar10_12", "cifar10_16")}
_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")


def example(part: Part) -> None:
    """What a dataset looks like, before there is one."""
    folders = "".join(
        f'<div class="class"><b>{name}/</b>'
        + "".join(
            f'<img src="{pictures.of_pixels(samples.sample(one).pixels())}" alt="">'
            for one in photos
        )
        + '<span class="more">…</span></div>'
        for name, photos in _EXAMPLE.items()
    )
    with st.container(key="adding_example"):
        left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
    with left:
        said = escape(_("A ZIP with a folder cats and a folder dogs, photos in each"), quote=True)
        st.html(
            f'<style>{_CSS}</style><div class="tll-tree" role="img" aria-label="{said}">'
            f'<div class="zip">photos.zip</div>{folders}</div>'
        )
    with right:
        part.say("empty")


def draw(part: Part) -> None:
    ways = {"zip": _("A ZIP of folders"), "files": _("Files, class by class"), "cam": _("Camera")}
    label = _("How you add photos")
    way = choice.one(label, ways, "adding_way", label_visibility="collapsed")
    {"zip": _zip, "files": _files, "cam": _camera}[way](part)
    part.say("private")


def _zip(part: Part) -> None:
    given = upload.zipped(_("A ZIP with one folder for each class"), _key("zip"))
    title = _title(given.name.rsplit(".", 1)[0] if given else "")
    if _pressed(given is not None):
        _start(lambda: own_data.keep_zip(title, given))


def _files(part: Part) -> None:
    part.say("files")
    found: dict[str, list[Any]] = {}
    nameless = []
    for row in range(st.session_state.setdefault(_CLASSES, 2)):
        left, right = st.columns([1, 3], gap="medium")
        with left:
            name = _class(row)
        with right:
            label = _("Photos of “{name}”", name=as_written(name) or row + 1)
            given = upload.photos(label, _key(f"files_{row}"))
        if name:
            found.setdefault(name, []).extend(given)
        elif given:
            nameless.append(row + 1)
    _more_classes()
    if nameless:
        st.warning(
            _(
                "These classes have photos, but no name yet: {numbers}. Name them, or take their "
                "photos away.",
                numbers=nameless,
            ),
            icon=":material/edit:",
        )
    title = _title(", ".join(found))
    if _pressed(not nameless and _enough(found)):
        _start(
            lambda: own_data.keep_files(
                title, {name: [(one.name, one) for one in given] for name, given in found.items()}
            )
        )


def _enough(found: Mapping[str, Sequence[Any]]) -> bool:
    """Whether two classes have photos; one without any is told by the checks."""
    return sum(map(bool, found.values())) > 1


def _camera(part: Part) -> None:
    part.say("camera")
    names = []
    for place, row in zip(
        st.columns(max(3, st.session_state.setdefault(_CLASSES, 2))),
        range(st.session_state[_CLASSES]),
        strict=False,
    ):
        with place:
            name = _class(row)
        if name and name not in names:
            names.append(name)
    _more_classes()
    key = _key("camera")
    webcam.webcam(
        names,
        {
            "start": _("Turn the camera on"),
            "hold": _("Hold to record"),
            "last": _("Remove the last"),
            "all": _("Remove all"),
            "count": _("{count:# photo|# photos}", count="#"),
            "refused": _(
                "The browser was not allowed to use the camera. Allow it in the address bar, then "
                "press again, or add files instead."
            ),
            "missing": _("No camera was found. Connect one and press again, or add files instead."),
            "insecure": _(
                "Browsers open the camera only at a safe address: https, or localhost on this "
                "computer. Open this page there, or add files instead."
            ),
        },
        key,
    )
    if gone := webcam.removed(key):
        st.button(
            _("Put {count:# photo|# photos} back", count=gone),
            icon=":material/undo:",
            key="adding_undo",
            on_click=webcam.put_back,
            args=(key,),
        )
    if webcam.full(key):
        st.warning(
            _("More photos cannot be recorded. Keep these, or remove some."),
            icon=":material/photo_library:",
        )
    recorded = webcam.recorded(key)
    if unnamed := [name for name in recorded if recorded[name] and name not in names]:
        st.warning(
            _(
                "Photos were recorded for names that no class has any more: {names}. Give a class "
                "that name again to use them.",
                names=[as_written(name) for name in unnamed],
            ),
            icon=":material/edit:",
        )
    found = {name: recorded.get(name, []) for name in names}
    title = _title(", ".join(found))
    if _pressed(_enough(found)):
        _start(lambda: own_data.keep_photos(title, found))


def _class(row: int) -> str:
    return class_name(
        st.text_input(_("Class {number}", number=row + 1), max_chars=40, key=_key(f"class_{row}"))
    )


def _more_classes() -> None:
    def more() -> None:
        st.session_state[_CLASSES] = min(collected.MOST_CLASSES, st.session_state[_CLASSES] + 1)

    st.button(_("Add a class"), icon=":material/add:", key="adding_more", on_click=more)


def _title(default: str) -> str:
    if not default:
        return ""
    given = st.text_input(
        _("What you call this dataset"),
        max_chars=40,
        placeholder=default,
        key=_key("title"),
        width=420,
    )
    return given.strip() or default


def _pressed(ready: bool) -> bool:
    return st.button(
        _("Check and keep these photos"),
        type="primary" if ready else "secondary",
        icon=":material/fact_check:",
        disabled=not ready,
        key="adding_keep",
    )


def _start(keep: Callable[[], None]) -> None:
    try:
        keep()
    except LabError as error:
        st.error(markdown(error.message))
        return
    webcam.forget(_key("camera"))
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _key(name: str) -> str:
    return f"adding_{name}_{st.session_state.get(_ROUND, 0)}"
