"""Predict → measure → see why on a stage: guess and button on the left, the figure on the right.

The sister of `trial.experiment` for tasks that answer about one photo, whose results are not kept
in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from streamlit.delta_generator import DeltaGenerator

from core.work import Document
from dashboard.components.reveal import reveal
from dashboard.kit import ask, example, predict, stage
from dashboard.kit.guesses import Guess
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question

Found = Mapping[str, Any]


@dataclass(frozen=True)
class Measurement:
    """What a task finds out once the learner has predicted what.

    `outcome` says which guess comes true, `picture` draws what was found, `told` says why.
    `other`: how the part's example differs from this; `sample` draws it, if not `picture`.
    `meanwhile` draws above it what there is to see before the measurement.
    """

    question: Question
    kind: str
    payload: Document
    label: str
    key: str
    outcome: Callable[[Found], Any]
    picture: Callable[[Found], None]
    told: Callable[[Found], None]
    other: str = ""
    sample: Callable[[Found], None] | None = None
    meanwhile: Callable[[], None] | None = None


def draw(
    part: Part,
    wanted: Measurement,
    sides: tuple[DeltaGenerator, DeltaGenerator] | None = None,
) -> Found | None:
    """Ask, measure and tell; the result once it is there.  An example stands there until then.
    sides: of a stage that has controls already."""
    asking = ask.Question(wanted.kind, wanted.payload, wanted.key)
    place = f"{part.lesson}/{part.id}/{wanted.key}-{asking.digest[:12]}"
    left, right = sides or stage.sides(wanted.key)
    with left:
        guess, found = press(place, wanted.question, asking, wanted.label, scene=right)
        if found is not None:
            predict.answer(wanted.question, guess, wanted.outcome(found))
            wanted.told(found)
    reveal(f"scene_{wanted.key}", place if found is not None else "")
    with right:
        if found is not None:
            wanted.picture(found)
        elif not asking.begun:
            if wanted.meanwhile is not None:
                wanted.meanwhile()
            shown(part, wanted.key, wanted.sample or wanted.picture, wanted.other)
    return found


def press(
    place: str,
    question: Question,
    asking: ask.Question,
    label: str,
    again: str = "",
    scene: DeltaGenerator | None = None,
) -> tuple[Guess | None, dict[str, Any] | None]:
    """The question at its place, and `ask.press` behind it: the guess, and the result."""
    start = partial(ask.start, asking)
    guess = predict.asked(place, asking.slot, question, asking.begun, label, start)
    if guess is None and not asking.begun:
        ask.trouble(asking)
        return None, None
    return guess, ask.press(asking, label, primary=True, again=again, scene=scene)


def shown(part: Part, key: str, picture: Callable[[Found], None], other: str = "") -> None:
    """The part's example, drawn by `picture`, until the learner has measured."""
    measured = example.of(part, key)
    if measured is not None:
        with example.framed(measured, other):
            picture(measured.found)
