"""A standard and a depthwise separable convolution against the clock, in turns (heavy).

Only ratios are told to learners: seconds depend on the machine and on what else it does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

from core.experiments.separable import pair
from core.work import Cancelled, Document, Report, steps

ROUNDS = 24  # most
SECONDS = 4.0  # for all rounds together, after the first
WORK = 1_500_000_000  # MACs of one standard run: photos are stacked up to it
MOST_PHOTOS = 16
LARGEST = 2_600_000_000  # MACs of one run: a larger map is halved, so that Cancel is heard soon
OnRound = Callable[[int, int], None]  # done, of how many; may raise to stop


def measure(
    kernel: int, ins: int, outs: int, side: int, on_round: OnRound = lambda done, total: None
) -> dict[str, Any]:
    """Time both ways on the same random maps float32 [photos, side, side, ins].

    Every round runs all of them once, so that what disturbs the machine disturbs all alike.  Gives
    ``side`` (smaller than asked for where one run would take too long: the ratio of the work does
    not depend on it), ``photos``, ``rounds``, ``seconds`` (median per run of standard, depthwise,
    pointwise and separable), ``faster`` (standard time over separable time: low quartile, median
    and high quartile of the rounds) and ``promised`` (the same ratio in MACs).
    """
    cost = pair(kernel, ins, outs, side)
    while cost.standard.macs > LARGEST and side > 7:
        side //= 2
        cost = pair(kernel, ins, outs, side)
    photos = int(np.clip(WORK // cost.standard.macs, 1, MOST_PHOTOS))
    runs = _runs(kernel, ins, outs, side, photos)
    for run in runs.values():  # trace, choose kernels, warm the caches
        run()
        run()
    rows: list[dict[str, float]] = []
    begun = time.perf_counter()
    while len(rows) < ROUNDS and (len(rows) < 3 or time.perf_counter() - begun < SECONDS):
        on_round(len(rows), ROUNDS)
        rows.append({name: _seconds(run) for name, run in runs.items()})
    ratios = [row["standard"] / row["separable"] for row in rows]
    low, middle, high = np.quantile(ratios, [0.25, 0.5, 0.75])
    return {
        "side": side,
        "photos": photos,
        "rounds": len(rows),
        "seconds": {name: float(np.median([row[name] for row in rows])) for name in runs},
        "faster": [float(low), float(middle), float(high)],
        "promised": 1 / cost.share,
    }


def _seconds(run: Callable[[], Any]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _runs(
    kernel: int, ins: int, outs: int, side: int, photos: int
) -> dict[str, Callable[[], np.ndarray]]:
    rng = np.random.default_rng(0)

    def tensor(*shape: int) -> tf.Tensor:
        return tf.constant(rng.standard_normal(shape, dtype=np.float32))

    maps = tensor(photos, side, side, ins)
    full, own = tensor(kernel, kernel, ins, outs), tensor(kernel, kernel, ins, 1)
    mix = tensor(1, 1, ins, outs)

    def standard(x: tf.Tensor) -> tf.Tensor:
        return tf.nn.conv2d(x, full, 1, "SAME")

    def depthwise(x: tf.Tensor) -> tf.Tensor:
        return tf.nn.depthwise_conv2d(x, own, [1, 1, 1, 1], "SAME")

    def pointwise(x: tf.Tensor) -> tf.Tensor:
        return tf.nn.conv2d(x, mix, 1, "SAME")

    def separable(x: tf.Tensor) -> tf.Tensor:
        return tf.nn.conv2d(tf.nn.depthwise_conv2d(x, own, [1, 1, 1, 1], "SAME"), mix, 1, "SAME")

    def waited(function: Callable[[tf.Tensor], tf.Tensor]) -> Callable[[], np.ndarray]:
        compiled = tf.function(function, autograph=False)
        return lambda: np.asarray(compiled(maps))

    ways = {
        "standard": standard,
        "depthwise": depthwise,
        "pointwise": pointwise,
        "separable": separable,
    }
    return {name: waited(function) for name, function in ways.items()}


def convolution_time_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """A standard and a separable convolution against the clock (`separable.pair`)."""
    kernel, ins, outs, side = (int(payload[name]) for name in ("kernel", "ins", "outs", "side"))
    return measure(kernel, ins, outs, side, steps(report, cancelled, "measure"))
