"""The chapter's own program against ours, in one process, on the same photos.

The chapter: a frozen base inside a Sequential and ``fit``, 20 epochs of 500 CIFAR-10 photos at
224 pixels, validated on its 500 test photos after every epoch, then judged on them.  Every epoch
pays for the frozen network again.  Ours computes it once (cold) or never (warm).  Keras' ``fit``
on features computed beforehand is the fair rival of our compiled loop.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

from core.datasets.subset import Subset, make_subset
from core.environment import describe as environment
from core.transfer import calibrate, engines, stages
from core.transfer.cache import ActivationStore
from core.transfer.fit import train
from core.transfer.photos import subset_of
from core.transfer.prefix import pixels_of
from core.transfer.recipe import Recipe
from core.zoo import catalog
from core.zoo.network import Network

RECIPE = Recipe(
    backbone="efficientnet_lite0",
    size=224,
    per_class=50,
    val_per_class=50,
    test_per_class=50,
    epochs=20,
    head="mlp",
)
SEEDS = (0, 1, 2)
FINE_TUNED = {"mobilenet_v2_dogs": 160, "resnet50": 224}
FINE_TUNE_EPOCHS = 10
Say = Callable[[str], None]


def run(say: Say) -> dict[str, Any]:
    out: dict[str, Any] = {"environment": environment(), "prefix": prefix_rates(say)}
    out |= head_training(say)
    out["finetune_ratio"] = {}
    out["finetune_seconds"] = {}
    for backbone, size in FINE_TUNED.items():
        out["finetune_seconds"][backbone] = seconds = fine_tuning(say, backbone, size)
        out["finetune_ratio"][backbone] = seconds["keras"] / seconds["ours"]
    return out


# -- a head on a frozen network ------------------------------------------------------------------


def head_training(say: Say) -> dict[str, Any]:
    """Chapter, fair rival and ours: seconds and test accuracies over the seeds."""
    calibrate.choose(RECIPE.network)
    accuracy: dict[str, list[float]] = {"chapter": [], "keras_on_features": [], "ours": []}
    seconds: dict[str, list[float]] = {
        "chapter": [],
        "keras_on_features": [],
        "cold": [],
        "warm": [],
    }
    for seed in SEEDS:
        recipe = RECIPE.but(seed=seed)
        subset = make_subset(
            recipe.dataset,
            recipe.class_names,
            recipe.per_class,
            recipe.val_per_class,
            recipe.test_per_class,
            seed,
        )
        with tempfile.TemporaryDirectory() as folder:
            store = ActivationStore(Path(folder))
            if seed == SEEDS[0]:  # both sides warmed up once: traced, compiled, loaded
                chapter_program(recipe, subset, epochs=1)
                train(recipe, store=store)
                store.clear()
            say(f"chapter's program, seed {seed}")
            took, right = _timed(partial(chapter_program, recipe, subset, recipe.epochs))
            seconds["chapter"].append(took)
            accuracy["chapter"].append(right)
            took, result = _timed(partial(train, recipe, store=store))
            seconds["cold"].append(took)
            accuracy["ours"].append(result["test_accuracy"])
            warm = [_timed(partial(train, recipe, store=store))[0] for _ in range(5)]
            seconds["warm"].append(median(warm))
            took, right = keras_on_features(recipe, subset, store)
            seconds["keras_on_features"].append(took)
            accuracy["keras_on_features"].append(right)
            say(
                f"  chapter {seconds['chapter'][-1]:.1f} s, cold {seconds['cold'][-1]:.2f} s, "
                f"warm {seconds['warm'][-1]:.3f} s"
            )
    chapter = mean(seconds["chapter"])
    return {
        "warm_ratio": chapter / mean(seconds["warm"]),
        "cold_ratio": chapter / mean(seconds["cold"]),
        "rival_ratio": mean(seconds["keras_on_features"]) / mean(seconds["warm"]),
        "accuracy": {name: mean(values) for name, values in accuracy.items()},
        "accuracy_seeds": accuracy,
        "seconds": {name: mean(values) for name, values in seconds.items()},
    }


def chapter_program(recipe: Recipe, subset: Subset, epochs: int) -> float:
    """What the chapter's reader types; the test accuracy it ends with."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(recipe.seed)
    base = recipe.network.load()
    base.trainable = False
    model = keras.Sequential(
        [
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(len(recipe.class_names), activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    x = pixels_of(subset.train, recipe.size).astype(np.float32)
    x_test = pixels_of(subset.test, recipe.size).astype(np.float32)
    y, y_test = (keras.utils.to_categorical(part.labels) for part in (subset.train, subset.test))
    model.fit(
        x, y, batch_size=recipe.batch, epochs=epochs, validation_data=(x_test, y_test), verbose=0
    )
    return float(model.evaluate(x_test, y_test, verbose=0)[1])


def keras_on_features(
    recipe: Recipe, subset: Subset, store: ActivationStore
) -> tuple[float, float]:
    """The fair rival: Keras' `fit` on the same stored activations; seconds and test accuracy."""
    import keras
    from keras import layers

    from core.transfer.prefix import Prefix

    prefix = Prefix.calibrated(recipe.network, recipe.network.depth, recipe.size)
    x, x_val, x_test = (
        np.asarray(prefix(part, store, lambda done: None)[0])
        for part in (subset.train, subset.val, subset.test)
    )
    start = time.perf_counter()
    keras.utils.set_random_seed(recipe.seed)
    model = keras.Sequential(
        [
            keras.Input(x.shape[1:]),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(len(recipe.class_names), activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(
        x,
        subset.train.labels,
        batch_size=recipe.batch,
        epochs=recipe.epochs,
        validation_data=(x_val, subset.val.labels),
        verbose=0,
    )
    accuracy = float(model.evaluate(x_test, subset.test.labels, verbose=0)[1])
    return time.perf_counter() - start, accuracy


# -- fine-tuning the last block ------------------------------------------------------------------


def fine_tuning(say: Say, backbone: str, size: int) -> dict[str, float]:
    """Seconds for the same epochs with the last block unfrozen: ours (cold store) and Keras."""
    import keras
    from keras import layers

    own = catalog.get(backbone).trained_weights
    recipe = Recipe(
        backbone=backbone,
        weights=own if own == "bundled" else "random",
        size=size,
        per_class=20,
        val_per_class=5,
        test_per_class=5,
        unfreeze=1,
        epochs=FINE_TUNE_EPOCHS,
        batch=32,
    ).check()
    calibrate.choose(recipe.network)
    subset = subset_of(recipe)
    with tempfile.TemporaryDirectory() as folder:
        store = ActivationStore(Path(folder))
        train(recipe.but(epochs=1), store=store)
        store.clear()
        ours, _ = _timed(lambda: train(recipe, store=store))

    blocks = catalog.get(backbone).blocks
    base = recipe.network.load()
    names = [layer.name for layer in base.layers]
    frozen = names.index(blocks[-2].layer)
    for place, layer in enumerate(base.layers):
        layer.trainable = place > frozen and not isinstance(layer, layers.BatchNormalization)
    model = keras.Sequential(
        [
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        keras.optimizers.Adam(recipe.suffix_lr),
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    x, x_val, x_test = (
        pixels_of(part, size).astype(np.float32) for part in (subset.train, subset.val, subset.test)
    )
    known = {
        "batch_size": recipe.batch,
        "verbose": 0,
        "validation_data": (x_val, subset.val.labels),
    }
    model.fit(x, subset.train.labels, epochs=1, **known)

    def plain() -> None:
        model.fit(x, subset.train.labels, epochs=recipe.epochs, **known)
        model.evaluate(x_test, subset.test.labels, verbose=0)

    keras_seconds, _ = _timed(plain)
    say(f"fine-tuning {backbone}: Keras {keras_seconds:.1f} s, ours {ours:.2f} s")
    stages.forget_trainers()
    gc.collect()
    return {"keras": keras_seconds, "ours": ours}


# -- the frozen prefix ---------------------------------------------------------------------------


def prefix_rates(say: Say) -> dict[str, dict[str, Any]]:
    """Every network's calibration, measured anew."""
    out = {}
    for backbone, entry in catalog.BACKBONES.items():
        weights = entry.trained_weights if entry.trained_weights == "bundled" else "random"
        choice = calibrate.measure(Network(backbone, weights))
        out[backbone] = {
            "engine": choice.engine,
            "precision": choice.precision,
            "images_per_second": choice.images_per_second,
            "ratio": choice.ratio,
            "cosine": choice.cosine,
            "weights": weights,
            "rates": choice.rates,
            "cosines": choice.cosines,
        }
        say(f"{backbone}: {choice.engine} {choice.precision} {choice.ratio:.2f}x")
        engines.forget()
        gc.collect()
    return out


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def table(result: dict[str, Any]) -> str:
    lines = [
        "",
        "The chapter's program against ours (20 epochs, 500 photos, EfficientNet-Lite0 "
        "@224; mean of 3 seeds)",
    ]
    seconds, accuracy = result["seconds"], result["accuracy"]
    for name, label, key in (
        ("chapter", "chapter's program (Sequential + fit)", "chapter"),
        ("cold", "ours, nothing stored", "ours"),
        ("warm", "ours, activations stored", "ours"),
        ("keras_on_features", "Keras fit on stored activations", "keras_on_features"),
    ):
        lines.append(
            f"  {label:40} {seconds[name]:8.2f} s  "
            f"{seconds['chapter'] / seconds[name]:7.1f}x  test {accuracy[key]:.3f}"
        )
    lines.append("Fine-tuning the last block against plain Keras")
    for backbone, ratio in result["finetune_ratio"].items():
        lines.append(f"  {backbone:24} {ratio:5.2f}x")
    lines.append("Frozen prefix against TensorFlow float32")
    for backbone, row in result["prefix"].items():
        lines.append(
            f"  {backbone:20} {row['engine']:10} {row['precision']:5} "
            f"{row['images_per_second']:8.1f}/s {row['ratio']:5.2f}x  smallest cosine "
            f"{row['cosine']:.4f} ({row['weights']} weights)"
        )
    return "\n".join(lines)
