"""Several recipes one after the other on the real engine, watched as one job (heavy)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.transfer.fit import train
from core.transfer.recipe import Recipe

Report = Callable[[dict[str, Any]], None]

SHOWN = (
    "history",
    "train_accuracy",
    "val_accuracy",
    "test_accuracy",
    "test_interval",
    "trainable_parameters",
    "seconds",
)


def run(
    recipes: Mapping[str, Recipe], report: Report, cancelled: Callable[[], bool]
) -> dict[str, Any]:
    """Train every recipe; name → the fields `SHOWN` of its result (`docs/result.md`).

    `report` hears of each epoch with ``run`` (the recipe's name) and ``row`` (its row of the
    history); ``epoch`` and ``epochs`` count through all of them, so that one bar shows how far
    it is.  Raises what `train` raises.
    """
    lengths = {name: _epochs(recipe) for name, recipe in recipes.items()}
    every, before, out = sum(lengths.values()), 0, {}
    for name, recipe in recipes.items():

        def tell(event: dict[str, Any], name: str = name, before: int = before) -> None:
            if event["kind"] == "epoch":
                told = {"run": name, "row": event, "epoch": before + event["epoch"]}
                report({"kind": "epoch", "epochs": every} | told)
            elif event.get("phase") != "fit":  # the epochs tell it
                report(event)

        result = train(recipe, tell, cancelled)
        out[name] = {key: result[key] for key in SHOWN}
        before += lengths[name]
    return out


def _epochs(recipe: Recipe) -> int:
    return 1 if recipe.head == "probe" else recipe.lp_ft + recipe.epochs
