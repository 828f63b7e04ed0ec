"""The whole experiment: a recipe goes in, a result comes out (heavy).

Stages follow one another on one head: LP-FT is a stage with everything frozen and then one with
the last blocks unfrozen.  Test photos are opened once, after the last weight has been chosen.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypedDict

import numpy as np
import tensorflow as tf

from core.datasets.subset import Split, Subset
from core.messages import LabError, msg
from core.statistics import wilson_interval
from core.transfer import augment, calibrate, evaluate, probe
from core.transfer.cache import ActivationStore
from core.transfer.callbacks import Best, EarlyStopping, Plateau
from core.transfer.count import total as count_total
from core.transfer.experiment import Experiment
from core.transfer.loop import Trainer
from core.transfer.mistakes import FAULTS
from core.transfer.photos import taught
from core.transfer.recipe import Recipe
from core.transfer.result import EpochRow, Judged, Learnt, Result
from core.transfer.stages import Stage, inputs, plan, trainer_for
from core.transfer.trained import Trained
from core.work import Cancelled, Document, Report, Stop

OnTrained = Callable[[Trained], None]


class _Outcome(Judged, Learnt):
    """What the end of a training adds to its beginning."""


def train(
    recipe: Recipe,
    report: Report = lambda event: None,
    cancelled: Callable[[], bool] = lambda: False,
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
    choice = None
    if not recipe.scratch:
        with run.phase("convert"):
            choice = calibrate.choose(recipe.network)
    solve = _solve_probe if recipe.head == "probe" else _train_stages
    outcome = solve(run, subset, fresh, choice, on_trained)
    run.seconds["total"] = time.perf_counter() - start
    return {**run.partial(), **outcome}


def _train_stages(
    run: Experiment,
    subset: Subset,
    fresh: Split | None,
    choice: calibrate.Choice | None,
    on_trained: OnTrained,
) -> _Outcome:
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
    head_weights, best_epoch, stopped = None, 0, False
    for stage in stages:
        x, hit = inputs(run, stage, subset.train, choice, views=stage.views)
        x_val, hit_val = inputs(run, stage, subset.val, choice)
        with run.phase("compile"):
            trainer = trainer_for(recipe, stage)
            trainer.start(recipe.seed)
            if head_weights is not None:
                trainer.head.set_weights(head_weights)
        best_epoch, stopped = _train_stage(run, stage, trainer, x, x_val, subset)
        head_weights = trainer.head.get_weights()
    with run.phase("evaluate", len(subset.train.labels)) as on_done:
        train_right = trainer.probabilities(x, on_done).argmax(1)
        val_right = trainer.probabilities(x_val).argmax(1)
    tested = _tested(run, stage, subset.test, fresh, choice, trainer.probabilities)
    on_trained(Trained(recipe, stage.stored, choice, trainer.probabilities, trainer))
    labels = np.tile(subset.train.labels, max(stage.views, 1))
    return {
        "train_accuracy": float((train_right == labels).mean()),
        "val_accuracy": float((val_right == subset.val.labels).mean()),
        "best_epoch": best_epoch,
        "stopped_early": stopped,
        "trainable_parameters": trainer.trainable_parameters,
        "total_parameters": _total(recipe),
        "prefix_cached": hit and hit_val,
        **tested,
    }


def _total(recipe: Recipe) -> int:
    return count_total(recipe, {} if recipe.scratch else recipe.network.facts)


class _Engine(TypedDict):
    prefix_engine: str
    precision: str


class _Extra(TypedDict, total=False):
    probe_strength: float
    fresh_accuracy: float
    fresh_interval: list[float]


class _Tested(Judged, _Engine, _Extra):
    """What the test says, and what computed the frozen part."""


def _tested(
    run: Experiment,
    stage: Stage,
    test: Split,
    fresh: Split | None,
    choice: calibrate.Choice | None,
    judge: Callable[[Any, Callable[[int], None]], np.ndarray],
) -> _Tested:
    """What the test photos say, opened now, and what computed the frozen part; where they have
    leaked, also what photos say that took part in nothing."""

    def asked(photos: Split) -> np.ndarray:
        x, _hit = inputs(run, stage, photos, choice, phase="prefix_test")
        with run.phase("evaluate", len(photos)) as on_done:
            return judge(x, on_done)

    used = choice if stage.stored else None
    said = evaluate.judge(asked(test), test.labels, test.index, run.recipe.class_names)
    truth: _Extra = {}
    if fresh is not None:
        right = int((asked(fresh).argmax(1) == fresh.labels).sum())
        truth["fresh_accuracy"] = right / len(fresh)
        truth["fresh_interval"] = list(wilson_interval(right, len(fresh)))
    return {
        "prefix_engine": used.engine if used else "none",
        "precision": used.precision if used else "f32",
        **said,
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
    trainer.set_rates(recipe.lr, recipe.suffix_lr)
    epoch_of = _Epochs(run, stage, trainer, x, subset.train.labels, first)
    spent, began = run.seconds.get("fit", 0.0), time.perf_counter()
    with run.phase("fit", every):
        for epoch in range(first, first + stage.epochs):
            loss, accuracy, seconds = epoch_of.train(epoch)
            val = trainer.probabilities(x_val)
            row: EpochRow = {
                "epoch": epoch,
                "stage": stage.name,
                "loss": loss,
                "accuracy": accuracy,
                "lr": trainer.rates[0],
                "suffix_lr": trainer.rates[1],
                "seconds": seconds,
                "val_loss": evaluate.cross_entropy(val, subset.val.labels),
                "val_accuracy": float((val.argmax(1) == subset.val.labels).mean()),
            }
            run.epoch(row, every)
            run.stop_if_cancelled()
            if early and early.improved(epoch, row["val_loss"]) and not best:
                kept = (epoch, trainer.values())
            if best and best.improved(epoch, row["val_accuracy"]):
                kept = (epoch, trainer.values())
            if plateau and plateau.slow_down(row["val_loss"]):
                trainer.set_rates(*(max(r * plateau.factor, plateau.floor) for r in trainer.rates))
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
        self,
        run: Experiment,
        stage: Stage,
        trainer: Trainer,
        x: Any,
        labels: np.ndarray,
        first: int,
    ) -> None:
        self._run, self._stage, self._trainer, self._x = run, stage, trainer, x
        self._count = len(labels)
        self._y = tf.constant(np.tile(labels, max(stage.views, 1)).astype(np.int32))
        self._rng = np.random.default_rng([run.recipe.seed, first])

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

        sums = trainer.epoch(self._x, self._y, order, moves, recipe.batch, watch)
        if sums is None:
            raise Stop(dict(self._run.partial()))
        if not np.isfinite(sums[0]):
            raise LabError(
                "The loss became infinite in epoch {epoch}: the learning rate is too high for "
                "this network. Lower it and run again.",
                epoch=epoch,
            )
        return float(sums[0]), float(sums[1]), time.perf_counter() - began


def _solve_probe(
    run: Experiment,
    subset: Subset,
    fresh: Split | None,
    choice: calibrate.Choice | None,
    on_trained: OnTrained,
) -> _Outcome:
    """The linear probe: no epochs, one solution."""
    recipe, stage = run.recipe, plan(run.recipe, subset)[-1]
    x, hit = inputs(run, stage, subset.train, choice, views=stage.views)
    x_val, hit_val = inputs(run, stage, subset.val, choice)
    labels = np.tile(subset.train.labels, max(stage.views, 1))
    with run.phase("fit"):
        began = time.perf_counter()
        solved = probe.solve(
            x.numpy(), labels, x_val.numpy(), subset.val.labels, len(recipe.class_names)
        )
        train, val = solved.probabilities(x.numpy()), solved.probabilities(x_val.numpy())
        row: EpochRow = {
            "epoch": 1,
            "stage": "head",
            "loss": evaluate.cross_entropy(train, labels),
            "accuracy": float((train.argmax(1) == labels).mean()),
            "val_loss": evaluate.cross_entropy(val, subset.val.labels),
            "val_accuracy": float((val.argmax(1) == subset.val.labels).mean()),
            "lr": 0.0,
            "suffix_lr": 0.0,
            "seconds": time.perf_counter() - began,
        }
        run.epoch(row, 1)
    tested = _tested(
        run, stage, subset.test, fresh, choice, lambda x, on_done: solved.probabilities(x.numpy())
    )
    tested["probe_strength"] = solved.strength
    on_trained(Trained(recipe, stage.stored, choice, solved.probabilities, solved))
    size = solved.weights.size + solved.bias.size
    return {
        "train_accuracy": row["accuracy"],
        "val_accuracy": row["val_accuracy"],
        "best_epoch": 1,
        "stopped_early": False,
        "trainable_parameters": size,
        "total_parameters": _total(recipe),
        "prefix_cached": hit and hit_val,
        **tested,
    }


def train_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run a recipe (`Recipe.to_json`): its `Result`."""
    return dict(train(Recipe.from_json(payload), report, cancelled))
