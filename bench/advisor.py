"""How good is the advice?  Every case is trained with every arm, on two draws of photos.

A case is a dataset, some of its classes and a number of photos; none of them took part in making
the rule (`core/advise/cases.py`).  What an arm came to is the test accuracy of the whole training.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from core.advise import cases, model, validate
from core.environment import describe as environment
from core.zoo import catalog as zoo

Say = Callable[[str], None]


def run(say: Say) -> dict[str, Any]:
    began = time.perf_counter()

    def tell(event: dict[str, Any]) -> None:
        say(
            f"{event['done']}/{event['total']} {_name(event['case'])}: {event['backbone']} "
            f"{event['way']} {event['obtained']:.3f} in {event['seconds']:.1f} s"
        )

    found = validate.run(cases.REPORT, cases.SEEDS, tell)
    summed = validate.summary(found, model.calibrated())
    return {
        "environment": environment(),
        "baseline": dict(zip(("backbone", "way"), validate.BASELINE, strict=True)),
        "seconds": time.perf_counter() - began,
    } | summed


def _name(case: dict[str, Any]) -> str:
    classes = "+".join(case["classes"]) or "all"
    return f"{case['dataset']} {classes} x{case['per_class']} seed {case['seed']}"


def table(result: dict[str, Any]) -> str:
    lines = ["", "Advisor: the recommended recipe against the best of all that were tried"]
    for row in result["table"]:
        lines.append(
            f"  {_name(row['case'])[:58]:58} {_arm(row['advised']):28} expected "
            f"{row['advised_expected']:.3f} obtained {row['advised_obtained']:.3f}  best "
            f"{row['best_obtained']:.3f} {_arm(row['best'])}"
        )
    low, high = result["interval"]
    winners = ", ".join(f"{name} {count}" for name, count in result["winners"].items())
    baseline = result["baseline"]
    lines += [
        f"  {result['cases']} cases, {result['advice']} pieces of advice: "
        f"{result['within_2_points']:.0%} within 2 points ({low:.0%} to {high:.0%}), mean loss "
        f"{100 * result['regret']:.1f} points",
        f"  always {zoo.get(baseline['backbone']).title}, {baseline['way']}: "
        f"{result['baseline_within_2_points']:.0%} within 2 points, mean loss "
        f"{100 * result['baseline_regret']:.1f} points",
        f"  rank correlation {result['rank_correlation']:.2f}; {result['in_range']:.0%} of all "
        f"trainings inside the range; winners: {winners}",
        f"  {result['seconds'] / 60:.1f} minutes",
    ]
    return "\n".join(lines)


def _arm(arm: list[str]) -> str:
    return " ".join(arm)
