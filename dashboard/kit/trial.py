"""Predict → measure → see why: the one way a lesson compares trainings.

A part declares its `Trial`: the question and its choices, the arms, what the measurement comes to.
`draw` asks for the guess first and keeps it, trains the arms as a series (resumable, every run in
the log), draws what there is so far, says how the guess did and hands over to the part's own words.
`experiment` does the same for one task that trains small networks of its own, which no recipe is.
Until the learner has measured, a part's example stands there (`dashboard.kit.example`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.runs.examples import Example
from core.statistics import Difference, difference
from core.transfer.recipe import Recipe
from core.transfer.result import Result, Results
from core.work import RAN
from dashboard.components.reveal import reveal
from dashboard.kit import ask, example, guesses, predict, series
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.shell import services

Found = Mapping[str, Any]
WATCHED = "trials_watched"  # session: what ran while its part was open; its result is scrolled to


@dataclass(frozen=True)
class Trial:
    """A comparison of trainings.

    `outcome` says by `core.statistics` which choice came true.  `picture` draws what there is so
    far, live and at the end; it is given the results once all are there.  `told` follows then, with
    what came out.  `lost`: an arm may fail; its result is ``history`` and ``lost``, the reason.
    `scene`: where the finished picture and the example stand, beside the controls
    (`dashboard.kit.stage`); while it runs they stay below the button.
    """

    question: Question
    arms: Mapping[str, Recipe]
    label: str
    key: str
    outcome: Callable[[Results], Any]
    picture: Callable[[Standing, Results | None], None]
    told: Callable[[Results, Any], None]
    kind: str = ""  # of its series; else the lesson and its part
    primary: bool = True
    lost: bool = False
    scene: DeltaGenerator | None = None


def standing(part: Part, trial: Trial) -> Standing:
    """How far the trainings are."""
    arms = {name: recipe.check() for name, recipe in trial.arms.items()}
    return series.standing(trial.kind or f"{part.lesson}/{part.id}", arms)


def results(now: Standing, lost: bool = False) -> Results | None:
    """What every arm came to; None until all are there.  `lost`: failed ones count, too."""
    if now.active or not now.complete or (now.refused and not lost):
        return None
    failed: dict[str, Any] = {
        name: {"history": now.rows.get(name, []), "lost": why.to_json()}
        for name, why in now.refused.items()
    }
    every = failed | now.results
    return {name: every[name] for name in now.recipes}


def guessed(part: Part, now: Standing) -> bool:
    """Whether the learner has predicted what comes of these trainings."""
    return guesses.at(_place(part, now)) is not None


def _place(part: Part, now: Standing) -> str:
    return f"{part.lesson}/{part.id}/{now.name}"


def draw(part: Part, trial: Trial) -> Results | None:
    """Ask, measure, and tell; the results once all are there."""
    now = standing(part, trial)
    place = _place(part, now)
    start = partial(_watch, now.name, partial(series.begin, now, trial.key))
    guess = predict.asked(place, trial.key, trial.question, now.begun, trial.label, start)
    if guess is None and not now.begun:
        series.trouble(now, trial.key)
        _example(part, trial)
        return None

    def so_far(then: Standing) -> None:
        found = results(then, trial.lost)
        with _result(trial.key):
            if then.rows:
                with nullcontext() if then.active else _at(trial.scene):
                    trial.picture(then, found)
            if found is not None:
                came = trial.outcome(found)
                predict.answer(trial.question, guess, came)
                trial.told(found, came)

    series.control(now, trial.label, trial.key, so_far, trial.primary)
    _in_sight(trial.key, now.name, now.active, len(now.found))
    if not (now.found or now.active):
        _example(part, trial)
    return results(now, trial.lost)


def _at(scene: DeltaGenerator | None) -> AbstractContextManager[object]:
    """The place beside the controls; without one, here."""
    return nullcontext() if scene is None else scene


def _result(key: str) -> AbstractContextManager[object]:
    """The place of what a trial has come to, below its button."""
    return st.container(key=f"{key}_came")


def _watch(run: str, start: Callable[[], None] = lambda: None) -> None:
    """Begin what the learner will wait for."""
    st.session_state.setdefault(WATCHED, set()).add(run)
    start()


def _in_sight(key: str, run: str, active: bool, came: int) -> None:
    """Scroll to what has come of the trainings that the learner has just waited for."""
    if active:
        _watch(run)
    watched = st.session_state.get(WATCHED, ())
    reveal(f"{key}_came", f"{run} {came}" if run in watched and came and not active else "")


def _example(part: Part, trial: Trial) -> None:
    """What such a measurement looks like, before the learner's own."""
    shown = example.of(part, trial.key)
    if shown is not None:
        with _at(trial.scene), example.framed(shown, example.differs(shown, trial.arms)):
            then = example.standing(shown)
            trial.picture(then, then.results)


