"""``python -m core shift``: what damaged photos do to networks trained on good ones."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from core.commands import output
from core.commands.options import several, whole
from core.commands.progress import progress
from core.datasets.corrupted import KINDS, SEVERITIES
from core.experiments import room, shift
from core.statistics import wilson_interval
from core.transfer import evaluate
from core.transfer.recipe import Recipe
from core.translations import Words

ABOUT = "Ask networks trained on good photos about damaged ones, or mix two networks' weights."
_NUMBERS = ("size", "per_class", "test_per_class")


def add(parser: argparse.ArgumentParser) -> None:
    add_base(parser, shift.BASE, shift.SEEDS)
    parser.add_argument(
        "--mix",
        action="store_true",
        help="the weights between a new head alone and fine-tuning, instead",
    )
    parser.add_argument(
        "--room",
        metavar="ID",
        help="a second dataset of the same classes, from another room, instead",
    )


def add_base(parser: argparse.ArgumentParser, base: Recipe, seeds: int) -> None:
    """Options for the recipe that a measurement begins with, and for how often it is made."""
    parser.add_argument("--dataset", metavar="ID", help=f"default {base.dataset}")
    usual = ",".join(base.classes) or "every class"
    parser.add_argument("--classes", type=several, metavar="A,B", help=f"default: {usual}")
    parser.add_argument("--backbone", metavar="ID", help=f"default {base.backbone}")
    for name in _NUMBERS:
        option, usual = f"--{name.replace('_', '-')}", getattr(base, name)
        parser.add_argument(option, type=whole, metavar="N", help=f"default {usual}")
    parser.add_argument("--seeds", type=whole, default=seeds, metavar="N")


def base_of(options: argparse.Namespace, base: Recipe) -> Recipe:
    """The recipe that `add_base`'s options ask for."""
    names = ("dataset", "classes", "backbone", *_NUMBERS)
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if "dataset" in given:  # whose classes are then to be chosen from
        base = base.fitted(dataset=given.pop("dataset"))
    return base.fitted(**given)


def run(options: argparse.Namespace, say: Words) -> int:
    base = base_of(options, shift.BASE)
    tell = progress(say)
    if options.mix:
        found = shift.mixed(shift.tuned(base).check(), options.seeds, tell)
        return output.answer(options, found, _mixes(found))
    ways = {name: recipe.check() for name, recipe in shift.ways(base).items()}
    if options.room:
        found = room.measure(ways, options.room, options.seeds, tell)
        return output.answer(options, found, _rooms(found))
    found = shift.measure(ways, options.seeds, tell)
    return output.answer(options, found, _damage(found, say))


def _damage(found: Mapping[str, Any], say: Words) -> Iterator[str]:
    """Accuracy of each way at every severity, kind by kind, and how far it says too much."""
    for way in dict.fromkeys(run["arm"] for run in found["runs"]):
        runs = shift.of(found["runs"], way)
        yield f"{way:24}" + "".join(f"{step:>8}" for step in range(SEVERITIES + 1))
        for kind, entry in KINDS.items():
            counts = (shift.right(runs, kind, step) for step in range(SEVERITIES + 1))
            yield f"  {say(entry.title):22}" + "".join(f"{r / n:8.1%}" for r, n in counts)
        for which, title in (("said", "calibration error"), ("tempered", "with temperature")):
            errors = (
                evaluate.binned_error(shift.pooled(runs, which, step))
                for step in range(SEVERITIES + 1)
            )
            yield f"  {title:22}" + "".join(f"{error:8.3f}" for error in errors)


def _rooms(found: Mapping[str, Any]) -> Iterator[str]:
    """Accuracy of each way here and in the other room, with intervals."""
    for way in dict.fromkeys(run["arm"] for run in found["runs"]):
        places = {where: room.right(found["runs"], way, where) for where in (room.HERE, room.THERE)}
        yield f"{way:12}" + "".join(_share(where, *count) for where, count in places.items())


def _share(where: str, right: float, photos: int) -> str:
    low, high = wilson_interval(right, photos)
    return f"{where:>8} {right / photos:6.1%} ({low:.0%} to {high:.0%}, {photos} photos)"


def _mixes(found: Mapping[str, Any]) -> Iterator[str]:
    runs = found["runs"]
    photos = sum(run["photos"] for run in runs)
    yield f"fine-tuned    good  damaged (severity {shift.MIDDLE})"
    for place, mix in enumerate(shift.MIXES):
        good, damaged = (sum(run[kind][place] for run in runs) for kind in ("clean", "shifted"))
        yield f"{mix:10.0%} {good / photos:7.1%} {damaged / photos:8.1%}"
