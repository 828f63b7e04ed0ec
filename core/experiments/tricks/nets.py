"""The small convolutional network that most tricks are tried on (heavy)."""

from __future__ import annotations

from collections.abc import Sequence

import keras
from keras import layers

CHANNELS = (16, 32, 32)
HIDDEN = 64
BN_MOMENTUM = 0.9  # Keras' 0.99 would need more steps than these few seconds hold


def cnn(
    seed: int,
    *,
    before: Sequence[keras.Layer] = (),
    batch_norm: bool = False,
    dropout: float = 0.0,
    hidden: int = HIDDEN,
) -> keras.Model:
    """Three convolutions with stride 2, a hidden dense layer, ten logits; the same weights for the
    same seed.

    before: layers between the photo and the first convolution (scaling, augmentation).
    """
    steps: list[keras.Layer] = [keras.Input((32, 32, 3)), *before]
    for i, channels in enumerate(CHANNELS):
        steps.append(
            layers.Conv2D(
                channels,
                3,
                strides=2,
                padding="same",
                use_bias=not batch_norm,
                kernel_initializer=_he(seed, i),
            )
        )
        if batch_norm:
            steps.append(layers.BatchNormalization(momentum=BN_MOMENTUM))
        steps.append(layers.ReLU())
    steps += [layers.Flatten(), layers.Dense(hidden, "relu", kernel_initializer=_he(seed, 8))]
    if dropout:
        steps.append(layers.Dropout(dropout, seed=seed))
    steps.append(layers.Dense(10, kernel_initializer=_he(seed, 9)))
    return keras.Sequential(steps)


def _he(seed: int, layer: int) -> keras.Initializer:
    return keras.initializers.HeNormal(seed=100 * seed + layer)
