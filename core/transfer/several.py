"""Several recipes as one job, each of them a training that anybody may have asked for (light)."""

from __future__ import annotations

from typing import Any

from core.transfer.recipe import Recipe
from core.work import Document


class Series:
    """The division of a ``series`` (`core.work.Division`): ``payload["recipes"]``, name → recipe.

    It tells each epoch with ``run`` (the recipe's name) and ``row`` (its row of the history), where
    ``epoch`` and ``epochs`` count through all of them, so that one bar shows how far it is;
    ``{"kind": "result", "run": name, "result": …}`` for every finished run, and ``{"kind":
    "refused", "run": name, "error": …}`` for one that could not be run (a loss that became
    infinite): the others go on.  Its result is ``{"done": names, "refused": {name: error}}``.
    """

    def __init__(self, payload: Document) -> None:
        recipes = {name: Recipe.from_json(given) for name, given in payload["recipes"].items()}
        self.parts = {name: ("train", given) for name, given in payload["recipes"].items()}
        self._lengths = {name: _epochs(recipe) for name, recipe in recipes.items()}
        self._reached = dict.fromkeys(recipes, 0)
        self._done: list[str] = []
        self._refused: dict[str, Any] = {}

    def heard(self, name: str, event: Document) -> Document | None:
        if event["kind"] != "epoch":
            return None if event.get("phase") == "fit" else event  # the epochs tell it
        self._reached[name] = event["epoch"]
        told = {"epoch": sum(self._reached.values()), "epochs": sum(self._lengths.values())}
        return {"kind": "epoch", "run": name, "row": event} | told

    def came(self, name: str, result: Document | None, error: Document | None) -> Document:
        self._reached[name] = self._lengths[name]
        if result is not None:
            self._done.append(name)
            return {"kind": "result", "run": name, "result": result}
        self._refused[name] = error
        return {"kind": "refused", "run": name, "error": error}

    def whole(self) -> Document:
        return {"done": self._done, "refused": self._refused}


def _epochs(recipe: Recipe) -> int:
    return 1 if recipe.head == "probe" else recipe.lp_ft + recipe.epochs
