"""Training labels dealt out anew at random."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.datasets.subset import Subset
from core.messages import msg
from core.transfer.mistakes.mistake import Mistake, Settled


def mixed_up(subset: Subset, recipe: Settled) -> tuple[Subset, None]:
    """Other labels for the training photos; validation and test keep theirs."""
    labels = np.random.default_rng([recipe.seed, 4]).permutation(subset.train.labels)
    return replace(subset, train=replace(subset.train, labels=labels)), None


MISTAKE = Mistake(
    "labels",
    8,
    broken=lambda twin: twin.but(fault="labels"),
    title=msg("labels shuffled"),
    photos=mixed_up,
)
