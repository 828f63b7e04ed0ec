"""What the chapter's augmentation is worth: real trainings without and with it, several seeds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from statistics import mean
from typing import Any

import streamlit as st

from core.figures.pairs import Group, Pair, pairs
from core.statistics import Difference
from core.transfer.recipe import AUGMENTS, Recipe
from core.transfer.result import Result, Results
from dashboard.kit import readiness, trial, words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.kit.trial import Trial
from dashboard.shell.language import N_, _, together

SEEDS = (0, 1, 2)
WAYS = {"frozen": N_("Frozen network"), "scratch": N_("From scratch")}
KINDS = {"test_accuracy": N_("test"), "gap": N_("training minus validation")}


def recipes(per_class: int) -> dict[str, Recipe]:
    """Every training by name, seed by seed: ``frozen none_0`` …; a new head on a frozen network,
    and the small CNN from random weights."""
    base = Recipe(per_class=per_class, batch=32)
    ways = {
        "frozen": base.but(epochs=30, views=8),
        "scratch": base.but(scratch=True, size=32, epochs=60),
    }
    arms = {
        f"{way} {augment}": ways[way].but(augment=augment) for way in WAYS for augment in AUGMENTS
    }
    return trial.seeded(arms, SEEDS)


def change(
    runs: Results, way: str, number: Callable[[Result], float] = trial.accuracy
) -> Difference:
    """What augmentation does to a number of each training, seed by seed."""
    without, with_it = (f"{way} {augment}" for augment in AUGMENTS)
    return trial.change(runs, without, with_it, number)


def verdict(found: Difference) -> str:
    """ "helps", "hurts" or "open", by the interval over the seeds."""
    return {"second": "helps", "first": "hurts", "open": "open"}[found.verdict]


def helped(runs: Results) -> list[str]:
    """The ways that augmentation helps on the test photos."""
    return [way for way in WAYS if verdict(change(runs, way)) == "helps"]


def draw(part: Part) -> None:
    if not readiness.has_cifar10():
        return
    per_class = st.select_slider(
        _("Training photos per class"), (5, 10, 20, 50), value=10, key="augment_per_class"
    )
    part.say("effect", per_class=per_class)
    asked = _("Your prediction: where does augmentation help on the test photos?")
    choices = {way: _(title) for way, title in WAYS.items()}
    trial.draw(
        part,
        Trial(
            Question(asked, {"both": _("both"), **choices, "neither": _("neither")}),
            recipes(per_class),
            _("Train all twelve (about a minute or two)"),
            "augment_effect",
            outcome=outcome,
            picture=_picture,
            told=lambda runs, came: _told(part, runs),
        ),
    )


def outcome(runs: Results) -> str:
    """Which answer to the question came true."""
    ways = helped(runs)
    return "both" if len(ways) == len(WAYS) else ways[0] if ways else "neither"


def _picture(now: Standing, runs: Results | None) -> None:
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


def _told(part: Part, runs: Results) -> None:
    for way in WAYS:
        found = change(runs, way)
        before, after = (
            mean(map(trial.gap, trial.of(runs, f"{way} {augment}"))) for augment in AUGMENTS
        )
        said = part.text(verdict(found), way=_(WAYS[way]), **words.points(found, "points"))
        moved = change(runs, way, trial.gap).verdict
        which = {"first": "narrower", "second": "not_narrower", "open": "gap_open"}[moved]
        gaps = part.text(which, before=f"{100 * before:.0f}", after=f"{100 * after:.0f}")
        st.markdown(together(said, gaps))
    part.say("why")


def _figure(runs: Results) -> Any:
    groups = []
    for way, kind in product(WAYS, KINDS):
        read = trial.gap if kind == "gap" else trial.accuracy
        groups.append(
            Group(
                _("{group}: {said}", group=_(WAYS[way]), said=_(KINDS[kind])),
                [
                    Pair(
                        _("Seed {seed}", seed=seed),
                        read(runs[f"{way} none_{seed}"]),
                        read(runs[f"{way} chapter_{seed}"]),
                    )
                    for seed in SEEDS
                ],
            )
        )
    better = [_(WAYS[way]) for way in helped(runs)]
    worse = [_(title) for way, title in WAYS.items() if verdict(change(runs, way)) == "hurts"]
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
