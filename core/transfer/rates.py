"""The learning rates that trainings start from where nobody chooses, each written once (light)."""

from __future__ import annotations

HEAD = 1e-3  # of a new head, which knows nothing yet: Adam's usual rate
CHAPTER = 1e-5  # of unfrozen blocks in the course's chapter, which takes thousands of photos
LAB = 1e-4  # of unfrozen blocks in the lab's own experiments: few photos make few steps


def in_code(rate: float) -> str:
    """A rate as a program has it: 1e-3, 2.5e-4."""
    digits, power = f"{rate:e}".split("e")
    return f"{float(digits):g}e{int(power)}"
