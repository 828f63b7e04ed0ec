"""Before there is a dataset: one with flaws, to be found by eye and by the checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from core.datasets import library
from core.datasets.checks import told
from core.datasets.checks.check import PROBLEM, Check
from core.datasets.upload import example as made
from core.images import jpeg_text
from dashboard.kit import example, lesson, predict, stage
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from dashboard.shell.names import as_written
from pages.dataset import pictures

KEY = "checks_flawed"
COLOUR, LIGHT, PLACE = "colour", "light", "place"  # by what two classes can be told apart
SEEN = 8  # photos of each class before the checks

Listed = Callable[[dict[str, Any], Sequence[Check], Callable[[int], str]], None]


def draw(part: Part, listed: Listed) -> None:
    """The folders, the question what is wrong with them, and what the checks say; `listed` draws
    that."""
    left, right = stage.sides("flawed")
    shown, said = example.of(part, KEY), None
    if shown is not None and library.available(made.DATASET):
        said = _whole(dict(shown.found))
    with left:
        part.say("empty")
        lesson.button("dataset", "photos", _("Add photos"), "checks_add", "add")
        found = told.checks(said) if said is not None else []
        seen = bool(found) and predict.quick(
            "dataset/checks/flawed",
            "flawed",
            question(),
            _("Show what the checks find"),
            clue(found),
        )
        if seen:
            problems = sum(check.state == PROBLEM for check in found)
            part.say("flawed", count=problems)
    if shown is None or said is None:
        return
    with right, example.framed(shown, _("CIFAR-10’s photos, spoiled on purpose.")):
        if seen:
            listed(said, found, lambda index: _url(*_file(said, index)))
        else:
            _folders(said)


def question() -> Question:
    return Question(
        _("Guess first: by what could a network tell these folders apart, without the vehicles?"),
        {
            COLOUR: _("by the colour: one folder is mostly grey"),
            LIGHT: _("by the light: one folder is darker"),
            PLACE: _("by nothing: it has to look at the vehicles"),
        },
        lines=True,
    )


def clue(found: Sequence[Check]) -> str:
    """Which guess comes true."""
    return COLOUR if any(one.id == "grey" and one.state == PROBLEM for one in found) else PLACE


def _folders(said: dict[str, Any]) -> None:
    """A few photos of each class."""
    for label, title in enumerate(said["class_titles"]):
        count = said["counts"][label]
        st.markdown(f"**{as_written(title)}/** · " + _("{count:# photo|# photos}", count=count))
        here = [at for at, one in enumerate(said["labels"]) if one == label][:SEEN]
        pictures.row([pictures.picture(_url(*_file(said, at)), said["names"][at]) for at in here])


def _file(said: dict[str, Any], index: int) -> tuple[str, str]:
    """Folder and name of a photo."""
    return said["class_titles"][said["labels"][index]], said["names"][index]


@st.cache_data(max_entries=100, show_spinner=False)
def _url(folder: str, name: str) -> str:
    return pictures.of_pixels(made.pixels(folder, name))


def _whole(said: dict[str, Any]) -> dict[str, Any]:
    """With the pictures of what is not kept, which the example does not carry."""
    conflicts = [
        one | {"picture": jpeg_text(made.pixels(*one["files"][0]), 82)} for one in said["conflicts"]
    ]
    return said | {"conflicts": conflicts}
