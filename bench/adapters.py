"""What learns inside unfrozen blocks: numbers, seconds and accuracy beside full fine-tuning, and
how far each is from plain Keras doing the same.

Each way gets the rate that validates best with a seed that is not among the measured ones.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import mean
from typing import Any

import keras
import numpy as np

from core.environment import describe as environment
from core.race.summary import interval
from core.statistics import difference
from core.transfer import adapters, heads, rates
from core.transfer.cache import ActivationStore
from core.transfer.calibrate import choose
from core.transfer.experiment import Experiment
from core.transfer.fit import train
from core.transfer.learns import LEARNS
from core.transfer.loop import Trainer, batches
from core.transfer.photos import subset_of
from core.transfer.recipe import Recipe
from core.transfer.stages import Stage, inputs, plan, trainer_for
from core.zoo import split
from core.zoo.learnable import ADAPTER, ALL, BIAS, LORA, NORM

Say = Callable[[str], None]
SEEDS, TUNING = (0, 1, 2), 100
RATES = (1e-3, 1e-2)  # where few numbers learn
FULL_RATES = (rates.LAB, 1e-3)
TASK = Recipe(
    per_class=50, test_per_class=100, size=64, unfreeze=4, head="linear", epochs=10, batch=32
)
TRICKS: dict[str, dict[str, Any]] = {
    "decay": {"decay": 0.3},
    "warm": {"schedule": rates.WARM},
    "gradual": {"gradual": True},
}
# Adam makes full steps of gradients that are nothing but rounding, so two programs of the same
# mathematics come apart where everything learns at a high rate.  How far, the lab tells of itself:
# `rounding`, from the same start with every input moved to the next number that a float can hold.
SAME = Recipe(
    dataset="digits", backbone="mobilenet_v2_dogs", per_class=20, val_per_class=5,
    test_per_class=20, size=64, unfreeze=2, head="linear", batch=32, epochs=3,
)  # fmt: skip


def run(say: Say) -> dict[str, Any]:
    """Way → learning parameters, rate, seconds of training, accuracies; ratios to everything; and
    agreement with Keras."""
    ways: dict[str, Any] = {"frozen": _way(TASK.but(unfreeze=0), (TASK.suffix_lr,), say, "frozen")}
    for kind in LEARNS:
        ways[kind] = _way(TASK.but(learns=kind), FULL_RATES if kind == ALL else RATES, say)
    best = ways[ALL]["rate"]
    for name, more in TRICKS.items():
        ways[name] = _way(TASK.but(suffix_lr=best, **more), (best,), say, name)
    full = ways[ALL]
    for way in ways.values():
        gap = difference(full["accuracies"], way["accuracies"])
        way["against_everything"] = {
            "parameters": way["parameters"] / full["parameters"],
            "seconds": way["seconds"] / full["seconds"],
            "points": [100 * gap.mean, 100 * gap.low, 100 * gap.high],
        }
    return {
        "environment": environment(),
        "seeds": list(SEEDS),
        "ways": ways,
        "keras": {
            f"{kind} {rate:g}": _agreement(kind, rate, say)
            for kind in LEARNS
            for rate in (*{ALL: (rates.CHAPTER,), LORA: (1e-4,)}.get(kind, ()), 1e-3)
        },
    }


def _way(recipe: Recipe, tried: tuple[float, ...], say: Say, name: str = "") -> dict[str, Any]:
    store = ActivationStore()
    rate = tried[0]
    if len(tried) > 1:
        found = {
            rate: train(recipe.but(seed=TUNING, suffix_lr=rate), store=store)["val_accuracy"]
            for rate in tried
        }
        rate = max(found, key=found.__getitem__)
    results = [train(recipe.but(seed=seed, suffix_lr=rate), store=store) for seed in SEEDS]
    accuracies = [result["test_accuracy"] for result in results]
    photos = len(SEEDS) * len(results[0]["predictions"]["true"])
    learning = results[0]["trainable_parameters"]
    say(f"{name or recipe.learns} {rate:g}: {mean(accuracies):.1%}, {learning:,} numbers")
    return {
        "parameters": learning,
        "rate": rate,
        "seconds": mean(result["seconds"]["fit"] for result in results),
        "accuracies": accuracies,
        "accuracy": mean(accuracies),
        "interval": list(interval(accuracies, photos)),
    }


class Resting(keras.layers.Layer):  # type: ignore[misc]
    """Its network in inference mode, which `fit` does not overrule."""

    def __init__(self, network: keras.Model) -> None:
        super().__init__()
        self.network = network

    def call(self, x: Any) -> Any:
        return self.network(x, training=False)


def _agreement(kind: str, rate: float, say: Say) -> dict[str, float]:
    """Largest difference of a probability of a test photo and of an epoch's loss between the lab
    and Keras' `fit`, from one start and in one order; of a probability between the lab and the lab
    a `rounding` apart; how far training has `moved` one; seconds of `fit` for each of the lab's."""
    recipe = SAME.but(learns=kind, lr=rate, suffix_lr=rate)
    subset, stage = subset_of(recipe), plan(recipe, subset_of(recipe))[-1]
    run = Experiment(
        recipe, lambda event: None, lambda: False, ActivationStore(), choose(recipe.network)
    )
    x, _hit = inputs(run, stage.stored, subset.train)
    asked, _hit = inputs(run, stage.stored, subset.test)
    y = subset.train.labels.astype(np.int32)
    trainer = _started(recipe, stage)
    peer = _peer(recipe, trainer)
    before = trainer.probabilities(asked)
    ours, took = _fitted(recipe, trainer, x, y)
    theirs, longer = [], []
    for _epoch in range(recipe.epochs):
        began = time.perf_counter()
        fitted = peer.fit(x, y, batch_size=recipe.batch, shuffle=False, verbose=0)
        longer.append(time.perf_counter() - began)
        theirs.append(fitted.history["loss"][0])
    said = keras.ops.softmax(peer.predict(asked, verbose=0))
    after = trainer.probabilities(asked)
    beside = _started(recipe, stage)
    _fitted(recipe, beside, np.nextafter(np.asarray(x), np.float32(np.inf)), y)
    found = {
        "rate": rate,
        "rounding": float(np.abs(beside.probabilities(asked) - after).max()),
        "probability": float(np.abs(np.asarray(said) - after).max()),
        "moved": float(np.abs(after - before).max()),
        "loss": float(np.abs(np.subtract(ours, theirs)).max()),
        "seconds_ratio": min(longer[-2:]) / min(took[-2:]),
    }
    say(f"{recipe.learns}: at most {found['probability']:.1e} from Keras")
    return found


