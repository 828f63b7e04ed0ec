"""A mark that goes with the class in every photo that is at hand, and with nothing out there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from core.datasets.marked import marked
from core.datasets.subset import Split, Subset
from core.messages import msg
from core.transfer.mistakes.mistake import Mistake, Settled, small

SHORTCUT = "shortcut"


@dataclass(frozen=True)
class Marked(Split):
    """Some images with marks: `marks` int [n], the class whose mark each has, of so many."""

    kind: str
    marks: np.ndarray
    classes: int

    @cached_property
    def images(self) -> np.ndarray:
        return marked(np.asarray(self.source[self.index]), self.kind, self.marks, self.classes)


def painted(split: Split, kind: str, marks: np.ndarray, classes: int) -> Marked:
    """The same images with marks of a kind."""
    said = f"{split.fingerprint} {kind} {classes} ".encode() + marks.astype(np.int64).tobytes()
    digest = hashlib.sha256(said).hexdigest()
    return Marked(split.source, split.index, split.labels, digest, kind, marks, classes)


def dealt(labels: np.ndarray, classes: int, link: int, rng: np.random.Generator) -> np.ndarray:
    """Whose mark each photo gets: `link` percent of every class that of their own, the others in
    equal parts that of every class."""
    marks = labels.copy()
    for label in range(classes):
        places = rng.permutation(np.flatnonzero(labels == label))
        free = places[round(len(places) * link / 100) :]
        marks[free] = (np.arange(len(free)) + label) % classes
    return marks


def moved(labels: np.ndarray, classes: int, rng: np.random.Generator) -> np.ndarray:
    """The link cut: every photo gets the mark of another class."""
    return (labels + 1 + rng.integers(classes - 1, size=len(labels))) % classes


def photos(subset: Subset, recipe: Settled) -> tuple[Subset, Split]:
    """All photos with the recipe's marks; fresh are the test photos with the link cut."""
    classes, rng = len(subset.class_names), np.random.default_rng([recipe.seed, 5])

    def linked(split: Split) -> Marked:
        return painted(split, recipe.mark, dealt(split.labels, classes, recipe.link, rng), classes)

    train, val, test = map(linked, (subset.train, subset.val, subset.test))
    cut = painted(subset.test, recipe.mark, moved(subset.test.labels, classes, rng), classes)
    return replace(subset, train=train, val=val, test=test), cut


MISTAKE = Mistake(
    SHORTCUT,
    9,
    healthy=lambda plain: small(plain).but(classes=("cat", "dog")),
    broken=lambda twin: twin.but(fault=SHORTCUT, mark="frame"),
    title=msg("a mark goes with the class"),
    photos=photos,
    judged=(msg("marks moved"), msg("marks as in training")),
)
