"""A mark that goes with the class in training: who learns the mark, and what helps against it.

`measure` is heavy; reading what it found is light.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from core.datasets.marked import MARKS
from core.experiments import shift
from core.transfer.mistakes.shortcut import SHORTCUT, moved, painted
from core.transfer.recipe import Recipe
from core.work import SO_FAR, Cancelled, Document, Report

if TYPE_CHECKING:
    from core.transfer.trained import Trained

Run = Mapping[str, Any]
LINKED, CUT = "linked", "cut"  # test photos with the mark of their class, with that of another
PLAIN = "plain"  # without a mark
ASKED = (LINKED, CUT, PLAIN)
REMEDIES = ("none", "augmented", "mixed")
LOOKED = 24  # test photos whose heat maps are measured

BASE = shift.BASE.but(backbone="squeezenet", classes=("cat", "horse"), test_per_class=50)
SEEDS = 2


def arms(mark: str, base: Recipe = BASE) -> dict[str, Recipe]:
    """Three ways to learn, each without a remedy, with augmentation, and with mixed marks:
    ``way|remedy``."""
    out = {}
    for way, recipe in shift.ways(base.but(fault=SHORTCUT, mark=mark)).items():
        for remedy, change in (
            ("none", {}),
            ("augmented", {"augment": "chapter"}),
            ("mixed", {"link": 0}),
        ):
            out[f"{way}|{remedy}"] = recipe.but(**change)
    return out


def measure(
    arms: Mapping[str, Recipe],
    seeds: int,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
    known: Sequence[Run] = (),
) -> dict[str, Any]:
    """Train every arm with every seed and ask each about its test photos.

    ``runs`` holds, for each: ``arm``, ``seed``, ``photos`` (how many were asked about),
    ``right``: `LINKED`, `CUT` and `PLAIN` → how many were right; ``mass``: the mean share of the
    heat map for the photo's class that lies on the mark, of photos with the mark of their class
    (None of a mark that is everywhere, or where every map is empty);
    ``maps``: how many of `LOOKED` photos had a map that is not empty; ``shown``: ``index`` (place
    in the dataset), ``label`` and ``heat`` (map) of the first photo; ``rows``, the epochs.  Further
    ``area``: the share of a photo that the mark covers, and ``seconds``.  The rest as
    `shift.measure`.
    """
    found = shift.every(arms, seeds, _asked, report, cancelled, known)
    mark = next(iter(arms.values())).mark
    return {**found, "area": float(MARKS[mark].area(256).mean())}


def _asked(trained: Trained, tell: Report) -> dict[str, Any]:
    from core.imagine.heat import gradcam, on_area
    from core.transfer.photos import subset_of

    recipe = trained.recipe
    test, classes = subset_of(recipe).test, len(recipe.class_names)
    marks = moved(test.labels, classes, np.random.default_rng([recipe.seed, 6]))
    sets = {
        LINKED: painted(test, recipe.mark, test.labels, classes),
        CUT: painted(test, recipe.mark, marks, classes),
        PLAIN: test,
    }
    right = {}
    for number, (name, split) in enumerate(sets.items()):
        tell({"kind": "phase", "phase": "asked", "done": number, "total": len(sets) + 1})
        answers = trained.probabilities(list(split.images)).argmax(1)
        right[name] = int((answers == test.labels).sum())
    tell({"kind": "phase", "phase": "asked", "done": len(sets), "total": len(sets) + 1})
    looked = list(sets[LINKED].images[:LOOKED])
    heat = gradcam(trained, looked, test.labels[:LOOKED].tolist())
    mark = MARKS[recipe.mark]
    area = mark.area(recipe.size)
    shares = [share for one in heat if (share := on_area(one, area)) is not None]
    return {
        "photos": len(test),
        "right": right,
        "mass": float(np.mean(shares)) if shares and not mark.everywhere else None,
        "maps": len(shares),
        "shown": {
            "index": int(test.index[0]),
            "label": int(test.labels[0]),
            "heat": heat[0].round(3).tolist(),
        },
    }


# -- reading what was found (light) ---------------------------------------------------------------


def of(runs: Sequence[Run], way: str, remedy: str = "none") -> list[Run]:
    """The runs of one arm."""
    return shift.of(runs, f"{way}|{remedy}")


def right(runs: Sequence[Run], which: str) -> tuple[int, int]:
    """How many photos of a kind the runs of one arm got right together, and of how many."""
    return sum(run["right"][which] for run in runs), sum(run["photos"] for run in runs)


def accuracies(runs: Sequence[Run], which: str) -> list[float]:
    """The share (0..1) of photos of a kind that is right, seed by seed."""
    return [run["right"][which] / run["photos"] for run in runs]


def lost(runs: Sequence[Run]) -> list[float]:
    """What the runs of one arm lose when the link is cut (0..1), seed by seed."""
    pairs = zip(accuracies(runs, LINKED), accuracies(runs, CUT), strict=True)
    return [linked - cut for linked, cut in pairs]


def mass(runs: Sequence[Run]) -> float | None:
    """The share of the heat maps that lies on the mark, mean over the runs, where there is one."""
    known = [run["mass"] for run in runs if run["mass"] is not None]
    return float(np.mean(known)) if known else None


# -- task -----------------------------------------------------------------------------------------


def shortcut_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """`measure` of ``payload["arms"]`` (name → recipe) with ``payload["seeds"]`` seeds."""
    given = {name: Recipe.from_json(one).check() for name, one in payload["arms"].items()}
    return measure(given, payload["seeds"], report, cancelled, payload.get(SO_FAR, ()))
