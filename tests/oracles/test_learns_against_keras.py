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
from core.zoo.learnable import ADAPTER, ALL, BIAS, LORA, NORM

pytestmark = pytest.mark.oracle
RANK, EPOCHS, PHOTOS, BATCH = 3, 2, 40, 16
RATES = {"adam": 1e-2, "sgd": 3e-2}


def block(kind=ALL):
    """Equal at each call, with batch norm that has seen photos."""
    x = inputs = keras.Input([6, 6, 5], name="photo")
    for layer in (
        keras.layers.Conv2D(8, 1, name="expand"),
        keras.layers.BatchNormalization(name="norm"),
        keras.layers.ReLU(name="relu"),
        keras.layers.DepthwiseConv2D(3, name="deep"),
        keras.layers.Conv2D(7, 3, use_bias=False, name="mix"),
        keras.layers.Conv2D(6, 1, use_bias=False, name="project"),
    ):
        x = layer(x)
    if kind == ADAPTER:
        few = keras.layers.Conv2D(RANK, 1, activation="relu", name="adapter1_down")(x)
        x = keras.layers.Add(name="adapter1_add")(
            [x, keras.layers.Conv2D(6, 1, name="adapter1_up")(few)]
        )
    made = keras.Model(inputs, x, name="block")
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
    body, recipe = block(kind), Recipe(learns=kind, bn=bn, rank=RANK)
    learning = [unfrozen_variables(body.layers, recipe)]
    trainer = Trainer(
        Body(body, learning, bn == "train", RANK if kind == LORA else 0),
        heads.linear(6, 2),
        optimizer,
        example=tf.TensorSpec([None, 6, 6, 5], tf.float32),
    )
    trainer.start(5)
    trainer.optimizer.set_rates(RATES[optimizer], RATES[optimizer])
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
    body, head = block(kind), heads.linear(6, 2)
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
        elif kind == ADAPTER:
            layer.trainable = layer.name.startswith("adapter")
            if layer.trainable:
                layer.set_weights(trainer.body.get_layer(layer.name).get_weights())
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
    for layer, start in zip(trainer.body.layers, block(kind).layers, strict=True):
        for mine, their, before in zip(
            layer.variables, _merged(body.get_layer(layer.name)), start.variables, strict=True
        ):
            np.testing.assert_allclose(mine, their, atol=1e-4)
            moved += not np.array_equal(mine, before)
    norm = 2 if bn == "train" else 0  # its statistics
    assert moved == {ALL: 6, NORM: 2 + norm, BIAS: 3, LORA: 2 + norm, ADAPTER: 4}[kind]
    said = tf.nn.softmax(model.predict(x, verbose=0))
    np.testing.assert_allclose(trainer.probabilities(x), said, atol=1e-4)


def _merged(layer):
    """A layer's variables as a file of its weights has them: with the product in the kernel."""
    if not getattr(layer, "lora_enabled", False):
        return layer.variables
    return [layer.kernel, *([layer.bias] if layer.use_bias else [])]


@pytest.mark.parametrize("warm", [0, 2])
def test_a_rate_for_each_block_and_its_fall_equal_plain_keras(warm):
    """A third of the rate for a block before, all of them along Keras' own `CosineDecay`."""
    x, y = photos()
    mine, their = block(), block()
    steps, third = EPOCHS * -(-PHOTOS // BATCH), 1 / 3
    last = [v for name in ("mix", "project") for v in mine.get_layer(name).trainable_variables]
    first = mine.get_layer("deep").trainable_variables
    trainer = Trainer(
        Body(mine, [last, first], norms_let_loose=False),
        heads.linear(6, 2),
        "adam",
        example=tf.TensorSpec([None, 6, 6, 5], tf.float32),
        falls=True,
    )
    trainer.start(5)
    trainer.optimizer.set_rates(1e-2, 1e-2, third)
    trainer.optimizer.set_fall(steps, warm)
    head = heads.linear(6, 2)
    heads.initialise(head, 5)
    for layer in their.layers:
        layer.trainable = layer.name in ("deep", "mix", "project")
    slow = {id(v.value) for v in their.get_layer("deep").variables}

    class ByBlock(keras.optimizers.Adam):
        def update_step(self, gradient, variable, learning_rate):
            slower = third if {id(variable), id(getattr(variable, "value", None))} & slow else 1.0
            super().update_step(gradient, variable, learning_rate * slower)

    fall = keras.optimizers.schedules.CosineDecay
    model = keras.Sequential([their, keras.layers.GlobalAveragePooling2D(), head])
    model.compile(
        ByBlock(fall(0.0, steps - warm, warmup_target=1e-2, warmup_steps=warm))
        if warm
        else ByBlock(fall(1e-2, steps)),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=False,
    )
    fitted = model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, shuffle=False, verbose=0).history
    for epoch in range(EPOCHS):
        loss, _ = trainer.epoch(x, y, batches(np.arange(PHOTOS), BATCH), None)
        assert loss == pytest.approx(fitted["loss"][epoch], abs=1e-4)
    for one, other in zip(mine.get_weights(), their.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-4)
