"""Several recipes one after the other, watched as one job (heavy)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.messages import LabError, Message
from core.transfer.fit import train
from core.transfer.recipe import Recipe
from core.transfer.result import Result
from core.work import Cancelled, Document, Report


def each(
    recipes: Mapping[str, Recipe], report: Report, cancelled: Cancelled
) -> Iterator[tuple[str, Result | Message]]:
    """Train every recipe: its name and its result, or why it cannot be run.

    `report` hears of each epoch with ``run`` (the recipe's name) and ``row`` (its row of the
    history); ``epoch`` and ``epochs`` count through all of them, so that one bar shows how far
    it is.  Raises `Stop`.
    """
    lengths = {name: _epochs(recipe) for name, recipe in recipes.items()}
    every, before = sum(lengths.values()), 0
    for name, recipe in recipes.items():

        def tell(event: dict[str, Any], name: str = name, before: int = before) -> None:
            if event["kind"] == "epoch":
                told = {"run": name, "row": event, "epoch": before + event["epoch"]}
                report({"kind": "epoch", "epochs": every} | told)
            elif event.get("phase") != "fit":  # the epochs tell it
                report(event)

        try:
            yield name, train(recipe, tell, cancelled)
        except LabError as error:
            yield name, error.message
        before += lengths[name]


def _epochs(recipe: Recipe) -> int:
    return 1 if recipe.head == "probe" else recipe.lp_ft + recipe.epochs


def series(recipes: Mapping[str, Recipe], report: Report, cancelled: Cancelled) -> dict[str, Any]:
    """Train every recipe and hand over each result as soon as it is there.

    Besides what `each` reports: ``{"kind": "result", "run": name, "result": …}`` for every finished
    run, ``{"kind": "refused", "run": name, "error": …}`` for one that could not be run (a loss that
    became infinite); the others go on.  Returns ``{"done": names, "refused": {name: error}}``.
    """
    done, refused = [], {}
    for name, outcome in each(recipes, report, cancelled):
        if isinstance(outcome, Message):
            refused[name] = outcome.to_json()
            report({"kind": "refused", "run": name, "error": refused[name]})
        else:
            done.append(name)
            report({"kind": "result", "run": name, "result": outcome})
    return {"done": done, "refused": refused}


def series_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run ``payload["recipes"]`` (name → recipe) one after the other; each result is an event
    (`core.transfer.several.series`).  ``payload["series"]`` names them in the run log."""
    recipes = {name: Recipe.from_json(given) for name, given in payload["recipes"].items()}
    return series(recipes, report, cancelled)
