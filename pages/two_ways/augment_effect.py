"""What the chapter's augmentation is worth: real trainings without and with it, several seeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from statistics import mean
from typing import Any

import streamlit as st

from core.figures.pairs import Group, Pair, pairs
from core.statistics import Difference, difference
from core.transfer.recipe import AUGMENTS, Recipe
from dashboard.kit import ask, readiness, words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell.language import N_, _

SEEDS = (0, 1, 2)
WAYS = {"frozen": N_("Frozen network"), "scratch": N_("From scratch")}
KINDS = {"test_accuracy": N_("test"), "gap": N_("training minus validation")}
Runs = Mapping[str, Mapping[str, Any]]


def recipe(way: str, augment: str, seed: int, per_class: int) -> Recipe:
    """One training: a new head on a frozen network, or the small CNN from random weights."""
    shared = Recipe(augment=augment, seed=seed, per_class=per_class, batch=32)
    if way == "scratch":
        return shared.but(scratch=True, size=32, epochs=60)
    return shared.but(epochs=30, views=8)


def recipes(per_class: int) -> dict[str, Recipe]:
    """Every training by name, seed by seed: "frozen none 0" …"""
    return {
        f"{way} {augment} {seed}": recipe(way, augment, seed, per_class)
        for way, seed, augment in product(WAYS, SEEDS, AUGMENTS)
    }


def gap(run: Mapping[str, Any]) -> float:
    """Accuracy on the training photos, as they were trained with, minus that on validation."""
    return float(run["train_accuracy"] - run["val_accuracy"])


def change(runs: Runs, way: str, of: Callable[[Mapping[str, Any]], float]) -> Difference:
    """What augmentation does to a number of each training, seed by seed."""
    without, with_it = (
        [of(runs[f"{way} {augment} {seed}"]) for seed in SEEDS] for augment in AUGMENTS
    )
    return difference(without, with_it)


def verdict(found: Difference) -> str:
    """ "helps", "hurts" or "open", by the interval over the seeds."""
    return {"second": "helps", "first": "hurts", "open": "open"}[found.verdict]


def accuracy(run: Mapping[str, Any]) -> float:
    return float(run["test_accuracy"])


def draw(part: Part) -> None:
    if not readiness.has_cifar10():
        return
    per_class = st.select_slider(
        _("Training photos per class"), (5, 10, 20, 50), value=10, key="augment_per_class"
    )
    part.say("effect", per_class=per_class)
    asked = {name: one.to_json() for name, one in recipes(per_class).items()}
    runs = ask.on_press(
        "trainings",
        {"recipes": asked},
        _("Train all twelve (about a minute or two)"),
        key="augment_effect",
        primary=True,
    )
    if runs is None:
        return
    show(
        _figure(runs),
        key="augment_pairs",
        alt=_(
            "Test accuracy and gap of {count:# training|# trainings} without and with augmentation",
            count=12,
        ),
    )
    for way in WAYS:
        found = change(runs, way, accuracy)
        before, after = (
            mean(gap(runs[f"{way} {augment} {seed}"]) for seed in SEEDS) for augment in AUGMENTS
        )
        values = {"points": found.mean, "low": found.low, "high": found.high}
        said = part.text(
            verdict(found),
            way=_(WAYS[way]),
            **{name: words.signed(value) for name, value in values.items()},
        )
        moved = change(runs, way, gap).verdict
        which = {"first": "narrower", "second": "not_narrower", "open": "gap_open"}[moved]
        said += " " + part.text(which, before=f"{100 * before:.0f}", after=f"{100 * after:.0f}")
        st.markdown(said)
    part.say("why")


def _figure(runs: Runs) -> Any:
    groups = []
    for way, kind in product(WAYS, KINDS):
        read = gap if kind == "gap" else accuracy
        groups.append(
            Group(
                f"{_(WAYS[way])}:<br>{_(KINDS[kind])}",
                [
                    Pair(
                        _("Seed {seed}", seed=seed),
                        read(runs[f"{way} none {seed}"]),
                        read(runs[f"{way} chapter {seed}"]),
                    )
                    for seed in SEEDS
                ],
            )
        )
    found = {way: verdict(change(runs, way, accuracy)) for way in WAYS}
    better = [_(WAYS[way]) for way in WAYS if found[way] == "helps"]
    worse = [_(WAYS[way]) for way in WAYS if found[way] == "hurts"]
    if better and worse:
        title = _("Augmentation helped one way and harmed the other")
    elif better:
        title = _("Augmentation helped: {ways}", ways=better)
    elif worse:
        title = _("Augmentation did harm: {ways}", ways=worse)
    else:
        title = _("Augmentation made no difference that is larger than chance")
    sides = _("without"), _("with")
    return pairs(pen(), groups, title, sides=sides, share=_("Share of photos"))
