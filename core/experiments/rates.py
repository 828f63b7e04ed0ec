"""Learning rates: a slice through the real loss (heavy).

The slice goes from the trained weights of a network's last blocks along their steepest descent.
Gradient descent on this line takes, as its first step, exactly the step that training would take.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

from core.datasets.subset import make_subset
from core.transfer import heads
from core.transfer.cache import ActivationStore
from core.transfer.prefix import Prefix
from core.transfer.recipe import Recipe
from core.transfer.stages import unfrozen_variables
from core.work import Cancelled, Document, Report, look_up
from core.zoo import split
from core.zoo.network import Network

BACKBONE, SIZE, UNFROZEN = "efficientnet_lite0", 96, 2
PER_CLASS = 20
ALONE = 10  # steps of the head alone: it has begun to answer, and something is left to gain
AT = np.unique(
    np.concatenate(
        [
            np.linspace(-0.6, 0.8, 29),
            -np.geomspace(0.75, 6, 6),
            np.geomspace(0.95, 8, 8),
        ]
    ).round(3)
)  # places along the line, in lengths of the weight vector's change


def line(
    loss: Callable[[], tuple[Any, list[Any]]],
    variables: list[Any],
    at: np.ndarray,
    on_done: Callable[[int], None] = lambda done: None,
) -> dict[str, Any]:
    """Measure a loss along its steepest descent from where the variables stand.

    loss: gives the loss and its gradients by the variables.  at: places, 0 among them; distances
    in the space of the variables.  ``at``, ``loss`` and ``slope`` of every place that gave finite
    numbers, and ``length``, the norm of the weights.  The variables end where they began.
    """
    first, gradients = loss()
    norm = tf.linalg.global_norm(gradients)
    direction = [-gradient / norm for gradient in gradients]
    start = [tf.identity(variable) for variable in variables]
    rows = []
    for done, place in enumerate(at):
        on_done(done)
        for variable, value, along in zip(variables, start, direction, strict=True):
            variable.assign(value + float(place) * along)
        value, gradients = loss()
        slope = sum(
            tf.reduce_sum(gradient * along)
            for gradient, along in zip(gradients, direction, strict=True)
        )
        rows.append((float(place), float(value), float(slope)))
    for variable, value in zip(variables, start, strict=True):
        variable.assign(value)
    kept = [row for row in rows if np.isfinite(row).all()]
    return {
        "at": [row[0] for row in kept],
        "loss": [row[1] for row in kept],
        "slope": [row[2] for row in kept],
        "length": float(tf.linalg.global_norm(start)),
        "start": float(first),
    }


def measure(
    dataset: str,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
) -> dict[str, Any]:
    """The slice of the lesson on photos of `dataset`: what `line` gives, with ``photos`` and
    ``variables`` (numbers that move along the line)."""

    def tell(phase: str, done: int, total: int) -> None:
        look_up(cancelled)
        report({"kind": "phase", "phase": phase, "done": done, "total": total})

    tell("prepare", 0, 1)
    part = make_subset(dataset, (), PER_CLASS, 1, 1, 0).train
    network = Network(BACKBONE)
    boundary = network.depth - UNFROZEN
    prefix = Prefix.calibrated(network, boundary, SIZE)
    stored, _, _ = prefix(
        part, ActivationStore(), lambda done: tell("prefix", done, len(part.labels))
    )
    x, y = tf.constant(stored), tf.constant(part.labels.astype(np.int32))
    suffix = split.suffix(network.load(), boundary, network.entry.blocks)
    assert suffix is not None
    variables = [variable.value for variable in unfrozen_variables(suffix.layers, Recipe())]
    head = heads.linear(int(suffix.output.shape[-1]), int(part.labels.max()) + 1)
    heads.initialise(head, 0)

    def features() -> Any:
        return tf.reduce_mean(suffix(x, training=False), [1, 2])

    def cross_entropy(logits: Any) -> Any:
        return tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        )

    _begin(head, features(), cross_entropy)

    def loss() -> Any:
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            for variable in variables:
                tape.watch(variable)
            value = cross_entropy(head(features()))
        return value, tape.gradient(value, variables)

    found = line(
        tf.function(loss, autograph=False),
        variables,
        AT,
        lambda done: tell("fit", done, len(AT)),
    )
    counted = sum(int(np.prod(variable.shape)) for variable in variables)
    return found | {"photos": len(part.labels), "variables": counted}


def _begin(head: Any, features: Any, cross_entropy: Callable[[Any], Any]) -> None:
    """A few steps of the head alone, as LP-FT begins."""
    import keras

    optimizer = keras.optimizers.Adam(1e-3)
    optimizer.build(head.trainable_variables)
    for _ in range(ALONE):
        with tf.GradientTape() as tape:
            value = cross_entropy(head(features))
        optimizer.apply(tape.gradient(value, head.trainable_variables))


def loss_slice_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """A slice of the loss on ``payload["dataset"]`` along the steepest descent."""
    return measure(payload["dataset"], report, cancelled)