@dataclass(frozen=True)
class Experiment:
    """A comparison that one task makes, with its payload; the rest as in `Trial`.

    `live` draws the trainings so far, each with ``arm``, ``seed`` and ``rows``: the newest last,
    which is under way unless the experiment was stopped (`active`).  `sample` draws the part's
    example, where `picture` would name it by the learner's settings.
    """

    question: Question
    kind: str
    payload: Mapping[str, Any]
    label: str
    key: str
    outcome: Callable[[Found], Any]
    live: Callable[[Sequence[Found], bool], None]
    picture: Callable[[Found], None]
    told: Callable[[Found, Any], None]
    primary: bool = True
    other: str = ""  # how the part's example differs from this
    scene: DeltaGenerator | None = None
    sample: Callable[[Example], None] | None = None
    shared: bool = False  # other parts measure the same: here it is predicted all the same


def experiment(part: Part, trial: Experiment) -> None:
    """Ask, measure, and tell."""
    asking = ask.Question(
        trial.kind, dict(trial.payload), trial.key, live=lambda events: _live(trial, events)
    )
    stopped = services.begun(asking.digest)
    running = ask.begun(trial.kind, asking.payload, trial.key)
    place = f"{part.lesson}/{part.id}/{asking.digest[:12]}"
    begun = running or stopped is not None
    if trial.shared and guesses.at(place) is None:
        begun = False
    start = partial(_watch, asking.digest, partial(ask.start, asking))
    guess = predict.asked(
        place, trial.key, trial.question, begun, trial.label, start if not running else lambda: None
    )
    shown = None if begun else example.of(part, trial.key)
    if shown is not None and shown.asked.get("payload") == asking.payload:
        shown = None  # it would give the answer away
    if guess is None and not begun:
        ask.trouble(asking)
        found = None
    else:
        label = series.go_on(len(stopped["runs"]), stopped["of"]) if stopped else trial.label
        found = ask.press(asking, label, trial.primary)
    if found is None and stopped and not running:
        with _at(trial.scene):
            trial.live(stopped["runs"], False)
    _in_sight(trial.key, asking.digest, running and found is None, found is not None)
    if found is not None:
        came = trial.outcome(found)
        with _result(trial.key):
            with _at(trial.scene):
                trial.picture(found)
            predict.answer(trial.question, guess, came)
            trial.told(found, came)
    elif shown is not None and (
        guess is None or not ask.begun(trial.kind, asking.payload, trial.key)
    ):
        with _at(trial.scene), example.framed(shown, trial.other):
            if trial.sample is not None:
                trial.sample(shown)
            else:
                trial.picture(shown.found)


def _live(trial: Experiment, events: Sequence[Found]) -> None:
    runs: dict[tuple[str, int], dict[str, Any]] = {}
    for event in events:
        if event["kind"] == RAN:
            runs[event["run"]["arm"], event["run"]["seed"]] = event["run"]
        elif "row" in event:
            one = {"arm": event["arm"], "seed": event["seed"], "rows": []}
            runs.setdefault((event["arm"], event["seed"]), one)["rows"].append(event["row"])
    if runs:
        trial.live(list(runs.values()), True)


def seeded(ways: Mapping[str, Recipe], seeds: Sequence[int]) -> dict[str, Recipe]:
    """Every way with every seed: ``way_0`` …, the ways of a seed together."""
    return {f"{way}_{seed}": one.but(seed=seed) for seed in seeds for way, one in ways.items()}


def of(found: Results, way: str) -> list[Result]:
    """The results of one of the `seeded` ways, seed by seed."""
    return [result for name, result in found.items() if name.rpartition("_")[0] == way]


def accuracy(result: Result) -> float:
    return result["test_accuracy"]


def gap(result: Result) -> float:
    """How much better a training knows its own photos than others."""
    return result["train_accuracy"] - result["val_accuracy"]


def change(
    found: Results, first: str, second: str, number: Callable[[Result], float] = accuracy
) -> Difference:
    """How a number of each training differs between two of the `seeded` ways, seed by seed."""
    return difference(*([number(result) for result in of(found, way)] for way in (first, second)))
