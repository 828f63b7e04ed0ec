"""How good is the advice?  Every case is trained with every arm.

A case is a dataset or an upload, some classes and a number of photos; none of them took part in
making the rule (`core/advise/cases.py`).  What an arm came to is the test accuracy of the whole
training; what people choose by without advice is judged by the same trainings.  A stop loses no
training: the next run goes on.  What it comes to is written to `core.advise.judged.REPORTED`, which
the page shows.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.advise import cases, judged, model, validate
from core.environment import describe as environment
from core.paths import cache_dir
from core.zoo import catalog as zoo

Say = Callable[[str], Any]


def log(name: str) -> Path:
    """Where trainings are kept until all are done."""
    return cache_dir("advisor") / f"{name}.jsonl"


def told(say: Say) -> Callable[[dict[str, Any]], None]:
    """What is said of each training when it ends."""

    def tell(line: dict[str, Any]) -> None:
        arm = line["arm"]
        say(
            f"{_name(line['case'])}: {arm['backbone']} {arm['way']} {arm['obtained']:.3f} "
            f"in {arm['seconds']:.1f} s"
        )

    return tell


def run(say: Say) -> dict[str, Any]:
    began, kept = time.perf_counter(), log("report")
    found = validate.run(cases.asked(cases.REPORT), kept, told(say))
    result = {
        "environment": environment(),
        "seconds": time.perf_counter() - began,
        "training_seconds": sum(arm["seconds"] for draw in found for arm in draw["arms"]),
        "trainings": sum(len(draw["arms"]) for draw in found),
    } | judged.summary(found, model.calibrated())
    document = {"environment": result["environment"], "runs": found}
    judged.REPORTED.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    kept.unlink(missing_ok=True)
    return result


def _name(case: dict[str, Any]) -> str:
    classes = "+".join(case["classes"]) or "all"
    return f"{case['dataset']} {classes} x{case['per_class']} seed {case['seed']}"


def table(result: dict[str, Any]) -> str:
    lines = ["", "Advisor: the recommended recipe against the best of all that were tried"]
    for row in result["table"]:
        lines.append(
            f"  {_name(row['case'])[:52]:52} {_arm(row['advised']):29} expected "
            f"{row['advised_expected']:.3f} obtained {row['advised_obtained']:.3f}  best "
            f"{row['best_obtained']:.3f} {_arm(row['best'])}"
        )
    lines.append(f"  {result['cases']} cases, {result['trainings']} trainings")
    for rule in result["rules"]:
        low, high = rule["interval"]
        gain = ""
        if rule["gain"]:
            gain = "; the advice is {:+.1f} points nearer ({:+.1f} to {:+.1f})".format(
                *(100 * value for value in rule["gain"])
            )
        lines.append(
            f"  {rule['by'] + ' ' + rule['way']:22} {rule['within']:4.0%} within 2 points "
            f"({low:.0%} to {high:.0%}), mean loss {100 * rule['regret']:.1f} points{gain}"
        )
    held, winners = result["in_range"], result["winners"].items()
    lines += [
        f"  rank correlation {result['rank_correlation']:.2f}; inside the range: "
        f"{held['all']:.0%} of all trainings ({_span(held['interval'])}), {held['advised']:.0%} of "
        f"the recommended ({_span(held['advised_interval'])})",
        "  winners: " + ", ".join(f"{zoo.get(name).title} {count}" for name, count in winners),
        f"  {result['training_seconds'] / 60:.0f} minutes of training",
    ]
    return "\n".join(lines)


def _span(interval: list[float]) -> str:
    return f"{interval[0]:.0%} to {interval[1]:.0%}"


def _arm(arm: list[str]) -> str:
    return " ".join(arm)
