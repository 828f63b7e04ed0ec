"""Batch norm let loose: a trained network sees a few batches of other photos, and nothing else
happens (heavy).

No weight is trained here.  In training mode batch norm normalises with the batch's own mean and
variance, and moves its stored ones towards them; that alone is measured.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from core.datasets import samples
from core.datasets.subset import make_subset
from core.images import resize
from core.work import Cancelled, Document, Report, heard
from core.zoo import classifier, network

BACKBONE = "efficientnet_lite0"
SIZE = 96  # pixels a side of the photos that pass through
LOOKS = (0, 1, 2, 4, 8, 16, 32, 64)  # steps after which the network is examined
TWIN = 8  # steps of the twin whose batch norm is frozen


def ask(logits: np.ndarray, before: np.ndarray, true: np.ndarray) -> dict[str, Any]:
    """What logits [n, classes] answer, beside those of before: ``right`` of n, ``answers``
    (indices) and ``cosine`` (mean over the photos, in [-1, 1])."""
    norms = np.linalg.norm(logits, axis=1) * np.linalg.norm(before, axis=1)
    answers = logits.argmax(1)
    return {
        "right": int((answers == true).sum()),
        "answers": answers.tolist(),
        "cosine": float(((logits * before).sum(1) / np.maximum(norms, 1e-9)).mean()),
    }


def moved(
    mean: np.ndarray, variance: np.ndarray, mean0: np.ndarray, variance0: np.ndarray, epsilon: float
) -> tuple[float, float]:
    """How far a layer's statistics [channels] lie from where they were, on average over channels:
    the mean in standard deviations, the variance as a share of the old one."""
    old = variance0 + epsilon
    return (
        float((np.abs(mean - mean0) / np.sqrt(old)).mean()),
        float((np.abs(variance - variance0) / old).mean()),
    )


class Patient:
    """A network whose batch norm can be let loose, with a momentum; `logits_of` asks it in
    inference mode, always about the same photos [n, h, w, 3] in 0..255."""

    def __init__(
        self,
        trunk: keras.Model,
        logits_of: Callable[[Any], Any],
        photos: np.ndarray,
        momentum: float,
    ) -> None:
        self.trunk, self._momentum = trunk, momentum
        self._photos = tf.constant(photos, tf.float32)
        self.layers = [
            layer for layer in trunk.layers if isinstance(layer, keras.layers.BatchNormalization)
        ]
        self._answer = tf.function(
            logits_of,
            input_signature=[tf.TensorSpec([None, None, None, 3], tf.float32)],
            autograph=False,
        )
        self._start = self._statistics()

    def _statistics(self) -> list[tuple[np.ndarray, np.ndarray]]:
        return [(b.moving_mean.numpy(), b.moving_variance.numpy()) for b in self.layers]

    def logits(self) -> np.ndarray:
        """Logits float32 [n, classes] of the photos, as it is now."""
        return np.asarray(self._answer(self._photos).numpy())

    def drift(self) -> tuple[list[float], list[float]]:
        """`moved` of every batch-norm layer since the beginning: means, variances."""
        pairs = [
            moved(*now, *start, layer.epsilon)
            for layer, now, start in zip(self.layers, self._statistics(), self._start, strict=True)
        ]
        return [mean for mean, _ in pairs], [variance for _, variance in pairs]

    def restore(self) -> None:
        for layer, (mean, variance) in zip(self.layers, self._start, strict=True):
            layer.moving_mean.assign(mean)
            layer.moving_variance.assign(variance)

    def passing(self, *, frozen: bool) -> Callable[[np.ndarray], None]:
        """A step that only passes photos through, called with ``training=True`` in any case.

        Keras runs a batch norm with ``trainable=False`` in inference mode nevertheless.
        """
        for layer in self.layers:
            layer.trainable, layer.momentum = not frozen, self._momentum
        through = tf.function(lambda photos: self.trunk(photos, training=True), autograph=False)
        return lambda photos: through(tf.constant(photos, tf.float32))


def examine(
    patient: Patient,
    true: np.ndarray,
    batches: np.ndarray,
    report: Report = lambda event: None,
    *,
    looks: tuple[int, ...] = LOOKS,
    twin: int = TWIN,
) -> dict[str, Any]:
    """Let the twin pass `twin` batches, then the patient all of them, and look in between.

    true: labels [n] of the photos that both are asked about.  batches: float32 [steps, batch, side,
    side, 3].  Gives ``looks`` (a row for each: ``step``, ``mean`` and
    ``variance`` drift of every layer, and what `ask` gives), ``twin`` (such a row) and ``layers``
    (names).
    """
    before = patient.logits()
    total, done = twin + looks[-1], 0

    def look(step: int) -> dict[str, Any]:
        mean, variance = patient.drift()
        row = {"step": step, "mean": mean, "variance": variance}
        return row | ask(patient.logits(), before, true)

    def tell() -> None:
        report({"kind": "phase", "phase": "fit", "done": done, "total": total})

    step = patient.passing(frozen=True)
    for number in range(twin):
        tell()
        step(batches[number % len(batches)])
        done += 1
    healthy, rows = look(twin), []
    patient.restore()
    step = patient.passing(frozen=False)
    for number in range(looks[-1] + 1):
        if number in looks:
            rows.append(look(number))
            report({"kind": "look", "arm": "loose", "seed": 0, "row": rows[-1]})
        tell()
        if number < looks[-1]:
            step(batches[number % len(batches)])
            done += 1
    return {"looks": rows, "twin": healthy, "layers": [layer.name for layer in patient.layers]}


def run(batch: int, momentum: float, report: Report = lambda event: None) -> dict[str, Any]:
    """The experiment of the lesson: EfficientNet-Lite0, CIFAR-10 photos (or what this computer
    has), asked about foolbox's twenty ImageNet photos.

    Gives what `examine` gives, with ``labels`` and ``photos`` (sample ids) of what is asked.
    """
    from core.datasets import library

    report({"kind": "phase", "phase": "prepare", "done": 0, "total": 1})
    asked = [sample for sample in samples.samples() if sample.labelled == "imagenet"]
    views = np.stack([classifier.view(BACKBONE, sample.pixels()) for sample in asked])
    true = np.array([sample.label for sample in asked])
    dataset = "cifar10" if library.available("cifar10") else "digits"
    subset = make_subset(dataset, (), 50, 1, 1, 0)
    rng = np.random.default_rng(0)
    steps = min(LOOKS[-1], len(subset.train) // batch)
    chosen = rng.permutation(len(subset.train))[: steps * batch]
    pixels = resize(subset.train.images[chosen], SIZE).astype(np.float32)
    batches = pixels.reshape(steps, batch, SIZE, SIZE, 3)
    return examine(_patient(views, momentum), true, batches, report) | {
        "labels": true.tolist(),
        "photos": [sample.id for sample in asked],
        "dataset": dataset,
    }


def _patient(photos: np.ndarray, momentum: float) -> Patient:
    trunk = network.Network(BACKBONE).load()
    head = network.head(BACKBONE)
    assert head is not None  # it comes with this network
    kernel, bias = head

    def logits_of(photos: Any) -> Any:
        return tf.reduce_mean(trunk(photos, training=False), [1, 2]) @ kernel + bias

    return Patient(trunk, logits_of, photos, momentum)


def batch_norm_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What a few batches do to batch norm that is let loose (`core.experiments.batchnorm`)."""
    return run(payload["batch"], payload["momentum"], heard(report, cancelled))
