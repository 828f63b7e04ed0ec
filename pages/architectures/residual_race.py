"""A plain and a residual stack trained for a few seconds on CIFAR-10."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.experiments.gradients import STACKS
from core.figures.before_after import (
    Curve,
    Panel,
    before_after,
    finished,
)
from dashboard.kit import readiness, stage, trial
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import EVEN, Question
from dashboard.kit.trial import Experiment
from dashboard.shell.language import _
from pages.architectures import residual_gradients, residual_setting
from pages.architectures.residual_gradients import LOOKS
from pages.architectures.residual_setting import NAMES, SETTINGS, VERDICTS

DEPTHS = (6, 10, 20, 32)
EPOCHS = 8
CHANCE = 0.1
AHEAD = {  # outcome → who is clearly ahead
    "plain": "plain",
    "residual": "residual",
    "both_plain": "plain",
    "both_residual": "residual",
}

Runs = Sequence[Mapping[str, Any]]


def payload(setting: str, depth: int, seed: int = 0) -> dict[str, Any]:
    """What is asked of the worker."""
    initializer, batch_norm = SETTINGS[setting]
    return {
        "depth": depth,
        "initializer": initializer,
        "batch_norm": batch_norm,
        "seed": seed,
        "epochs": EPOCHS,
    }


KEY = "residual_race"
EXAMPLE = ("stack_race", payload("he_bn", 6, seed=1))


def draw(part: Part) -> None:
    if not readiness.has_cifar10():
        return
    controls, scene = stage.sides("residual_race")
    with controls:
        part.say("race")
        depth = st.select_slider(
            _("Layers with weights"), DEPTHS, value=20, key="residual_race_depth"
        )
        residual_gradients.grid(depth, 0, False)
        setting = residual_setting.chosen()
    choices = {stack: _(NAMES[stack]) for stack in STACKS} | {EVEN: _("No clear difference")}
    with scene:
        trial.experiment(
            part,
            Experiment(
                Question(_("Which gets more validation photos right?"), choices),
                "stack_race",
                payload(setting, depth),
                _("Train both"),
                KEY,
                outcome=lambda found: AHEAD.get(outcome(found["stacks"]), EVEN),
                live=_live,
                picture=picture,
                told=lambda found, came: tell(part, found),
                other=_("6 layers, He, with batch norm."),
            ),
        )


def picture(found: Mapping[str, Any]) -> None:
    """The curves of a race (`stack_race.race`)."""
    ends = found["stacks"]
    title = _(
        "Validation photos right: plain {plain}, residual {residual}",
        **{stack: percent(ends[stack]["accuracy"]) for stack in STACKS},
    )
    _chart(found["runs"], title, "residual_race_chart")


def tell(part: Part, found: Mapping[str, Any]) -> None:
    """What came out of a race, in the words that fit."""
    ends = found["stacks"]
    part.say(f"race_{outcome(ends)}", **_said(found))
    for stack in STACKS:
        gradient, learnt = ends[stack]["gradient"], ends[stack]["learnt"]
        if (gradient == "even") != learnt:
            part.say(
                "even_yet" if gradient == "even" else "odd_yet",
                stack=_(NAMES[stack]),
                gradient=_(VERDICTS[gradient]),
            )
    st.caption(
        part.text(
            "race_how",
            photos=f"{found['photos']:,}",
            validation=found["validation"],
            epochs=EPOCHS,
            seconds=f"{found['seconds']:.0f}",
        )
    )


def outcome(ends: Mapping[str, Mapping[str, Any]]) -> str:
    """Who learnt, by the intervals: ``neither``, ``plain``, ``residual``; of two that did, who is
    clearly ahead: ``both_plain``, ``both_residual``, ``both_level``."""
    learnt = [stack for stack in STACKS if ends[stack]["learnt"]]
    if len(learnt) < len(STACKS):
        return learnt[0] if learnt else "neither"
    plain, residual = (ends[stack] for stack in STACKS)
    if residual["low"] > plain["high"]:
        return "both_residual"
    return "both_plain" if plain["low"] > residual["high"] else "both_level"


def _said(found: Mapping[str, Any]) -> dict[str, str]:
    """Accuracies with their intervals, and the last training loss of each stack."""
    out = {}
    for run in found["runs"]:
        end = found["stacks"][run["arm"]]
        low, high = (f"{100 * end[side]:.0f}" for side in ("low", "high"))
        out[run["arm"]] = _(
            "{share} (95% interval {low}–{high}%)",
            share=percent(end["accuracy"]),
            low=low,
            high=high,
        )
        loss = run["rows"][-1]["loss"]
        out[f"{run['arm']}_loss"] = "∞" if loss is None else f"{loss:.2f}"
    return out


def _live(runs: Runs, active: bool) -> None:
    newest = NAMES[runs[-1]["arm"]]
    title = _("Now training: {name}", name=_(newest)) if active else _("So far")
    _chart(runs, title, "residual_race_live")


def _chart(runs: Runs, title: str, key: str) -> None:
    curves = [
        Curve(_(NAMES[arm]), LOOKS[arm][0], [run["rows"]], finished([run]))
        for run in runs
        for arm in [run["arm"]]
    ]
    figure = before_after(pen(), [Panel("", curves)], title, epochs=EPOCHS, chance=CHANCE)
    show(figure, key=key, alt=title)
