"""Published results: a ResNet50 from scratch and from ImageNet weights on 19 datasets, and which
of a learner's own runs say something about a task (light).

`assets/evidence/vtab-resnet50.csv`, from VTAB (Zhai et al. 2019, arXiv 1910.04867).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from statistics import mean

from core.advise.rules import SIMILARITIES
from core.experiments.broken import BREAKS
from core.messages import Message, msg
from core.paths import ROOT
from core.transfer.comparable import same_task
from core.transfer.recipe import Recipe

FILE = ROOT / "assets" / "evidence" / "vtab-resnet50.csv"
CITATION = "VTAB, Zhai et al. 2019"
URL = "https://arxiv.org/abs/1910.04867"
SMALL, FULL = "1000", "full"
EXCEPTION = 1.0  # a gain below this many points is an exception to "transfer helps"


@dataclass(frozen=True)
class Published:
    """One dataset: accuracy in % at 1,000 training examples and with all of them."""

    name: str
    about: Message
    scratch: float
    imagenet: float
    scratch_full: float
    imagenet_full: float

    @property
    def gain(self) -> float:
        """Points that ImageNet weights add at 1,000 examples."""
        return self.imagenet - self.scratch

    @property
    def gain_full(self) -> float:
        return self.imagenet_full - self.scratch_full

    @property
    def shrinks(self) -> bool:
        """Whether the two starts come closer when all photos are trained on."""
        return abs(self.gain_full) < abs(self.gain)


ABOUT: dict[str, Message] = {
    "CIFAR-100": msg("small photos of 100 kinds of things"),
    "Caltech101": msg("photos of 101 kinds of things"),
    "Camelyon": msg("tissue under the microscope: tumour or not"),
    "Clevr-Count": msg("rendered scenes: how many objects?"),
    "Clevr-Dist": msg("rendered scenes: how far is the nearest object?"),
    "DMLab": msg("a 3-D game seen from inside: what is how far?"),
    "DTD": msg("photos of textures"),
    "EuroSAT": msg("satellite photos: land use"),
    "Flowers102": msg("photos of 102 flowers"),
    "KITTI-Dist": msg("street photos: how far is the next car?"),
    "Pets": msg("photos of 37 breeds of cats and dogs"),
    "Resisc45": msg("aerial photos of 45 kinds of places"),
    "Retinopathy": msg("photos of the retina: how ill is the eye?"),
    "SVHN": msg("house numbers in street photos"),
    "Sun397": msg("photos of 397 kinds of scenes"),
    "dSpr-Loc": msg("drawn shapes: where?"),
    "dSpr-Orient": msg("drawn shapes: how turned?"),
    "sNORB-Azim": msg("toys: seen from which side?"),
    "sNORB-Elev": msg("toys: seen from how high?"),
}


GROUPS: dict[str, tuple[str, ...]] = {  # VTAB's own, section 2 of the paper
    "natural": ("CIFAR-100", "Caltech101", "DTD", "Flowers102", "Pets", "SVHN", "Sun397"),
    "specialised": ("Camelyon", "EuroSAT", "Resisc45", "Retinopathy"),
    "structured": (
        *("Clevr-Count", "Clevr-Dist", "DMLab", "KITTI-Dist"),
        *("dSpr-Loc", "dSpr-Orient", "sNORB-Azim", "sNORB-Elev"),
    ),
}


@dataclass(frozen=True)
class Example:
    """One of the course's examples of similarity, and the published rows that are nearest to it."""

    id: str
    title: Message
    similarity: str  # the row of the course's table
    rows: tuple[str, ...]  # none: no evidence here


EXAMPLES: dict[str, Example] = {
    example.id: example
    for example in (
        Example("breeds", msg("dog breeds"), "high", ("Pets",)),
        Example("flowers", msg("kinds of flowers"), "high", ("Flowers102",)),
        Example("cars", msg("makes of cars"), "high", ()),
        Example("medical", msg("medical images"), "medium", ("Camelyon", "Retinopathy")),
        Example("satellite", msg("satellite photos"), "medium", ("EuroSAT", "Resisc45")),
        Example("faces", msg("face recognition"), "medium", ()),
        Example("xray", msg("X-ray images"), "low", ()),
        Example("microscope", msg("microscope images"), "low", ("Camelyon",)),
        Example("art", msg("abstract art"), "low", ()),
    )
}
assert all(example.similarity in SIMILARITIES for example in EXAMPLES.values())


@lru_cache(maxsize=1)
def published() -> dict[str, Published]:
    """Every row by the dataset's name, the largest gain at 1,000 examples first."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["dataset"], row["train_examples"])
            found[key] = (float(row["scratch"]), float(row["imagenet_supervised"]))
    rows = [
        Published(name, ABOUT[name], *found[name, SMALL], *found[name, FULL])
        for name, examples in found
        if examples == SMALL
    ]
    return {row.name: row for row in sorted(rows, key=lambda row: -row.gain)}


def mean_gain(group: str) -> float:
    """Points that ImageNet weights add at 1,000 examples, on average over one of `GROUPS`."""
    return mean(published()[name].gain for name in GROUPS[group])


def exceptions() -> list[Published]:
    """The datasets where ImageNet weights added next to nothing at 1,000 examples, or took."""
    return [row for row in published().values() if row.gain < EXCEPTION]


def on_purpose(recipe: Recipe) -> bool:
    """Whether a training is a mistake on purpose: by the field that says so, or, where ordinary
    settings make it, as the broken one of “Break it”, with any seed."""
    broken = (entry.broken for entry in BREAKS.values())
    return bool(recipe.fault) or any(recipe == one.but(seed=recipe.seed) for one in broken)


def counts(recipe: Recipe, task: Recipe) -> bool:
    """Whether a training says something about a task: the same photos and classes, and no mistake
    on purpose."""
    return same_task(recipe, task) and not on_purpose(recipe)
