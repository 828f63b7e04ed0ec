"""From measures to an expected accuracy: one curve, fitted on development cases (light, NumPy).

On the logit scale ``obtained = a + b · measured``; every network adds a line of its own over
``log2(photos / 1000)``, shrunk towards nothing, and fine-tuning adds another, the same for all.
What is measured is a mixture (`SHARES`), half of it the probe in front of the last block, which
also sees roughly where things are; together they foretold best in the development cases.  The fit
is stored with the range that 80 % of the trainings fell into (`CALIBRATION`);
``python -m bench.calibrate_advisor`` writes it, never from the cases that the validation reports.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.paths import ROOT

CALIBRATION = ROOT / "assets" / "evidence" / "advisor-calibration.json"
SHARES = {"before": 0.5, "probe": 0.25, "knn": 0.25}  # in what is measured
FROZEN = "extract"
MANY = 1000  # photos
LOW, HIGH = 0.1, 0.9  # quantiles of the range
SHRINK = (3.0, 0.9)  # of a network's line: trainings that say “nothing”, for height and slope


@dataclass(frozen=True)
class Row:
    """One training of a development case: what was measured before, and what came out."""

    backbone: str
    way: str
    measures: Mapping[str, Any]  # ``before``, ``probe``, ``knn``, 0..1
    photos: int  # trained on
    tested: int  # test photos
    obtained: float  # test accuracy


@dataclass(frozen=True)
class Expected:
    """Test accuracy to expect, 0..1, and the range that 80 % of the development cases kept."""

    accuracy: float
    low: float
    high: float


@dataclass(frozen=True)
class Fit:
    """The curve: ``base`` a and b; ``tuning`` c and d; ``networks`` the lines of single networks;
    ``spread`` the quantiles of obtained minus expected, as logits; ``rows`` it rests on.

    A network that took part in no development case has no line of its own.
    """

    base: tuple[float, float]
    tuning: tuple[float, float]
    networks: Mapping[str, tuple[float, float]]
    spread: tuple[float, float]
    rows: int

    def expected(
        self, measures: Mapping[str, Any], backbone: str, way: str, photos: int
    ) -> Expected:
        """What a training should reach.  measures: ``before``, ``probe``, ``knn``, 0..1."""
        value = float(np.array([*self.base, *self.tuning]) @ _general(measures, way, photos))
        height, slope = self.networks.get(backbone, (0.0, 0.0))
        value += height + slope * float(np.log2(photos / MANY))
        low, high = (value + edge for edge in self.spread)
        return Expected(_chance(value), _chance(low), _chance(high))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def _general(measures: Mapping[str, Any], way: str, photos: int) -> np.ndarray:
    """What the terms a, b, c, d are multiplied with."""
    mixed = sum(share * measures[name] for name, share in SHARES.items())
    tuned = way != FROZEN
    return np.array([1.0, _logit(mixed, photos), tuned, tuned * np.log2(photos / MANY)])


def _logit(share: float, count: int) -> float:
    """The logit of a share of `count`, half a case away from 0 and 1 at least."""
    kept = (share * count + 0.5) / (count + 1)
    return float(np.log(kept / (1 - kept)))


def _chance(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


def fit(rows: Sequence[Row]) -> Fit:
    """The curve of the development cases: least squares on the logit scale, each training weighted
    with how much its accuracy says there; the lines of single networks are shrunk (`SHRINK`)."""
    networks = sorted({row.backbone for row in rows})
    table = np.zeros((len(rows), 4 + 2 * len(networks)))
    target, weight = np.empty(len(rows)), np.empty(len(rows))
    for number, row in enumerate(rows):
        table[number, :4] = _general(row.measures, row.way, row.photos)
        place = 4 + 2 * networks.index(row.backbone)
        table[number, place : place + 2] = 1, np.log2(row.photos / MANY)
        target[number] = _logit(row.obtained, row.tested)
        weight[number] = 2 * np.sqrt(_chance(target[number]) * (1 - _chance(target[number])))
    penalty = np.diag([0.0] * 4 + list(SHRINK) * len(networks))
    weighted = table * weight[:, None]
    solved = np.linalg.solve(weighted.T @ table + penalty, weighted.T @ target)
    # The weights lean on the hard cases, where networks differ.  Stretching the whole curve to fit
    # easy ones as well leaves the order of all recipes as it is.
    slope, offset = np.polyfit(table @ solved, target, 1)
    solved *= slope
    solved[0] += offset
    left = target - table @ solved
    a, b, c, d = map(float, solved[:4])
    return Fit(
        base=(a, b),
        tuning=(c, d),
        networks={
            name: (float(height), float(slope))
            for name, (height, slope) in zip(networks, solved[4:].reshape(-1, 2), strict=True)
        },
        spread=(float(np.quantile(left, LOW)), float(np.quantile(left, HIGH))),
        rows=len(rows),
    )


@lru_cache(maxsize=1)
def calibrated() -> Fit:
    """The fit that the product ships."""
    document = json.loads(CALIBRATION.read_text("utf-8"))["fit"]
    pairs = {name: tuple(document[name]) for name in ("base", "tuning", "spread")}
    lines = {name: tuple(line) for name, line in document["networks"].items()}
    return Fit(**document | pairs | {"networks": lines})
