"""How good is the advice?  Cases are trained with every arm and compared with what was expected.

A case is trained for every seed; what it came to is the mean test accuracy over them.  Advice is
given for each draw of photos by itself, as a learner would get it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import mean
from typing import Any

import numpy as np

from core.advise import model
from core.advise.case import Case
from core.statistics import wilson_interval
from core.transfer.recipe import Recipe
from core.transfer.result import Result
from core.work import Cancelled, Document, Report

TOLERANCE = 0.02  # the recommended recipe may lie this far below the best that was tried
BASELINE = ("efficientnet_lite0", "extract")  # the best ImageNet accuracy of the bundled networks

Outcome = dict[str, Any]


def arms(chosen: Sequence[Case]) -> dict[str, Recipe]:
    """Every training that advice on these cases is compared with, by name."""
    return {
        _name(place, *arm): case.recipe(*arm)
        for place, case in enumerate(chosen)
        for arm in case.arms()
    }


def _name(place: int, backbone: str, way: str) -> str:
    return f"{place}_{backbone}_{way}"


def outcomes(
    chosen: Sequence[Case], measures: Sequence[Document], results: Mapping[str, Result]
) -> list[Outcome]:
    """What `summary` reads of each case: ``case``, ``photos`` and ``arms``, as far as there are
    `results` of `arms`.  `measures`: backbone → `core.advise.measure.measure`, of each case."""
    return [
        {
            "case": case.to_json(),
            "photos": case.photos,
            "arms": [
                _arm(*arm, measured[arm[0]], results[_name(place, *arm)])
                for arm in case.arms()
                if _name(place, *arm) in results
            ],
        }
        for place, (case, measured) in enumerate(zip(chosen, measures, strict=True))
    ]


def _arm(backbone: str, way: str, measured: Document, result: Result) -> dict[str, Any]:
    return {
        "backbone": backbone,
        "way": way,
        **{name: measured[name] for name in model.SHARES},
        "obtained": result["test_accuracy"],
        "tested": sum(map(sum, result["confusion"])),
        "seconds": result["seconds"]["total"],
    }


def run(
    chosen: Sequence[Case], seeds: Sequence[int], report: Report = lambda event: None
) -> list[Outcome]:
    """Measure and train every case with every seed, or its own if none is given (heavy).

    Gives `outcomes`.  `report` hears ``{"kind": "trained", "done", "total", "case", **arm}`` of
    every training.
    """
    from core.advise.measure import measure
    from core.transfer.fit import train

    wanted = [replace(case, seed=seed) for case in chosen for seed in seeds or (case.seed,)]
    total, done, out = len(arms(wanted)), 0, []
    for case in wanted:
        measured, trained = measure(case), {}
        for name, recipe in arms([case]).items():
            trained[name] = train(recipe)
            (found,) = outcomes([case], [measured], trained)
            done += 1
            told = {"phase": "fit", "done": done, "total": total, "case": case.to_json()}
            report({"kind": "trained"} | told | found["arms"][-1])
        out.append(found)
    return out


def summary(found: Sequence[Outcome], fit: model.Fit) -> dict[str, Any]:
    """What the outcomes say about the advice.

    ``cases``; ``within_2_points`` and ``baseline_within_2_points``: share of all advice (a case
    and a draw) whose recipe came at most two points below the best arm of its case, with
    ``interval``; ``regret`` and ``baseline_regret``: mean distance to the best arm;
    ``rank_correlation``: Spearman over all arms of all cases; ``winners``: backbones that were best
    in some case, and in how many; ``in_range``: share of arms inside the range; ``points``: every
    arm of every draw, as figures show it; ``table``: the best and the recommended arm of each case.
    """
    groups = _by_case(found)
    points: list[dict[str, Any]] = []
    table: list[dict[str, Any]] = []
    winners: dict[str, int] = {}
    for draws in groups.values():
        obtained = _means(draws)
        best = max(obtained, key=obtained.__getitem__)
        first = {arm[0] for arm, value in obtained.items() if value == obtained[best]}
        if len(first) == 1:  # a tie between networks is nobody's win
            winners[best[0]] = winners.get(best[0], 0) + 1
        for draw in draws:
            expected = {
                (arm["backbone"], arm["way"]): fit.expected(
                    arm, arm["backbone"], arm["way"], draw["photos"]
                )
                for arm in draw["arms"]
            }
            said = max(expected, key=lambda arm: expected[arm].accuracy)
            table.append(
                {
                    "case": draw["case"],
                    "best": list(best),
                    "best_obtained": obtained[best],
                    "advised": list(said),
                    "advised_expected": expected[said].accuracy,
                    "advised_obtained": obtained[said],
                    "baseline_obtained": obtained[BASELINE],
                }
            )
            points += [
                {
                    "case": draw["case"],
                    "backbone": arm["backbone"],
                    "way": arm["way"],
                    "expected": e.accuracy,
                    "low": e.low,
                    "high": e.high,
                    "obtained": arm["obtained"],
                    "advised": (arm["backbone"], arm["way"]) == said,
                }
                for arm in draw["arms"]
                for e in [expected[arm["backbone"], arm["way"]]]
            ]
    regret = [row["best_obtained"] - row["advised_obtained"] for row in table]
    plain = [row["best_obtained"] - row["baseline_obtained"] for row in table]
    within = sum(loss <= TOLERANCE + 1e-9 for loss in regret)
    return {
        "cases": len(groups),
        "advice": len(table),
        "within_2_points": within / len(table),
        "interval": list(wilson_interval(within, len(table))),
        "baseline_within_2_points": mean(loss <= TOLERANCE + 1e-9 for loss in plain),
        "regret": mean(regret),
        "baseline_regret": mean(plain),
        "rank_correlation": spearman(
            [point["expected"] for point in points], [point["obtained"] for point in points]
        ),
        "in_range": mean(point["low"] <= point["obtained"] <= point["high"] for point in points),
        "winners": winners,
        "points": points,
        "table": table,
    }


def rows(found: Sequence[Outcome]) -> list[model.Row]:
    """Every arm of every draw as the model's fit wants it."""
    return [
        model.Row(arm["backbone"], arm["way"], arm, draw["photos"], arm["tested"], arm["obtained"])
        for draw in found
        for arm in draw["arms"]
    ]


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Rank correlation, ties sharing their mean rank; 0 where one side does not vary."""
    if len(set(one)) < 2 or len(set(other)) < 2:
        return 0.0
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: Sequence[float]) -> np.ndarray:
    _unique, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    mean_rank = np.cumsum(counts) - (counts - 1) / 2
    return mean_rank[place]


def _by_case(found: Sequence[Outcome]) -> dict[tuple[Any, ...], list[Outcome]]:
    groups: dict[tuple[Any, ...], list[Outcome]] = {}
    for draw in found:
        case = draw["case"]
        key = (case["dataset"], tuple(case["classes"]), case["per_class"])
        groups.setdefault(key, []).append(draw)
    return groups


def _means(draws: Sequence[Outcome]) -> dict[tuple[str, str], float]:
    """What each arm of a case came to: its mean over the draws."""
    values: dict[tuple[str, str], list[float]] = {}
    for draw in draws:
        for arm in draw["arms"]:
            values.setdefault((arm["backbone"], arm["way"]), []).append(arm["obtained"])
    return {arm: mean(got) for arm, got in values.items()}


def case_measures_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What the networks' frozen features say of each of ``payload["cases"]``: ``{"measures": […]}``
    in the same order (`core.advise.measure.measure`)."""
    from core.advise.measure import measure

    out = []
    for done, case in enumerate(payload["cases"]):
        report({"kind": "phase", "phase": "measure", "done": done, "total": len(payload["cases"])})
        out.append(measure(Case.from_json(case), cancelled=cancelled))
    return {"measures": out}
