"""The control of every attack: a change of the same size without a direction (light).

The attack's own change is shuffled: its pixels are dealt out anew among the places where it may
change the photo, each with a random sign.  L∞, L2 and the number of changed pixels stay the same
(but for what 0..255 cuts off); only what the network's gradient put into it is gone.
"""

from __future__ import annotations

import numpy as np

from core.images import from_text, to_text
from core.imagine.answers import Answer, best, probabilities_of
from core.imagine.attacks.judge import difference
from core.imagine.attacks.result import Difference
from core.imagine.attacks.run import mask_of
from core.statistics import wilson_interval
from core.work import Cancelled, Document, Report

DRAWS = 20


class Control(Difference):
    """What came of the shuffled changes, and the sizes of the first of them."""

    draws: int
    changed: int  # draws that change the network's answer
    interval: list[float]  # of their share (Wilson, 95 %)
    clean: Answer
    attacked: Answer
    probability: float  # of the clean photo's class, mean over the draws
    example: str  # the first draw, as text
    seed: int


def shuffled(
    before: np.ndarray, after: np.ndarray, region: np.ndarray | None, rng: np.random.Generator
) -> np.ndarray:
    """`before` uint8 [size, size, 3] with the change towards `after` shuffled inside `region`."""
    places = np.flatnonzero(np.ones(before.shape[:2], bool) if region is None else region)
    change = (after.astype(int) - before).reshape(-1, 3)[places]
    change = rng.permutation(change) * rng.choice([-1, 1], change.shape)
    out = before.astype(int).reshape(-1, 3)
    out[places] += change
    return out.clip(0, 255).astype(np.uint8).reshape(before.shape)


def control(
    before: np.ndarray,
    after: np.ndarray,
    backbone_id: str,
    region: np.ndarray | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Control:
    """How often shuffled changes of the same size change the network's answer."""
    rng = np.random.default_rng(seed)
    pictures = [shuffled(before, after, region, rng) for _ in range(draws)]
    clean, attacked, *mixed = probabilities_of(backbone_id, [before, after, *pictures])
    own = int(clean.argmax())
    changed = sum(int(said.argmax()) != own for said in mixed)
    return {
        "draws": draws,
        "changed": changed,
        "interval": list(wilson_interval(changed, draws)),
        "clean": best(clean, 1)[0],
        "attacked": best(attacked, 1)[0],
        "probability": float(np.mean([said[own] for said in mixed])),
        "example": to_text(pictures[0]),
        "seed": seed,
        **difference(before, pictures[0]),
    }


def attack_control_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Shuffled changes of the size of the attack's, shown to ``payload["backbone"]``.  A ``mask``
    has the size of ``before`` here."""
    before, after = from_text(payload["before"]), from_text(payload["after"])
    seed = payload.get("seed", 0)
    return {**control(before, after, payload["backbone"], mask_of(payload), seed=seed)}
