"""Train the arms of an experiment side by side, for several seeds (heavy).

A trick is a `Plan`: what is compared, and everything that stays the same.  A seed decides the
photos, the first weights and the order of the batches, the same for every arm.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import keras

from core.experiments import small
from core.transfer.soft import HARD, Soft

Setting = Mapping[str, Any]
VALIDATION = 100  # photos of each class
Heard = Callable[[dict[str, Any]], None]


class Enough(Exception):
    """An arm's own rule has ended its training."""


@dataclass(frozen=True)
class Arm:
    """One of the things compared; every function takes the seed."""

    id: str
    photos: Callable[[int], small.Photos]
    model: Callable[[int], keras.Model]
    optimizer: Callable[[], keras.optimizers.Optimizer]
    # model, seed -> what hears of every epoch and may raise Enough
    watch: Callable[[keras.Model, int], small.OnEpoch] | None = None
    soft: Soft = HARD
    mirror: bool = False  # the finished network is asked about each photo and its mirror image


@dataclass(frozen=True)
class Plan:
    """What is compared, and for how long."""

    arms: Sequence[Arm]
    epochs: int
    seeds: int = 3
    batch: int = 32


def run(
    plan: Plan,
    on_row: Heard,
    on_run: Heard = lambda told: None,
    known: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Train every arm with every seed; `on_row` hears of each epoch and may raise to stop.

    `known`: runs that were finished before and are not trained again.  `on_run` hears of every one,
    known or new: ``run``, and ``of``, how many there will be.

    `on_row` is given ``arm``, ``seed``, ``row`` (of `small.train`), ``done`` and ``total`` (epochs
    of the whole experiment).  The result holds ``runs``, each with ``arm``, ``seed``, ``rows`` and
    ``final``: ``train`` and ``validation`` accuracy (0..1) of the finished network in inference
    mode, so that dropout or augmentation at work do not hide what it has learnt; ``diverged`` when
    its loss stopped being finite; ``seconds``.  Further ``photos`` and ``validation`` (how many;
    the first arm's for training), ``steps`` an epoch, ``seconds`` of all.
    """
    count = plan.seeds * len(plan.arms)
    before = {(one["arm"], one["seed"]): dict(one) for one in known}
    runs: list[dict[str, Any]] = []
    for seed in range(plan.seeds):
        for arm in plan.arms:
            start = len(runs) * plan.epochs

            def tell(row: small.Row, arm: Arm = arm, seed: int = seed, start: int = start) -> None:
                done = start + int(row["epoch"])
                total = count * plan.epochs
                on_row({"arm": arm.id, "seed": seed, "row": row, "done": done, "total": total})

            runs.append(before.get((arm.id, seed)) or _one(arm, seed, plan, tell))
            on_run({"run": runs[-1], "of": count})
    first = plan.arms[0].photos(0)
    return {
        "runs": runs,
        "photos": len(first.y),
        "validation": len(first.y_val),
        "steps": max(1, len(first.y) // plan.batch),
        "seconds": sum(one["seconds"] for one in runs),
    }


def _one(arm: Arm, seed: int, plan: Plan, tell: small.OnEpoch) -> dict[str, Any]:
    began = time.perf_counter()
    photos, model = arm.photos(seed), arm.model(seed)
    watch = arm.watch(model, seed) if arm.watch else None
    rows: list[small.Row] = []

    def on_epoch(row: small.Row) -> None:
        rows.append(row)
        tell(row)
        if watch is not None:
            watch(row)

    with suppress(Enough):
        batches = small.orders(len(photos.y), plan.epochs, plan.batch, seed)
        small.train(model, photos, arm.optimizer(), batches, on_epoch, arm.soft)
    return {
        "arm": arm.id,
        "seed": seed,
        "rows": rows,
        "final": {
            "train": accuracy(model, photos.x, photos.y, arm.mirror),
            "validation": accuracy(model, photos.x_val, photos.y_val, arm.mirror),
        },
        "diverged": rows[-1]["loss"] is None,
        "seconds": time.perf_counter() - began,
    }


def accuracy(model: keras.Model, x: Any, y: Any, mirror: bool = False) -> float:
    """Share of photos (0..1) that a model of logits gets right in inference mode; with `mirror` by
    the mean of its probabilities for a photo and its mirror image."""
    said = keras.ops.softmax(model(x, training=False))
    if mirror:
        said += keras.ops.softmax(model(x[:, :, ::-1], training=False))
    return float((said.numpy().argmax(-1) == y).mean())
