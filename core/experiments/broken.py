"""Eight ways to break a training, each beside its healthy twin (light).

The twins differ in one thing; three seeds each.  The damage is measured on photos that took part
in nothing: the twin's test accuracy minus the broken training's, seed by seed.  A leak is the one
mistake that makes the test accuracy *better*: its damage is what the claim exceeds the truth by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean
from typing import Any

from core.statistics import Difference, difference
from core.transfer import faults
from core.transfer.recipe import Recipe

SEEDS = (0, 1, 2)
HEALTHY, BROKEN = "healthy", "broken"

_PLAIN = Recipe(size=96, batch=32)
_SHORT = _PLAIN.but(per_class=100, epochs=3)
_LOOSE = _PLAIN.but(size=64, per_class=20, unfreeze=6, batch=4, epochs=5)
_TUNED = _PLAIN.but(per_class=20, unfreeze=18, lp_ft=5, epochs=2)
_AT_ONCE = _TUNED.but(lp_ft=0, epochs=7, suffix_lr=_TUNED.lr)  # one rate, as one `compile` gives


@dataclass(frozen=True)
class Break:
    """One mistake: the healthy recipe and the broken one (seed 0)."""

    id: str  # also the part of assets/lessons/broken.*.md that explains it
    healthy: Recipe
    broken: Recipe


BREAKS: dict[str, Break] = {
    entry.id: entry
    for entry in (
        Break("rate", _PLAIN, _PLAIN.but(lr=100 * _PLAIN.lr)),
        Break("head", _TUNED, _AT_ONCE),
        Break("norm", _LOOSE, _LOOSE.but(bn="train")),
        Break("scaled", _PLAIN, _PLAIN.but(fault=faults.SCALED)),
        Break("unshuffled", _SHORT, _SHORT.but(fault=faults.UNSHUFFLED)),
        Break("leak", _PLAIN, _PLAIN.but(fault=faults.LEAK)),
        Break("few", _PLAIN, _PLAIN.but(per_class=5)),
        Break("labels", _PLAIN, _PLAIN.but(fault=faults.LABELS)),
    )
}


def recipes(entry: Break) -> dict[str, Recipe]:
    """The six trainings by name: ``healthy|0`` … ``broken|2``."""
    return {
        f"{twin}|{seed}": recipe.but(seed=seed)
        for seed in SEEDS
        for twin, recipe in ((HEALTHY, entry.healthy), (BROKEN, entry.broken))
    }


@dataclass(frozen=True)
class Damage:
    """Accuracies (0..1), means over the seeds; `gap`: damage seed by seed, with its interval."""

    right: float  # of the healthy training; with a leak, the truth about the broken one
    wrong: float  # of the broken training; with a leak, what it claims
    gap: Difference

    @property
    def hurts(self) -> bool:
        """Whether the whole interval of the damage lies above zero."""
        return self.gap.low > 0


def damage(entry: Break, results: Mapping[str, Mapping[str, Any]]) -> Damage:
    """What the mistake cost.  `results`: the six result documents (`docs/result.md`) by name."""
    broken = [results[f"{BROKEN}|{seed}"] for seed in SEEDS]
    claimed = [run["test_accuracy"] for run in broken]
    if entry.broken.fault == faults.LEAK:
        truth = [run["fresh_accuracy"] for run in broken]
        return Damage(mean(truth), mean(claimed), difference(truth, claimed))
    healthy = [results[f"{HEALTHY}|{seed}"]["test_accuracy"] for seed in SEEDS]
    return Damage(mean(healthy), mean(claimed), difference(claimed, healthy))
