"""What is put on top of a frozen or unfrozen trunk: one builder for each kind of head (heavy).

All give logits: one for each class, or a single one for two classes (`pair`).  Weights are drawn
from a generator of the recipe's seed, never from a global one, so that equal recipes train equal
networks whatever ran before.
"""

from __future__ import annotations

import zlib
from typing import Any

import keras
import numpy as np
from keras import layers, ops


def _head(name: str, features: int, outputs: int, *hidden: keras.Layer) -> keras.Model:
    logits = layers.Dense(outputs, name="logits")
    return keras.Sequential([keras.Input([features]), *hidden, logits], name=name)


def linear(features: int, outputs: int) -> keras.Model:
    """One dense layer on the features."""
    return _head("linear", features, outputs)


def mlp(features: int, outputs: int) -> keras.Model:
    """The chapter's head: Dense 256 ReLU, dropout 0.5, dense."""
    return _head(
        "mlp",
        features,
        outputs,
        layers.Dense(256, activation="relu", name="hidden"),
        layers.Dropout(0.5, seed=0, name="dropout"),
    )


def deep(features: int, outputs: int) -> keras.Model:
    """The head of the chapter's cats-and-dogs project: two dense layers, each with batch norm and
    dropout, then a dense layer."""
    return _head(
        "deep",
        features,
        outputs,
        layers.Dense(512, activation="relu", name="hidden1"),
        layers.BatchNormalization(name="norm1"),
        layers.Dropout(0.5, seed=0, name="dropout1"),
        layers.Dense(256, activation="relu", name="hidden2"),
        layers.BatchNormalization(name="norm2"),
        layers.Dropout(0.3, seed=0, name="dropout2"),
    )


def scratch(size: int, outputs: int) -> keras.Model:
    """The chapter's baseline: a small CNN on pixels [0, 255], trained from random weights."""
    steps = [keras.Input([size, size, 3]), layers.Rescaling(1 / 255)]
    for i, channels in enumerate((32, 64, 128), start=1):
        steps += [
            layers.Conv2D(channels, 3, activation="relu", name=f"conv{i}"),
            layers.MaxPooling2D(2),
        ]
    steps += [
        layers.Flatten(),
        layers.Dense(128, activation="relu", name="hidden"),
        layers.Dropout(0.5, seed=0, name="dropout"),
        layers.Dense(outputs, name="logits"),
    ]
    return keras.Sequential(steps, name="scratch")


def pair(logits: Any) -> Any:
    """Two logits [n, 2] for a single one [n, 1] with the same probabilities: softmax of −z/2 and
    z/2 is what sigmoid makes of z, and its cross-entropy the binary one.  Others stay as they are.
    """
    if logits.shape[-1] != 1:
        return logits
    return ops.concatenate([-logits / 2, logits / 2], axis=-1)


HEADS = {"linear": linear, "mlp": mlp, "deep": deep}


def initialise(head: keras.Model, seed: int) -> None:
    """Glorot-uniform kernels (Glorot & Bengio 2010), zero biases, batch norm that changes nothing
    yet, dropout's generator reset."""
    for layer in head.layers:
        if isinstance(layer, layers.BatchNormalization):
            for variable, value in zip(layer.variables, (1.0, 0.0, 0.0, 1.0), strict=True):
                variable.assign(np.full(tuple(variable.shape), value, np.float32))
            continue
        fill(layer, seed)
        if hasattr(layer, "seed_generator"):
            layer.seed_generator.state.assign(np.array([seed, 0], np.uint32))


def fill(layer: keras.Layer, seed: int) -> None:
    """Glorot-uniform kernels, from a generator of the seed and the layer's name; zero biases."""
    for variable in layer.trainable_variables:
        shape = tuple(variable.shape)
        if len(shape) == 1:
            variable.assign(np.zeros(shape, np.float32))
            continue
        area = int(np.prod(shape[:-2]))
        limit = np.sqrt(6 / (area * (shape[-2] + shape[-1])))
        rng = np.random.default_rng([seed, zlib.crc32(layer.name.encode())])
        variable.assign(rng.uniform(-limit, limit, shape).astype(np.float32))
