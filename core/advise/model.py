"""From measures to an expected accuracy: a few terms, fitted on development cases (light).

Everything frozen, on the logit scale: ``a + b · level + c · ahead``, where `level` is what the
measures say of all networks together and `ahead` by how much they put one before them, and a line
over ``log2(photos / 50)`` for each network, shrunk towards nothing.  So measures, which are unsure
with few photos, count less among networks than between tasks.

A way of training adds its `Gain`: of each network a line over the photos of its own, and of that
only what is sure.  The fit is stored with the range that 80 % of the trainings of cases fell into
that were left out while it was made (`CALIBRATION`); ``python -m bench.calibrate_advisor`` writes
it, never from the cases that the validation reports.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.advise.ways import FROZEN
from core.paths import ROOT

CALIBRATION = ROOT / "assets" / "evidence" / "advisor-calibration.json"
MEASURES = ("before", "probe", "knn")  # each counts alike
SOME = 50  # photos
LOW, HIGH = 0.1, 0.9  # quantiles of the range
CURVE = ("one", "level")  # every other term is shrunk
SHRINK = 3.0  # of a network's terms: trainings that say “nothing”
SHRINK_GAIN = 10.0  # and of the lines of ways
SURE = 1.96  # standard errors: an interval of 95 %
Measured = Mapping[str, Mapping[str, Any]]  # backbone → `MEASURES`, 0..1


@dataclass(frozen=True)
class Row:
    """One training of a development case: what was measured before, and what came out."""

    case: str  # rows of one case are left out together
    backbone: str
    way: str
    measures: Measured
    photos: int  # trained on
    tested: int  # test photos
    obtained: float  # test accuracy
    plain: float  # that of the same network on the same photos, everything frozen


@dataclass(frozen=True)
class Expected:
    """Test accuracy to expect, 0..1, and the range that 80 % of the development cases kept."""

    accuracy: float
    low: float
    high: float


@dataclass(frozen=True)
class Gain:
    """What a way adds to everything frozen, as a logit: `line`, at `SOME` photos and for each
    doubling; `spread`, its variances and (second) covariance over development cases."""

    line: tuple[float, float]
    spread: tuple[float, float, float]

    def sure(self, photos: int) -> float:
        """The end of the interval that is nearer to nothing; 0 where it holds nothing."""
        far = float(np.log2(photos / SOME))
        gain = self.line[0] + self.line[1] * far
        one, both, each = self.spread
        half = SURE * float(np.sqrt(max(0.0, one + 2 * both * far + each * far**2)))
        return float(np.sign(gain)) * max(0.0, abs(gain) - half)


@dataclass(frozen=True)
class Fit:
    """`weights` of the terms by name, as logits (a network that took part in no development case
    has none); `gains` by `arm_name`; `spread`: quantiles of obtained minus expected where a case
    was left out; `rows` it rests on."""

    weights: Mapping[str, float]
    gains: Mapping[str, Gain]
    spread: tuple[float, float] = (0.0, 0.0)
    rows: int = 0

    def logit(self, measures: Measured, backbone: str, way: str, photos: int) -> float:
        found = terms(measures, backbone, photos)
        plain = sum(self.weights.get(name, 0.0) * value for name, value in found.items())
        gain = self.gains.get(arm_name(backbone, way))
        return plain + (gain.sure(photos) if gain else 0.0)

    def expected(self, measures: Measured, backbone: str, way: str, photos: int) -> Expected:
        """What a training should reach, from the measures of every network."""
        value = self.logit(measures, backbone, way, photos)
        low, high = (value + edge for edge in self.spread)
        return Expected(_chance(value), _chance(low), _chance(high))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Fit:
        gains = {
            arm: Gain(tuple(one["line"]), tuple(one["spread"]))
            for arm, one in said["gains"].items()
        }
        return cls(said["weights"], gains, tuple(said["spread"]), said["rows"])


def arm_name(backbone: str, way: str) -> str:
    return f"{backbone} {way}"


def terms(measures: Measured, backbone: str, photos: int) -> dict[str, float]:
    """What the logit with everything frozen is a weighted sum of, by name."""
    mixed = {
        name: float(np.mean([_logit(one[key], photos) for key in MEASURES]))
        for name, one in measures.items()
    }
    level = float(np.mean(list(mixed.values())))
    many = float(np.log2(photos / SOME))
    return {
        "one": 1.0,
        "level": level,
        "ahead": mixed[backbone] - level,
        backbone: 1.0,
        f"{backbone} photos": many,
    }


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
        apart = curve([row for row in rows if row.case != case])
        mine = [row for row in rows if row.case == case]
        left += [
            _logit(row.obtained, row.tested)
            - apart.logit(row.measures, row.backbone, row.way, row.photos)
            for row in mine
        ]
        share += [1 / len(mine)] * len(mine)  # each case counts alike, however much was trained
    low, high = np.quantile(left, [LOW, HIGH], weights=share, method="inverted_cdf")
    found = curve(rows)
    return Fit(found.weights, found.gains, (float(low), float(high)), len(rows))


def curve(rows: Iterable[Row]) -> Fit:
    """The fit without its range."""
    tuned: dict[str, list[Row]] = defaultdict(list)
    frozen: list[Row] = []
    for row in rows:
        (frozen if row.way == FROZEN else tuned[arm_name(row.backbone, row.way)]).append(row)
    return Fit(_weights(frozen), {arm: _gain(mine) for arm, mine in sorted(tuned.items())})


def _weights(rows: Sequence[Row]) -> dict[str, float]:
    """Least squares on the logit scale, each training weighted with how much its accuracy says
    there; shrunk by `SHRINK`."""
    found = [terms(row.measures, row.backbone, row.photos) for row in rows]
    names = sorted(set().union(*found))
    table = np.array([[one.get(name, 0.0) for name in names] for one in found])
    target = np.array([_logit(row.obtained, row.tested) for row in rows])
    shares = 1 / (1 + np.exp(-target))
    weighted = table * (4 * shares * (1 - shares))[:, None]
    penalty = np.diag([0.0 if name in CURVE else SHRINK for name in names])
    solved = np.linalg.solve(weighted.T @ table + penalty, weighted.T @ target)
    # The weights lean on the hard cases, where networks differ.  Stretching the whole curve to fit
    # easy ones as well leaves the order of the networks as it is.
    slope, offset = np.polyfit(table @ solved, target, 1)
    solved *= slope
    solved[names.index("one")] += offset
    return {name: float(value) for name, value in zip(names, solved, strict=True)}


def _gain(rows: Sequence[Row]) -> Gain:
    """The shrunk line of an arm, with variances that take the trainings of one case together
    (Liang & Zeger 1986)."""
    table = np.array([[1.0, np.log2(row.photos / SOME)] for row in rows])
    target = np.array(
        [_logit(row.obtained, row.tested) - _logit(row.plain, row.tested) for row in rows]
    )
    inverse = np.linalg.inv(table.T @ table + SHRINK_GAIN * np.eye(2))
    line = inverse @ table.T @ target
    pulls: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(2))
    for row, terms_, missed in zip(rows, table, target - table @ line, strict=True):
        pulls[row.case] += terms_ * missed
    few = len(pulls) / max(1, len(pulls) - 1)
    spread = inverse @ sum(np.outer(pull, pull) for pull in pulls.values()) @ inverse * few
    return Gain(
        (float(line[0]), float(line[1])),
        (float(spread[0, 0]), float(spread[0, 1]), float(spread[1, 1])),
    )


@lru_cache(maxsize=1)
def calibrated() -> Fit:
    """The fit that the product ships."""
    return Fit.from_json(json.loads(CALIBRATION.read_text("utf-8"))["fit"])
