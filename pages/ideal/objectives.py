"""Other objectives: two classes at once, a channel, a neuron, everything (“deep dream”)."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from core.imagine.ideal.recipe import Ideal, Term
from core.imagine.ideal.result import Result
from core.zoo import catalog, classifier, facts
from dashboard.kit import answers, ask, choice, ideal_words
from dashboard.kit.class_choice import choose
from dashboard.kit.lesson import Part
from dashboard.shell.language import N_, _, translate
from pages.ideal import controls, making, start, state, verdict

KEY = "iaim"
KINDS = {
    "mix": N_("Two classes"),
    "channel": N_("A channel"),
    "neuron": N_("A neuron"),
    "boundary": N_("Everything (deep dream)"),
}
STEPS = (8, 16, 32, 48, 64, 96, 128, 192, 256)
OTHER = 340  # zebra
# A photo is changed gently, so that it stays one; and smoothness, weighed against a logit, would
# outweigh the small numbers of a channel.
INSIDE = {"rate": 0.05, "tv": 0.0}
GENTLE = 0.02  # step size from a photo or a doodle


def draw(part: Part) -> None:
    kind = choice.one(_("What is raised"), KINDS, f"{KEY}_kind", _)
    part.say(kind)
    left, right = st.columns(2, gap="large")
    with left:
        networks = classifier.available()
        backbone = st.selectbox(
            _("Network"),
            networks,
            index=networks.index(state.recipe().backbone),
            format_func=ideal_words.network,
            key=f"{KEY}_network",
        )
    with right:
        steps = st.select_slider(
            _("Steps"), STEPS, 48 if kind == "boundary" else 128, key=f"{KEY}_steps_{kind}"
        )
    terms = _mix() if kind == "mix" else _inside(backbone, kind)
    if terms is None:
        return
    chosen = choice.one(
        _("Start"),
        [name for name in ideal_words.STARTS if name != "grey"],
        f"{KEY}_start_{kind}",
        lambda name: _(ideal_words.STARTS[name]),
        default="photo" if kind == "boundary" else "noise",
        wrap=True,
    )
    recipe = _recipe(Ideal(backbone, terms, steps=steps, start=start.of(chosen)), kind)
    given = start.given(chosen, recipe, KEY)
    result = making.press(recipe, given, KEY, _("Make the image"))
    if result is not None:
        say = partial(_mixed, part, result) if kind == "mix" else lambda: None
        making.finished(result, KEY, say)
        if kind != "mix":
            part.say("after")


def _recipe(plain: Ideal, kind: str) -> Ideal:
    size = state.recipe().size
    changes = {"size": size} | (INSIDE if kind != "mix" else {})
    if plain.start == "photo":
        changes["rate"] = GENTLE
    return plain.but(**changes)


def _mix() -> tuple[Term, ...]:
    terms = []
    for place, name, first in zip(
        st.columns(2, gap="large"), ("a", "b"), (state.target(), OTHER), strict=True
    ):
        with place:
            known = [first, *(one for one in controls.FIRST if one != first)]
            index = choose(f"{KEY}_{name}", known)
            weight = st.slider(
                _("Weight of “{name}”", name=ideal_words.class_name(index)),
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
    blocks = catalog.get(backbone).blocks
    left, right = st.columns(2, gap="large")
    boundary = left.select_slider(
        _("Behind which block"),
        range(1, len(blocks) + 1),
        value=max(1, 2 * len(blocks) // 3),
        format_func=lambda place: f"{place}: {translate(blocks[place - 1].title)}",
        key=f"{KEY}_boundary_{backbone}",
    )
    if kind == "boundary":
        return (Term("boundary", 0, boundary),)
    counted = facts.read(backbone) or ask.result(
        "facts", {"backbone": backbone}, _("Counting the network"), f"{KEY}_facts"
    )
    if counted is None:
        return None
    channels = facts.output_shapes(counted, catalog.get(backbone).native_size)[boundary - 1][2]
    key = f"{KEY}_channel_{backbone}_{boundary}"
    with right, st.container(horizontal=True, vertical_alignment="bottom"):
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


def _mixed(part: Part, result: Result) -> None:
    """Whether the network sees both, one, or neither of the classes in it."""
    terms = [term for term in Ideal.from_json(result["recipe"]).objective if term.weight > 0]
    said = answers.of(verdict.picture(result), _("Asking every network about the image"))
    if said is None:
        return
    own = said[result["recipe"]["backbone"]]["predictions"]
    first = {one["index"] for one in own[: verdict.TOP]}
    seen = [term for term in terms if term.index in first]
    names = "“, “".join(ideal_words.class_name(term.index) for term in seen)
    if not seen:
        part.say("mixed_none")
    elif len(seen) == len(terms):
        part.say("mixed_all", names=names)
    else:
        part.say("mixed_some", names=names)
