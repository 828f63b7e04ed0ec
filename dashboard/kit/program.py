"""A written program of Keras beside the button that runs it: as shown, in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from core.imagine.program.program import Program
from core.ramp import source
from dashboard.kit import ask, download, gallery, measured, predict, stage
from dashboard.kit.bars import percent
from dashboard.kit.gallery import Picture
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _

EQUAL, ALIKE, DIFFERS = "equal", "alike", "differs"
LITTLE = 0.05  # by so much a probability may differ
CLIMB = 0.1  # by so large a share a logit may differ
HEIGHT = 560  # pixels of the program


def came(found: dict[str, Any]) -> str:
    """What the comparison (`core.imagine.program.compare`) has come to."""
    theirs, ours = found["program"], found["ours"]
    if found["most"] == 0:
        return EQUAL
    logits = abs(theirs["logit"] - ours["logit"]) <= CLIMB * abs(ours["logit"])
    sure = abs(theirs["probability"] - ours["probability"]) <= LITTLE
    return ALIKE if logits or sure else DIFFERS


def draw(part: Part, program: Program, kind: str, payload: dict[str, Any], key: str) -> None:
    """The program, a prediction, its run beside ours, and the files to take along.

    The part has a piece for each outcome: equal, alike, differs.
    """
    left, right = stage.sides(key)
    with right:
        st.code(program.text, language="python", height=HEIGHT)
    with left:
        found = _run(part, kind, payload, key)
        _take_along(program, key, found)


def _run(part: Part, kind: str, payload: dict[str, Any], key: str) -> dict[str, Any] | None:
    question = Question(
        _("The program and the Lab start from the same pixels. Will their pictures be equal?"),
        {
            EQUAL: _("Equal, pixel by pixel"),
            ALIKE: _("Other pixels, but the network answers alike"),
            DIFFERS: _("Another picture, another answer"),
        },
        lines=True,
    )
    asked = ask.Question(kind, payload, key)
    place = f"{part.lesson}/{part.id}/{asked.digest[:12]}"
    label = _("Run this program and compare")
    guess, found = measured.press(place, question, asked, label, _("Run it again"))
    if found is None:
        return None
    told = came(found)
    predict.answer(question, guess, told)
    titles = {"program": _("By the program"), "ours": _("By the Lab")}
    pictures = [
        Picture(
            source(found[side]["png"]),
            title,
            f"P {percent(found[side]['probability'])}",
            above=title,
        )
        for side, title in titles.items()
    ]
    gallery.rows(pictures, gallery.at_least(130, "auto-fit"), "square")
    part.say(
        told,
        same=percent(found["same"]),
        mean=f"{found['mean']:.1f}",
        theirs=f"{found['program']['logit']:.1f}".replace("-", "−"),
        ours=f"{found['ours']['logit']:.1f}".replace("-", "−"),
        seconds=f"{found['program']['seconds']:.0f}",
    )
    return found


def _take_along(program: Program, key: str, found: dict[str, Any] | None) -> None:
    """Notebook, program and network as one ZIP; the worker writes the network's file first."""
    if found is None:
        asked = ask.Question("classifier_file", {"backbone": program.backbone}, f"{key}_file")
        found = ask.press(asked, _("Make the notebook"), again=_("Make it again"))
    if found is None or not Path(found["network"]).is_file():
        return
    network = Path(found["network"])
    stem = Path(program.picture).stem
    download.offer(
        _("Notebook, program and network (ZIP)"),
        lambda: program.bundle(network),
        f"{stem}-keras.zip",
        f"{key}_zip",
    )
