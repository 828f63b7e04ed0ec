"""How long will it take?  Answered from this computer's own past runs, or not at all (light).

A training is three pieces of work: photos pass once through the frozen blocks, the trainable part
takes its steps, and the rest (reading photos, compiling, measuring).  Past runs say how fast this
machine does each; multiply-accumulates, counted per block, carry that to another boundary or size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import exp, log
from statistics import median
from typing import Any

from core.runs.store import Store
from core.transfer.mistakes import FAULTS
from core.transfer.recipe import Recipe
from core.zoo.learnable import ALL

BACKWARD = 3  # a training step costs about three forward passes
OWN_SPREAD, FOREIGN_SPREAD = 1.3, 2.5  # least factor either way: same network, another network
WIDEST = 5.0  # a factor above which past runs differ too much to tell anything
TRUSTED = 12  # newest runs that are looked at for each piece


@dataclass(frozen=True)
class Past:
    """A finished run of this computer, as far as time goes."""

    recipe: Recipe
    seconds: Mapping[str, float]  # of each phase, and "total"
    cached: bool  # the frozen part had been computed before


@dataclass(frozen=True)
class Estimate:
    """Seconds, with the range that past runs support."""

    seconds: float
    low: float
    high: float
    runs: int  # how many past runs it rests on
    cached: bool  # the photos have been through these frozen blocks already


@dataclass(frozen=True)
class Work:
    """What a recipe asks of the machine: billions of multiply-accumulates, and steps."""

    passing: float  # all photos once through the frozen blocks
    training: float  # the unfrozen blocks, forwards and backwards, over all epochs
    steps: int


def block_macs(facts: Mapping[str, Any], size: int) -> list[float]:
    """Billions of multiply-accumulates of every block for one photo of `size` pixels a side.

    Sizes that were not counted are carried over from the nearest one: work grows with the area.
    """
    blocks = facts["blocks"]
    nearest = min(blocks[0]["macs"], key=lambda text: abs(int(text) - size))  # the same for each
    area = (size / int(nearest)) ** 2 / 1e9
    return [block["macs"][nearest] * area for block in blocks]


def work(recipe: Recipe, facts: Mapping[str, Any] | None) -> Work:
    """The work of a recipe; without counted facts only its steps are known."""
    classes = len(recipe.class_names)
    train, val = recipe.per_class * classes, recipe.val_per_class * classes
    test = recipe.test_per_class * classes
    epochs = recipe.epochs + recipe.lp_ft
    steps = epochs * -(-train // recipe.batch)
    if recipe.scratch:  # its convolutions grow with the area of the photo
        area = (recipe.size / 32) ** 2
        return Work(0.0, area * epochs * (BACKWARD * train + val) * 1e-2, steps)
    if facts is None:
        return Work(0.0, 0.0, steps)
    macs = block_macs(facts, recipe.size)
    frozen, learning = sum(macs[: recipe.boundary]), sum(macs[recipe.boundary :])
    views = recipe.views if recipe.augment == "chapter" and recipe.boundary else 1
    return Work(
        frozen * (train * views + val + test),
        learning * (recipe.epochs * (BACKWARD * train + val) + train + val + test),
        steps,
    )


def estimate(
    recipe: Recipe,
    past: Sequence[Past],
    facts: Mapping[str, Mapping[str, Any] | None],
) -> Estimate | None:
    """Seconds for a recipe, or None where no run of this computer tells, or they differ too widely.

    past: newest first.  facts: counted facts by backbone id (None where not counted).
    """
    kind = _kind(recipe)
    relatives = [run for run in past if _kind(run.recipe) == kind]
    own = [run for run in relatives if run.recipe.backbone == recipe.backbone]
    family = (own or relatives)[:TRUSTED]
    if not family or not (own or recipe.scratch or facts.get(recipe.backbone)):
        return None  # another network tells nothing while the work of this one is not counted
    wanted = work(recipe, facts.get(recipe.backbone))
    cached = any(_same_passing(recipe, run.recipe) for run in past)
    spread = OWN_SPREAD if own else FOREIGN_SPREAD

    passing = 0.0
    if wanted.passing and not cached:
        alike = [run for run in past if run.recipe.backbone == recipe.backbone]
        same = _speeds(alike, facts)
        chosen = same or _speeds(past, facts)
        if not chosen:
            return None
        passing = wanted.passing / median(chosen)
        spread = max(spread, _spread(chosen), OWN_SPREAD if same else FOREIGN_SPREAD)

    pace = []  # seconds for one unit of training work
    for run in family:
        done = work(run.recipe, facts.get(run.recipe.backbone))
        unit = done.training or done.steps
        if unit and run.seconds.get("fit", 0) > 0:
            pace.append(run.seconds["fit"] / unit)
    if not pace:
        return None
    fit = median(pace) * (wanted.training or wanted.steps)
    if recipe.seconds:
        fit = min(fit, recipe.seconds)
    rest = median(max(0.0, _rest(run)) for run in family)
    seconds = passing + fit + rest
    spread = max(spread, _spread(pace))
    if spread > WIDEST:
        return None
    return Estimate(seconds, seconds / spread, seconds * spread, len(family), cached)


def _speeds(past: Sequence[Past], facts: Mapping[str, Mapping[str, Any] | None]) -> list[float]:
    """Billions of multiply-accumulates a second through frozen blocks, of the newest runs."""
    speeds = (
        work(run.recipe, facts.get(run.recipe.backbone)).passing / spent
        for run in past
        if not run.cached
        and (spent := run.seconds.get("prefix", 0) + run.seconds.get("prefix_test", 0)) > 0
    )
    return list(islice((speed for speed in speeds if speed > 0), TRUSTED))


def past_of(store: Store, newest: int = 200) -> list[Past]:
    """How long this computer took for what, newest first (of every learner, times only).

    A leaked test trains on more photos than its recipe says, so it tells nothing of others.
    """
    rows = [(Recipe.from_json(row["recipe"]), row) for row in store.timings(limit=newest)]
    return [
        Past(recipe, row["seconds"], row["cached"])
        for recipe, row in rows
        if FAULTS[recipe.fault].honest
    ]


def together(
    recipes: Sequence[Recipe],
    past: Sequence[Past],
    facts: Mapping[str, Mapping[str, Any] | None],
    times: int = 1,
) -> Estimate | None:
    """Seconds for all recipes one after the other, each `times` times; None where one cannot be
    told."""
    found = []
    for recipe in recipes:
        one = estimate(recipe, past, facts)
        if one is None:
            return None
        found.append(one)
    return Estimate(
        times * sum(one.seconds for one in found),
        times * sum(one.low for one in found),
        times * sum(one.high for one in found),
        runs=min(one.runs for one in found),
        cached=False,
    )


def _kind(recipe: Recipe) -> str:
    """Runs of one kind spend their time alike."""
    if recipe.scratch:
        return "scratch"
    if recipe.unfreeze:
        return "suffix" if recipe.learns == ALL else "few numbers"
    return "probe" if recipe.head == "probe" else "head"


def _same_passing(one: Recipe, other: Recipe) -> bool:
    """Whether the frozen part of both is the same piece of work."""
    what = (
        "dataset", "class_names", "per_class", "val_per_class", "test_per_class", "backbone",
        "weights", "size", "boundary", "augment", "seed", "scratch",
    )  # fmt: skip
    return all(getattr(one, name) == getattr(other, name) for name in what) and (
        one.augment == "none" or one.views <= other.views
    )


def _rest(run: Past) -> float:
    known = sum(run.seconds.get(name, 0.0) for name in ("prefix", "prefix_test", "fit"))
    return run.seconds.get("total", known) - known


def _spread(values: Sequence[float]) -> float:
    """The factor that covers most of what was seen, either way."""
    if len(values) < 2:
        return 1.0
    middle = log(median(values))
    return exp(2 * median(abs(log(value) - middle) for value in values))
