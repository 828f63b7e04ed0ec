"""One class after the other, in the same order in every epoch."""

from __future__ import annotations

import numpy as np

from core.messages import msg
from core.transfer.mistakes.mistake import Mistake, small


def by_class(labels: np.ndarray) -> np.ndarray:
    """The order of an epoch, int [n]: all photos of the first class, then of the second …"""
    return np.argsort(labels, kind="stable")


MISTAKE = Mistake(
    "unshuffled",
    5,
    healthy=lambda plain: small(plain).but(per_class=100, epochs=3),
    broken=lambda twin: twin.but(fault="unshuffled"),
    title=msg("never shuffled"),
    order=by_class,
)
