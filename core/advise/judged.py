"""What outcomes say about the advice, and about what people choose by without it (light).

What the literature chooses a network by: its accuracy on ImageNet, LogME, k-NN or a linear probe
alone; and the network that is best on average in the development cases (`FAVOURITE`).  Each is
judged twice by the same trainings: with everything frozen, which the course's table recommends for
so few photos, and with LoRA in half of the blocks (`FIXED`), of the other ways the best on average
of those that every network but a VGG is trained in.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from statistics import mean
from typing import Any

import numpy as np

from core.advise import model
from core.advise.validate import Outcome, measured, same_case, tried
from core.advise.ways import FROZEN
from core.paths import ROOT
from core.statistics import difference, mean_half, wilson_interval

TOLERANCE = 0.02  # the recommended recipe may lie this far below the best that was tried
REPORTED = ROOT / "assets" / "evidence" / "advisor-report.json"  # every training of the report
PLAIN = "efficientnet_lite0"  # the best ImageNet accuracy of the bundled networks
BASELINE = (PLAIN, FROZEN)
FIXED = "lora_half"
ADVICE, IMAGENET, FAVOURITE = "advice", "imagenet", "favourite"
LOG_ME, KNN, PROBE = "log_me", "knn", "probe"
ALWAYS = {IMAGENET: PLAIN, FAVOURITE: "mobilenet_v2_dogs"}  # whatever the photos are
RIVALS = tuple((by, way) for by in (*ALWAYS, LOG_ME, KNN, PROBE) for way in (FROZEN, FIXED))
Arm = tuple[str, str]


def chosen(draw: Outcome, by: str, way: str) -> Arm | None:
    """The arm that a rival takes: the network with the greatest measure of that name, in a way;
    frozen where it was not trained in it (VGG).  None where nothing of the kind was measured."""
    arms = {(arm["backbone"], arm["way"]): arm for arm in draw["arms"]}
    said = {name: one[by] for (name, _way), one in arms.items() if by in one}
    if by not in ALWAYS and not said:
        return None
    name = ALWAYS.get(by) or max(said, key=said.__getitem__)
    return next((arm for arm in ((name, way), (name, FROZEN)) if arm in arms), None)


def summary(found: Sequence[Outcome], fit: model.Fit) -> dict[str, Any]:
    """What the outcomes say about the advice.

    ``cases``, ``advice``: how many, and draws of photos; ``rules``: of the advice and of every
    rival that could choose everywhere what `_rules` says; ``rank_correlation``: Spearman over all
    arms of all cases; ``winners``: backbones that were best in some case, and in how many;
    ``in_range``: `_covered`; ``points``: every arm of every draw, as figures show it; ``table``:
    the best and the recommended arm of each draw.
    """
    groups = by_case(found)
    points: list[dict[str, Any]] = []
    table: list[dict[str, Any]] = []
    losses: dict[tuple[str, str], list[float | None]] = defaultdict(list)
    winners: Counter[str] = Counter()
    for draws in groups.values():
        obtained = _means(draws)
        best = max(obtained, key=obtained.__getitem__)
        first = {backbone for (backbone, _), came in obtained.items() if came == obtained[best]}
        winners.update(first if len(first) == 1 else ())  # a tie between networks is nobody's win
        for draw in draws:
            said = foretold(draw, fit)
            points += said
            advised = max(said, key=lambda point: point["expected"])
            advised["advised"] = True
            taken: dict[tuple[str, str], Arm | None] = {
                (ADVICE, ""): (advised["backbone"], advised["way"]),
                **{rival: chosen(draw, *rival) for rival in RIVALS},
            }
            for who, arm in taken.items():
                losses[who].append(None if arm is None else obtained[best] - obtained[arm])
            table.append(_row(draw, advised, best, obtained))
    return {
        "cases": len(groups),
        "advice": len(table),
        "rules": _rules(losses),
        "rank_correlation": spearman(
            [point["expected"] for point in points], [point["obtained"] for point in points]
        ),
        "in_range": _covered(points),
        "winners": winners,
        "points": points,
        "table": table,
    }


def ceiling(found: Sequence[Outcome]) -> tuple[float, float, float]:
    """What even knowing one draw of photos promises of another: how often the arm that was best in
    one of two draws is within `TOLERANCE` of the best in the other, each way round.  The mean over
    the cases of `twice` and Student's interval."""
    shares = []
    for draws in twice(found):
        came = [{(a["backbone"], a["way"]): a["obtained"] for a in draw["arms"]} for draw in draws]
        lost = [
            max(there.values()) - there[max(here, key=here.__getitem__)]
            for here, there in (came, came[::-1])
        ]
        shares.append(mean(loss <= TOLERANCE + 1e-9 for loss in lost))
    half = mean_half(shares)
    return mean(shares), max(0.0, mean(shares) - half), min(1.0, mean(shares) + half)


def twice(found: Sequence[Outcome]) -> list[list[Outcome]]:
    """The draws of every case that was drawn twice."""
    return [draws for draws in by_case(found).values() if len(draws) == 2]


