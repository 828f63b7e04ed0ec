"""Does it hold: three ways of learning under damage and with a shortcut, and mixed weights; three
seeds, CIFAR-10."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np

from core.datasets.corrupted import SEVERITIES
from core.datasets.marked import MARKS
from core.environment import describe as environment
from core.experiments import shift, shortcut
from core.statistics import difference, mean_half
from core.transfer import evaluate

Say = Callable[[str], None]
SEEDS = 3


def run(say: Say) -> dict[str, Any]:
    """Way → accuracy by severity (mean over kinds and seeds, with Student's half interval),
    calibration error without and with temperature; the mixes, and whether one is at least as good
    as both ends on good and damaged photos together; what a shortcut costs (`_shortcut`)."""
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
        "shortcut": {mark: _shortcut(mark, say) for mark in MARKS},
        "seconds": {"damage": found["seconds"], "mixes": mixed["seconds"]},
    }


def _shortcut(mark: str, say: Say) -> dict[str, Any]:
    """Of a mark: way → accuracy with the link and without, what cutting it costs and what either
    remedy gives back (mean and Student's interval, in points), the share of that, and the share of
    the heat map on the mark without and with mixed photos."""
    found = shortcut.measure(shortcut.arms(mark), SEEDS)
    say(f"shortcut, {mark}: {found['seconds']:.0f} s")
    out: dict[str, Any] = {"area": found["area"], "seconds": found["seconds"]}
    for way in shift.ways():
        arms = {one: shortcut.of(found["runs"], way, one) for one in shortcut.REMEDIES}
        cut = {one: shortcut.accuracies(runs, shortcut.CUT) for one, runs in arms.items()}
        linked = shortcut.accuracies(arms["none"], shortcut.LINKED)
        cost = difference(cut["none"], linked)
        back = {one: difference(cut["none"], cut[one]) for one in ("augmented", "mixed")}
        out[way] = {
            "linked": float(np.mean(linked)),
            "cut": float(np.mean(cut["none"])),
            "cost": asdict(cost),
            "back": {one: asdict(gain) for one, gain in back.items()},
            "share_back": {one: gain.mean / cost.mean for one, gain in back.items()},
            "mass": {one: shortcut.mass(runs) for one, runs in arms.items()},
            "costs_20": bool(cost.mean >= 0.2 and cost.low > 0),
            "mixed_gives_half": bool(back["mixed"].mean >= cost.mean / 2),
        }
    return out


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
    lines.append(
        f"{'shortcut':20}  linked     cut  cost (95 % interval)   back: mixed, augmented  map"
    )
    for mark, rows in result["shortcut"].items():
        for way in shift.ways():
            row = rows[way]
            low, mean, high = (100 * row["cost"][end] for end in ("low", "mean", "high"))
            back = (f"{row['share_back'][one]:6.0%}" for one in ("mixed", "augmented"))
            mass = [row["mass"][one] for one in ("none", "mixed")]
            seen = "" if None in mass else " → ".join(f"{share:.0%}" for share in mass)
            lines.append(
                f"{mark:8}{way:12}{row['linked']:8.1%}{row['cut']:8.1%}"
                f"{mean:6.1f} ({low:5.1f} to {high:5.1f})  {' '.join(back)}  {seen}"
            )
    return "\n".join(lines)
