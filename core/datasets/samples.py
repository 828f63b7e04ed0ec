"""Sample photos that installed packages carry: something to look at before one has photos (light).

foolbox carries twenty ImageNet photos and twenty of CIFAR-10 with their true classes; scikit-image
and scikit-learn carry pictures of which some show no ImageNet class at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from core.datasets.carried import carried
from core.images import read
from core.messages import LabError, Message, choose_from, msg


@dataclass(frozen=True)
class Sample:
    """One photo file and what is known about it."""

    id: str
    path: Path
    origin: str  # the package that carries it
    title: Message | None  # None where the class says what it shows
    labelled: str  # "imagenet" | "cifar10" | "" : whose classes `label` counts
    label: int  # -1 when the photo has no label

    def pixels(self) -> np.ndarray:
        """The photo, uint8 [h, w, 3]."""
        return read(self.path)


_TITLED: tuple[tuple[str, tuple[str, ...], Message], ...] = (
    ("skimage", ("data", "chelsea.png"), msg("Chelsea, a tabby cat")),
    ("skimage", ("data", "astronaut.png"), msg("an astronaut")),
    ("skimage", ("data", "coffee.png"), msg("a cup of coffee")),
    ("skimage", ("data", "rocket.jpg"), msg("a rocket on its launch pad")),
    ("skimage", ("data", "hubble_deep_field.jpg"), msg("galaxies, seen by the Hubble telescope")),
    ("skimage", ("data", "retina.jpg"), msg("the retina of an eye")),
    ("skimage", ("data", "ihc.png"), msg("stained tissue under a microscope")),
    ("sklearn", ("datasets", "images", "china.jpg"), msg("a temple in China")),
    ("sklearn", ("datasets", "images", "flower.jpg"), msg("a flower")),
)
_LABELLED = re.compile(r"(imagenet|cifar10)_(\d+)_(\d+)\.(?:jpg|png)")


@lru_cache(maxsize=1)
def samples() -> tuple[Sample, ...]:
    """Every sample photo: ImageNet's, then the titled ones, then CIFAR-10's.

    Raises LabError when a package that carries them is not installed completely.
    """
    labelled: dict[str, list[Sample]] = {"imagenet": [], "cifar10": []}
    for path in sorted(carried("foolbox", "data").iterdir()):
        if match := _LABELLED.fullmatch(path.name):
            kind, number, label = match.groups()
            labelled[kind].append(
                Sample(f"{kind}_{number}", path, "foolbox", None, kind, int(label))
            )
    titled = [
        Sample(Path(parts[-1]).stem, carried(package, *parts), package, title, "", -1)
        for package, parts, title in _TITLED
    ]
    return (*labelled["imagenet"], *titled, *labelled["cifar10"])


def sample(sample_id: str) -> Sample:
    """One sample photo by its id, or a LabError that lists the valid ids."""
    every = {entry.id: entry for entry in samples()}
    if sample_id not in every:
        raise LabError(
            "There is no sample photo “{name}”. Choose from: {valid}.",
            name=sample_id,
            valid=choose_from(every),
        )
    return every[sample_id]
