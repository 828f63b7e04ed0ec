"""A race that is shown, marked as an example, until the learner's own has its first result."""

from __future__ import annotations

from collections.abc import Mapping

from core.race.plan import EXTRACT, LP_FT, SCRATCH, Race, arm
from core.runs import examples as kept
from core.transfer.recipe import Recipe
from dashboard.kit import example
from pages.race import analysis, words

KEY = "digits"


def shown() -> Race:
    """Handwritten digits, on which no race that is ready runs."""
    arms = (
        arm(SCRATCH),
        arm(EXTRACT, "efficientnet_lite0"),
        arm(EXTRACT, "squeezenet"),
        arm(LP_FT, "efficientnet_lite0", unfreeze=4),
    )
    return Race(arms, dataset="digits", per_class=(10,), test_per_class=50, size=48).fitted()


def examples() -> dict[str, Mapping[str, Recipe]]:
    return {KEY: shown().recipes()}


def panel() -> None:
    """What a finished race says; nothing where no example was measured."""
    found = kept.of("race", "example", KEY)
    if found is not None:
        race = shown()
        with example.framed(found, words.shared(race)):
            analysis.result(race, example.standing(found), "race_example")
