"""Our compiled loop against Keras' own `fit`: same start, same order, same numbers."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from core.transfer import heads
from core.transfer.loop import Body, Trainer, batches
from core.transfer.optimizer import MOMENTUM
from core.transfer.soft import Soft

pytestmark = pytest.mark.oracle


def toy(seed=0, n=50, features=12, classes=3):
    rng = np.random.default_rng(seed)
    y = np.arange(n) % classes
    x = rng.normal(size=(n, features)).astype(np.float32) + y[:, None] * 0.5
    return x, y.astype(np.int32)


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("adam", lambda: keras.optimizers.Adam(1e-2)),
        ("sgd", lambda: keras.optimizers.SGD(1e-2, momentum=MOMENTUM)),
    ],
)
@pytest.mark.parametrize("kind", ["linear", "mlp"])
def test_equals_keras_fit(name, theirs, kind):
    """Five epochs with a ragged last batch; the dropout masks agree too, as the seeds do."""
    x, y = toy()
    ours = heads.HEADS[kind](x.shape[1], 3)
    trainer = Trainer(None, ours, name, example=tf.TensorSpec([None, 12], tf.float32))
    trainer.start(7)
    trainer.optimizer.set_rates(1e-2, 0)
    peer = heads.HEADS[kind](x.shape[1], 3)
    heads.initialise(peer, 7)
    peer.compile(
        theirs(),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
        jit_compile=False,
    )
    fitted = peer.fit(x, y, batch_size=16, epochs=5, shuffle=False, verbose=0).history
    for epoch in range(5):
        loss, accuracy = trainer.epoch(x, y, batches(np.arange(len(x)), 16), None)
        assert loss == pytest.approx(fitted["loss"][epoch], rel=1e-4)
        assert accuracy == pytest.approx(fitted["accuracy"][epoch])
    for mine, their in zip(ours.get_weights(), peer.get_weights(), strict=True):
        np.testing.assert_allclose(mine, their, rtol=1e-3, atol=2e-5)


@pytest.mark.parametrize("bn", ["frozen", "train"])
def test_a_body_with_batch_norm_equals_keras_fit(bn):
    """A small convolutional body with its own learning rate equal to the head's."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=(40, 8, 8, 4)).astype(np.float32)
    y = (np.arange(40) % 2).astype(np.int32)

    def body():
        made = keras.Sequential(
            [
                keras.Input([8, 8, 4]),
                keras.layers.Conv2D(6, 3, use_bias=False, name="conv"),
                keras.layers.BatchNormalization(name="bn"),
                keras.layers.ReLU(name="relu"),
            ]
        )
        heads.initialise(made, 3)
        made.get_layer("bn").gamma.assign(np.ones(6, np.float32))
        return made

    mine, their = body(), body()
    learning = [v for v in mine.trainable_variables if bn == "train" or "bn" not in v.path]
    trainer = Trainer(
        Body(mine, [learning], norms_let_loose=bn == "train"),
        heads.linear(6, 2),
        "adam",
        example=tf.TensorSpec([None, 8, 8, 4], tf.float32),
    )
    trainer.start(5)
    trainer.optimizer.set_rates(1e-3, 1e-3)
    head = heads.linear(6, 2)
    heads.initialise(head, 5)
    their.get_layer("bn").trainable = bn == "train"
    peer = keras.Sequential([their, keras.layers.GlobalAveragePooling2D(), head])
    peer.compile(
        keras.optimizers.Adam(1e-3),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=False,
    )
    fitted = peer.fit(x, y, batch_size=10, epochs=3, shuffle=False, verbose=0).history
    for epoch in range(3):
        assert trainer.epoch(x, y, batches(np.arange(40), 10), None)[0] == pytest.approx(
            fitted["loss"][epoch], rel=1e-4
        )
    for a, b in zip(mine.get_weights(), their.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-3, atol=2e-5)


