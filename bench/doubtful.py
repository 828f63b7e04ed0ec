"""Doubtful labels: how many planted errors are found, how many right labels are called wrong.

240 cats and dogs, 5 and 10 % of their labels changed, ten seeds; beside ours a peer: the same rule
written anew on scikit-learn's own cross-validated logistic regression.  Photos: CIFAR-10's, 32
pixels wide, and photographs of a camera where the sample lies beside the project.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from core.datasets import own
from core.datasets.upload import archive
from core.datasets.upload.create import create
from core.environment import describe as environment
from core.experiments import planted
from core.paths import ROOT
from core.transfer import doubtful

SAMPLE = ROOT.parent / "shared" / "data" / "cats-and-dogs-sample.zip"
OWNER = "bench"
Say = Callable[[str], None]


def run(say: Say) -> dict[str, Any]:
    """Photos → way → share → recall and precision with 95 % intervals, seconds of a search."""
    sets: dict[str, tuple[str, tuple[str, ...]]]
    sets = {"cifar10": (planted.DATASET, planted.CLASSES)}
    if SAMPLE.is_file():
        made = create(OWNER, "cats and dogs", archive.opened(SAMPLE))
        sets["photographs"] = (made["id"], ())
    out: dict[str, Any] = {}
    try:
        for name, (dataset, classes) in sets.items():
            seen = doubtful.photos(dataset, classes, planted.PER_CLASS)
            out[name] = {"photos": len(seen.split), "ways": {}}
            for way, judge in {"ours": planted.judged, "scikit-learn": _peer}.items():
                out[name]["ways"][way] = _way(seen, judge)
                say(f"{name}, {way}: {out[name]['ways'][way]['seconds']:.2f} s a search")
    finally:
        own.delete_owner(OWNER)
    return {"environment": environment(), "seeds": planted.SEEDS, "sets": out}


def _way(seen: doubtful.Photos, judge: planted.Judge) -> dict[str, Any]:
    began = time.perf_counter()
    runs = planted.trials(seen, judge=judge)
    return {
        "seconds": (time.perf_counter() - began) / len(runs),
        "unplanted": len(judge(seen, seen.split.labels, 0)),
        "rates": {f"{share:g}": planted.rates(runs, share) for share in planted.SHARES},
    }


def _peer(seen: doubtful.Photos, labels: np.ndarray, seed: int) -> np.ndarray:
    """Confident learning on `cross_val_predict`, photo by photo."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    folds = StratifiedKFold(doubtful.FOLDS, shuffle=True, random_state=seed)
    head = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
    said = cross_val_predict(head, seen.features, labels, cv=folds, method="predict_proba")
    thresholds = [said[labels == label, label].mean() for label in range(said.shape[1])]
    errors = []
    for place, row in enumerate(said):
        reached = [at for at, level in enumerate(thresholds) if row[at] >= level]
        if reached and max(reached, key=row.__getitem__) != labels[place]:
            errors.append(place)
    return np.array(errors, np.int64)


def table(result: dict[str, Any]) -> str:
    lines = ["", "Planted errors: share of them found, share of the named ones that are errors"]
    for name, one in result["sets"].items():
        for way, said in one["ways"].items():
            for share, rates in said["rates"].items():
                lines.append(
                    f"  {name:12} {way:13} {float(share):4.0%} planted: "
                    + ", ".join(f"{kind} {_rate(rate)}" for kind, rate in rates.items())
                )
    return "\n".join(lines)


def _rate(rate: dict[str, Any]) -> str:
    if not rate["of"]:
        return "–"
    low, high = rate["interval"]
    return f"{rate['share']:.1%} ({low:.0%} to {high:.0%}, of {rate['of']})"
