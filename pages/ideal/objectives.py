"""Other objectives: two classes at once, a channel, a neuron, everything (“deep dream”)."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from core.imagine.ideal.recipe import Ideal, Term
from core.zoo import catalog, classifier, facts
from dashboard.kit import answers, ask, choice, ideal_words, networks, stage
from dashboard.kit.class_choice import choose
from dashboard.kit.lesson import Part
from dashboard.shell.language import N_, _
from dashboard.shell.names import class_name
from pages.ideal import aims, controls, making, sample, start, state, verdict

KEY = "iaim"
KINDS = {
    "mix": N_("Two classes"),
    "channel": N_("A channel"),
    "neuron": N_("A neuron"),
    "boundary": N_("Everything (deep dream)"),
}
STEPS = (8, 16, 32, 48, 64, 96, 128, 192, 256)
OTHER = 340  # zebra
GOLDFISH, STRAWBERRY = 1, 949  # of the example
FRAMES = 2
# A photo is changed gently, so that it stays one; and smoothness, weighed against a logit, would
# outweigh the small numbers of a channel.
INSIDE = {"rate": 0.05, "tv": 0.0}
GENTLE = 0.02  # step size from a photo or a doodle


def draw(part: Part) -> None:
    kind = choice.one(
        _("What is raised"), {name: _(title) for name, title in KINDS.items()}, f"{KEY}_kind"
    )
    part.say(kind)
    left, right = stage.sides(KEY)
    with left:
        aim, button = st.container(), st.container()
        with st.expander(_("More: network, steps, start")):
            backbone, steps, chosen = _more(kind)
    with aim:
        terms = _mix() if kind == "mix" else _inside(backbone, kind)
        if terms is None:
            return
    with button:
        recipe = _recipe(Ideal(backbone, terms, steps=steps, start=start.of(chosen)), kind)
        given = start.given(chosen, recipe, KEY)
        guess = aims.question(kind, recipe)
        result = making.press(recipe, given, KEY, _("Make the image"), guess, right)
        if result is None:
            begun = ask.begun("ideal", making.payload(recipe, given), KEY)
            sample.draw(part, f"{KEY}_{kind}", right, begun)
            return
        said = answers.of(verdict.picture(result), _("Asking every network about the image"))
        if said is not None:
            aims.tell(part, kind, guess, result, said)
    making.finished(result, KEY, lambda: None, right)
    if kind != "mix":
        part.say("after")


def _more(kind: str) -> tuple[str, int, str]:
    """Network, steps, and what the image starts from."""
    backbone = networks.choose(classifier.available(), f"{KEY}_network", state.recipe().backbone)
    steps = st.select_slider(
        _("Steps"), STEPS, 48 if kind == "boundary" else 128, key=f"{KEY}_steps_{kind}"
    )
    chosen = choice.one(
        _("Start"),
        {name: _(title) for name, title in ideal_words.STARTS.items() if name != "grey"},
        f"{KEY}_start_{kind}",
        "photo" if kind == "boundary" else "noise",
    )
    return backbone, steps, chosen


def examples() -> dict[str, tuple[str, dict[str, Any]]]:
    """One of each kind by another network, other classes and channels; from noise, for a photo
    would have to be kept."""
    terms: dict[str, tuple[Term, ...]] = {
        "mix": (Term(index=GOLDFISH, weight=0.5), Term(index=STRAWBERRY, weight=0.5)),
        "channel": (Term("channel", 40, 6),),
        "neuron": (Term("neuron", 7, 8),),
        "boundary": (Term("boundary", 0, 7),),
    }
    found = {}
    for kind, aim in terms.items():
        plain = Ideal(sample.NETWORK, aim, steps=128, size=128, seed=2).but(**_changes(kind))
        found[f"{KEY}_{kind}"] = ("ideal", {"recipe": plain.to_json()})
    return found


def smaller(found: dict[str, Any]) -> dict[str, Any]:
    return sample.smaller(found, FRAMES)


def _recipe(plain: Ideal, kind: str) -> Ideal:
    gentle = {"rate": GENTLE} if plain.start == "photo" else {}
    return plain.but(size=state.recipe().size, **(_changes(kind) | gentle))


def _changes(kind: str) -> dict[str, float]:
    return INSIDE if kind != "mix" else {}


def _mix() -> tuple[Term, ...]:
    terms = []
    for name, first in (("a", state.target()), ("b", OTHER)):
        known = [first, *(one for one in controls.FIRST if one != first)]
        index = choose(f"{KEY}_{name}", known)
        weight = st.slider(
            _("Weight of “{name}”", name=class_name(index)),
            -1.0,
            1.0,
            0.5,
            0.1,
            key=f"{KEY}_weight_{name}",
        )
        terms.append(Term(index=index, weight=weight))
    return tuple(terms)


def _inside(backbone: str, kind: str) -> tuple[Term, ...] | None:
    """The term for a channel, a neuron, or a whole boundary of a network."""
    blocks = len(catalog.get(backbone).blocks)
    boundary = networks.behind(backbone, f"{KEY}_boundary_{backbone}", max(1, 2 * blocks // 3))
    if kind == "boundary":
        return (Term("boundary", 0, boundary),)
    counted = networks.counted(backbone)
    if counted is None:
        return None
    channels = facts.output_shapes(counted, catalog.get(backbone).native_size)[boundary - 1][2]
    key = f"{KEY}_channel_{backbone}_{boundary}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        channel = st.number_input(
            _("Channel, 0 to {last}", last=channels - 1), 0, channels - 1, 0, key=key
        )
        st.button(
            "",
            icon=":material/casino:",
            key=f"{KEY}_any",
            help=_("Another channel"),
            on_click=_another,
            args=(key, channels),
        )
    return (Term(kind, int(channel), boundary),)


def _another(key: str, channels: int) -> None:
    st.session_state[key] = int(np.random.default_rng().integers(channels))
