"""The learner's photo: one choice for all pages: a sample, a file, the camera.

It stays in this session's memory and is never written to disk.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core import images, labels
from core.datasets import samples
from core.messages import LabError
from dashboard.kit import choice, gallery, upload
from dashboard.shell import gate
from dashboard.shell.language import _, language, translate
from dashboard.shell.names import as_written, markdown

CHOSEN = "photo"  # session: the chosen Photo
TAKEN = "photo_taken"  # session: id of the file that was taken last; no widget may have this key
SEEN = "photo_seen"  # session: digest of the photo that the chooser was last drawn with
DEFAULT = "chelsea"
THUMBNAIL = 96  # pixels a side
SMALL = 72  # pixels a side of the chosen photo beside its chooser
SAMPLES = (  # a cat and a dog first, then one of each kind of thing, then what is no class at all
    "chelsea",
    "imagenet_00",
    "imagenet_01",
    "imagenet_03",
    "imagenet_05",
    "imagenet_06",
    "imagenet_08",
    "imagenet_11",
    "imagenet_14",
    "coffee",
    "flower",
    "china",
    "rocket",
    "astronaut",
)


@dataclass(frozen=True)
class Photo:
    """A chosen photo: `pixels` uint8 [h, w, 3], longest side at most that of `images.working`."""

    id: str  # the sample's id, or "" for one of the learner's own
    name: str
    pixels: np.ndarray

    @cached_property
    def text(self) -> str:
        """As it travels to the worker."""
        return images.to_text(self.pixels)

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def current() -> Photo:
    """The chosen photo; a cat until somebody chooses."""
    chosen = st.session_state.get(CHOSEN)
    if isinstance(chosen, Photo) and not chosen.id:
        return chosen
    return sample(chosen.id if isinstance(chosen, Photo) else DEFAULT, language())


def choose(photo: Photo) -> None:
    """Use a photo on every page from now on."""
    st.session_state[CHOSEN] = photo


def changer(key: str) -> Photo:
    """The chosen photo, small, and the chooser behind a button; returns the choice."""
    row = st.container(horizontal=True, vertical_alignment="center", gap="small")
    shown = row.container(width=SMALL)
    door = f"{key}_photo"
    now = current().digest
    if st.session_state.get(door) and st.session_state.get(SEEN) != now:
        st.session_state[door] = False  # a new one: the chooser gives way to what is said of it
    st.session_state[SEEN] = now
    opened = row.popover(
        _("Another photo"), icon=":material/photo_library:", key=door, on_change="rerun"
    )
    with opened:
        _within_reach(key)
    photo = current()
    with shown:
        name = _("The chosen photo: {name}", name=photo.name)
        st.image(_small(photo.digest, photo), alt=name, width="stretch")
    row.caption(as_written(photo.name), width="content")
    return photo


@st.cache_data(scope="session", max_entries=4, show_spinner=False)
def _small(digest: str, _photo: Photo) -> np.ndarray:
    return np.asarray(images.resize(_photo.pixels[None], 2 * SMALL)[0])


def _within_reach(key: str) -> None:
    """A file and the samples at one glance; the camera is turned on only when asked for."""
    ways = {"photos": _("Photos"), "camera": _("Camera")}
    label = _("Where the photo comes from")
    if choice.one(label, ways, f"{key}_way", label_visibility="collapsed") == "camera":
        _camera(key)
        return
    opener(key)
    _samples(key)


def _ways(key: str) -> None:
    """A sample, a file, the camera."""
    tabs = {"samples": _("Samples"), "file": _("A file of yours"), "camera": _("Camera")}
    label = _("Where the photo comes from")
    way = choice.one(label, tabs, f"{key}_way", label_visibility="collapsed")
    {"samples": _samples, "file": opener, "camera": _camera}[way](key)


def picker(key: str) -> Photo:
    """Draw the chooser beside the chosen photo and return the choice."""
    shown, ways = st.columns([1, 3], gap="medium")
    with ways:
        _ways(key)
    photo = current()
    with shown:
        st.image(photo.pixels, alt=_("The chosen photo: {name}", name=photo.name), width="stretch")
        st.caption(as_written(photo.name))
    return photo


def choose_sample(name: str) -> None:
    """Use a sample on every page from now on; a name that is none changes nothing."""
    if name in SAMPLES:
        choose(sample(name, language()))


def _samples(key: str) -> None:
    here = {entry.id for entry in samples.samples()}
    cards = [
        gallery.Picture(_thumbnail(name), "", id=name, label=sample(name, language()).name)
        for name in SAMPLES
        if name in here
    ]
    gallery.choose(cards, gallery.at_least(76), key, choose_sample, chosen=current().id)


@st.cache_data(max_entries=64, show_spinner=False)
def _thumbnail(name: str) -> str:
    return gallery.png(images.resize(samples.sample(name).pixels()[None], THUMBNAIL)[0])


@st.cache_resource(max_entries=64, show_spinner=False)
def sample(name: str, into: str) -> Photo:
    """A sample with its name in a language."""
    entry = samples.sample(name)
    said = translate(entry.title, into) if entry.title else labels.name(entry.label, into)
    return Photo(name, said, images.working(entry.pixels()))


def opener(key: str, small: bool = False) -> None:
    """A file of the learner's own becomes the photo.  small: where little room is, and its words
    stand already."""
    label = _("A photo of at most {most} megapixels", most=images.MOST_PIXELS // 1_000_000)
    given = upload.photo(label, f"{key}_file", "collapsed" if small else "visible")
    if not small:
        _stays()
    _take(given)


def _camera(key: str) -> None:
    given = st.camera_input(_("Take a photo"), key=f"{key}_camera")
    _stays()
    _take(given)


def _stays() -> None:
    st.caption(_("It is kept in memory, for this session only."))


def stay() -> str:
    """Where photos go: a learner of a class sits at another computer than the one it runs on."""
    if gate.on():
        return _("Photos go to the computer of the class and nowhere else.")
    return _("Photos never leave this computer.")


def _take(given: UploadedFile | None) -> None:
    """A new file becomes the photo; the same one on a later run changes nothing."""
    if given is None:
        return
    try:
        decoded = images.decode(given.getvalue(), given.name)
    except LabError as error:
        st.error(markdown(error.message))
        return
    for note in decoded.notes:
        st.caption(markdown(note))
    if st.session_state.get(TAKEN) != given.file_id:
        st.session_state[TAKEN] = given.file_id
        choose(Photo("", images.shown_name(given.name), decoded.pixels))
        st.rerun()
