"""The same network before and after a training (heavy).

Before is its twin: the same recipe with everything frozen, so that it has a head that can be asked.
With two stages that is the network at the moment of unfreezing.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from core.messages import LabError
from core.runs.store import recipe_digest
from core.transfer.fit import train
from core.transfer.recipe import Recipe
from core.transfer.trained import Head, Trained
from core.work import Cancelled, Report

KEPT = 2  # pairs of one process
_PAIRS: OrderedDict[str, Pair] = OrderedDict()


@dataclass(frozen=True)
class State:
    """A trunk (pixels 0..255 → last feature map), the head behind it, and its test accuracy."""

    trunk: Any
    head: Head
    accuracy: float


@dataclass(frozen=True)
class Pair:
    """Both states of a recipe; the same object twice when everything is frozen."""

    recipe: Recipe
    before: State
    after: State

    @property
    def frozen(self) -> bool:
        return self.before is self.after


def twin(recipe: Recipe) -> Recipe:
    """The recipe with every block frozen: what fine-tuning starts from."""
    return recipe.but(unfreeze=0, lp_ft=0, epochs=recipe.lp_ft or recipe.epochs, seconds=0.0)


def pair(recipe: Recipe, report: Report, cancelled: Cancelled) -> Pair:
    """Train a recipe and its twin (the newest pairs are kept).  Raises LabError."""
    if recipe.scratch:
        raise LabError(
            "A network trained from scratch starts from random weights, so there is no "
            "“before” to compare with. Choose a run with a ready network."
        )
    key = recipe_digest(recipe.to_json())
    if key not in _PAIRS:
        _PAIRS[key] = _made(recipe, report, cancelled)
    _PAIRS.move_to_end(key)
    while len(_PAIRS) > KEPT:
        _PAIRS.popitem(last=False)
    return _PAIRS[key]


def _made(recipe: Recipe, report: Report, cancelled: Cancelled) -> Pair:
    start = twin(recipe) if recipe.unfreeze else recipe
    length = start.epochs
    whole = length + (recipe.lp_ft + recipe.epochs if recipe.unfreeze else 0)

    def tell(offset: int) -> Report:
        def heard(event: dict[str, Any]) -> None:
            if event["kind"] == "epoch":
                report({"kind": "epoch", "epoch": offset + event["epoch"], "epochs": whole})
            elif event.get("phase") != "fit":
                report(event)

        return heard

    before = _state(start, tell(0), cancelled)
    if not recipe.unfreeze:
        return Pair(recipe, before, before)
    return Pair(recipe, before, _state(recipe, tell(length), cancelled))


def _state(recipe: Recipe, report: Report, cancelled: Cancelled) -> State:
    kept: list[tuple[Any, Head]] = []

    def keep(trained: Trained) -> None:
        kept.append((trained.trunk(), trained.head()))

    result = train(recipe, report, cancelled, on_trained=keep)
    (trunk, head) = kept[0]
    return State(trunk, head, result["test_accuracy"])
