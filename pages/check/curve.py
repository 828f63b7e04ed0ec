"""Predict the curve: a sketch is chosen or points are set, then the worker measures it.

The measurement decides what was right; the prediction is kept before anything is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.datasets import library
from core.experiments import curves, verdicts
from core.experiments.curves import FEW_TO_MANY
from core.figures.predicted import predicted
from core.figures.sketch import sketch_svg
from core.teaching.quizzes import Question
from core.transfer.recipe import Recipe
from dashboard.kit import ask as worker
from dashboard.kit import guesses, lesson, series
from dashboard.kit.chart import pen, show
from dashboard.kit.quiz.record import Given
from dashboard.kit.series import Standing
from dashboard.shell import services
from dashboard.shell.language import _, translate
from pages.check import curve_words

COVER = "cover"
START = 50  # percent, where the sliders stand before they are moved


def dataset() -> str:
    """The photos that are measured with: CIFAR-10, or what every machine has."""
    ready = services.ready_datasets()
    return "cifar10" if "cifar10" in ready else ready[0]


def ask(question: Question, key: str) -> tuple[bool, Any, dict[str, Any]] | None:
    """Take the prediction, then measure: whether it was right, the prediction, the curve.

    A quiz draws its predictions in its own way, so it stands on the series that a `Trial` stands
    on; the first prediction is kept among the learner's guesses, with the part that it is about.
    """
    here, place = f"{key}_prediction", f"{question.link}/quiz_{question.id}"
    guess = guesses.at(place)
    prediction = st.session_state.get(here)
    if prediction is None and guess is not None and guess.right is None:
        prediction = guess.said  # after a reload
    if prediction is None:
        prediction = (_sketches if question.choices else _points)(question, key)
        if prediction is None:
            return None
        st.session_state[here] = prediction
        if guess is None:
            guesses.keep(place, prediction)
        _begin(question, key)
        st.rerun()
    if question.choices:
        st.markdown(_("Your prediction: **{text}**", text=question.choices[prediction].text))
    else:
        said = " → ".join(f"{share:.0%}" for share in prediction)
        st.markdown(_("Your prediction: **{text}**", text=said))
    curve = _measured(question, key)
    if curve is None:
        return None
    st.session_state.pop(here, None)
    right = judge(question, prediction, curve)
    if guess is not None and guess.right is None:
        came = (
            verdicts.JUDGES[question.experiment].of(curve) if question.choices else curve["lines"]
        )
        guesses.settle(guess, came, right)
    return right, prediction, curve


def _standing(question: Question) -> Standing:
    arms = curves.arms(question.experiment, dataset())
    return series.standing(question.link, {name: arm.check() for name, arm in arms.items()})


def _begin(question: Question, key: str) -> None:
    if question.experiment != COVER:
        now = _standing(question)
        if now.missing and not now.active:
            series.begin(now, key)


def _measured(question: Question, key: str) -> dict[str, Any] | None:
    """The curve once it is there; until then how far it is."""
    if question.experiment == COVER:  # looks at one photo, trains nothing
        return worker.result(COVER, {}, _("Measuring the curve"), key)
    now = _standing(question)
    if now.missing or now.active:
        series.control(now, _("Measure"), key, lambda then: None)
        return None
    return curves.curve(question.experiment, dataset(), now.results)


def judge(question: Question, prediction: Any, curve: verdicts.Curve) -> bool:
    """Whether a prediction was right, by what was measured."""
    if question.choices:
        found = verdicts.JUDGES[question.experiment].of(curve)
        return bool(question.choices[prediction].verdict == found)
    return verdicts.distance(curve, prediction) <= verdicts.NEAR


def _sketches(question: Question, key: str) -> int | None:
    """Sketches in a row, and the choice of one."""
    letters = "ABCDE"
    for letter, choice, place in zip(
        letters, question.choices, st.columns(len(question.choices)), strict=False
    ):
        said = _("{group}: {said}", group=letter, said=choice.text)
        svg = sketch_svg(pen(), question.experiment, choice.verdict, said)
        place.markdown(f"**{letter}**<br>{svg}", unsafe_allow_html=True)
    curve_words.legend(question.experiment)
    with st.form(key, border=False):
        chosen = st.radio(
            question.ask,
            range(len(question.choices)),
            index=None,
            format_func=lambda place: f"**{letters[place]}** {question.choices[place].text}",
            label_visibility="collapsed",
            key=f"{key}_choice",
        )
        if st.form_submit_button(
            _("Predict and measure"), icon=":material/play_arrow:", type="primary"
        ):
            if chosen is not None:
                return chosen
            st.caption(_("Nothing is chosen yet."))
    return None


def _points(question: Question, key: str) -> list[float] | None:
    """A slider for every point, drawn as they move."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        guess = [
            st.slider(
                _("{count:# photo|# photos} of each class", count=count),
                0,
                100,
                START,
                5,
                format="%d%%",
                key=f"{key}_point_{count}",
            )
            / 100
            for count in FEW_TO_MANY
        ]
        pressed = st.button(
            _("Predict and measure"),
            icon=":material/play_arrow:",
            key=f"{key}_measure",
            type="primary",
        )
    with right:
        _figure(question, {"x": list(FEW_TO_MANY), "lines": {}}, _("Your prediction"), key, guess)
    return guess if pressed else None


def feedback(question: Question, happened: Given, key: str) -> None:
    """The curve as it was measured, beside what was predicted."""
    curve, prediction = happened["curve"], happened["given"]
    guess = None if question.choices else prediction
    _figure(question, curve, curve_words.finding(curve), key, guess)
    if question.experiment != COVER:
        title = translate(library.get(curve["dataset"]).title)
        st.caption(_("Measured on this computer, on validation photos. {name}.", name=title))
        if curve["dataset"] != "cifar10":
            st.caption(
                _(
                    "CIFAR-10 is not on this computer, so other photos were used. With them the "
                    "curve may look different from what the explanation expects."
                )
            )
    if not question.choices:
        off = 100 * verdicts.distance(curve, prediction)
        st.markdown(
            _("Your points lie {points:# point|# points} away on average.", points=f"{off:.0f}")
        )
        return
    found = verdicts.JUDGES[question.experiment].of(curve)
    right = next(choice for choice in question.choices if choice.verdict == found)
    if not happened["right"]:
        chosen = question.choices[prediction]
        st.markdown(f":red[✗] **{chosen.text}**  \n{chosen.why}")
    st.markdown(f":green[✓] **{right.text}**  \n{right.why}")


def onward(happened: Given) -> None:
    """A link to the playground with the training that was measured."""
    curve = happened["curve"]
    if curve["experiment"] != COVER:
        recipe = curves.base(curve["experiment"], curve["dataset"]).but(
            test_per_class=Recipe().test_per_class
        )
        lesson.try_it(recipe, _("Open this experiment in the playground"))


def _figure(
    question: Question,
    curve: verdicts.Curve,
    title: str,
    key: str,
    guess: Sequence[float] | None = None,
) -> None:
    figure = predicted(
        pen(),
        curve,
        title,
        question.experiment,
        ticks=curve_words.ticks(question.experiment, curve["x"]),
        guess=guess,
    )
    show(figure, key=f"{key}_figure", alt=title)
