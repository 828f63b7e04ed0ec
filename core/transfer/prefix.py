"""From photos to activations at the freeze boundary, through the store (heavy)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core import images, peers
from core.datasets.subset import Split
from core.transfer import augment, calibrate
from core.transfer.cache import ActivationStore
from core.transfer.calibrate import Choice
from core.transfer.engines import Cut, engine
from core.transfer.mistakes import FAULTS
from core.zoo.network import Network

PIECE = 1024  # photos scaled at a time: all of CIFAR-10 at 224 pixels would take 7.5 GB


@dataclass(frozen=True)
class Prefix:
    """The frozen leading blocks of one network at one input size, on the calibrated engine."""

    network: Network
    boundary: int  # frozen leading blocks, at least 1
    size: int
    choice: Choice
    fault: str = ""  # the recipe's mistake (core/transfer/mistakes/), which may change the pixels

    @classmethod
    def calibrated(cls, network: Network, boundary: int, size: int) -> Prefix:
        """On the engine that calibration chose for the network, now if it had not yet."""
        return cls(network, boundary, size, calibrate.choose(network))

    @property
    def cut(self) -> Cut:
        return Cut(self.network, self.boundary, self.size)

    def run(
        self, pixels: np.ndarray, on_done: Callable[[int], None] = lambda done: None
    ) -> np.ndarray:
        """Activations float32 [n, ...] of photos uint8 [n, size, size, 3], as they are."""
        return engine(self.cut, self.choice.engine, self.choice.precision)(pixels, on_done)

    def key(self, split: Split, view: tuple[int, int] | None) -> str:
        return ActivationStore.key(
            photos=split.fingerprint,
            weights=self.network.digest,
            backbone=self.network.backbone,
            boundary=self.boundary,
            pooled=self.cut.pooled,
            size=self.size,
            engine=self.choice.engine,
            precision=self.choice.precision,
            view=view,
            **({"fault": self.fault} if FAULTS[self.fault].pixels else {}),
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
        if stored is None:
            with peers.turn(store.path(key), lambda: on_done(0)):
                # another worker may have made them while this one waited for its turn
                if not peers.joined() or (stored := store.load(key)) is None:
                    made = self._made(split, on_done, view)
                    return made, False, store.save(key, made)
        on_done(len(split.labels))
        return stored, True, True

    def _made(
        self, split: Split, on_done: Callable[[int], None], view: tuple[int, int] | None
    ) -> np.ndarray:
        count = len(split.labels)
        moves = None
        if view is not None:
            moves = augment.draw(count, self.size, np.random.default_rng(view))
        out: np.ndarray | None = None
        for start in range(0, count, PIECE):
            rows = slice(start, start + PIECE)
            pixels = pixels_of(split, self.size, rows)
            if (change := FAULTS[self.fault].pixels) is not None:
                pixels = change(pixels, self.network.backbone)
            if moves is not None:
                moved = augment.warp(pixels, moves[rows])
                pixels = np.rint(moved.numpy()).astype(np.uint8)

            def so_far(done: int, before: int = start) -> None:
                on_done(before + done)

            part = self.run(pixels, so_far)
            if out is None:
                out = np.empty((count, *part.shape[1:]), np.float32)
            out[rows] = part
        assert out is not None  # a split is never empty
        return out


def pixels_of(split: Split, size: int, rows: slice = slice(None)) -> np.ndarray:
    """Photos of a split scaled to `size`: uint8 [n, size, size, 3]."""
    return images.resize(split.images[rows], size)
