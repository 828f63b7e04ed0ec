"""Overfitting: a network with few photos as it is, and with one thing changed (heavy)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import keras
import numpy as np
from keras import layers

from core.experiments import small
from core.experiments.tricks import nets
from core.experiments.tricks.experiment import VALIDATION, Arm, Enough, Plan, Setting
from core.transfer.soft import Soft

EPOCHS, RATE, HIDDEN = 25, 1e-3, 128
MORE = 4  # times as many photos
DROPOUT = 0.5
DECAY = 5.0  # much, because there are only a few hundred steps
SMOOTHING, MIXUP = 0.1, 0.2  # as their inventors
WATCHED, PATIENCE = 50, 3  # photos of each class that decide when to stop, and how patiently


def photos(seed: int, per_class: int) -> small.Photos:
    """The few photos."""
    return small.photos(per_class, VALIDATION, seed)


def shuffled(seed: int, per_class: int) -> small.Photos:
    """The same photos, their training labels dealt out at random (Zhang et al. 2017)."""
    few = photos(seed, per_class)
    return replace(few, y=np.random.default_rng(seed).permutation(few.y))


def augmented(seed: int) -> keras.Model:
    """The network behind a flip and a shift, at work only while it trains."""
    before = [
        layers.RandomFlip("horizontal", seed=seed),
        layers.RandomTranslation(0.12, 0.12, fill_mode="nearest", seed=seed + 1),
    ]
    return nets.cnn(seed, before=before, hidden=HIDDEN)


def stopping(model: keras.Model, seed: int, per_class: int) -> small.OnEpoch:
    """Early stopping by photos of its own, so that those it is judged by did not choose the epoch.

    `small.photos` takes validation photos from the end: the front of a longer choice is new.
    """
    more = small.photos(per_class, VALIDATION + WATCHED, seed)
    cut = WATCHED * more.classes
    x, y = more.x_val[:cut], more.y_val[:cut]
    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    best: dict[str, Any] = {"loss": np.inf, "epoch": 0, "weights": model.get_weights()}

    def watch(row: small.Row) -> None:
        loss = float(loss_of(y, model(x, training=False)))
        if loss < best["loss"]:
            best.update(loss=loss, epoch=row["epoch"], weights=model.get_weights())
        if row["epoch"] - best["epoch"] >= PATIENCE or row["epoch"] == row["epochs"]:
            model.set_weights(best["weights"])
            raise Enough

    return watch


def plan(setting: Setting) -> Plan:
    """``per_class``: how few photos; ``change``: a key of the table below."""
    per_class = setting["per_class"]
    plain = partial(nets.cnn, hidden=HIDDEN)
    few = partial(photos, per_class=per_class)

    def arm(name: str, **changed: Any) -> Arm:
        same: dict[str, Callable[..., Any]] = {
            "photos": few,
            "model": plain,
            "optimizer": lambda: keras.optimizers.Adam(RATE),
        }
        return Arm(name, **(same | changed))

    changes: dict[str, dict[str, Any]] = {
        "more": {"photos": partial(photos, per_class=MORE * per_class)},
        "augment": {"model": augmented},
        "dropout": {"model": partial(plain, dropout=DROPOUT)},
        "decay": {"optimizer": lambda: keras.optimizers.AdamW(RATE, weight_decay=DECAY)},
        "stop": {"watch": partial(stopping, per_class=per_class)},
        "smoothing": {"soft": Soft(smoothing=SMOOTHING)},
        "mixup": {"soft": Soft(mixup=MIXUP)},
        "mirror": {"mirror": True},
        "shuffled": {"photos": partial(shuffled, per_class=per_class)},
    }
    change = setting["change"]
    return Plan([arm("plain"), arm(change, **changes[change])], EPOCHS)