def by_case(found: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for draw in found:
        groups[same_case(draw)].append(draw)
    return groups


@lru_cache(maxsize=1)
def developed() -> list[Outcome]:
    """Every draw of the development cases."""
    runs: list[Outcome] = json.loads(model.CALIBRATION.read_text("utf-8"))["runs"]
    return runs


def rule(summed: Mapping[str, Any], by: str, way: str = FROZEN) -> dict[str, Any]:
    """What a summary says of the advice (whatever the way) or of a rival."""
    found: dict[str, Any] = next(
        one for one in summed["rules"] if one["by"] == by and (by == ADVICE or one["way"] == way)
    )
    return found


@lru_cache(maxsize=1)
def reported() -> dict[str, Any]:
    """The summary of the cases that took no part in making the rule, as it was measured."""
    runs = json.loads(REPORTED.read_text("utf-8"))["runs"]
    return summary(runs, model.calibrated())


def _row(
    draw: Outcome, advised: Mapping[str, Any], best: Arm, obtained: Mapping[Arm, float]
) -> dict[str, Any]:
    """What the table says of a draw: the best arm, and the advised one."""
    arm = advised["backbone"], advised["way"]
    row = {
        "case": draw["case"],
        "best": list(best),
        "best_obtained": obtained[best],
        "advised": list(arm),
        "advised_expected": advised["expected"],
        "advised_obtained": obtained[arm],
    }
    return row | ({"upload": draw["upload"]} if "upload" in draw else {})


def _rules(losses: Mapping[tuple[str, str], Sequence[float | None]]) -> list[dict[str, Any]]:
    """Of the advice, first, and of each rival: ``by`` and ``way``; ``within``: share within
    `TOLERANCE` of the best, with ``interval``; ``regret``: mean distance to the best;
    ``gain``: by how much the advice is nearer on average, with its interval (mean, low, high; None
    of the advice itself and of a single draw)."""
    mine = losses[ADVICE, ""]
    out = []
    for (by, way), theirs in losses.items():
        lost = [loss for loss in theirs if loss is not None]
        if len(lost) < len(theirs):
            continue
        near = sum(loss <= TOLERANCE + 1e-9 for loss in lost)
        gain = None
        if by != ADVICE and len(lost) > 1:
            found = difference([loss for loss in mine if loss is not None], lost)
            gain = [found.mean, found.low, found.high]
        out.append(
            {
                "by": by,
                "way": way,
                "within": near / len(lost),
                "interval": list(wilson_interval(near, len(lost))),
                "regret": mean(lost),
                "gain": gain,
            }
        )
    return out


def _covered(points: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many outcomes lie in their range: ``all`` trainings, with Student's ``interval`` over the
    draws, whose trainings are much alike (None of a single draw), and the ``advised`` ones, with
    Wilson's ``advised_interval``."""
    inside = [_inside(point) for point in points]
    by_draw: dict[str, list[bool]] = defaultdict(list)
    for point, held in zip(points, inside, strict=True):
        by_draw[str(point["case"])].append(held)
    shares = [mean(held) for held in by_draw.values()]
    half = mean_half(shares) if len(shares) > 1 else None
    kept = [held for point, held in zip(points, inside, strict=True) if point["advised"]]
    return {
        "all": mean(shares),
        "interval": None if half is None else [mean(shares) - half, min(1.0, mean(shares) + half)],
        "advised": mean(kept),
        "advised_interval": list(wilson_interval(sum(kept), len(kept))),
    }


def _inside(point: Mapping[str, Any]) -> bool:
    """Whether an outcome lies in its range, to half a photo: an accuracy of so many test photos is
    known no better, and all of them right is no accuracy of 100 %."""
    half = 0.5 / point["tested"]
    return bool(point["low"] - half <= point["obtained"] <= point["high"] + half)


def foretold(draw: Outcome, fit: model.Fit) -> list[dict[str, Any]]:
    """Every arm of a draw with what was expected of it, none advised yet."""
    out, measures = [], measured(draw)
    for arm in tried(draw):
        e = fit.expected(measures, arm["backbone"], arm["way"], draw["photos"])
        expected = {"expected": e.accuracy, "low": e.low, "high": e.high}
        same = {name: arm[name] for name in ("backbone", "way", "obtained", "tested")}
        out.append({"case": draw["case"], **same, **expected, "advised": False})
    return out


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Rank correlation, ties sharing their mean rank; 0 where one side does not vary."""
    if len(set(one)) < 2 or len(set(other)) < 2:
        return 0.0
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: Sequence[float]) -> np.ndarray:
    _unique, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    mean_rank = np.cumsum(counts) - (counts - 1) / 2
    return mean_rank[place]


def _means(draws: Sequence[Outcome]) -> dict[Arm, float]:
    """What each arm of a case came to: its mean over the draws."""
    values: dict[Arm, list[float]] = defaultdict(list)
    for draw in draws:
        for arm in tried(draw):
            values[arm["backbone"], arm["way"]].append(arm["obtained"])
    return {arm: mean(got) for arm, got in values.items()}
