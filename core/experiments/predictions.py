"""Measures the curves that a quiz lets the learner predict (heavy).

Each one is a few small trainings by the engine, or a few looks at one photo.  Accuracies are of
validation photos, of which no training here chooses anything; test photos stay untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.datasets import samples
from core.experiments.curve_recipes import (
    ALONE,
    FEW_TO_MANY,
    RATES,
    SIZES,
    few_photos,
    frozen,
    loose,
    scratch,
)
from core.images import working
from core.statistics import wilson_interval
from core.transfer.fit import train
from core.transfer.recipe import Recipe
from core.work import Cancelled, Document, Report, look_up

Curve = dict[str, Any]

COVERED = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # share of the photo's area
GREY = 128


@dataclass(frozen=True)
class Work:
    """What is measured, on which photos, and whom to tell of it."""

    dataset: str
    report: Report
    cancelled: Cancelled

    def done(self, done: float, total: int) -> None:
        look_up(self.cancelled)
        self.report({"kind": "phase", "phase": "fit", "done": done, "total": total})

    def accuracies(self, recipes: Sequence[Recipe], before: int, total: int) -> Curve:
        """A line of validation accuracies; `before` of `total` recipes are done already."""
        line: Curve = {"y": [], "low": [], "high": []}
        for done, recipe in enumerate(recipes, before):
            self.done(done, total)
            right = train(recipe, cancelled=self.cancelled)["val_accuracy"]
            photos = recipe.val_per_class * len(recipe.class_names)
            low, high = wilson_interval(round(right * photos), photos)
            for name, value in (("y", right), ("low", low), ("high", high)):
                line[name].append(value)
        return line

    def history(self, recipe: Recipe, key: Literal["val_accuracy", "val_loss"]) -> Curve:
        """What validation says after every epoch."""

        def report(event: dict[str, Any]) -> None:
            if event["kind"] == "epoch":
                self.done(event["epoch"], event["epochs"])

        rows = train(recipe, report, self.cancelled)["history"]
        return {
            "x": [row["epoch"] for row in rows],
            "lines": {"validation": {"y": [row[key] for row in rows]}},
        }


def _sweep(work: Work, setting: str, values: Sequence[float]) -> Curve:
    """Feature extraction with each value of one setting."""
    recipes = [frozen(work.dataset).but(**{setting: value}) for value in values]
    return {"x": values, "lines": {"frozen": work.accuracies(recipes, 0, len(recipes))}}


def _reuse(work: Work) -> Curve:
    lines, count = {}, len(FEW_TO_MANY)
    for place, (name, base) in enumerate((("frozen", frozen), ("scratch", scratch))):
        recipes = [base(work.dataset).but(per_class=photos) for photos in FEW_TO_MANY]
        lines[name] = work.accuracies(recipes, place * count, 2 * count)
    return {"x": FEW_TO_MANY, "lines": lines}


def _loose(work: Work) -> Curve:
    return work.history(loose(work.dataset), "val_accuracy") | {"turn": ALONE}


def _losses(work: Work) -> Curve:
    return work.history(few_photos(work.dataset), "val_loss")


def _cover(work: Work) -> Curve:
    """The probability of a network's own first answer while a grey square grows over the cat."""
    from core.imagine.answers import logits_of, softmax
    from core.zoo import classifier

    work.done(0, 1)
    view = classifier.view("efficientnet_lite0", working(samples.sample("chelsea").pixels()))
    views = np.stack([covered(view, share) for share in COVERED])
    shares = softmax(logits_of("efficientnet_lite0", views))
    answer = int(shares[0].argmax())
    return {
        "x": COVERED,
        "lines": {"answer": {"y": shares[:, answer].tolist()}},
        "answer": answer,
    }


def covered(view: np.ndarray, share: float) -> np.ndarray:
    """A photo uint8 [h, w, 3] with a grey square over `share` of its area, from the middle on."""
    out = view.copy()
    height, width = view.shape[:2]
    tall, wide = round(height * share**0.5), round(width * share**0.5)
    top, left = (height - tall) // 2, (width - wide) // 2
    out[top : top + tall, left : left + wide] = GREY
    return out


MEASURES: dict[str, Callable[[Work], Curve]] = {
    "photos": lambda work: _sweep(work, "per_class", FEW_TO_MANY),
    "reuse": _reuse,
    "sizes": lambda work: _sweep(work, "size", SIZES),
    "rates": lambda work: _sweep(work, "lr", RATES),
    "loose": _loose,
    "losses": _losses,
    "cover": _cover,
}


def measure(
    experiment: str,
    dataset: str,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
) -> Curve:
    """Measure one of `MEASURES` on the photos of a dataset.

    Gives plain JSON: ``experiment``, ``dataset``, ``x``, ``lines`` (name -> ``y``, for accuracies
    ``low`` and ``high`` of the 95 % interval), and what the experiment adds.  Raises KeyError for
    an experiment that is not there, `core.jobs.state.Cancelled` when `cancelled` says so.
    """
    found = MEASURES[experiment](Work(dataset, report, cancelled))
    return {"experiment": experiment, "dataset": dataset} | found | {"x": list(found["x"])}


def predict_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Measure the curve ``payload["experiment"]`` of a quiz on ``payload["dataset"]``."""
    return measure(payload["experiment"], payload["dataset"], report, cancelled)