def _started(recipe: Recipe, stage: Stage) -> Trainer:
    trainer = trainer_for(recipe, stage)
    trainer.start(recipe.seed)
    trainer.optimizer.set_rates(recipe.lr, recipe.suffix_lr)
    trainer.optimizer.set_fall(0)
    return trainer


def _fitted(
    recipe: Recipe, trainer: Trainer, x: Any, y: np.ndarray
) -> tuple[list[float], list[float]]:
    """Loss and seconds of every epoch, without shuffling."""
    pieces, losses, took = batches(np.arange(len(y)), recipe.batch), [], []
    for _epoch in range(recipe.epochs):
        began = time.perf_counter()
        sums = trainer.epoch(x, y, pieces, None)
        took.append(time.perf_counter() - began)
        assert sums is not None
        losses.append(sums[0])
    return losses, took


def _peer(recipe: Recipe, trainer: Trainer) -> keras.Model:
    """The same in plain Keras, from the same start."""
    assert trainer.body is not None
    blocks = recipe.network.entry.blocks
    behind = split.suffix(adapters.trunk_of(recipe), recipe.boundary, blocks)
    assert behind is not None
    behind.set_weights(trainer.body.get_weights())
    head = heads.HEADS[recipe.head](behind.output.shape[-1], recipe.outputs)
    head.set_weights(trainer.head.get_weights())
    thin = {one.path: one for one in trainer._thin}
    for layer in behind.layers:
        _let_learn(layer, recipe, thin)
    photos = keras.Input(behind.input.shape[1:])
    features = keras.layers.GlobalAveragePooling2D()(Resting(behind)(photos))
    model = keras.Model(photos, head(features))
    model.compile(
        keras.optimizers.Adam(recipe.lr),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=False,
    )
    return model


def _let_learn(layer: Any, recipe: Recipe, thin: dict[str, Any]) -> None:
    norm = isinstance(layer, keras.layers.BatchNormalization)
    if recipe.learns == ALL:
        layer.trainable = not norm
    elif recipe.learns == NORM:
        layer.trainable = norm
    elif recipe.learns == ADAPTER:
        layer.trainable = layer.name.startswith("adapter")
    else:
        for variable in list(layer.trainable_variables):
            variable.trainable = recipe.learns == BIAS and variable.name in ("bias", "beta")
            if recipe.learns == LORA and variable.path in thin:
                layer.enable_lora(recipe.rank)
                layer.lora_kernel_a.assign(thin[variable.path].a.numpy()[None, None])


def table(result: dict[str, Any]) -> str:
    lines = ["way        numbers   share  rate    seconds  ratio  accuracy            points"]
    for name, way in result["ways"].items():
        beside, (low, high) = way["against_everything"], way["interval"]
        mean_, least, most = beside["points"]
        lines.append(
            f"{name:9}{way['parameters']:>9,} {beside['parameters']:7.2%}  {way['rate']:<6g}"
            f"{way['seconds']:8.1f} {beside['seconds']:6.2f}  {way['accuracy']:.1%} ({low:.1%} to "
            f"{high:.1%})  {mean_:+.1f} ({least:+.1f} to {most:+.1f})"
        )
    for kind, found in result["keras"].items():
        lines.append(
            f"{kind:14}largest difference from Keras {found['probability']:.1e} (of the lab from "
            f"itself, a rounding apart, {found['rounding']:.1e}; loss {found['loss']:.1e}; moved "
            f"{found['moved']:.2f}), "
            f"fit takes {found['seconds_ratio']:.1f} times as long"
        )
    return "\n".join(lines)
