"""The controls in sight: photos, network, where it starts; and the learning rate."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from math import inf
from typing import Any

import streamlit as st

from core.datasets import library
from core.transfer.recipe import SETTINGS, Recipe
from core.zoo import catalog as zoo
from core.zoo import weights
from dashboard.kit import words
from dashboard.kit.linked import holding
from dashboard.shell import services
from dashboard.shell.language import _, translate
from pages.playground import state
from pages.playground.state import bound

RATES = [digit * 10.0**power for power in range(-6, 0) for digit in (1, 2, 5)] + [1.0]
COUNTS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 4000)


def rates(value: float) -> list[float]:
    """Learning rates for a slider, evenly spaced on a log scale."""
    near = [rate for rate in RATES if abs(rate - value) > 1e-3 * value]
    return sorted([*near, value])


def slider(name: str, options: Iterable[float] = COUNTS, most: float = inf, **layout: Any) -> None:
    """A setting of the recipe in steps, up to `most`, its value among them."""
    recipe = state.recipe()
    st.select_slider(
        words.name(name),
        holding([option for option in options if option <= most], getattr(recipe, name)),
        **{"format_func": partial(said, name)} | layout,
        **bound(name),
    )


def buttons(name: str, **layout: Any) -> None:
    """A setting of the recipe as one of a few, side by side."""
    st.segmented_control(
        words.name(name),
        list(SETTINGS.rows[name].valid or ()),
        required=True,
        **{"format_func": partial(said, name)} | layout,
        **bound(name),
    )


def said(name: str, value: object) -> str:
    """How a value of a setting is told."""
    return words.value(state.recipe().but(**{name: value}), name)


def row() -> None:
    """The choices that matter most, side by side."""
    recipe = state.recipe()
    photos, count = st.columns([3, 2], gap="small")
    with photos:
        _dataset(recipe)
    with count:
        _per_class(recipe)
    with st.container(horizontal=True, gap="small", key="pg_network"):  # layout.css
        _network(recipe)
        _start(recipe)


def _dataset(recipe: Recipe) -> None:
    ready = services.ready_datasets()

    def title(name: str) -> str:
        known = translate(library.get(name).title)
        return known if name in ready else _("{name} × not here", name=known)

    st.selectbox(
        words.name("dataset"),
        ready if recipe.dataset in ready else [*ready, recipe.dataset],  # as a link may ask
        format_func=title,
        **bound("dataset"),
    )


def _per_class(recipe: Recipe) -> None:
    slider(
        "per_class",
        most=library.get(recipe.dataset).train_per_class - recipe.val_per_class,
        help=_("How many photos of each class it may learn from."),
    )


def _network(recipe: Recipe) -> None:
    st.selectbox(
        words.name("backbone"),
        list(zoo.BACKBONES),
        format_func=_with_state,
        disabled=recipe.scratch,
        help=_(
            "✓: the trained weights are on this computer. ↓: they are downloaded first. "
            "×: they cannot be had here now. Random weights always work."
        ),
        **bound("backbone"),
    )


def _with_state(backbone: str) -> str:
    """A network's name and whether its trained weights are here: a mark, and a word if not."""
    network, found = zoo.BACKBONES[backbone].title, weights.state(backbone)
    if found.kind == "ready":
        return f"{network} ✓"
    if found.kind == "downloadable":
        return _("{network} ↓ {megabytes} MB", network=network, megabytes=round(found.bytes / 1e6))
    return _("{name} × not here", name=network)


def _start(recipe: Recipe) -> None:
    """Trained weights, random weights or the small CNN: two fields, one question."""
    trained = zoo.get(recipe.backbone).trained_weights
    now = "scratch" if recipe.scratch else recipe.weights
    names = {
        trained: _("Trained weights"),
        "random": _("Random weights"),
        "scratch": _("Small CNN from scratch"),
    }
    st.session_state["pg_start"] = now
    st.selectbox(
        _("Starts from"),
        list(names),
        format_func=names.__getitem__,
        key="pg_start",
        on_change=_started,
        help=_("What transfer is worth shows when you start without it."),
    )


def _started() -> None:
    chosen = st.session_state["pg_start"]
    if chosen == "scratch":
        state.change(scratch=True)
    else:
        state.change(scratch=False, weights=chosen)


def rate(recipe: Recipe) -> None:
    """The head's learning rate, on a log scale."""
    slider(
        "lr",
        rates(recipe.lr),
        disabled=recipe.head == "probe",
        help=_("On a log scale: every third step is ten times as fast."),
    )
