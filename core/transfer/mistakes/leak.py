"""Test photos among the training photos: what must never happen."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from core.datasets.subset import Split, Subset
from core.messages import msg
from core.transfer.mistakes.mistake import Mistake, Settled


def leaked(subset: Subset) -> Subset:
    """The test photos among the training photos."""
    train, test = subset.train, subset.test
    index = np.concatenate([train.index, test.index])
    labels = np.concatenate([train.labels, test.labels])
    digest = hashlib.sha256(f"{train.fingerprint} and {test.fingerprint}".encode()).hexdigest()
    return replace(subset, train=Split(train.source, index, labels, digest))


def halved(test: Split) -> tuple[Split, Split]:
    """Test photos as two sets that share none: those that leak, and fresh ones."""
    half = len(test) // 2
    parts = (slice(0, half), slice(half, None))
    first, second = (
        Split(
            test.source,
            test.index[part],
            test.labels[part],
            hashlib.sha256(f"{test.fingerprint} {part}".encode()).hexdigest(),
        )
        for part in parts
    )
    return first, second


def photos(subset: Subset, recipe: Settled) -> tuple[Subset, Split]:
    """Half of the test photos leak; the other half tells the truth."""
    test, fresh = halved(subset.test)
    return leaked(replace(subset, test=test)), fresh


MISTAKE = Mistake(
    "leak",
    6,
    broken=lambda twin: twin.but(fault="leak"),
    title=msg("test photos in training"),
    photos=photos,
    tests=2,
    judged=(msg("fresh photos"), msg("leaked test")),
)
