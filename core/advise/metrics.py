"""How well a network's features already tell the classes apart, without training it (light, NumPy).

All of them see training photos only.  None wins everywhere (arXiv 2204.01403, 715,000 set-ups);
leave-one-out k-NN predicted best over 42,000 runs (arXiv 2503.18528).
"""

from __future__ import annotations

import numpy as np

NEIGHBOURS = 5
FOLDS = 10
PENALTY = 0.3  # of the probe, in mean squares of a feature vector
DECAY = 0.01  # of the distance in `domain_similarity` (Cui et al. 2018, arXiv 1806.06193)
ROUNDS = 100  # at most, of LogME's fixed point


def nearest_neighbour(features: np.ndarray, labels: np.ndarray) -> float:
    """Leave-one-out accuracy of cosine k-NN, 0..1: every photo is named by its nearest others.

    features: float [n, d]; labels: int [n].  Neighbours vote with their cosine; k is 5, or what
    the rarest class has to offer besides the photo itself.
    """
    unit = features / np.maximum(np.linalg.norm(features, axis=1, keepdims=True), 1e-12)
    cosine = unit @ unit.T
    np.fill_diagonal(cosine, -np.inf)
    counts = np.bincount(labels)
    k = int(max(1, min(NEIGHBOURS, counts[counts > 0].min() - 1)))
    near = np.argsort(-cosine, axis=1, kind="stable")[:, :k]
    votes = np.zeros((len(labels), len(counts)))
    weight = np.take_along_axis(cosine, near, axis=1) + 1  # 0..2: an opposite photo says nothing
    for column in range(k):
        np.add.at(votes, (np.arange(len(labels)), labels[near[:, column]]), weight[:, column])
    return float((votes.argmax(1) == labels).mean())


def folds_of(labels: np.ndarray) -> np.ndarray:
    """The fold of every photo, int [n]: each fold holds equally many of every class.

    With up to ten photos a class, a fold leaves out one of each: nearly leave-one-out, and no
    class is rarer than another in what is left.
    """
    counts = np.bincount(labels)
    count = int(min(FOLDS, counts[counts > 0].min()))
    fold = np.empty(len(labels), np.int64)
    for label in np.unique(labels):
        mine = np.flatnonzero(labels == label)
        fold[mine] = np.arange(len(mine)) % count
    return fold


def probe(features: np.ndarray, labels: np.ndarray) -> float:
    """Cross-validated accuracy of a linear probe, 0..1: every photo is judged by a probe that has
    not seen it.

    Ridge regression onto the classes, solved in the space of the photos (n x n).
    features: float [n, d]; labels: int [n], at least two photos of every class.
    """
    spread = features.std(0)
    x = (features - features.mean(0)) / np.where(spread > 1e-8, spread, 1)
    y = (labels[:, None] == np.arange(int(labels.max()) + 1)).astype(np.float64)
    kernel = x @ x.T / x.shape[1]
    fold, right = folds_of(labels), 0
    for number in np.unique(fold):
        out = fold == number
        inside = ~out
        solved = np.linalg.solve(
            kernel[np.ix_(inside, inside)] + PENALTY * np.eye(int(inside.sum())),
            y[inside] - y[inside].mean(0),
        )
        said = kernel[np.ix_(out, inside)] @ solved + y[inside].mean(0)
        right += int((said.argmax(1) == labels[out]).sum())
    return right / len(labels)


def log_me(features: np.ndarray, labels: np.ndarray) -> float:
    """LogME (You et al. 2021, arXiv 2102.11005): the mean log evidence of a photo's label under
    Bayesian linear regression, maximised over both precisions; higher is better.

    features: float [n, d]; labels: int [n].  One decomposition, then a fixed point a class.
    """
    f = features.astype(np.float64)
    u, s, _v = np.linalg.svd(f, full_matrices=False)
    squares = s**2
    found = [
        _evidence(u, squares, (labels == label).astype(np.float64), f.shape)
        for label in np.unique(labels)
    ]
    return float(np.mean(found))


def _evidence(u: np.ndarray, squares: np.ndarray, y: np.ndarray, shape: tuple[int, ...]) -> float:
    """The greatest log evidence per photo for one class: y 0 or 1, float [n]."""
    n, d = shape
    projected = (u.T @ y) ** 2
    rest = max(float(y @ y - projected.sum()), 0.0)  # what no feature can explain
    alpha = beta = 1.0
    for _round in range(ROUNDS):
        shrunk = alpha + beta * squares
        gamma = float((beta * squares / shrunk).sum())
        m2 = float((beta**2 * squares * projected / shrunk**2).sum())
        residual = float((alpha**2 * projected / shrunk**2).sum()) + rest
        new = gamma / max(m2, 1e-12), (n - gamma) / max(residual, 1e-12)
        settled = abs(np.log(new[0] / alpha)) + abs(np.log(new[1] / beta)) < 1e-4
        alpha, beta = new
        if settled:
            break
    return log_evidence(alpha, beta, squares, projected, rest, n, d)


def log_evidence(
    alpha: float,
    beta: float,
    squares: np.ndarray,
    projected: np.ndarray,
    rest: float,
    n: int,
    d: int,
) -> float:
    """Log evidence per photo at one pair of precisions.

    squares: eigenvalues of FFᵀ [k]; projected: squared components of y on its eigenvectors [k];
    rest: the squared length of y outside of them; n photos, d features.
    """
    shrunk = alpha + beta * squares
    m2 = float((beta**2 * squares * projected / shrunk**2).sum())
    residual = float((alpha**2 * projected / shrunk**2).sum()) + rest
    determinant = float(np.log(shrunk).sum()) + (d - len(squares)) * np.log(alpha)
    whole = (
        n * np.log(beta)
        + d * np.log(alpha)
        - n * np.log(2 * np.pi)
        - beta * residual
        - alpha * m2
        - determinant
    )
    return float(whole / 2 / n)


def domain_similarity(features: np.ndarray, labels: np.ndarray, rows: np.ndarray) -> float:
    """How near the classes lie to ImageNet's, 0..1: exp(-0.01 · EMD) between class means
    (Cui et al. 2018), each class of ours going to its nearest ImageNet class.

    rows: float [1000, d], the ImageNet head's weights, which stand in for the class means that
    we do not have.  Both sides are centred and scaled to a length of 10, so that a network's own
    scale says nothing.  Moving every class to the nearest place is the relaxed EMD: a lower bound
    of the distance.
    """
    means = np.stack([features[labels == label].mean(0) for label in np.unique(labels)])
    ours, theirs = means - means.mean(0), rows - rows.mean(0)
    unit = [
        10 * x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12) for x in (ours, theirs)
    ]
    distance = np.linalg.norm(unit[0][:, None] - unit[1][None], axis=2)
    return float(np.exp(-DECAY * distance.min(1).mean()))
