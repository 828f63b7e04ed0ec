"""A plain and a residual stack of one depth, alike but for the additions (heavy).

The small networks of He et al. 2015 (section 4.2) without their later stages: a first convolution,
blocks of two 3×3 convolutions, a dense layer.  The plain stack is the residual one without its skip
connections: the same layers, the same first weights.
"""

from __future__ import annotations

import keras
from keras import layers

CHANNELS = 16
CLASSES = 10
BN_MOMENTUM = 0.9  # Keras' 0.99 would need more steps than a few seconds hold
INITIALIZERS = {
    "glorot": keras.initializers.GlorotUniform,  # Keras' default
    "he": keras.initializers.HeNormal,
}


def build(
    blocks: int, residual: bool, initializer: str, batch_norm: bool, seed: int
) -> keras.Model:
    """The first convolution, so many blocks, a dense layer: photos float [n, 32, 32, 3] → ten
    logits.

    initializer: `INITIALIZERS`.  The same seed gives plain and residual the same first weights.
    The first convolution takes every second pixel, so that fifty layers take seconds.
    """

    def convolved(x: keras.KerasTensor, stride: int = 1) -> keras.KerasTensor:
        x = layers.Conv2D(CHANNELS, 3, stride, padding="same", use_bias=not batch_norm)(x)
        return layers.BatchNormalization(momentum=BN_MOMENTUM)(x) if batch_norm else x

    photos = keras.Input((32, 32, 3))
    x = layers.ReLU()(convolved(photos, stride=2))
    for _block in range(blocks):
        branch = convolved(layers.ReLU()(convolved(x)))
        x = layers.ReLU()(layers.Add()([x, branch]) if residual else branch)
    model = keras.Model(photos, layers.Dense(CLASSES)(layers.GlobalAveragePooling2D()(x)))
    start(model, initializer, seed)
    return model


def start(model: keras.Model, initializer: str, seed: int) -> None:
    """Give every layer with a kernel its first weights, each from a seed of its own."""
    for place, layer in enumerate(weighted(model)):
        draw = INITIALIZERS[initializer](seed=1000 * seed + place)
        layer.kernel.assign(draw(layer.kernel.shape))


def weighted(model: keras.Model) -> list[keras.layers.Layer]:
    """The layers with a kernel, first to last: convolutions, then the dense layer."""
    return [layer for layer in model.layers if hasattr(layer, "kernel")]
