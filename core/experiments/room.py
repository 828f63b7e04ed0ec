"""Photos from another room: networks trained with one set of photos, asked about another set that
has the same classes.

`measure` is heavy; reading what it found is light.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from core.datasets import library
from core.experiments import shift
from core.messages import LabError
from core.transfer.recipe import Recipe
from core.work import SO_FAR, Cancelled, Document, Report

if TYPE_CHECKING:
    from core.transfer.trained import Trained

Run = Mapping[str, Any]
HERE, THERE = "here", "there"  # test photos of the set that was trained with; those of the other
MOST = 200  # photos of a class of the other set
SEEDS = 2


def base(dataset: str) -> Recipe:
    """What the three ways begin with: a set's own classes, as many test photos as it has to 50."""
    return shift.BASE.but(test_per_class=50).fitted(dataset=dataset)


def same_classes(dataset: str, others: Sequence[str]) -> list[str]:
    """Those of some sets that have just the classes of one, by name."""
    wanted = set(library.get(dataset).classes)
    return [one for one in others if one != dataset and set(library.get(one).classes) == wanted]


def measure(
    ways: Mapping[str, Recipe],
    room: str,
    seeds: int,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
    known: Sequence[Run] = (),
) -> dict[str, Any]:
    """Train every way with every seed; ask about its own test photos and those of the set `room`.

    ``runs`` holds, for each: ``arm``, ``seed``, and `HERE` and `THERE` with ``right`` and
    ``photos``; ``same``: photos of the other set that were left out, because they are also among
    those of the training; ``rows``, the epochs.  Further ``seconds``.  The rest as `shift.measure`.
    Raises LabError where the classes are not the same.
    """
    for recipe in ways.values():
        if not same_classes(recipe.dataset, [room]):
            raise LabError(
                "“{other}” does not have the classes of “{name}”. Choose two datasets whose "
                "classes have the same names.",
                other=library.get(room).title,
                name=library.get(recipe.dataset).title,
            )
    return shift.every(ways, seeds, partial(_asked, room), report, cancelled, known)


def _asked(room: str, trained: Trained, tell: Report) -> dict[str, Any]:
    from core.transfer.photos import subset_of

    tell({"kind": "phase", "phase": "asked", "done": 0, "total": 2})
    subset = subset_of(trained.recipe)
    here = _right(trained, list(subset.test.images), subset.test.labels)
    tell({"kind": "phase", "phase": "asked", "done": 1, "total": 2})
    trained_with = {_print(photo) for split in (subset.train, subset.val) for photo in split.images}
    photos, labels = _photos(room, trained.recipe.class_names)
    new = [place for place, photo in enumerate(photos) if _print(photo) not in trained_with]
    there = _right(trained, [photos[place] for place in new], labels[new])
    return {HERE: here, THERE: there, "same": len(photos) - len(new)}


def _print(photo: np.ndarray) -> bytes:
    return hashlib.blake2b(np.ascontiguousarray(photo).tobytes()).digest()


def _photos(room: str, classes: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Photos of another set, its training part too: nobody has learned from it."""
    arrays, known = library.load(room), library.get(room).classes
    rng, chosen, labels = np.random.default_rng(0), list[np.ndarray](), list[np.ndarray]()
    for label, name in enumerate(classes):
        places = rng.permutation(np.flatnonzero(arrays.labels == known.index(name)))[:MOST]
        chosen.append(places)
        labels.append(np.full(len(places), label))
    return np.asarray(arrays.images[np.concatenate(chosen)]), np.concatenate(labels)


def _right(trained: Trained, photos: Sequence[np.ndarray], labels: np.ndarray) -> Document:
    right = 0
    if photos:
        right = int((trained.probabilities(photos).argmax(1) == labels).sum())
    return {"right": right, "photos": len(photos)}


# -- reading what was found (light) ---------------------------------------------------------------


def right(runs: Sequence[Run], way: str, where: str) -> tuple[float, int]:
    """How many photos of a place a way gets right, mean over the seeds, and how many there are.

    Every seed is asked about the same photos of the other room, so they count once.
    """
    mine = [run[where] for run in shift.of(runs, way)]
    photos = sum(one["photos"] for one in mine)
    share = sum(one["right"] for one in mine) / max(photos, 1)
    once = photos // max(len(mine), 1)
    return share * once, once


# -- task -----------------------------------------------------------------------------------------


def room_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """`measure` of ``payload["ways"]`` (name → recipe) and ``payload["room"]`` (a dataset) with
    ``payload["seeds"]`` seeds."""
    ways = {name: Recipe.from_json(given).check() for name, given in payload["ways"].items()}
    return measure(
        ways, payload["room"], payload["seeds"], report, cancelled, payload.get(SO_FAR, ())
    )
