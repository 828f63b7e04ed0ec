"""The learning rates that trainings start from where nobody chooses, each written once (light)."""

from __future__ import annotations

from typing import Protocol

CONSTANT, COSINE, WARM = SCHEDULES = ("constant", "cosine", "warm")
WARMING = 0.1  # of the steps, where the rates rise before they fall
HEAD = 1e-3  # of a new head, which knows nothing yet: Adam's usual rate
CHAPTER = 1e-5  # of unfrozen blocks in the course's chapter, which takes thousands of photos
FEW = 1e-3  # where few numbers of the blocks learn: each has to go further
LAB = 1e-4  # of unfrozen blocks in the lab's own experiments: few photos make few steps


def in_code(rate: float) -> str:
    """A rate as a program has it: 1e-3, 2.5e-4."""
    digits, power = f"{rate:e}".split("e")
    return f"{float(digits):g}e{int(power)}"


def written(rate: float) -> str:
    """A rate as people write it, without needless zeros: 0.001, 0.00002, 3e-7."""
    return f"{rate:.10f}".rstrip("0").rstrip(".") if rate >= 1e-5 else f"{rate:g}"


class Paced(Protocol):
    """What of a recipe says how its rates fall."""

    @property
    def schedule(self) -> str: ...
    @property
    def batch(self) -> int: ...


def fall(recipe: Paced, photos: int, epochs: int) -> tuple[int, int]:
    """Over how many steps of a stage the rates fall (0: they stay), and in how many they rise."""
    if recipe.schedule == CONSTANT:
        return 0, 0
    steps = epochs * -(-photos // recipe.batch)
    return steps, max(1, round(WARMING * steps)) if recipe.schedule == WARM else 0
