"""Mistakes on purpose: what breaks a training, made as one field of its recipe (light).

Each mistake changes exactly one thing against the healthy recipe, so that the damage can be
measured against it.  What is broken by an ordinary setting (a rate that is too high, batch norm
let loose, few photos) needs nothing here.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from core.datasets.subset import Split, Subset
from core.messages import LabError, msg
from core.zoo import catalog as zoo
from core.zoo.backbone import Backbone

SCALED, UNSHUFFLED, LEAK, LABELS = "scaled", "unshuffled", "leak", "labels"
FAULTS = ("", SCALED, UNSHUFFLED, LEAK, LABELS)

# Pixels that make a network's own preprocessing give x / 255: p = offset + slope * x.
_DIVIDED = {
    "lite": (127.0, 128 / 255),  # (p - 127) / 128
    "symmetric": (127.5, 0.5),  # p / 127.5 - 1
}


def possible(backbone: str, scratch: bool) -> tuple[str, ...]:
    """The mistakes that a network allows, "" (none) among them."""
    able = scratch or zoo.get(backbone).preprocessing in _DIVIDED
    return FAULTS if able else tuple(f for f in FAULTS if f != SCALED)


def check_scaled(backbone: Backbone) -> None:
    """Raise LabError where dividing by 255 cannot be told to the network in whole pixel values."""
    if backbone.preprocessing not in _DIVIDED:
        raise LabError(
            msg(
                "For {backbone} this mistake cannot be made here: its own preprocessing is no "
                "simple scaling. Choose EfficientNet-Lite0.",
                backbone=backbone.title,
            )
        )


def divided(pixels: np.ndarray, backbone: str) -> np.ndarray:
    """Photos uint8 [n, h, w, 3] so that the network sees x / 255 instead of what it was trained
    with (to half a grey level)."""
    offset, slope = _DIVIDED[zoo.get(backbone).preprocessing]
    table = np.rint(offset + slope * np.arange(256)).astype(np.uint8)
    return np.asarray(table[pixels])


def leaked(subset: Subset) -> Subset:
    """The test photos among the training photos: what must never happen."""
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


def mixed_up(subset: Subset, seed: int) -> Subset:
    """Training labels dealt out anew at random; validation and test keep theirs."""
    labels = np.random.default_rng([seed, 4]).permutation(subset.train.labels)
    return replace(subset, train=replace(subset.train, labels=labels))
