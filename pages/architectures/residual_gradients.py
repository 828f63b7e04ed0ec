"""One backward pass through a plain and a residual stack, before any training."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.experiments.gradients import DEPTHS, STACKS, typical, verdict
from core.figures.gradient_norms import NormLine, gradient_norms, short
from dashboard.kit import ask, stage, trial
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.trial import Experiment
from dashboard.shell import services
from dashboard.shell.language import N_, _, listed
from pages.architectures import residual_setting
from pages.architectures.residual_setting import NAMES, SETTINGS, VERDICTS

KEY = "residual_gradients"
LOOKS = {"plain": ("ink", "circle"), "residual": ("right", "diamond")}
GUESSES = {**NAMES, "both": N_("both"), "neither": N_("neither")}
FACTOR = 2  # between two gradients: the smallest that is told
MOST_SEED = 20

Payload = dict[str, Any]
Found = Mapping[str, Any]


def payload(setting: str, depth: int, seed: int = 0, noise: bool = False) -> Payload:
    """What is asked of the worker."""
    initializer, batch_norm = SETTINGS[setting]
    return {
        "depth": depth,
        "initializer": initializer,
        "batch_norm": batch_norm,
        "seed": seed,
        "noise": noise,
    }


EXAMPLE: tuple[str, Payload] = ("gradients", payload("he_bn", 6, seed=1))


def draw(part: Part) -> None:
    controls, scene = stage.sides("residual_gradients")
    with controls:
        part.say("gradients")
        depth = st.select_slider(_("Layers with weights"), DEPTHS, value=50, key="residual_depth")
        payloads, known = grid(depth, *_more())
        setting = residual_setting.chosen()
    with scene:
        trial.experiment(
            part,
            Experiment(
                Question(
                    _("In which stack does every layer get a usable gradient?"),
                    {choice: _(words) for choice, words in GUESSES.items()},
                ),
                "gradients",
                payloads[setting],
                _("Measure the gradients"),
                KEY,
                outcome=lambda found: even(verdicts(found)),
                live=lambda runs, active: None,
                picture=picture,
                told=lambda found, came: _told(part, setting, found),
                other=_("6 layers, He, with batch norm."),
            ),
        )
        if all(known.values()):
            conclude(part, depth, {name: seen for name, seen in known.items() if seen})


def grid(depth: int, seed: int, noise: bool) -> tuple[dict[str, Payload], dict[str, Any]]:
    """The four ways to begin, to be picked; what is asked of each, and what is known."""
    payloads = {setting: payload(setting, depth, seed, noise) for setting in SETTINGS}
    known = {
        setting: found and verdicts(found)
        for setting, one in payloads.items()
        for found in [ask.known("gradients", one)]
    }
    residual_setting.grid(known)
    return payloads, known


def _more() -> tuple[int, bool]:
    photos_here = "cifar10" in services.ready_datasets()
    with st.expander(_("Other weights, other input")):
        seed = st.slider(_("Seed of the first weights"), 0, MOST_SEED, 0, key="residual_seed")
        noise = st.toggle(
            _("Noise instead of photos"),
            value=not photos_here,
            disabled=not photos_here,
            key="residual_noise",
            help=None if photos_here else _("The photos of CIFAR-10 are not on this computer."),
        )
    return seed, noise


def verdicts(found: Found) -> dict[str, str]:
    """Stack → what its gradients do."""
    return {stack: verdict(found[stack]) for stack in STACKS}


def even(seen: Mapping[str, str]) -> str:
    """In which stack every layer gets a usable gradient, as `GUESSES` has it."""
    usable = [stack for stack in STACKS if seen[stack] == "even"]
    return "both" if len(usable) == len(STACKS) else usable[0] if usable else "neither"


def picture(found: Found) -> None:
    """The gradient of every layer (`core.experiments.gradients.measure`)."""
    said = {stack: _(VERDICTS[one]) for stack, one in verdicts(found).items()}
    title = _("Gradients, plain: {plain}; residual: {residual}", **said)
    lines = [
        NormLine(
            _(NAMES[stack]),
            typical(found[stack]),
            [min(layer) for layer in zip(*found[stack], strict=True)],
            [max(layer) for layer in zip(*found[stack], strict=True)],
            *LOOKS[stack],
        )
        for stack in STACKS
    ]
    show(gradient_norms(pen(), lines, title), key="residual_gradients_chart", alt=title)


def _told(part: Part, setting: str, found: Found) -> None:
    seen = verdicts(found)
    lines = {stack: typical(found[stack]) for stack in STACKS}
    for stack in STACKS:
        layers = lines[stack]
        part.say(
            f"gradient_{seen[stack]}",
            stack=_(NAMES[stack]),
            first=short(layers[0]),
            last=short(layers[-1]),
            smallest=short(min(layers)),
            largest=short(max(layers)),
        )
    plain, residual = (lines[stack][0] for stack in ("plain", "residual"))
    if plain > 0 and residual >= FACTOR * plain:
        part.say("more", times=short(residual / plain))
    elif residual > 0 and plain >= FACTOR * residual:
        part.say("less", times=short(plain / residual))
    elif plain > 0:
        part.say("alike", factor=FACTOR)
    with st.expander(_("Why is that so?")):
        why = f"why_{'bn' if SETTINGS[setting][1] else setting}"
        part.say(why, layers=found["layers"], left=short(0.5 ** found["layers"]))
        st.caption(
            _(
                "{photos} inputs, one backward pass for each of {seeds:# draw|# draws} of the "
                "weights; line: their geometric mean, band: smallest to largest. {seconds} s.",
                photos=found["photos"],
                seeds=len(found["seeds"]),
                seconds=f"{found['seconds']:.1f}",
            )
        )


def conclude(part: Part, depth: int, found: Mapping[str, Mapping[str, str]]) -> None:
    """All four ways are measured: which kind of stack is even whatever its initialiser is?"""
    steady = [
        (stack, batch_norm)
        for stack in STACKS
        for batch_norm in (False, True)
        if all(
            found[name][stack] == "even" for name, (_i, bn) in SETTINGS.items() if bn == batch_norm
        )
    ]
    names = [
        _("{stack} with batch norm", stack=_(NAMES[stack]))
        if bn
        else _("{stack} without batch norm", stack=_(NAMES[stack]))
        for stack, bn in steady
    ]
    if steady == [("residual", True)]:
        part.say("all_holds", depth=depth)
    elif steady:
        part.say("all_others", depth=depth, names=listed(names))
    else:
        part.say("all_none", depth=depth)