@pytest.mark.parametrize("kind", ["linear", "mlp"])
def test_one_output_equals_keras_sigmoid_with_binary_cross_entropy(kind):
    """The chapter's last layer and loss, five epochs: losses, accuracies at the threshold of 0.5,
    weights and probabilities."""
    x, y = toy(classes=2)
    ours = heads.HEADS[kind](x.shape[1], 1)
    trainer = Trainer(None, ours, "adam", example=tf.TensorSpec([None, 12], tf.float32))
    trainer.start(7)
    trainer.optimizer.set_rates(1e-2, 0)
    logits = heads.HEADS[kind](x.shape[1], 1)
    heads.initialise(logits, 7)
    peer = keras.Sequential([logits, keras.layers.Activation("sigmoid")])
    peer.compile(
        keras.optimizers.Adam(1e-2),
        keras.losses.BinaryCrossentropy(),
        metrics=["accuracy"],
        jit_compile=False,
    )
    fitted = peer.fit(x, y, batch_size=16, epochs=5, shuffle=False, verbose=0).history
    for epoch in range(5):
        loss, accuracy = trainer.epoch(x, y, batches(np.arange(len(x)), 16), None)
        assert loss == pytest.approx(fitted["loss"][epoch], rel=1e-4)
        assert accuracy == pytest.approx(fitted["accuracy"][epoch])
    for mine, their in zip(ours.get_weights(), logits.get_weights(), strict=True):
        np.testing.assert_allclose(mine, their, rtol=1e-3, atol=2e-5)
    said, sure = trainer.probabilities(x), peer.predict(x, verbose=0).ravel()
    np.testing.assert_allclose(said[:, 1], sure, atol=1e-5)
    np.testing.assert_allclose(said.sum(1), 1, atol=1e-6)
    assert (said.argmax(1) == (sure > 0.5)).all()


def test_label_smoothing_equals_keras():
    """Keras smooths labels that are vectors."""
    x, y = toy()
    ours, peer = heads.linear(x.shape[1], 3), heads.linear(x.shape[1], 3)
    example = tf.TensorSpec([None, 12], tf.float32)
    trainer = Trainer(None, ours, "adam", example=example, soft=Soft(smoothing=0.2))
    trainer.start(7)
    trainer.optimizer.set_rates(1e-2, 0)
    heads.initialise(peer, 7)
    peer.compile(
        keras.optimizers.Adam(1e-2),
        keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.2),
        jit_compile=False,
    )
    wanted = keras.utils.to_categorical(y, 3)
    fitted = peer.fit(x, wanted, batch_size=16, epochs=3, shuffle=False, verbose=0).history
    for epoch in range(3):
        loss, _ = trainer.epoch(x, y, batches(np.arange(len(x)), 16), None)
        assert loss == pytest.approx(fitted["loss"][epoch], rel=1e-4)
    for mine, their in zip(ours.get_weights(), peer.get_weights(), strict=True):
        np.testing.assert_allclose(mine, their, atol=1e-4)


def test_mixup_shows_two_photos_at_once_and_asks_for_both_in_their_proportion():
    """The loss of a step is that of the mixture, put together by hand."""
    x, y = toy(n=16)
    head, soft = heads.linear(x.shape[1], 3), Soft(mixup=0.4)
    example = tf.TensorSpec([None, 12], tf.float32)
    trainer = Trainer(None, head, "adam", example=example, soft=soft)
    trainer.start(7)
    trainer.optimizer.set_rates(0.0, 0)
    loss, _ = trainer.epoch(x, y, batches(np.arange(16), 16), None)
    share = float(soft.share(7, tf.constant(0, tf.int64)))
    assert 0 < share < 1
    logits = head(share * x + (1 - share) * np.roll(x, 1, axis=0))
    each = keras.losses.sparse_categorical_crossentropy
    mine, their = (each(labels, logits, from_logits=True) for labels in (y, np.roll(y, 1)))
    assert loss == pytest.approx(float(np.mean(share * mine + (1 - share) * their)), rel=1e-4)
