"""Every trick by its name (heavy)."""

from __future__ import annotations

from collections.abc import Callable

from core.experiments.tricks import batchnorm, dropout, optimizers, overfit, scale, start
from core.experiments.tricks.experiment import Plan, Setting

PLANS: dict[str, Callable[[Setting], Plan]] = {
    "start": start.plan,
    "scale": scale.plan,
    "optimizers": optimizers.plan,
    "dropout": dropout.plan,
    "batchnorm": batchnorm.plan,
    "overfit": overfit.plan,
}
