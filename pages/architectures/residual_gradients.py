"""One backward pass through a plain and a residual stack, before any training."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.experiments.gradients import DEPTHS, STACKS, typical, verdict
from core.figures.gradient_norms import NormLine, gradient_norms, short
from dashboard.kit import ask
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell import services
from dashboard.shell.language import N_, _, listed
from pages.architectures import guess, residual_setting
from pages.architectures.residual_setting import NAMES, SETTINGS, VERDICTS

LOOKS = {"plain": ("ink", "circle"), "residual": ("right", "diamond")}
GUESSES = {**NAMES, "both": N_("both"), "neither": N_("neither")}
FACTOR = 2  # between two gradients: the smallest that is told
MOST_SEED = 20

Found = dict[str, Any]


def draw(part: Part) -> None:
    st.subheader(_("How much gradient reaches each layer?"), anchor=False)
    part.say("gradients")
    ways, choices = st.columns(2, gap="large")
    with choices:
        depth = st.select_slider(_("Layers with weights"), DEPTHS, value=50, key="residual_depth")
        seed, noise = _more()
    payloads = {setting: _payload(setting, depth, seed, noise) for setting in SETTINGS}
    known = {setting: ask.known("gradients", one) for setting, one in payloads.items()}
    with ways:
        residual_setting.grid(
            {setting: found and verdicts(found) for setting, found in known.items()}
        )
    setting = residual_setting.chosen()
    asked = f"residual_guess_{setting}_{depth}"
    said = guess.guess(
        part,
        asked,
        _("In which stack does every layer get a usable gradient?"),
        {choice: _(words) for choice, words in GUESSES.items()},
    )
    found = ask.on_press(
        "gradients",
        payloads[setting],
        _("Measure the gradients"),
        "residual_gradients",
        primary=True,
    )
    if found is None:
        part.say("empty")
        return
    _chart(found)
    true = _even(found)
    guess.settle(part, asked, true)
    if said is not None:
        piece = "guess_right" if said == true else "guess_wrong"
        part.say(piece, said=_(GUESSES[said]), true=_(GUESSES[true]))
    _read(part, found)
    why = f"why_{'bn' if SETTINGS[setting][1] else setting}"
    part.say(why, layers=found["layers"], left=short(0.5 ** found["layers"]))
    if all(known.values()):
        _conclude(part, depth, {name: verdicts(one) for name, one in known.items() if one})


def _more() -> tuple[int, bool]:
    photos_here = "cifar10" in services.ready_datasets()
    with st.expander(_("Other weights, other input")):
        seed = st.slider(_("Seed of the first weights"), 0, MOST_SEED, 0, key="residual_seed")
        noise = st.toggle(
            _("Noise instead of photos"),
            value=not photos_here,
            disabled=not photos_here,
            key="residual_noise",
            help=None if photos_here else _("The photos of CIFAR-10 are not on this machine."),
        )
    return seed, noise


def _payload(setting: str, depth: int, seed: int, noise: bool) -> dict[str, Any]:
    initializer, batch_norm = SETTINGS[setting]
    return {
        "depth": depth,
        "initializer": initializer,
        "batch_norm": batch_norm,
        "seed": seed,
        "noise": noise,
    }


def verdicts(found: Found) -> dict[str, str]:
    """Stack → what its gradients do."""
    return {stack: verdict(found[stack]) for stack in STACKS}


def _chart(found: Found) -> None:
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
    st.caption(
        _(
            "{photos} inputs, one backward pass for each of {seeds:# draw|# draws} of the "
            "weights; line: their geometric mean, band: smallest to largest. {seconds} s.",
            photos=found["photos"],
            seeds=len(found["seeds"]),
            seconds=f"{found['seconds']:.1f}",
        )
    )


def _even(found: Found) -> str:
    """In which stack every layer gets a usable gradient, as `GUESSES` has it."""
    even = [stack for stack, seen in verdicts(found).items() if seen == "even"]
    return "both" if len(even) == len(STACKS) else even[0] if even else "neither"


def _read(part: Part, found: Found) -> None:
    seen = verdicts(found)
    lines = {stack: typical(found[stack]) for stack in STACKS}
    for place, stack in zip(st.columns(2, gap="large"), STACKS, strict=True):
        layers = lines[stack]
        with place:
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


def _conclude(part: Part, depth: int, found: dict[str, dict[str, str]]) -> None:
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
