"""The curves that a quiz lets the learner predict: their trainings, and what those come to (light).

Accuracies are of validation photos, of which no training here chooses anything; test photos stay
untouched, so that one of each class is all that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from core.statistics import wilson_interval
from core.transfer.recipe import Recipe
from core.transfer.result import Result, Results

Base = Callable[[str], Recipe]  # of the name of a dataset

VALIDATION = 30  # photos of each class
FEW_TO_MANY = (5, 20, 80)  # photos of each class
SIZES = (32, 64, 96, 128)  # pixels a side
RATES = (1e-5, 1e-4, 1e-3, 1e-2, 1e-1)
ALONE, LOOSE = 4, 6  # epochs of the head alone, epochs with unfrozen blocks


def frozen(dataset: str) -> Recipe:
    """Feature extraction that is quick on two cores."""
    return Recipe(
        dataset=dataset,
        size=96,
        per_class=20,
        epochs=10,
        batch=16,
        val_per_class=VALIDATION,
        test_per_class=1,
    )


def scratch(dataset: str) -> Recipe:
    """The chapter's small CNN on the same photos."""
    return Recipe(
        dataset=dataset,
        scratch=True,
        size=32,
        per_class=20,
        epochs=15,
        batch=32,
        val_per_class=VALIDATION,
        test_per_class=1,
    )


def loose(dataset: str) -> Recipe:
    """Fine-tuning at a rate a thousand times too high."""
    return Recipe(
        dataset=dataset,
        size=64,
        per_class=20,
        lp_ft=ALONE,
        epochs=LOOSE,
        unfreeze=2,
        suffix_lr=1e-2,
        batch=32,
        val_per_class=VALIDATION,
        test_per_class=1,
    )


def few_photos(dataset: str) -> Recipe:
    """A network with far more parameters than photos, trained for long."""
    return scratch(dataset).but(epochs=40, batch=16, lr=2e-3)


@dataclass(frozen=True)
class Sweep:
    """Validation accuracy over the values of one field, a line for each base."""

    field: str
    values: tuple[float, ...]
    bases: Mapping[str, Base]


@dataclass(frozen=True)
class Course:
    """What validation says after every epoch of one training; `turn`: epochs before the change."""

    base: Base
    measure: Literal["val_accuracy", "val_loss"]
    turn: int = 0


CURVES: dict[str, Sweep | Course] = {
    "photos": Sweep("per_class", FEW_TO_MANY, {"frozen": frozen}),
    "reuse": Sweep("per_class", FEW_TO_MANY, {"frozen": frozen, "scratch": scratch}),
    "sizes": Sweep("size", SIZES, {"frozen": frozen}),
    "rates": Sweep("lr", RATES, {"frozen": frozen}),
    "loose": Course(loose, "val_accuracy", ALONE),
    "losses": Course(few_photos, "val_loss"),
}


def base(experiment: str, dataset: str) -> Recipe:
    """What the playground opens with, to go on from a prediction."""
    asked = CURVES[experiment]
    one = asked.base if isinstance(asked, Course) else list(asked.bases.values())[-1]
    return one(dataset)


def arms(experiment: str, dataset: str) -> dict[str, Recipe]:
    """The trainings of a curve, by name."""
    asked = CURVES[experiment]
    if isinstance(asked, Course):
        return {experiment: asked.base(dataset)}
    return {
        f"{line}_{value:g}": base(dataset).but(**{asked.field: value})
        for line, base in asked.bases.items()
        for value in asked.values
    }


def curve(experiment: str, dataset: str, results: Results) -> dict[str, Any]:
    """The curve of what `arms` came to, as plain JSON.

    ``experiment``, ``dataset``, ``x``, ``lines`` (name -> ``y``, for accuracies ``low`` and
    ``high`` of the 95 % interval), and ``turn`` where something changes on the way.
    """
    asked, found = CURVES[experiment], {"experiment": experiment, "dataset": dataset}
    if isinstance(asked, Sweep):
        lines = {
            line: _line([results[f"{line}_{value:g}"] for value in asked.values])
            for line in asked.bases
        }
        return found | {"x": list(asked.values), "lines": lines}
    rows = results[experiment]["history"]
    line = {"y": [row[asked.measure] for row in rows]}
    more = {"turn": asked.turn} if asked.turn else {}
    return found | {"x": [row["epoch"] for row in rows], "lines": {"validation": line}} | more


def _line(results: Sequence[Result]) -> dict[str, list[float]]:
    y = [result["val_accuracy"] for result in results]
    intervals = []
    for right, result in zip(y, results, strict=True):
        recipe = Recipe.from_json(result["recipe"])
        photos = recipe.validating
        intervals.append(wilson_interval(round(right * photos), photos))
    low, high = map(list, zip(*intervals, strict=True))
    return {"y": y, "low": low, "high": high}
