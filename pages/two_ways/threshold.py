"""The border between yes and no: a threshold over the measured probabilities, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import streamlit as st

from core.experiments.threshold import Answers, answers
from core.figures.outputs import threshold_rows
from dashboard.kit import ask, example, predict, stage, words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _

USUAL, HIGH = 0.5, 0.9  # the chapter's, and that of the question


def draw(part: Part, payload: Mapping[str, Any], names: Sequence[str]) -> None:
    """Over what the learner has measured, until then over the example."""
    found: Mapping[str, Any] | None = ask.known("outputs", dict(payload))
    frame: Any = nullcontext()
    if found is None:
        shown = example.of(part, "outputs")
        if shown is None:
            return
        found, frame = shown.found, example.framed(shown)
        titles = words.titles(shown.asked["payload"]["dataset"])
        names = [titles[name] for name in shown.asked["payload"]["classes"]]
    with frame:
        _threshold(part, found, names)


def outcome(found: Mapping[str, Any]) -> str:
    """Which rises for the second class when the threshold goes from the usual one to a high one."""
    usual, high = (at(found, threshold) for threshold in (USUAL, HIGH))
    precise = (high.precision or 0) > (usual.precision or 0)
    complete = high.recall > usual.recall
    if precise and complete:
        return "both"
    return "precision" if precise else "recall" if complete else "neither"


def at(found: Mapping[str, Any], threshold: float) -> Answers:
    return answers(found["sure"]["double"], found["true"], threshold)


def _threshold(part: Part, found: Mapping[str, Any], names: Sequence[str]) -> None:
    controls, scene = stage.sides("threshold")
    with controls:
        st.markdown(part.text("threshold", name=names[1]))
        told = predict.quick(
            f"two_ways/outputs/threshold-{'-'.join(names)}",
            "threshold_high",
            Question(
                _(
                    "The threshold rises from {usual} to {high}. What rises for “{name}”?",
                    usual=USUAL,
                    high=HIGH,
                    name=names[1],
                ),
                {
                    "precision": _("precision"),
                    "recall": _("recall"),
                    "both": _("both"),
                    "neither": _("neither of the two"),
                },
            ),
            _("Move the threshold"),
            outcome(found),
        )
        border = USUAL
        if told:
            border = st.slider(_("Threshold"), 0.05, 0.95, HIGH, 0.05, key="threshold_at")
    now = at(found, border)
    title = _(
        "At {border}, {right} of all answers are right",
        border=f"{border:.2f}",
        right=f"{now.accuracy:.0%}",
    )
    with scene:
        show(
            threshold_rows(pen(), found["sure"]["double"], found["true"], names, border, title),
            key="threshold_rows",
            alt=_("Every photo by its probability, in two rows. {finding}", finding=title),
        )
        part.say(
            "border",
            name=names[1],
            hits=now.hits,
            all=now.hits + now.missed,
            called=now.hits + now.false,
            recall=f"{now.recall:.0%}",
            precision="–" if now.precision is None else f"{now.precision:.0%}",
        )
