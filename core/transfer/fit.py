"""The whole experiment: a recipe goes in, a result comes out (heavy).

Stages follow one another on one head: LP-FT is a stage with everything frozen and then one with
the last blocks unfrozen.  Test photos are opened once, after the last weight has been chosen.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

from core.datasets.subset import Split, Subset
from core.messages import LabError, msg
from core.statistics import wilson_interval
from core.transfer import augment, calibrate, count, evaluate, probe, rates
from core.transfer.cache import ActivationStore
from core.transfer.callbacks import Best, EarlyStopping, Plateau
from core.transfer.experiment import Experiment
from core.transfer.loop import Trainer, batches
from core.transfer.mistakes import FAULTS
from core.transfer.photos import taught
from core.transfer.recipe import Recipe
from core.transfer.result import EpochRow, Fresh, Learnt, Result, Tested
from core.transfer.stages import Stage, inputs, plan, trainer_for
from core.transfer.trained import Trained
from core.work import Cancelled, Document, Report, Stop

OnTrained = Callable[[Trained], None]


def train(
    recipe: Recipe,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
    store: ActivationStore | None = None,
    on_trained: OnTrained = lambda trained: None,
) -> Result:
    """Run a recipe.

    `report` hears of phases and epochs; `cancelled` is asked often and stops the training within
    one batch (`Stop` carries what was measured so far).  `on_trained` is given the network
    itself at the end.  Raises LabError for what cannot be run.
    """
    start = time.perf_counter()
    run = Experiment(recipe.check(), report, cancelled, store or ActivationStore())
    with run.phase("prepare"):
        subset, fresh = taught(recipe)
    if not recipe.scratch:
        with run.phase("convert"):
            run.choice = calibrate.choose(recipe.network)
    solve = _solve_probe if recipe.head == "probe" else _train_stages
    trained, learnt = solve(run, subset)
    tested = _tested(run, trained, subset.test, fresh)
    on_trained(trained)
    run.seconds["total"] = time.perf_counter() - start
    return {**run.partial(), **learnt, **tested}


def _train_stages(run: Experiment, subset: Subset) -> tuple[Trained, Learnt]:
    recipe, stages = run.recipe, plan(run.recipe, subset)
    stage = stages[-1]
    if stage.stored < stage.boundary:
        run.note(
            msg(
                "The activations at this boundary are too many to keep in memory: the frozen "
                "blocks after block {stored} are computed again in every step.",
                stored=stage.stored,
            )
        )
    before: Trainer | None = None
    for stage in stages:
        x, hit = inputs(run, stage.stored, subset.train, views=stage.views)
        x_val, hit_val = inputs(run, stage.stored, subset.val)
        with run.phase("compile"):
            trainer = trainer_for(recipe, stage)
            trainer.start(recipe.seed, before)
            began = trainer.values()
        best_epoch, stopped = _train_stage(run, stage, trainer, x, x_val, subset)
        before = trainer
    with run.phase("evaluate", len(subset.train.labels)) as on_done:
        train = trainer.probabilities(x, on_done)
        val = trainer.probabilities(x_val)
    return Trained(recipe, stage.stored, run.choice, trainer.probabilities, trainer, began), {
        "train_accuracy": evaluate.accuracy(train, _labels(subset, stage)),
        "val_accuracy": evaluate.accuracy(val, subset.val.labels),
        "best_epoch": best_epoch,
        "stopped_early": stopped,
        "trainable_parameters": trainer.trainable_parameters,
        "prefix_cached": hit and hit_val,
    }


def _labels(subset: Subset, stage: Stage) -> np.ndarray:
    """Of every view of the training photos, one view of all photos after another."""
    return np.tile(subset.train.labels, max(stage.views, 1))


def _tested(run: Experiment, trained: Trained, test: Split, fresh: Split | None) -> Tested:
    """What the test photos say, opened now, and what computed the frozen part; where they have
    leaked, also what photos say that took part in nothing."""

    def asked(photos: Split) -> np.ndarray:
        x, _hit = inputs(run, trained.stored, photos, phase="prefix_test")
        with run.phase("evaluate", len(photos)) as on_done:
            return trained.judge(x, on_done)

    def answers(photos: Split) -> np.ndarray:
        """With test-time augmentation, the mean of the answers to a photo and its mirror image."""
        said = asked(photos)
        return (said + asked(photos.mirrored())) / 2 if run.recipe.mirror else said

    recipe, used = run.recipe, run.choice if trained.stored else None
    said = evaluate.judge(answers(test), test.labels, test.index, recipe.class_names)
    truth: Fresh = {}
    if fresh is not None:
        right = int((answers(fresh).argmax(1) == fresh.labels).sum())
        interval = list(wilson_interval(right, len(fresh)))
        truth = {"fresh_accuracy": right / len(fresh), "fresh_interval": interval}
    return {
        **said,
        "total_parameters": count.total(recipe, {} if recipe.scratch else recipe.network.facts),
        "prefix_engine": used.engine if used else "none",
        "precision": used.precision if used else "f32",
        **truth,
    }


def _train_stage(
    run: Experiment, stage: Stage, trainer: Trainer, x: Any, x_val: Any, subset: Subset
) -> tuple[int, bool]:
    """Train the epochs of a stage: the epoch whose weights are kept, and whether early stopping
    ended it."""
    recipe = run.recipe
    early = EarlyStopping(recipe.early_stopping) if recipe.early_stopping else None
    plateau = Plateau(recipe.plateau) if recipe.plateau else None
    best = Best() if recipe.keep_best else None
    kept: tuple[int, list[np.ndarray]] | None = None
    first, every = len(run.history) + 1, recipe.lp_ft + recipe.epochs
    trainer.optimizer.set_rates(recipe.lr, recipe.suffix_lr, recipe.decay)
    trainer.optimizer.set_fall(*rates.fall(recipe, len(subset.train.labels), stage.epochs))
    epochs = _Epochs(run, stage, trainer, x, subset)
    spent, began = run.seconds.get("fit", 0.0), time.perf_counter()
    with run.phase("fit", every):
        for epoch in range(first, first + stage.epochs):
            loss, accuracy, seconds = epochs.train(epoch)
            val = trainer.probabilities(x_val)
            row: EpochRow = {
                "epoch": epoch,
                "stage": stage.name,
                "loss": loss,
                "accuracy": accuracy,
                "lr": trainer.optimizer.rates[0],
                "suffix_lr": trainer.optimizer.rates[1],
                "seconds": seconds,
                "val_loss": evaluate.cross_entropy(val, subset.val.labels),
                "val_accuracy": evaluate.accuracy(val, subset.val.labels),
            }
            run.epoch(row, every)
            run.stop_if_cancelled()
            if early and early.improved(epoch, row["val_loss"]) and not best:
                kept = (epoch, trainer.values())
            if best and best.improved(epoch, row["val_accuracy"]):
                kept = (epoch, trainer.values())
            if plateau and plateau.slow_down(row["val_loss"]):
                head, body = (
                    max(r * plateau.factor, plateau.floor) for r in trainer.optimizer.rates
                )
                trainer.optimizer.set_rates(head, body, recipe.decay)
            if early and early.exhausted:
                break
            if recipe.seconds and spent + time.perf_counter() - began >= recipe.seconds:
                break
    if kept is None:
        return epoch, False
    trainer.restore(kept[1])
    return kept[0], bool(early and early.exhausted)


class _Epochs:
    """The epochs of a stage over its training photos, of each a random view."""

    def __init__(
        self, run: Experiment, stage: Stage, trainer: Trainer, x: Any, subset: Subset
    ) -> None:
        self._run, self._stage, self._trainer, self._x = run, stage, trainer, x
        self._count = len(subset.train.labels)
        self._y = tf.constant(_labels(subset, stage).astype(np.int32))
        self._rng = np.random.default_rng([run.recipe.seed, len(run.history) + 1])

    def _order(self) -> np.ndarray:
        order = self._rng.permutation(self._count)
        if (wrong := FAULTS[self._run.recipe.fault].order) is not None:
            order = wrong(self._y.numpy()[: self._count])
        if self._stage.views:
            order = order + self._count * self._rng.integers(self._stage.views, size=self._count)
        return order

    def train(self, epoch: int) -> tuple[float, float, float]:
        """One epoch: loss and accuracy while training, seconds."""
        recipe, trainer = self._run.recipe, self._trainer
        steps, every = -(-self._count // recipe.batch), recipe.lp_ft + recipe.epochs
        began = last = time.perf_counter()
        order, moves = self._order(), None
        if self._stage.augmented:
            moves = augment.draw(self._count, recipe.size, self._rng)

        def watch(step: int) -> bool:
            nonlocal last
            if (now := time.perf_counter()) - last > 0.5:
                last, done = now, epoch - 1 + step / steps
                self._run.report({"kind": "phase", "phase": "fit", "done": done, "total": every})
            return self._run.cancelled()

        sums = trainer.epoch(self._x, self._y, batches(order, recipe.batch), moves, watch)
        if sums is None:
            raise Stop(dict(self._run.partial()))
        if not np.isfinite(sums[0]):
            raise LabError(
                "The loss became infinite in epoch {epoch}: the learning rate is too high for "
                "this network. Lower it and run again.",
                epoch=epoch,
            )
        return float(sums[0]), float(sums[1]), time.perf_counter() - began


def _solve_probe(run: Experiment, subset: Subset) -> tuple[Trained, Learnt]:
    """The linear probe: no epochs, one solution."""
    recipe, stage = run.recipe, plan(run.recipe, subset)[-1]
    x, hit = inputs(run, stage.stored, subset.train, views=stage.views)
    x_val, hit_val = inputs(run, stage.stored, subset.val)
    labels, val_labels = _labels(subset, stage), subset.val.labels
    with run.phase("fit"):
        began = time.perf_counter()
        solved = probe.solve(x.numpy(), labels, x_val.numpy(), val_labels, len(recipe.class_names))
        train, val = solved.probabilities(x.numpy()), solved.probabilities(x_val.numpy())
        row: EpochRow = {
            "epoch": 1,
            "stage": "head",
            "loss": evaluate.cross_entropy(train, labels),
            "accuracy": evaluate.accuracy(train, labels),
            "val_loss": evaluate.cross_entropy(val, val_labels),
            "val_accuracy": evaluate.accuracy(val, val_labels),
            "lr": 0.0,
            "suffix_lr": 0.0,
            "seconds": time.perf_counter() - began,
        }
        run.epoch(row, 1)
    return Trained(
        recipe,
        stage.stored,
        run.choice,
        lambda x, on_done: solved.probabilities(np.asarray(x)),
        solved,
    ), {
        "train_accuracy": row["accuracy"],
        "val_accuracy": row["val_accuracy"],
        "best_epoch": 1,
        "stopped_early": False,
        "trainable_parameters": solved.weights.size + solved.bias.size,
        "prefix_cached": hit and hit_val,
        "probe_strength": solved.strength,
    }


def train_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run a recipe (`Recipe.to_json`): its `Result`."""
    return dict(train(Recipe.from_json(payload), report, cancelled))
