"""What every mistake costs: each against its healthy twin, three seeds, on CIFAR-10."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from core.environment import describe as environment
from core.experiments.broken import BREAKS, damage, recipes

Say = Callable[[str], None]


def run(say: Say) -> dict[str, Any]:
    """Mistake → accuracies, damage with its interval, seconds."""
    from core.transfer.fit import train

    out = {}
    for name, entry in BREAKS.items():
        start = time.perf_counter()
        found = damage(entry, {run: train(recipe) for run, recipe in recipes(entry).items()})
        seconds = time.perf_counter() - start
        out[name] = asdict(found) | {"hurts": found.hurts, "seconds": seconds}
        say(f"{name}: {100 * found.gap.mean:.1f} points, {seconds:.0f} s")
    return {"environment": environment(), "breaks": out}


def table(result: dict[str, Any]) -> str:
    lines = ["mistake       right  wrong  damage (95 % interval)      hurts  seconds"]
    for name, row in result["breaks"].items():
        gap = row["gap"]
        span = f"{100 * gap['low']:6.1f} to {100 * gap['high']:5.1f}"
        lines.append(
            f"{name:12} {row['right']:6.1%} {row['wrong']:6.1%}  {100 * gap['mean']:5.1f} ({span})"
            f"     {'yes' if row['hurts'] else 'no':5} {row['seconds']:7.0f}"
        )
    return "\n".join(lines)
