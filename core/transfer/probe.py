"""The linear probe: logistic regression on frozen features, solved by L-BFGS (light).

The strength of the regularisation is chosen on the validation split, never on the test split.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

STRENGTHS = (0.001, 0.01, 0.1, 1.0)  # scikit-learn's C


@dataclass(frozen=True)
class Probe:
    """A solved probe: standardisation, weights and the regularisation that was chosen."""

    mean: np.ndarray  # float [features]
    scale: np.ndarray  # float [features]
    weights: np.ndarray  # float [features, classes]
    bias: np.ndarray  # float [classes]
    strength: float

    def probabilities(self, x: np.ndarray) -> np.ndarray:
        """Class probabilities float [n, classes]."""
        logits = (x - self.mean) / self.scale @ self.weights + self.bias
        logits -= logits.max(1, keepdims=True)
        odds = np.exp(logits)
        return np.asarray(odds / odds.sum(1, keepdims=True))


def solve(
    x: np.ndarray, y: np.ndarray, x_val: np.ndarray, y_val: np.ndarray, classes: int
) -> Probe:
    """Solve for every strength and keep the one with the best validation accuracy (ties: the
    most regularised).  `x` float [n, features], `y` int [n] in 0..classes-1, all present."""
    best: tuple[float, Probe] | None = None
    for probe in every(x, y, classes):
        accuracy = float((probe.probabilities(x_val).argmax(1) == y_val).mean())
        if best is None or accuracy > best[0]:
            best = (accuracy, probe)
    assert best is not None
    return best[1]


def every(x: np.ndarray, y: np.ndarray, classes: int) -> Iterator[Probe]:
    """The probe of each of `STRENGTHS`; arguments as in `solve`."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = x.mean(0), x.std(0) + 1e-6
    standard = (x - mean) / scale
    # With fewer photos than features, everything happens in the space the photos span: the L2
    # penalty does not change under rotation, so the solution is the same, and much faster.
    basis = np.linalg.svd(standard, full_matrices=False)[2].T if len(x) < x.shape[1] else None
    inside = standard if basis is None else standard @ basis
    for strength in STRENGTHS:
        solved = LogisticRegression(C=strength, max_iter=500).fit(inside, y)
        weights, bias = solved.coef_.T, solved.intercept_
        if basis is not None:
            weights = basis @ weights
        if classes == 2:  # scikit-learn keeps one logit for two classes
            weights = np.concatenate([-weights / 2, weights / 2], 1)
            bias = np.concatenate([-bias / 2, bias / 2])
        yield Probe(mean, scale, weights, bias, strength)
