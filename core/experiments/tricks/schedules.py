"""The last steps: a rate that stays, one that falls, and an average of the weights (heavy)."""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np

from core.experiments import small
from core.experiments.toys import schedule
from core.experiments.tricks import nets
from core.experiments.tricks.experiment import VALIDATION, Arm, Plan, Setting

PER_CLASS, EPOCHS, SEEDS, BATCH = 200, 10, 2, 32
MOMENTUM = 0.9

Watch = Callable[[keras.Model, int], small.OnEpoch]


class Falling(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    """The toy's schedule, step by step."""

    def __init__(self, rates: np.ndarray) -> None:
        super().__init__()
        self.rates = rates

    def __call__(self, step: object) -> object:
        rates = keras.ops.convert_to_tensor(self.rates, "float32")
        return keras.ops.take(rates, keras.ops.clip(step, 0, len(self.rates) - 1))


def averaging(model: keras.Model, seed: int) -> small.OnEpoch:
    """The mean of the weights behind each epoch of the second half (Izmailov et al. 2018)."""
    kept: list[list[np.ndarray]] = []

    def watch(row: small.Row) -> None:
        if row["epoch"] > row["epochs"] // 2:
            kept.append(model.get_weights())
        if row["epoch"] == row["epochs"]:
            model.set_weights([np.mean(same, axis=0) for same in zip(*kept, strict=True)])

    return watch


def plan(setting: Setting) -> Plan:
    """``rate``: the first learning rate; ``schedule``: how it falls in one of the three."""

    def arm(name: str, how: str, watch: Watch | None = None) -> Arm:
        steps = EPOCHS * (PER_CLASS * 10 // BATCH)
        rates = schedule.rates(how, setting["rate"], steps)
        return Arm(
            name,
            lambda seed: small.photos(PER_CLASS, VALIDATION, seed),
            nets.cnn,
            lambda: keras.optimizers.SGD(Falling(rates), MOMENTUM),
            watch,
        )

    arms = [
        arm("constant", schedule.CONSTANT),
        arm("falling", setting["schedule"]),
        arm("average", schedule.CONSTANT, averaging),
    ]
    return Plan(arms, EPOCHS, SEEDS, BATCH)
