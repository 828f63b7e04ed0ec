"""Two classes with one output or with two, labels as numbers or as rows of 0 and 1: what is equal
(heavy).

The same answers are given to Keras' own three losses, and the same head is trained both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from core.datasets.subset import make_subset
from core.transfer.cache import ActivationStore
from core.transfer.prefix import Prefix
from core.work import Cancelled, Document, Report, steps
from core.zoo.network import Network

BACKBONE, SIZE = "efficientnet_lite0", 96
PER_CLASS, ASKED = 50, 60  # photos of each class that are learned from, and that are asked about
STEPS, RATE = 40, 1e-3  # Adam's usual rate
LABELS, CLASSES = 50_000, 10  # of CIFAR-10: what both forms of its labels take
LOSSES: dict[str, Callable[[Any, Any], Any]] = {
    "binary": lambda y, z: keras.losses.BinaryCrossentropy(from_logits=True)(y[:, None], z),
    "sparse": lambda y, z: keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, z),
    "one_hot": lambda y, z: keras.losses.CategoricalCrossentropy(from_logits=True)(
        tf.one_hot(y, 2), z
    ),
}
OnStep = Callable[[int, int], None]


@dataclass(frozen=True)
class Layer:
    """A last layer, its loss and its rate."""

    loss: str  # one of `LOSSES`
    kernel: tf.Variable
    bias: tf.Variable
    rate: float = RATE

    @classmethod
    def of(cls, loss: str, kernel: np.ndarray, rate: float = RATE) -> Layer:
        return cls(loss, tf.Variable(kernel), tf.Variable(np.zeros(kernel.shape[1], "f4")), rate)

    def learn(self, x: Any, y: Any) -> tuple[Any, list[Any]]:
        """The loss on photos, and its gradients by kernel and bias."""
        with tf.GradientTape() as tape:
            loss = LOSSES[self.loss](y, x @ self.kernel + self.bias)
        return loss, tape.gradient(loss, [self.kernel, self.bias])

    def difference(self, x: np.ndarray) -> np.ndarray:
        """What decides: the logit of the second class over that of the first, float [n]."""
        logits = x @ self.kernel.numpy() + self.bias.numpy()
        return np.asarray(logits[:, 0] if logits.shape[1] == 1 else logits[:, 1] - logits[:, 0])


def layers(features: int, seed: int) -> dict[str, Layer]:
    """Last layers that give the same answers: two outputs, one, and one at twice the rate."""
    two = np.random.default_rng(seed).normal(0, 0.02, (features, 2)).astype("f4")
    one = two[:, 1:] - two[:, :1]
    return {
        "two": Layer.of("sparse", two),
        "one": Layer.of("binary", one),
        "double": Layer.of("binary", one, 2 * RATE),
    }


def compare(
    x: np.ndarray, y: np.ndarray, asked: np.ndarray, seed: int = 0, on_step: OnStep | None = None
) -> dict[str, Any]:
    """Features float32 [n, features] of photos with labels 0 and 1, and of photos to ask about.

    ``losses``: by `LOSSES`, of the same answers.  ``apart``: largest differences of the gradients,
    as shares of the largest one: of the second logit from that of the single output (``second``),
    of the first from its opposite (``first``), between the forms of labels (``labels``).
    ``curves``: loss before each step, for each of `layers`.  ``speed``: how many times as far two
    outputs move the answers in the first step as one.  ``sure``: what ``two`` and ``double`` in the
    end say of `asked`, the probability of the second class.
    """
    made = layers(x.shape[1], seed)
    photos, labels = tf.constant(x), tf.constant(y.astype(np.int32))
    hot = Layer.of("one_hot", made["two"].kernel.numpy())
    first = {layer.loss: layer.learn(photos, labels) for layer in (made["one"], made["two"], hot)}
    slopes = {loss: np.asarray(gradients[0]) for loss, (_value, gradients) in first.items()}
    single, pair = slopes["binary"][:, 0], slopes["sparse"]
    most = float(np.abs(single).max())
    curves: dict[str, list[float]] = {}
    moved: dict[str, float] = {}
    for number, (name, layer) in enumerate(made.items()):
        before = layer.difference(x)
        curves[name] = []
        for step, loss in enumerate(_train(layer, photos, labels)):
            curves[name].append(loss)
            if step == 0:
                moved[name] = float(np.abs(layer.difference(x) - before).mean())
            if on_step is not None:
                on_step(number * STEPS + step + 1, len(made) * STEPS)
    return {
        "losses": {loss: float(value) for loss, (value, _gradients) in first.items()},
        "apart": {
            "second": float(np.abs(pair[:, 1] - single).max()) / most,
            "first": float(np.abs(pair[:, 0] + single).max()) / most,
            "labels": float(np.abs(slopes["one_hot"] - pair).max()) / most,
        },
        "curves": curves,
        "speed": moved["two"] / moved["one"],
        "sure": {
            name: (1 / (1 + np.exp(-made[name].difference(asked)))).tolist()
            for name in ("two", "double")
        },
    }


def _train(layer: Layer, x: Any, y: Any) -> Iterator[float]:
    """Adam on all photos at once; yields the loss before each step once that is done."""
    optimizer = keras.optimizers.Adam(layer.rate)
    optimizer.build([layer.kernel, layer.bias])
    learn = tf.function(layer.learn, autograph=False)
    for _ in range(STEPS):
        loss, gradients = learn(x, y)
        optimizer.apply(gradients, [layer.kernel, layer.bias])
        yield float(loss)


def label_bytes() -> dict[str, int]:
    """What CIFAR-10's training labels take as numbers, and as rows of 0 and 1."""
    labels = (np.arange(LABELS) % CLASSES).astype(np.uint8)
    return {
        "sparse": labels.nbytes,
        "one_hot": keras.utils.to_categorical(labels, CLASSES).nbytes,
    }


def measure(
    dataset: str, classes: Sequence[str], report: Report, cancelled: Cancelled
) -> dict[str, Any]:
    """`compare` on photos of two classes, with ``true`` (labels of those that are asked about),
    ``photos`` (learned from) and ``bytes``."""
    subset = make_subset(dataset, classes, PER_CLASS, ASKED, 1, 0)
    network = Network(BACKBONE)
    prefix, store = Prefix.calibrated(network, network.depth, SIZE), ActivationStore()
    tell = steps(report, cancelled, "prefix")
    total = len(subset.train) + len(subset.val)
    x = prefix(subset.train, store, lambda done: tell(done, total))[0]
    asked = prefix(subset.val, store, lambda done: tell(len(subset.train) + done, total))[0]
    found = compare(x, subset.train.labels, asked, on_step=steps(report, cancelled, "fit"))
    return found | {
        "true": subset.val.labels.tolist(),
        "photos": len(subset.train),
        "bytes": label_bytes(),
    }


def outputs_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """One output against two for ``payload["classes"]`` (two) of ``payload["dataset"]``."""
    return measure(payload["dataset"], payload["classes"], report, cancelled)
