"""From photos to activations at the freeze boundary, through the store (heavy)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core import images
from core.datasets.subset import Split
from core.transfer import augment
from core.transfer.cache import ActivationStore
from core.transfer.calibrate import Choice
from core.transfer.engines import engine
from core.zoo import catalog, weights


@dataclass(frozen=True)
class Prefix:
    """The frozen leading blocks of one network at one input size, on the calibrated engine."""

    backbone: str
    weights: str
    boundary: int  # frozen leading blocks, at least 1
    size: int
    choice: Choice

    @property
    def pooled(self) -> bool:
        """A wholly frozen network keeps only the averages of its last maps: all its head sees."""
        return self.boundary == len(catalog.get(self.backbone).blocks)

    def key(self, split: Split, view: tuple[int, int] | None) -> str:
        return ActivationStore.key(
            photos=split.fingerprint,
            weights=weights.digest(self.backbone, self.weights),
            backbone=self.backbone,
            boundary=self.boundary,
            pooled=self.pooled,
            size=self.size,
            engine=self.choice.engine,
            precision=self.choice.precision,
            view=view,
        )

    def __call__(
        self,
        split: Split,
        store: ActivationStore,
        on_done: Callable[[int], None],
        view: tuple[int, int] | None = None,
    ) -> tuple[np.ndarray, bool, bool]:
        """Activations float32 [n, ...] of a split, whether they came from the store, and whether
        they are in the store now.

        `view` (seed, number) asks for one augmented copy of every photo.  `on_done` hears how many
        photos are finished and may raise to stop.
        """
        key = self.key(split, view)
        stored = store.load(key)
        if stored is not None:
            on_done(len(split.labels))
            return stored, True, True
        pixels = pixels_of(split, self.size)
        if view is not None:
            rng = np.random.default_rng(view)
            moved = augment.warp(pixels, augment.draw(len(pixels), self.size, rng))
            pixels = np.rint(moved.numpy()).astype(np.uint8)
        run = engine(
            self.backbone,
            self.weights,
            self.boundary,
            self.pooled,
            self.size,
            self.choice.engine,
            self.choice.precision,
        )
        out = run(pixels, on_done)
        return out, False, store.save(key, out)


def pixels_of(split: Split, size: int) -> np.ndarray:
    """The photos of a split scaled to `size`: uint8 [n, size, size, 3]."""
    return images.resize(split.images, size)
