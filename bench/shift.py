"""Does it hold: three ways of learning under damage, and mixed weights; three seeds, CIFAR-10."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from core.datasets.corrupted import SEVERITIES
from core.environment import describe as environment
from core.experiments import shift
from core.statistics import mean_half
from core.transfer import evaluate

Say = Callable[[str], None]
SEEDS = 3


def run(say: Say) -> dict[str, Any]:
    """Way → accuracy by severity (mean over kinds and seeds, with Student's half interval),
    calibration error without and with temperature; the mixes, and whether one is at least as good
    as both ends on good and damaged photos together."""
    found = shift.measure(shift.ways(), SEEDS)
    say(f"damage: {found['seconds']:.0f} s")
    mixed = shift.mixed(shift.tuned(), SEEDS)
    say(f"mixes: {mixed['seconds']:.0f} s")
    steps = range(SEVERITIES + 1)
    ways = {}
    for way in shift.ways():
        runs = shift.of(found["runs"], way)
        each = [[shift.accuracy(run, step) for run in runs] for step in steps]
        ways[way] = {
            "accuracy": [float(np.mean(one)) for one in each],
            "half": [mean_half(one) for one in each],
            "temperature": float(np.mean([run["temperature"] for run in runs])),
            **{
                which: [evaluate.binned_error(shift.pooled(runs, which, step)) for step in steps]
                for which in ("said", "tempered")
            },
        }
    photos = sum(run["photos"] for run in mixed["runs"])
    good, damaged = (
        (np.sum([run[kind] for run in mixed["runs"]], axis=0) / photos).tolist()
        for kind in ("clean", "shifted")
    )
    both = np.add(good, damaged) / 2
    return {
        "environment": environment(),
        "seeds": SEEDS,
        "photos": photos,
        "ways": ways,
        "mixes": {"fine_tuned": list(shift.MIXES), "good": good, "damaged": damaged},
        "best_mix": shift.MIXES[int(both.argmax())],
        "at_least_both_ends": bool(both.max() >= max(both[0], both[-1])),
        "seconds": {"damage": found["seconds"], "mixes": mixed["seconds"]},
    }


def table(result: dict[str, Any]) -> str:
    heads = "".join(f"{step:>16}" for step in range(SEVERITIES + 1))
    lines = [f"accuracy by severity{heads}"]
    for way, row in result["ways"].items():
        cells = zip(row["accuracy"], row["half"], strict=True)
        lines.append(f"{way:20}" + "".join(f"{mean:9.1%} ±{half:5.1%}" for mean, half in cells))
        for which in ("said", "tempered"):
            errors = "".join(f"{error:16.3f}" for error in row[which])
            lines.append(f"  error, {which:11}{errors}")
    mixes = result["mixes"]
    lines.append("fine-tuned  good  damaged")
    for mix, good, damaged in zip(*mixes.values(), strict=True):
        lines.append(f"{mix:9.0%} {good:6.1%} {damaged:7.1%}")
    lines.append(f"best mix: {result['best_mix']:.0%} fine-tuned")
    return "\n".join(lines)
