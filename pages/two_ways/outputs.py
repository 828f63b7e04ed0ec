"""The last layer: two outputs with softmax or one with sigmoid, and which loss goes with which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.figures.outputs import output_losses, sigmoid, sigmoid_curve
from core.messages import signed
from core.transfer.recipe import Recipe
from dashboard.kit import lesson, predict, stage, trial, words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.table import ruled
from dashboard.kit.trial import Experiment
from dashboard.shell import services
from dashboard.shell.language import _
from pages.two_ways import threshold

CLASSES = {"cifar10": ("cat", "dog"), "digits": ("3", "8")}
TWICE = 0.02  # how far from 2 a measured factor still is 2
EQUAL = 1e-4  # shares that differ by less are equal: the rest is rounding
RISE = 3  # of both logits, in the question


def draw(part: Part) -> None:
    payload = asked()
    names = [words.titles(payload["dataset"])[name] for name in payload["classes"]]
    _explore(part, names)
    st.subheader(_("The same photos, both ways"), anchor=False)
    part.say("both")
    trial.experiment(part, _experiment(part, payload))
    st.subheader(_("Where is the border between yes and no?"), anchor=False)
    threshold.draw(part, payload, names)
    st.subheader(_("Which loss goes with which labels?"), anchor=False)
    part.say("which")
    with st.expander(_("In Keras"), icon=":material/code:"):
        part.say("keras")
    lesson.try_it(
        Recipe(dataset=payload["dataset"], classes=payload["classes"], output="sigmoid"),
        _("Try it: one output with sigmoid, in the playground"),
    )


def asked() -> dict[str, Any]:
    """What is measured: photos of two classes that are here."""
    dataset = services.first_recipe().dataset
    dataset = dataset if dataset in CLASSES else "digits"
    return {"dataset": dataset, "classes": list(CLASSES[dataset])}


def examples() -> dict[str, tuple[str, dict[str, Any]]]:
    return {"outputs": ("outputs", {"dataset": "cifar10", "classes": ["deer", "horse"]})}


def _explore(part: Part, names: Sequence[str]) -> None:
    """Two logits, and what softmax makes of both and sigmoid of their difference."""
    controls, scene = stage.sides("outputs")
    with controls:
        told = predict.quick(
            f"two_ways/outputs/rise-{RISE}",
            "outputs_rise",
            Question(
                _(
                    "Both logits rise by {count}. The probability of “{name}” …",
                    count=RISE,
                    name=names[1],
                ),
                {"rises": _("rises"), "stays": _("stays"), "falls": _("falls")},
            ),
            _("Show"),
            "stays",
        )
        first, second = (
            st.slider(_("Logit of “{name}”", name=name), -4.0, 4.0, start, 0.5, key=f"outputs_{at}")
            for at, (name, start) in enumerate(zip(names, (-0.5, 1.5), strict=True))
        )
        if told:
            part.say("only_difference")
    sure, difference = sigmoid(second - first), second - first
    title = _(
        "Difference {difference}: “{name}” with {sure}",
        difference=signed(difference),
        name=names[sure > 0.5],
        sure=f"{max(sure, 1 - sure):.0%}",
    )
    with scene:
        show(
            sigmoid_curve(pen(), difference, names[1], title),
            key="outputs_curve",
            alt=_("The sigmoid curve with one point on it. {finding}", finding=title),
        )
        part.say(
            "same",
            first=f"{1 - sure:.1%}",
            second=f"{sure:.1%}",
            difference=signed(difference),
        )


def _experiment(part: Part, payload: Mapping[str, Any]) -> Experiment:
    return Experiment(
        Question(
            _("Your prediction: same start, same rate. Which one learns faster?"),
            {
                "two": _("two outputs with softmax"),
                "one": _("one output with sigmoid"),
                "same": _("both alike"),
            },
        ),
        "outputs",
        payload,
        _("Train both ways"),
        "outputs",
        outcome=outcome,
        live=lambda runs, active: None,
        picture=_picture,
        told=lambda found, came: _told(part, found, came),
        other=_("Deer and horses instead of your classes."),
    )


def outcome(found: Mapping[str, Any]) -> str:
    """Which way moves its answers further in the first step."""
    speed = found["speed"]
    if abs(speed - 1) <= TWICE:
        return "same"
    return "two" if speed > 1 else "one"


def _picture(found: Mapping[str, Any]) -> None:
    names = {
        "two": _("two outputs, rate r"),
        "one": _("one output, rate r"),
        "double": _("one output, rate 2r"),
    }
    title = {
        "two": _("Two outputs learn as one does at twice the rate"),
        "one": _("One output learns faster here"),
        "same": _("Both learn alike here"),
    }[outcome(found)]
    show(
        output_losses(pen(), found["curves"], names, title),
        key=f"outputs_losses_{found['losses']['binary']}",
        alt=_("Loss over steps of three last layers. {finding}", finding=title),
    )


def _told(part: Part, found: Mapping[str, Any], came: str) -> None:
    apart = found["apart"]
    rows = [
        (_("one output, sigmoid, labels 0 or 1"), "BinaryCrossentropy", "binary"),
        (_("two outputs, softmax, labels 0 or 1"), "SparseCategoricalCrossentropy", "sparse"),
        (_("two outputs, softmax, labels [1, 0] or [0, 1]"), "CategoricalCrossentropy", "one_hot"),
    ]
    heads = (_("Last layer and labels"), _("Loss in Keras"), _("Loss of the same answers"))
    ruled(
        heads, [(said, f"`{keras}`", f"{found['losses'][key]:.5f}") for said, keras, key in rows],
        "llr",
    )  # fmt: skip
    ends = found["sure"]
    worst = max(abs(a - b) for a, b in zip(ends["two"], ends["double"], strict=True))
    twice = abs(found["speed"] - 2) <= TWICE and max(apart["first"], apart["second"]) <= EQUAL
    part.say(
        "twice" if twice and worst <= EQUAL else "not_twice",
        speed=f"{found['speed']:.2f}",
        apart=f"{max(apart['first'], apart['second']):.0e}",
        worst=f"{worst:.0e}",
        photos=found["photos"],
    )
    size = found["bytes"]
    part.say(
        "labels_equal" if apart["labels"] <= EQUAL else "labels_differ",
        sparse=f"{size['sparse'] / 1e6:.2f}",
        one_hot=f"{size['one_hot'] / 1e6:.0f}",
        apart=f"{apart['labels']:.0e}",
    )
