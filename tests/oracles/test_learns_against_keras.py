"""What learns inside unfrozen blocks, against plain Keras doing the same from an equal start.

A block of real kinds of layers: a 1x1 convolution with a bias, batch norm, a depthwise one, a 3x3.
"""

import keras
import numpy as np
import pytest
import tensorflow as tf

from core.transfer import heads, learns
from core.transfer.loop import Body, Trainer, batches
from core.transfer.recipe import Recipe
from core.transfer.stages import unfrozen_variables
from core.zoo.learnable import ALL, BIAS, LORA, NORM

pytestmark = pytest.mark.oracle
RANK, EPOCHS, PHOTOS, BATCH = 3, 2, 40, 16
RATES = {"adam": 1e-2, "sgd": 3e-2}


def block():
    """Equal at each call, with batch norm that has seen photos."""
    made = keras.Sequential(
        [
            keras.Input([6, 6, 5]),
            keras.layers.Conv2D(8, 1, name="expand"),
            keras.layers.BatchNormalization(name="norm"),
            keras.layers.ReLU(name="relu"),
            keras.layers.DepthwiseConv2D(3, name="deep"),
            keras.layers.Conv2D(7, 3, use_bias=False, name="mix"),
            keras.layers.Conv2D(6, 1, use_bias=False, name="project"),
        ],
        name="block",
    )
    rng = np.random.default_rng(3)
    for variable in made.variables:
        low = 0.5 if variable.name in ("gamma", "moving_variance") else -0.5
        variable.assign(rng.uniform(low, low + 1, variable.shape).astype(np.float32))
    return made


def photos():
    rng = np.random.default_rng(1)
    y = (np.arange(PHOTOS) % 2).astype(np.int32)
    return rng.normal(size=(PHOTOS, 6, 6, 5)).astype(np.float32) + y[:, None, None, None] * 0.4, y


def ours(kind, bn, optimizer):
    body, recipe = block(), Recipe(learns=kind, bn=bn, rank=RANK)
    learning = unfrozen_variables(body.layers, recipe)
    trainer = Trainer(
        Body(body, learning, bn == "train", RANK if kind == LORA else 0),
        heads.linear(6, 2),
        optimizer,
        example=tf.TensorSpec([None, 6, 6, 5], tf.float32),
    )
    trainer.start(5)
    trainer.set_rates(RATES[optimizer], RATES[optimizer])
    return trainer


class Resting(keras.layers.Layer):
    """As in the program the lab writes: Keras' `fit` overrules a functional model's
    ``training=False``."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def call(self, x):
        return self.network(x, training=False)


def theirs(kind, bn, optimizer, trainer):
    """The model as a Keras user writes it, begun with our head and our thin matrices."""
    body, head = block(), heads.linear(6, 2)
    heads.initialise(head, 5)
    matrices = iter(trainer._thin)
    for layer in body.layers:
        if kind == LORA:
            one_place = isinstance(layer, keras.layers.Conv2D) and layer.kernel_size == (1, 1)
            for variable in layer.trainable_variables:
                variable.trainable = False
            if one_place:
                layer.enable_lora(RANK)
                thin = next(matrices)
                layer.lora_kernel_a.assign(thin.a.numpy()[None, None])
                layer.lora_kernel_b.assign(thin.b)
        elif kind == NORM:
            layer.trainable = layer.name == "norm"
        elif kind == BIAS:
            for variable in layer.trainable_variables:
                variable.trainable = variable.name in ("bias", "beta")
        elif layer.name == "norm":
            layer.trainable = bn == "train"
    inputs = keras.Input([6, 6, 5])
    features = Resting(body)(inputs) if bn == "frozen" else body(inputs)
    model = keras.Model(inputs, head(keras.layers.GlobalAveragePooling2D()(features)))
    rate = RATES[optimizer]
    model.compile(
        keras.optimizers.Adam(rate) if optimizer == "adam" else keras.optimizers.SGD(rate, 0.9),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=False,
    )
    return body, model


@pytest.mark.parametrize(
    ("kind", "bn", "optimizer"),
    [
        *((kind, "frozen", "adam") for kind in learns.LEARNS),
        (NORM, "train", "adam"),
        (LORA, "train", "sgd"),
    ],
)
def test_equals_plain_keras(kind, bn, optimizer):
    """Losses, the merged kernels with everything else, and probabilities, within 1e-4."""
    x, y = photos()
    trainer = ours(kind, bn, optimizer)
    body, model = theirs(kind, bn, optimizer, trainer)
    fitted = model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, shuffle=False, verbose=0).history
    for epoch in range(EPOCHS):
        loss, _ = trainer.epoch(x, y, batches(np.arange(PHOTOS), BATCH), None)
        assert loss == pytest.approx(fitted["loss"][epoch], abs=1e-4)
    learning = sum(int(np.prod(v.shape)) for v in model.trainable_variables)
    assert trainer.trainable_parameters == learning
    moved = 0
    for layer, start in zip(trainer.body.layers, block().layers, strict=True):
        for mine, their, before in zip(
            layer.variables, _merged(body.get_layer(layer.name)), start.variables, strict=True
        ):
            np.testing.assert_allclose(mine, their, atol=1e-4)
            moved += not np.array_equal(mine, before)
    norm = 2 if bn == "train" else 0  # its statistics
    assert moved == {ALL: 6, NORM: 2 + norm, BIAS: 3, LORA: 2 + norm}[kind]
    said = tf.nn.softmax(model.predict(x, verbose=0))
    np.testing.assert_allclose(trainer.probabilities(x), said, atol=1e-4)


def _merged(layer):
    """A layer's variables as a file of its weights has them: with the product in the kernel."""
    if not getattr(layer, "lora_enabled", False):
        return layer.variables
    return [layer.kernel, *([layer.bias] if layer.use_bias else [])]
