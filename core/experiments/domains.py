"""The new-domain challenge: transfer against scratch, on pictures near to ImageNet and far from it
(light).

Both ways get the same photos and the same test; each works at the size that suits it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from core.datasets import library
from core.statistics import Difference, difference
from core.transfer.recipe import Recipe

DOMAINS = ("cifar10", "textures", "faces", "digits")
SEEDS = (0, 1, 2)
TRANSFER, SCRATCH = "transfer", "scratch"
VALIDATION = 5  # photos of each class
MOST_TEST = 30
SIZE = 128  # pixels for the frozen network; the small CNN sees 32, the size the photos have


@dataclass(frozen=True)
class Gain:
    """What transfer is worth on one domain: accuracies of every seed, and their difference."""

    dataset: str
    scratch: tuple[float, ...]
    transfer: tuple[float, ...]
    points: Difference  # of accuracies 0..1


def recipe(dataset: str, per_class: int, way: str, seed: int) -> Recipe:
    """One training of the challenge."""
    data = library.get(dataset)
    plain = Recipe(
        dataset=dataset,
        per_class=per_class,
        val_per_class=VALIDATION,
        test_per_class=min(MOST_TEST, data.test_per_class),
        size=SIZE,
        epochs=30,
        batch=min(32, per_class * len(data.classes) // 2),
        seed=seed,
    )
    return plain if way == TRANSFER else plain.but(scratch=True, size=32)


def recipes(datasets: Iterable[str], per_class: int) -> dict[str, Recipe]:
    """Name → recipe of every training, `SEEDS` for each domain and way."""
    return {
        name_of(dataset, way, seed): recipe(dataset, per_class, way, seed)
        for dataset in datasets
        for seed in SEEDS
        for way in (TRANSFER, SCRATCH)
    }


def name_of(dataset: str, way: str, seed: int) -> str:
    return f"{dataset}_{way}_{seed}"


def gains(results: Mapping[str, Mapping[str, Any]], datasets: Iterable[str]) -> list[Gain]:
    """The domains of which every training is there; `results`: name → result document."""
    found = []
    for dataset in datasets:
        names = {
            way: [name_of(dataset, way, seed) for seed in SEEDS] for way in (SCRATCH, TRANSFER)
        }
        if not all(name in results for way in names.values() for name in way):
            continue
        scratch, transfer = (
            tuple(float(results[name]["test_accuracy"]) for name in way) for way in names.values()
        )
        found.append(Gain(dataset, scratch, transfer, difference(scratch, transfer)))
    return found


def ordered(found: Sequence[Gain]) -> list[str]:
    """The domains, the one that gains most first."""
    return [gain.dataset for gain in sorted(found, key=lambda gain: -gain.points.mean)]


def apart(found: Sequence[Gain]) -> list[list[str]]:
    """The pairs (who gains more first) that can be told apart: their intervals do not touch."""
    return [
        [more.dataset, less.dataset]
        for more in found
        for less in found
        if more.points.low > less.points.high
    ]


def agreeing(order: Sequence[str], pairs: Sequence[Sequence[str]]) -> int:
    """In how many pairs an order (who gains more first) agrees with those of `apart`."""
    place = {name: at for at, name in enumerate(order)}
    return sum(place[more] < place[less] for more, less in pairs)


def told_apart(found: Sequence[Gain]) -> bool:
    """Whether the domain that gains least is separated from the one that gains most."""
    order = sorted(found, key=lambda gain: gain.points.mean)
    return order[0].points.high < order[-1].points.low


def behind(gain: Gain) -> str:
    """``surely`` or ``perhaps`` where scratch is ahead of transfer in the mean, else nothing."""
    if gain.points.mean >= 0:
        return ""
    return "surely" if gain.points.high < 0 else "perhaps"


def error_left(gain: Gain) -> float:
    """The share of scratch's mistakes that is left with transfer (above 1: there are more)."""
    return (1 - mean(gain.transfer)) / max(1 - mean(gain.scratch), 1e-9)
