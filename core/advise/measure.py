"""Every network's features of the training photos, in one pass each, and what they promise (heavy).

The passes go through the activation store: a training of the same photos afterwards finds them.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from core.advise import metrics
from core.advise.case import Case
from core.advise.model import calibrated
from core.advise.recommend import WISHES, recommend
from core.datasets.subset import Split
from core.transfer.cache import ActivationStore
from core.transfer.experiment import OnDone
from core.transfer.prefix import Prefix
from core.work import Cancelled, Document, Report, steps
from core.zoo import facts
from core.zoo.network import Network, head


def measure(
    case: Case,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
    store: ActivationStore | None = None,
) -> dict[str, dict[str, Any]]:
    """Backbone → what its frozen features say of the case's training photos, for every network
    whose trained weights are on this computer.

    ``knn``, ``probe``: accuracy 0..1; ``before``: that of a probe in front of the last block, each
    quarter of the maps by itself; ``log_me``; ``domain``: similarity 0..1, or None without an
    ImageNet head; ``features``: how many; ``seconds``: of the pass.  Raises
    LabError and `Cancelled`.
    """
    photos = case.subset().train
    store = store or ActivationStore()
    names = case.backbones()
    total, out = len(names) * len(photos), {}
    on_step = steps(report, cancelled, "prefix")
    for number, name in enumerate(names):
        before = number * len(photos)

        def on_done(done: int, before: int = before) -> None:
            on_step(before + done, total)

        on_done(0)
        start = time.perf_counter()
        out[name] = look(name, photos, case.size, store, on_done)
        out[name]["seconds"] = time.perf_counter() - start
        report({"kind": "measured", "backbone": name, **out[name]})
    return out


def look(
    backbone: str, photos: Split, size: int, store: ActivationStore, on_done: OnDone
) -> dict[str, Any]:
    """The measures of one network (see `measure`), through the activation store.

    What it computes is what trainings need that freeze everything, or all but the last block.
    """
    network = Network(backbone)
    features, maps = (
        np.asarray(Prefix.calibrated(network, boundary, size)(photos, store, on_done)[0])
        for boundary in (network.depth, network.depth - 1)
    )
    labels = photos.labels
    return {
        "knn": metrics.nearest_neighbour(features, labels),
        "probe": metrics.probe(features, labels),
        "before": metrics.probe(quarters(maps), labels),
        "log_me": metrics.log_me(features, labels),
        "domain": _domain(backbone, features, labels),
        "features": features.shape[1],
    }


def quarters(maps: np.ndarray) -> np.ndarray:
    """Each quarter of the maps averaged by itself, float32 [n, 4 c]: what is where, roughly.

    Quarters of maps with an odd side share the middle.  maps: [n, h, w, c].
    """
    high, wide = -(-maps.shape[1] // 2), -(-maps.shape[2] // 2)
    return np.concatenate(
        [
            maps[:, rows, columns].mean((1, 2))
            for rows in (slice(high), slice(-high, None))
            for columns in (slice(wide), slice(-wide, None))
        ],
        axis=1,
    )


def _domain(backbone: str, features: np.ndarray, labels: np.ndarray) -> float | None:
    rows = head(backbone)
    return metrics.domain_similarity(features, labels, rows[0].T) if rows else None


def advise_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Measure every network on the photos of ``payload`` (`core.advise.case.Case.to_json`) and
    answer every wish: ``case``, ``photos``, ``measures`` by backbone, ``advice`` by wish
    (`core.advise.recommend.Advice.to_json`)."""
    case = Case.from_json(payload).check()
    measures = measure(case, report, cancelled)
    for name in measures:
        facts.of(name)  # what the cheap wish compares
    return {
        "case": case.to_json(),
        "photos": case.photos,
        "measures": measures,
        "advice": {
            wish: recommend(case, measures, wish, calibrated()).to_json() for wish in WISHES
        },
    }
