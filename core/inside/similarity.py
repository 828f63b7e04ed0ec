"""How alike two representations of the same photos are, and how well classes lie apart (light)."""

from __future__ import annotations

from math import comb

import numpy as np

NEIGHBOURS = 5


def linear_cka(x: np.ndarray, y: np.ndarray) -> float:
    """Linear centred kernel alignment of features float [n, a] and [n, b] of the same n photos, in
    0..1 (Kornblith et al. 2019, arXiv 1905.00414).

    1 when one is the other turned, mirrored or scaled as a whole.  Computed from the n × n Gram
    matrices, so that many features cost little.  0 where either has no variance.
    """
    if len(x) != len(y):
        raise ValueError(f"{len(x)} and {len(y)} photos")
    first, second = _gram(x), _gram(y)
    scale = np.linalg.norm(first) * np.linalg.norm(second)
    return float(np.clip((first * second).sum() / scale, 0, 1)) if scale > 0 else 0.0


def _gram(x: np.ndarray) -> np.ndarray:
    flat = np.asarray(x, np.float64).reshape(len(x), -1)
    flat = flat - flat.mean(0)
    return np.asarray(flat @ flat.T)


def neighbours_agree(x: np.ndarray, labels: np.ndarray, k: int = NEIGHBOURS) -> np.ndarray:
    """Bool [n]: whether most of the `k` nearest other photos (Euclidean) are of the same class.

    Leave-one-out: nobody is a neighbour of their own.  Ties go to the class of the nearest.
    """
    flat = np.asarray(x, np.float64).reshape(len(x), -1)
    square = (flat**2).sum(1)
    distance = square[:, None] + square[None] - 2 * flat @ flat.T
    np.fill_diagonal(distance, np.inf)
    near = np.argsort(distance, axis=1, kind="stable")[:, : min(k, len(flat) - 1)]
    found = labels[near]
    votes = (found[:, :, None] == np.arange(labels.max() + 1)).sum(1).astype(float)
    votes[np.arange(len(flat)), found[:, 0]] += 0.5
    return np.asarray(votes.argmax(1) == labels)


def sign_test(before: np.ndarray, after: np.ndarray) -> float:
    """Two-sided exact p-value that right answers bool [n] of the same photos differ only by chance
    (McNemar's test: the photos that changed are tosses of a coin)."""
    gained, lost = int((after & ~before).sum()), int((before & ~after).sum())
    changed, fewer = gained + lost, min(gained, lost)
    if not changed:
        return 1.0
    tail = sum(comb(changed, count) for count in range(fewer + 1)) / 2**changed
    return float(min(1.0, 2 * tail))


def joint_map(
    before: np.ndarray, after: np.ndarray, labels: np.ndarray
) -> tuple[str, np.ndarray, np.ndarray]:
    """Both representations float [n, c] of the same photos on one plane, fitted on both together.

    PCA, unless t-SNE (fixed seed) keeps classes clearly better together, measured by neighbours on
    the plane.  Returns the method (``pca`` | ``tsne``), and float32 [n, 2] in -1..1 before and
    after.
    """
    from sklearn.decomposition import PCA
    from sklearn.manifold import TSNE
    from threadpoolctl import threadpool_limits

    both = np.concatenate([before, after]).astype(np.float64)
    size = len(before)
    wide = PCA(min(50, *both.shape), svd_solver="full", random_state=0).fit_transform(both)
    flat, method = wide[:, :2], "pca"
    if size >= 3 * NEIGHBOURS:
        # unchanged photos would lie on themselves: each pair would be its own neighbourhood
        same = np.allclose(before, after)
        with threadpool_limits(1):  # on a busy machine its threads would wait for each other
            near = TSNE(
                perplexity=min(30, size // 3),
                init="pca",
                learning_rate="auto",
                max_iter=500,
                random_state=0,
            ).fit_transform(wide[:size] if same else wide)
        near = np.concatenate([near, near]) if same else near
        if _kept(near, labels) > _kept(flat, labels) + 0.05:
            flat, method = near, "tsne"
    flat = flat - flat.mean(0)
    flat = (flat / (np.abs(flat).max() + 1e-12)).astype(np.float32)
    return method, flat[:size], flat[size:]


def _kept(flat: np.ndarray, labels: np.ndarray) -> float:
    """How many photos have neighbours of their class on the plane, before and after."""
    size = len(labels)
    halves = (flat[:size], flat[size:])
    return float(np.mean([neighbours_agree(half, labels).mean() for half in halves]))
