"""From measures to an expected accuracy: a sum of few terms, fitted on development cases (light).

On the logit scale ``obtained = a + b · measured``; every network and every way adds a line of its
own over ``log2(photos / 1000)``, and each network a little to each way, all shrunk towards nothing.
What is measured is a mixture (`SHARES`), half of it the probe in front of the last block, which
also sees roughly where things are.  The fit is stored with the range that 80 % of the trainings of
cases fell into that were left out while it was made (`CALIBRATION`);
``python -m bench.calibrate_advisor`` writes it, never from the cases that the validation reports.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.advise.ways import FROZEN
from core.paths import ROOT

CALIBRATION = ROOT / "assets" / "evidence" / "advisor-calibration.json"
SHARES = {"before": 0.5, "probe": 0.25, "knn": 0.25}  # in what is measured
MANY = 1000  # photos
LOW, HIGH = 0.1, 0.9  # quantiles of the range
CURVE = ("one", "measured")  # a and b; every other term is shrunk
SHRINK = 3.0  # of every other term: trainings that say “nothing”


@dataclass(frozen=True)
class Row:
    """One training of a development case: what was measured before, and what came out."""

    case: str  # rows of one case are left out together
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
    """`weights` of the terms by name, as logits (a network or a way that took part in no
    development case has none); `spread`: quantiles of obtained minus expected where a case was left
    out; `rows` it rests on."""

    weights: Mapping[str, float]
    spread: tuple[float, float]
    rows: int

    def logit(self, measures: Mapping[str, Any], backbone: str, way: str, photos: int) -> float:
        found = terms(measures, backbone, way, photos)
        return sum(self.weights.get(name, 0.0) * value for name, value in found.items())

    def expected(
        self, measures: Mapping[str, Any], backbone: str, way: str, photos: int
    ) -> Expected:
        """What a training should reach.  measures: ``before``, ``probe``, ``knn``, 0..1."""
        value = self.logit(measures, backbone, way, photos)
        low, high = (value + edge for edge in self.spread)
        return Expected(_chance(value), _chance(low), _chance(high))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def terms(measures: Mapping[str, Any], backbone: str, way: str, photos: int) -> dict[str, float]:
    """What a training's logit is a weighted sum of, by name."""
    mixed = sum(share * measures[name] for name, share in SHARES.items())
    many = float(np.log2(photos / MANY))
    found = {
        "one": 1.0,
        "measured": _logit(mixed, photos),
        backbone: 1.0,
        f"{backbone} photos": many,
    }
    if way != FROZEN:
        found |= {way: 1.0, f"{way} photos": many, f"{backbone} {way}": 1.0}
    return found


def _logit(share: float, count: int) -> float:
    """The logit of a share of `count`, half a case away from 0 and 1 at least."""
    kept = (share * count + 0.5) / (count + 1)
    return float(np.log(kept / (1 - kept)))


def _chance(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


def fit(rows: Sequence[Row]) -> Fit:
    """The curve of the development cases, with the range that each case kept while it took no part
    in the curve."""
    left, share = [], []
    for case in sorted({row.case for row in rows}):
        apart = Fit(_weights(row for row in rows if row.case != case), (0.0, 0.0), 0)
        mine = [row for row in rows if row.case == case]
        left += [
            _logit(row.obtained, row.tested)
            - apart.logit(row.measures, row.backbone, row.way, row.photos)
            for row in mine
        ]
        share += [1 / len(mine)] * len(mine)  # each case counts alike, however much was trained
    low, high = np.quantile(left, [LOW, HIGH], weights=share, method="inverted_cdf")
    return Fit(_weights(rows), (float(low), float(high)), len(rows))


def _weights(rows: Iterable[Row]) -> dict[str, float]:
    """Least squares on the logit scale, each training weighted with how much its accuracy says
    there; shrunk by `SHRINK`."""
    rows = list(rows)
    found = [terms(row.measures, row.backbone, row.way, row.photos) for row in rows]
    names = sorted(set().union(*found))
    table = np.array([[one.get(name, 0.0) for name in names] for one in found])
    target = np.array([_logit(row.obtained, row.tested) for row in rows])
    shares = 1 / (1 + np.exp(-target))
    weighted = table * (2 * np.sqrt(shares * (1 - shares)))[:, None]
    penalty = np.diag([0.0 if name in CURVE else SHRINK for name in names])
    solved = np.linalg.solve(weighted.T @ table + penalty, weighted.T @ target)
    # The weights lean on the hard cases, where networks differ.  Stretching the whole curve to fit
    # easy ones as well leaves the order of all recipes as it is.
    slope, offset = np.polyfit(table @ solved, target, 1)
    solved *= slope
    solved[names.index("one")] += offset
    return {name: float(value) for name, value in zip(names, solved, strict=True)}


@lru_cache(maxsize=1)
def calibrated() -> Fit:
    """The fit that the product ships."""
    said = json.loads(CALIBRATION.read_text("utf-8"))["fit"]
    return Fit(**said | {"spread": tuple(said["spread"])})
