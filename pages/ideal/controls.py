"""The controls of the studio: three in sight, the others behind “More”."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.imagine.ideal.recipe import DEFAULTS, SETTINGS, Ideal, Term
from core.zoo import classifier
from dashboard.kit import choice, ideal_words, networks
from dashboard.kit.class_choice import choose
from dashboard.kit.lesson import Part
from dashboard.shell.language import _, translate
from pages.ideal import start, state

FIRST = (284, 340, 1, 84, 953, 949, 22, 779, 980, 323)  # a cat, a zebra, a goldfish …
SIZES = (64, 96, 128, 160, 192, 224, 256, 320)
STEPS = (8, 16, 32, 64, 96, 128, 192, 256, 384, 512, 1024, 2048)
RATES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
MOVES: dict[str, tuple[float, float, float]] = {  # most, step, what the switch turns on at first
    "pad": (0.3, 0.01, 0.05),
    "jitter": (0.2, 0.01, 0.05),
    "scale": (0.4, 0.02, 0.1),
    "rotation": (45.0, 1.0, 10.0),
    "crop": (0.8, 0.05, 0.65),
    "noise": (0.3, 0.01, 0.08),
}
AVERAGE = (0.99, 0.01, 0.95)
LAMBDAS = (0.0, 10.0, 30.0, 60.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0)


def studio(part: Part) -> tuple[Ideal, DeltaGenerator]:
    """Draw the controls; the recipe that they say, to be checked before it is used, and a place
    for the button."""
    old = state.recipe()
    objective = _objective(old)
    known = classifier.available()
    now = old.backbone if old.backbone in known else known[0]
    backbone = networks.choose(known, *state.control("network", now))
    param = _pick("way", _("Way"), ideal_words.WAYS, old.param)
    st.caption(part.text(f"way_{param}"))
    button = st.container()
    with st.expander(_("More: steps, size, transformations, start, seed")):
        return _more(part, Ideal(backbone, objective, param), old), button


def _title(name: str) -> str:
    return translate(SETTINGS.rows[name].title)


def _pick(name: str, label: str, known: dict[str, str], value: str) -> str:
    """One of a few, side by side; `known`: their names, untranslated."""
    key, first = state.control(name, value)
    return choice.one(label, {one: _(title) for one, title in known.items()}, key, first)


def _objective(old: Ideal) -> tuple[Term, ...]:
    if old.target is None or len(old.objective) > 1:  # opened from the gallery: kept as it is
        st.markdown(f"**{ideal_words.aim(old)}**")
        again = st.button(
            _("A class instead"), key=state.control("class", None)[0], type="tertiary"
        )
        return (Term(),) if again else old.objective
    key, target = state.control("search", old.target)
    return (Term(index=choose(key, [target, *(one for one in FIRST if one != target)])),)


def _more(part: Part, plain: Ideal, old: Ideal) -> Ideal:
    now = old if old.param == plain.param else plain
    steps = _one_of("steps", STEPS, now.steps)
    size = _one_of("size", SIZES, now.size)
    rate = _one_of("rate", RATES, now.rate)
    tv = _one_of("tv", LAMBDAS, now.tv, f"tv_{plain.param}")
    average = _move("average", plain.param, now.average or 0.0)
    switch, on = state.control("coarse", old.coarse)
    coarse = st.toggle(
        _title("coarse"),
        on,
        key=switch,
        help=_("The first half of the steps at half the resolution: quicker."),
    )
    chosen = _pick("start", _title("start"), ideal_words.STARTS, old.start)
    key, number = state.control("seed", old.seed)
    seed = st.number_input(_title("seed"), 0, 2**31 - 1, number, step=1, key=key)
    part.say("moves")
    moved = {name: _move(name, plain.param, getattr(now, name)) for name in MOVES}
    return plain.but(
        steps=steps,
        size=size,
        rate=rate,
        tv=tv,
        average=average,
        coarse=coarse,
        start=start.of(chosen),
        seed=int(seed),
        **moved,
    )


def _one_of(name: str, known: tuple[Any, ...], value: Any, key: str | None = None) -> Any:
    key, first = state.control(key or name, value)
    return st.select_slider(
        _title(name),
        sorted({*known, first}),
        first,
        format_func=lambda number: f"{number:g}",
        key=key,
    )


def _move(name: str, way: str, value: float | None) -> float:
    """A transformation, or the averaging: a switch, and how much where it is on."""
    most, step, usual = MOVES.get(name, AVERAGE)
    switch, amount = st.columns([2, 3], vertical_alignment="center")
    with switch:
        key, turned_on = state.control(f"{name}_on_{way}", bool(value))
        on = st.toggle(_title(name), turned_on, key=key)
    with amount:
        key, first = state.control(f"{name}_{way}", value or DEFAULTS[way][name] or usual)
        chosen = st.slider(
            _title(name),
            min(step, first),
            max(most, first),
            first,
            step=step,
            key=key,
            disabled=not on,
            label_visibility="collapsed",
        )
    return chosen if on else 0.0
