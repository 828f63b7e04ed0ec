"""Planted errors: how many wrong labels confident learning finds, and how many right ones it calls
wrong.

Labels of photos that are known to be right are changed at random, then searched
(`core.transfer.doubtful`); features are computed once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from core.statistics import wilson_interval
from core.transfer import doubtful
from core.work import RAN, SO_FAR, Cancelled, Document, Report, steps

DATASET, CLASSES, PER_CLASS = "cifar10", ("cat", "dog"), 120
SHARES = (0.05, 0.10)
SEEDS = 10

Judge = Callable[[doubtful.Photos, np.ndarray, int], np.ndarray]  # labels, seed → positions


def planted(labels: np.ndarray, share: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Labels with a share of them wrong, and the positions of these: rounded down in every class,
    at least one; each goes to another class, all of them equally likely."""
    rng = np.random.default_rng([seed, round(1000 * share)])
    out, classes = labels.copy(), int(labels.max()) + 1
    wrong = []
    for label in range(classes):
        mine = np.flatnonzero(labels == label)
        wrong.append(rng.choice(mine, max(1, int(share * len(mine))), replace=False))
    where = np.sort(np.concatenate(wrong))
    out[where] = (labels[where] + rng.integers(1, classes, len(where))) % classes
    return out, where


def judged(seen: doubtful.Photos, labels: np.ndarray, seed: int) -> np.ndarray:
    """The positions whose labels, int [n], our search calls doubtful."""
    said = doubtful.out_of_fold(seen.features, labels, seen.groups, seed)
    return doubtful.confident(labels, said).doubtful


def trials(
    seen: doubtful.Photos,
    shares: Sequence[float] = SHARES,
    seeds: int = SEEDS,
    judge: Judge = judged,
    on_done: Callable[[dict[str, Any], int], None] = lambda run, of: None,
    known: Sequence[Mapping[str, Any]] = (),
) -> list[dict[str, Any]]:
    """For every share and seed: ``planted`` errors, how many were ``named`` doubtful, and how many
    of these were planted (``hits``).  `known`: those from before, not made again."""
    before = {(run["arm"], run["seed"]): dict(run) for run in known}
    runs = []
    for seed in range(seeds):
        for share in shares:
            run = before.get((f"{share:g}", seed))
            if run is None:
                labels, where = planted(seen.split.labels, share, seed)
                named = judge(seen, labels, seed)
                run = {
                    "arm": f"{share:g}",
                    "seed": seed,
                    "planted": len(where),
                    "named": len(named),
                    "hits": len(np.intersect1d(named, where)),
                    "rows": [],
                }
            runs.append(run)
            on_done(run, seeds * len(shares))
    return runs


def measure(
    dataset: str = DATASET,
    classes: Sequence[str] = CLASSES,
    per_class: int = PER_CLASS,
    backbone: str = doubtful.BACKBONE,
    shares: Sequence[float] = SHARES,
    seeds: int = SEEDS,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
    known: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Plant errors in a dataset and search them: ``photos``, ``runs`` as of `trials`, and
    ``unplanted``: how many labels are doubtful before anything is planted; ``seconds``."""
    began = time.perf_counter()
    tell = steps(report, cancelled, "folds")
    seen = doubtful.photos(
        dataset, classes, per_class, backbone, on_done=steps(report, cancelled, "prefix")
    )
    made: list[dict[str, Any]] = []

    def done(run: dict[str, Any], of: int) -> None:
        made.append(run)
        report({"kind": RAN, "run": run, "of": of})
        tell(len(made), of)

    tell(0, seeds * len(shares))
    unplanted = len(judged(seen, seen.split.labels, 0))
    runs = trials(seen, shares, seeds, on_done=done, known=known)
    return {
        "dataset": dataset,
        "backbone": backbone,
        "photos": len(seen.split),
        "unplanted": unplanted,
        "runs": runs,
        "seconds": time.perf_counter() - began,
    }


# -- reading what was found (light) ---------------------------------------------------------------


def totals(runs: Sequence[Mapping[str, Any]], share: float) -> tuple[int, int, int]:
    """Planted, named and hits of all runs with a share."""
    mine = [run for run in runs if run["arm"] == f"{share:g}"]
    planted, named, hits = (sum(run[name] for run in mine) for name in ("planted", "named", "hits"))
    return planted, named, hits


def rate(hits: int, of: int) -> dict[str, Any]:
    """A share with its 95 % interval; None of nothing."""
    if not of:
        return {"share": None, "interval": None, "of": 0}
    return {"share": hits / of, "interval": list(wilson_interval(hits, of)), "of": of}


def rates(runs: Sequence[Mapping[str, Any]], share: float) -> dict[str, Any]:
    """Recall and precision of all runs with a share."""
    planted, named, hits = totals(runs, share)
    return {"recall": rate(hits, planted), "precision": rate(hits, named)}


def planted_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """`measure` of ``payload``: dataset, classes, per_class, backbone, seeds."""
    return measure(
        payload["dataset"],
        payload["classes"],
        payload["per_class"],
        payload["backbone"],
        seeds=payload["seeds"],
        report=report,
        cancelled=cancelled,
        known=payload.get(SO_FAR, ()),
    )
