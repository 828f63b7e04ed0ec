"""What the photos look like to the best network: a map of the test photos, their nearest training
photos, and whether more photos or augmentation would help (heavy)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from core.datasets.subset import Split
from core.transfer import probe
from core.transfer.cache import ActivationStore
from core.transfer.evaluate import cross_entropy
from core.transfer.photos import subset_of
from core.transfer.prefix import Prefix
from core.transfer.recipe import Recipe
from core.work import Cancelled, Document, Report, look_up

NEAREST = 5  # training photos that each test photo is compared with
SHARES = (0.25, 0.5, 1.0)  # of the training photos, for the curve over their number
DRAWS = 4  # random choices of each smaller share


def examine(
    recipe: Recipe,
    report: Report = lambda event: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """Look at a recipe's photos through its network as it was before training.

    ``index`` [n]: the place of each test photo in the dataset.  ``map`` [n, 2]: the test photos in
    the plane of the two main directions of their features (principal components), ``explained``
    their share of the variance.  ``foreign`` [n]: share of the `NEAREST` training photos (by
    cosine) that are of another class.  ``sizes``: rows ``{"photos", "accuracy", "loss"}`` of a
    linear probe on part of the training photos, on validation photos.  ``augment``: the same for
    all training photos without and with the stored views: ``{"without", "with"}``.  Test photos
    choose nothing here.
    """
    recipe = recipe.check()
    subset = subset_of(recipe)
    prefix = Prefix.calibrated(recipe.network, recipe.network.depth, recipe.size)
    store = ActivationStore()
    total = len(subset.train) * (1 + recipe.views) + len(subset.val) + len(subset.test)
    before = 0

    def features(split: Split, view: tuple[int, int] | None = None) -> np.ndarray:
        nonlocal before

        def on_done(done: int) -> None:
            look_up(cancelled)
            report({"kind": "phase", "phase": "prefix", "done": before + done, "total": total})

        found = np.asarray(prefix(split, store, on_done, view)[0])
        before += len(split)
        return found

    train, val, test = map(features, (subset.train, subset.val, subset.test))
    out: dict[str, Any] = _plane(test) | {
        "index": subset.test.index.tolist(),
        "foreign": _foreign(test, subset.test, train, subset.train),
    }
    judged = _Judge(val, subset.val.labels, len(recipe.class_names), cancelled)
    out["sizes"] = _sizes(judged, train, subset.train.labels, recipe)
    if recipe.augment == "chapter":
        views = [features(subset.train, (recipe.seed, view)) for view in range(recipe.views)]
        labels = np.tile(subset.train.labels, len(views))
        out["augment"] = {
            "without": out["sizes"][-1],
            "with": judged(np.concatenate(views), labels),
        }
    return out


def _plane(test: np.ndarray) -> dict[str, Any]:
    centred = test - test.mean(0)
    left, strength, _ = np.linalg.svd(centred, full_matrices=False)
    shares = strength[:2] ** 2 / max(float((strength**2).sum()), 1e-12)
    return {
        "map": (left[:, :2] * strength[:2]).round(3).tolist(),
        "explained": shares.round(4).tolist(),
    }


def _foreign(test: np.ndarray, asked: Split, train: np.ndarray, known: Split) -> list[float]:
    one, other = (
        x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9) for x in (test, train)
    )
    near = np.argsort(-(one @ other.T), axis=1)[:, :NEAREST]
    shares: list[float] = (known.labels[near] != asked.labels[:, None]).mean(1).tolist()
    return shares


class _Judge:
    """A linear probe's accuracy and loss on validation photos."""

    def __init__(
        self, val: np.ndarray, labels: np.ndarray, classes: int, cancelled: Callable[[], bool]
    ) -> None:
        self._val, self._labels, self._classes = val, labels, classes
        self._cancelled = cancelled

    def __call__(self, x: np.ndarray, y: np.ndarray) -> dict[str, float]:
        look_up(self._cancelled)
        solved = probe.solve(x, y, self._val, self._labels, self._classes)
        said = solved.probabilities(self._val)
        return {
            "accuracy": float((said.argmax(1) == self._labels).mean()),
            "loss": cross_entropy(said, self._labels),
        }


def _sizes(
    judged: _Judge, train: np.ndarray, labels: np.ndarray, recipe: Recipe
) -> list[dict[str, float]]:
    rows = []
    for share in SHARES:
        count = max(1, round(share * recipe.per_class))
        found = []
        for draw in range(DRAWS if count < recipe.per_class else 1):
            rng = np.random.default_rng([recipe.seed, draw])
            chosen = np.concatenate(
                [
                    rng.permutation(np.flatnonzero(labels == label))[:count]
                    for label in range(len(recipe.class_names))
                ]
            )
            found.append(judged(train[chosen], labels[chosen]))
        means = {key: float(np.mean([one[key] for one in found])) for key in ("accuracy", "loss")}
        rows.append({"photos": count} | means)
    return rows


def examine_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Look at the photos of ``payload["recipe"]`` (`core.study.examine.examine`)."""
    return examine(Recipe.from_json(payload["recipe"]), report, cancelled)
