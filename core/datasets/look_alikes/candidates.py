"""Which photos may show the same, by landmarks that look the same (light).

Every landmark votes for the photos of its nearest neighbours, by how much nearer they are than the
last of them: what is common in all photos tells nothing.  Neighbours are looked for in the cells
of a coarse k-means only, so that the work grows hardly faster than the number of photos (the
inverted file of Jégou, Douze and Schmid, "Product Quantization for Nearest Neighbor Search", 2011).
"""

from __future__ import annotations

import numpy as np

PARTNERS = 12  # photos that a photo is compared with
_NEAREST = 6  # neighbours of a landmark, the last as the measure
_KEPT = 64  # main directions of the descriptions
_CELL, _CELLS_ASKED = 200, 3  # landmarks of a cell, cells in which a landmark looks
_SAMPLE = 20_000
_CHUNK = 2048


def whitened(described: np.ndarray) -> np.ndarray:
    """Descriptions float32 [n, d] in their main directions, so that none outweighs the others:
    float32 [n, 64 at most] of length 1."""
    mean = described.mean(0)
    some = described[:: 1 + len(described) // _SAMPLE] - mean
    spread, direction = np.linalg.eigh(some.T @ some / len(some))
    spread, direction = spread[-_KEPT:], direction[:, -_KEPT:]
    scaled = direction / np.sqrt(np.maximum(spread, 0) + 0.05 * spread.mean() + 1e-9)
    out = (described - mean) @ scaled.astype(np.float32)
    return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9))


def candidates(described: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """The pairs of photos int64 [n, 2] that landmarks speak for, the smaller number first.

    described: float32 [landmarks, d] of length 1; owner: the photo of each, int [landmarks].
    """
    near, closeness = _neighbours(described, owner)
    votes = closeness - closeness[:, -1:]
    mark, rank = np.nonzero((near >= 0) & (votes > 0))
    one, other = owner[mark], owner[near[mark, rank]]
    count = int(owner.max(initial=0)) + 1
    pair, at = np.unique(
        np.minimum(one, other) * count + np.maximum(one, other), return_inverse=True
    )
    score = np.bincount(at, votes[mark, rank], len(pair))
    pairs = np.stack([pair // count, pair % count], 1)
    # of each photo's partners the best
    photo, of = pairs.T.ravel(), np.tile(np.arange(len(pairs)), 2)
    order = np.lexsort((-np.tile(score, 2), photo))
    place = np.arange(len(order)) - np.searchsorted(photo[order], photo[order])
    return pairs[np.unique(of[order][place < PARTNERS])]


def _neighbours(described: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The nearest landmarks of other photos, int64 [n, 6], -1 where there are fewer, and their
    cosines, falling."""
    centres = _centres(described)
    asked = min(_CELLS_ASKED, len(centres))
    cells = np.empty((len(described), asked), np.int32)
    for start in range(0, len(described), _CHUNK):
        cosines = described[start : start + _CHUNK] @ centres.T
        cells[start : start + _CHUNK] = _largest(cosines, asked)
    near = np.full((len(described), _NEAREST), -1, np.int64)
    closeness = np.full((len(described), _NEAREST), -1, np.float32)
    for cell in range(len(centres)):
        members = np.flatnonzero(cells[:, 0] == cell)
        asking = np.flatnonzero((cells == cell).any(1)) if len(members) else members
        for start in range(0, len(asking), _CHUNK):
            rows = asking[start : start + _CHUNK]
            cosines = described[rows] @ described[members].T
            cosines[owner[rows][:, None] == owner[members]] = -1
            best = _largest(cosines, min(_NEAREST, len(members)))
            found = np.concatenate([closeness[rows], np.take_along_axis(cosines, best, 1)], 1)
            which = np.concatenate([near[rows], members[best]], 1)
            kept = _largest(found, _NEAREST)
            closeness[rows] = np.take_along_axis(found, kept, 1)
            near[rows] = np.take_along_axis(which, kept, 1)
    near[closeness <= -1] = -1
    return near, closeness


def _largest(values: np.ndarray, count: int) -> np.ndarray:
    """Where the `count` largest of each row are, the largest first, int64 [n, count]."""
    if count < values.shape[1]:
        part = np.argpartition(-values, count - 1, axis=1)[:, :count]
    else:
        part = np.tile(np.arange(values.shape[1]), (len(values), 1))
    order = np.argsort(-np.take_along_axis(values, part, 1), axis=1, kind="stable")
    return np.take_along_axis(part, order, 1)


def _centres(described: np.ndarray) -> np.ndarray:
    """Cells of about equally many landmarks: the centres of a few steps of k-means."""
    rng = np.random.default_rng(0)
    count = 1 + len(described) // _CELL
    shuffled = rng.permutation(len(described))
    centres, some = described[shuffled[:count]], described[shuffled[: 40 * count]]
    for _ in range(4):
        at = (some @ centres.T).argmax(1)
        order = np.argsort(at, kind="stable")
        filled, first = np.unique(at[order], return_index=True)
        sums = np.add.reduceat(some[order], first)
        centres = centres.copy()
        centres[filled] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return centres
