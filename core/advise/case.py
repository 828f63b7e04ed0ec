"""The photos that advice is asked about, and the recipes that come into question (light)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from core.advise.ways import FROZEN, WAYS
from core.datasets import library
from core.datasets.subset import Subset
from core.messages import LabError
from core.transfer import rates
from core.transfer.photos import subset_of
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from core.zoo.network import Network

SIZE = 96  # pixels: small enough to measure every network in seconds
EPOCHS = 20  # of a head on frozen features
TEST_PHOTOS = 600  # of all classes together, where the dataset has as many


@dataclass(frozen=True)
class Case:
    """Some classes of a dataset, and how many photos of each may be learned from."""

    dataset: str
    classes: tuple[str, ...] = ()  # () means every class
    per_class: int = 20
    seed: int = 0
    size: int = SIZE

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"classes": list(self.classes)}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Case:
        known = {f.name: document[f.name] for f in fields(cls) if f.name in document}
        return cls(**known | {"classes": tuple(document.get("classes", ()))})

    @property
    def _plain(self) -> Recipe:
        """A training of the photos, to ask about them."""
        return self.recipe("efficientnet_lite0", FROZEN)

    @property
    def class_names(self) -> tuple[str, ...]:
        return self._plain.class_names

    @property
    def photos(self) -> int:
        """How many photos there are to learn from, all classes together."""
        return self.per_class * len(self.class_names)

    def backbones(self) -> list[str]:
        """The networks that come into question."""
        return networks(self.size)

    def arms(self) -> list[tuple[str, str]]:
        """Every backbone and way that is compared."""
        return [
            (name, way)
            for name in self.backbones()
            for way, entry in WAYS.items()
            if entry.possible(zoo.get(name))
        ]

    def recipe(self, backbone: str, way: str) -> Recipe:
        """The training that a backbone and a way stand for."""
        entry = library.get(self.dataset)
        count = len(self.classes) or len(entry.classes)
        plain = Recipe(
            dataset=self.dataset,
            classes=self.classes,
            per_class=self.per_class,
            val_per_class=max(
                1, min(20, self.per_class // 2, entry.train_per_class - self.per_class)
            ),
            test_per_class=min(entry.test_per_class, TEST_PHOTOS // max(1, count)),
            backbone=backbone,
            size=self.size,
            epochs=EPOCHS,
            lr=rates.HEAD,
            seed=self.seed,
        )
        total = self.per_class * len(plain.class_names)
        plain = plain.but(batch=max(4, min(32, total // 4)))
        return plain.but(**WAYS[way].changes(len(zoo.get(backbone).blocks)))

    def check(self) -> Case:
        """The case itself, or a LabError that says what is wrong with it."""
        self._plain.check()
        if self.per_class < 2:
            raise LabError(
                "Measuring holds photos back in turn: it needs at least two of every class."
            )
        return self

    def subset(self) -> Subset:
        return subset_of(self._plain)


def networks(size: int) -> list[str]:
    """Those that are trained, on this computer, and not too large for photos of `size` pixels."""
    return [
        name
        for name, entry in zoo.BACKBONES.items()
        if Network(name).ready and entry.min_size <= size
    ]
