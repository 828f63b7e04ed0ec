"""The controls of the studio: three in sight, the others behind “More”."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.imagine.ideal.recipe import DEFAULTS, TITLES, Ideal, Term
from core.zoo import classifier
from dashboard.class_choice import choose
from dashboard.i18n import _, translate
from dashboard.ideal_page import start, state, words
from dashboard.lesson import Part

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
COLUMN = 360  # pixels across of each half of “More”
AVERAGE = (0.99, 0.01, 0.95)
LAMBDAS = (0.0, 10.0, 30.0, 60.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0)


def studio(part: Part) -> Ideal:
    """Draw the controls; the recipe that they say.  Check it before it is used."""
    old = state.recipe()
    left, right = st.columns(2, gap="large")
    with left:
        objective = _objective(old)
    with right:
        networks = classifier.available()
        known = old.backbone if old.backbone in networks else networks[0]
        backbone = st.selectbox(
            _("Network"), networks, format_func=words.network, key=_kept("network", known)
        )
    param = st.segmented_control(
        _("Way"),
        list(words.WAYS),
        format_func=lambda way: _(words.WAYS[way]),
        key=_kept("way", old.param),
        required=True,
    )
    st.caption(part.text(f"way_{param}"))
    with st.expander(_("More: steps, size, transformations, start, seed")):
        return _more(part, Ideal(backbone, objective, param), old)


def _kept(name: str, value: Any) -> str:
    """The key of a control, which stands at `value` until it is moved."""
    key = f"{state.CONTROLS}{name}"
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def _objective(old: Ideal) -> tuple[Term, ...]:
    if old.target is None or len(old.objective) > 1:  # opened from the gallery: kept as it is
        st.markdown(f"**{words.aim(old)}**")
        again = st.button(_("A class instead"), key=f"{state.CONTROLS}class", type="tertiary")
        return (Term(),) if again else old.objective
    shown = f"{state.CONTROLS}first"
    if f"{state.CONTROLS}search_search" not in st.session_state:  # the part is opened
        st.session_state[shown] = [old.target, *(one for one in FIRST if one != old.target)]
    return (Term(index=choose(f"{state.CONTROLS}search", st.session_state[shown])),)


def _more(part: Part, plain: Ideal, old: Ideal) -> Ideal:
    now = old if old.param == plain.param else plain
    with st.container(horizontal=True, gap="large"):  # below each other where it is narrow
        left, right = st.container(width=COLUMN), st.container(width=COLUMN)
    with left:
        steps = _one_of("steps", STEPS, now.steps)
        size = _one_of("size", SIZES, now.size)
        rate = _one_of("rate", RATES, now.rate)
        tv = _one_of("tv", LAMBDAS, now.tv, f"tv_{plain.param}")
        average = _move("average", plain.param, now.average)
        coarse = st.toggle(
            translate(TITLES["coarse"]),
            key=_kept("coarse", old.coarse),
            help=_("The first half of the steps at half the resolution: quicker."),
        )
        chosen = st.segmented_control(
            translate(TITLES["start"]),
            list(words.STARTS),
            format_func=lambda name: _(words.STARTS[name]),
            key=_kept("start", old.start),
            required=True,
        )
        seed = st.number_input(
            translate(TITLES["seed"]), 0, 2**31 - 1, key=_kept("seed", old.seed), step=1
        )
    with right:
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
    choices = sorted({*known, value})
    return st.select_slider(
        translate(TITLES[name]),
        choices,
        format_func=lambda number: f"{number:g}",
        key=_kept(key or name, value),
    )


def _move(name: str, way: str, value: float) -> float:
    """A transformation, or the averaging: a switch, and how much where it is on."""
    most, step, first = MOVES.get(name, AVERAGE)
    switch, amount = st.columns([2, 3], vertical_alignment="center")
    with switch:
        on = st.toggle(translate(TITLES[name]), key=_kept(f"{name}_on_{way}", value > 0))
    with amount:
        chosen = st.slider(
            translate(TITLES[name]),
            step,
            max(most, value),
            step=step,
            key=_kept(f"{name}_{way}", value or DEFAULTS[way][name] or first),
            disabled=not on,
            label_visibility="collapsed",
        )
    return chosen if on else 0.0
