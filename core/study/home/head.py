"""What stands behind the pooled features of a trained network, as plain arrays (heavy)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from keras import layers

from core.transfer.loop import Trainer
from core.transfer.trained import Trained


@dataclass(frozen=True)
class Dense:
    """``x @ kernel + bias``, and whether ReLU follows."""

    kernel: np.ndarray  # float32 [in, out]
    bias: np.ndarray  # float32 [out]
    relu: bool = False


@dataclass(frozen=True)
class Scale:
    """Batch norm as it is after training: ``x * factor + offset``."""

    factor: np.ndarray  # float32 [features]
    offset: np.ndarray


Step = Dense | Scale


def steps(trained: Trained) -> list[Step]:
    """The head from pooled features to a logit for each class."""
    if isinstance(trained.learned, Trainer):
        found = [_step(layer) for layer in trained.learned.head.layers]
        return paired([step for step in found if step is not None])
    probe = trained.learned
    kernel = probe.weights / probe.scale[:, None]
    return [Dense(_f32(kernel), _f32(probe.bias - probe.mean @ kernel))]


def paired(head: list[Step]) -> list[Step]:
    """A head of one logit as one of two with the same probabilities (`core.transfer.heads.pair`);
    others as they are."""
    last = head[-1]
    assert isinstance(last, Dense)
    if last.kernel.shape[1] != 1:
        return head
    halves = np.array([[-0.5, 0.5]], np.float32)
    return [*head[:-1], Dense(last.kernel @ halves, last.bias @ halves)]


def _step(layer: Any) -> Step | None:
    if isinstance(layer, layers.Dense):
        kernel, bias = layer.get_weights()
        return Dense(_f32(kernel), _f32(bias), layer.activation.__name__ == "relu")
    if isinstance(layer, layers.BatchNormalization):
        return Scale(*affine(layer))
    return None  # dropout, which only training knows


def affine(layer: Any) -> tuple[np.ndarray, np.ndarray]:
    """Factor and offset of a batch norm that has stopped learning."""
    mean, variance = np.asarray(layer.moving_mean), np.asarray(layer.moving_variance)
    factor = 1 / np.sqrt(variance + layer.epsilon)
    if layer.scale:
        factor = factor * np.asarray(layer.gamma)
    shift = np.asarray(layer.beta) if layer.center else 0.0
    return _f32(factor), _f32(shift - mean * factor)


def _f32(values: np.ndarray) -> np.ndarray:
    return np.asarray(values, np.float32)
