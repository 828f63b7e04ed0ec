"""The ways to break a training (`core.transfer.mistakes`), each beside its healthy twin (light).

The twins differ in one thing; three seeds each.  The damage is measured on photos that took part
in nothing: the twin's test accuracy minus the broken training's, seed by seed.  A leak
and a shortcut make the test accuracy *better*: their damage is what the claim exceeds the truth by.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean

from core.messages import Message
from core.statistics import Difference, difference
from core.transfer.mistakes import FAULTS, MISTAKES
from core.transfer.mistakes.mistake import Mistake
from core.transfer.recipe import Recipe
from core.transfer.result import Results

SEEDS = (0, 1, 2)
HEALTHY, BROKEN = "healthy", "broken"


@dataclass(frozen=True)
class Break:
    """One mistake: the healthy recipe and the broken one (seed 0)."""

    id: str  # also the part of assets/lessons/broken.*.md that explains it
    healthy: Recipe
    broken: Recipe

    @property
    def judged(self) -> tuple[Message, Message] | None:
        """What its two sets of test photos are called, where there are two (`Mistake.judged`)."""
        return FAULTS[self.broken.fault].judged

    @property
    def honest(self) -> bool:
        """Whether the broken training's test accuracy is one (`Mistake.honest`)."""
        return self.judged is None


def _twins(mistake: Mistake) -> Break:
    healthy = mistake.healthy(Recipe())
    return Break(mistake.id, healthy, mistake.broken(healthy))


BREAKS = {name: _twins(mistake) for name, mistake in MISTAKES.items()}


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

    right: float  # of the healthy training; where there is a claim, the truth about the broken one
    wrong: float  # of the broken training; what it claims
    gap: Difference

    @property
    def hurts(self) -> bool:
        """Whether the whole interval of the damage lies above zero."""
        return self.gap.low > 0


def damage(entry: Break, results: Results) -> Damage:
    """What the mistake cost.  `results`: those of the six trainings, by name."""
    broken = [results[f"{BROKEN}|{seed}"] for seed in SEEDS]
    claimed = [run["test_accuracy"] for run in broken]
    if not entry.honest:
        truth = [run["fresh_accuracy"] for run in broken]
        return Damage(mean(truth), mean(claimed), difference(truth, claimed))
    healthy = [results[f"{HEALTHY}|{seed}"]["test_accuracy"] for seed in SEEDS]
    return Damage(mean(healthy), mean(claimed), difference(claimed, healthy))
