"""The learning-rate finder (Smith 2017, https://arxiv.org/abs/1506.01186; heavy).

One training of a few steps in which the rate grows from hardly anything to far too much: the loss
falls while it is right, and leaps when it is too high.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.transfer import calibrate
from core.transfer.cache import ActivationStore
from core.transfer.experiment import Experiment
from core.transfer.loop import Trainer
from core.transfer.photos import taught
from core.transfer.recipe import Recipe
from core.transfer.stages import inputs, plan, trainer_for
from core.work import Cancelled, Document, Report

STEPS, LOW, HIGH = 90, 1e-6, 10.0
BROKEN = 4.0  # times the lowest loss: it has gone to pieces
SMOOTH = 0.8  # of the loss so far stays in the average
WIDTH = 15  # a fall is looked for over a seventh of the way
SAFE = 10  # times lower than where the loss is lowest, at least (the usual rule)


def find(recipe: Recipe, report: Report, cancelled: Cancelled) -> dict[str, Any]:
    """``rates`` of the head with the smoothed training ``losses``, and ``advice``, a rate or None
    where the loss never fell.

    Unfrozen blocks keep their proportion to the head, and the last stage is what learns.
    """
    run = Experiment(recipe.check(), report, cancelled, ActivationStore())
    with run.phase("prepare"):
        subset, _fresh = taught(recipe)
    if not recipe.scratch:
        with run.phase("convert"):
            run.choice = calibrate.choose(recipe.network)
    stage = plan(recipe.but(augment="none"), subset)[-1]
    x, _hit = inputs(run, stage.stored, subset.train)
    with run.phase("compile"):
        trainer = trainer_for(recipe, stage)
        trainer.start(recipe.seed)
        trainer.optimizer.set_fall(0)
    rates = np.geomspace(LOW, HIGH, STEPS)
    with run.phase("fit", STEPS) as on_done:
        losses = _climbed(trainer, x, subset.train.labels.astype(np.int32), recipe, rates, on_done)
    kept = rates[: len(losses)].tolist()
    return {"rates": kept, "losses": losses, "advice": advice(rates, losses)}


def _climbed(
    trainer: Trainer, x: Any, y: np.ndarray, recipe: Recipe, rates: np.ndarray, on_done: Any
) -> list[float]:
    """The smoothed loss before each step; fewer where it goes to pieces."""
    rng = np.random.default_rng(recipe.seed)
    times = -(-len(rates) * recipe.batch // len(y))
    order = np.concatenate([rng.permutation(len(y)) for _ in range(times)])
    mean = 0.0
    losses: list[float] = []
    for step, rate in enumerate(rates):
        trainer.optimizer.set_rates(rate, rate * recipe.suffix_lr / recipe.lr, recipe.decay)
        rows = order[step * recipe.batch : (step + 1) * recipe.batch]
        sums = trainer.epoch(x, y, [rows[None]], None)
        assert sums is not None  # nobody stops it but `on_done`
        mean = SMOOTH * mean + (1 - SMOOTH) * sums[0]
        smooth = mean / (1 - SMOOTH ** (step + 1))
        if not np.isfinite(smooth) or (losses and smooth > BROKEN * min(losses)):
            break
        losses.append(float(smooth))
        on_done(step + 1)
    return losses


def advice(rates: np.ndarray, losses: list[float]) -> float | None:
    """Where the loss falls fastest, at most a tenth of where it is lowest (few photos can be told
    apart at any rate); None where it has hardly fallen."""
    lowest = int(np.argmin(losses))
    if len(losses) < 3 or losses[lowest] > 0.9 * losses[0]:
        return None
    wide = max(1, len(losses) // WIDTH)  # single batches are noise
    steepest = int(np.argmin(np.subtract(losses[2 * wide :], losses[: -2 * wide]))) + wide
    return min(float(rates[steepest]), float(rates[lowest]) / SAFE)


def find_rate_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The curve and the advice for a recipe (`Recipe.to_json`)."""
    return find(Recipe.from_json(payload), report, cancelled)
