"""A slice through the network's decisions: the plane of the attack and a random direction (light).

The first axis leads from the photo to the attacked picture (0 to 1 and beyond), the second along a
random change of the same L2 at a right angle to it.  Every place of the plane is a picture, rounded
to whole levels, whose class the network names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

import numpy as np

from core.images import from_text
from core.work import Cancelled, Document, Report, steps

ALONG = (-1.0, 2.0)
ACROSS = (-1.5, 1.5)
STEPS = 25  # places along each side
BATCH = 25


class Plane(TypedDict):
    along: list[float]  # places in lengths of the attack, [STEPS]
    across: list[float]
    classes: list[list[int]]  # rows: across
    probabilities: list[list[float]]  # of those classes
    length: float  # the attack's L2 with colours counted 0..1


def plane(
    before: np.ndarray,
    after: np.ndarray,
    backbone_id: str,
    seed: int = 0,
    count: int = STEPS,
    on_done: Callable[[int, int], None] = lambda done, total: None,
) -> Plane:
    """The classes in the plane through two pictures uint8 [size, size, 3] of the network's input.

    on_done: done, total; may raise to stop.
    """
    from core.imagine.attacks.victim import victim

    network = victim((backbone_id,))
    change = after.astype(np.float64) - before
    size = np.linalg.norm(change)
    # random signs, as the change of an L∞ attack: what it shares with the attack is taken out
    other = np.random.default_rng(seed).choice([-1.0, 1.0], change.shape)
    if size:
        other -= (other * change).sum() / size**2 * change
    other *= size / np.linalg.norm(other)
    along, across = np.linspace(*ALONG, count), np.linspace(*ACROSS, count)
    places = [(a, b) for b in across for a in along]
    classes, sure = [], []
    for start in range(0, len(places), BATCH):
        on_done(start, len(places))
        pictures = np.stack(
            [before + a * change + b * other for a, b in places[start : start + BATCH]]
        )
        said = network.probabilities(pictures.round().clip(0, 255))[0]
        classes.append(said.argmax(1))
        sure.append(said.max(1))
    shape = count, count
    return {
        "along": along.tolist(),
        "across": across.tolist(),
        "classes": np.concatenate(classes).reshape(shape).tolist(),
        "probabilities": np.concatenate(sure).round(4).reshape(shape).tolist(),
        "length": float(size / 255),
    }


def attack_plane_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The decisions of ``payload["backbone"]`` in the plane through ``before`` and ``after``."""
    before, after = from_text(payload["before"]), from_text(payload["after"])
    on_done, seed = steps(report, cancelled, "look"), payload.get("seed", 0)
    return {**plane(before, after, payload["backbone"], seed, on_done=on_done)}
