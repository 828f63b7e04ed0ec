"""Overfitting in one dimension: a polynomial through few noisy points (light)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import Polynomial

NOISE = 0.25
CHECKED = 200  # validation points
EDGE = 1.0


@dataclass(frozen=True)
class Fit:
    """Points to train [n], the curve that was fitted, and both mean squared errors."""

    x: np.ndarray
    y: np.ndarray
    curve: Polynomial
    train: float
    validation: float


def truth(x: np.ndarray) -> np.ndarray:
    """The rule behind the points."""
    return np.asarray(np.sin(3 * x))


def fit(points: int, degree: int, decay: float = 0.0, seed: int = 0) -> Fit:
    """Least squares of a degree < points; more points of the same seed contain the fewer ones.

    decay: what the squares of the coefficients cost, the constant one's apart (weight decay).
    """
    x, y = _points(points, [seed, 0])
    degree = min(degree, points - 1)
    if decay:
        powers = np.vander(x, degree + 1, increasing=True)
        cost = decay * np.diag([0.0] + degree * [1.0])
        curve = Polynomial(np.linalg.solve(powers.T @ powers + cost, powers.T @ y))
    else:
        curve = Polynomial.fit(x, y, degree, domain=[-EDGE, EDGE])
    x_val, y_val = _points(CHECKED, [seed, 1])
    return Fit(x, y, curve, _error(curve, x, y), _error(curve, x_val, y_val))


def _points(count: int, seed: list[int]) -> tuple[np.ndarray, np.ndarray]:
    drawn = np.random.default_rng(seed).random((count, 2))
    x = EDGE * (2 * drawn[:, 0] - 1)
    # uniform noise of standard deviation NOISE
    return x, truth(x) + NOISE * np.sqrt(3) * (2 * drawn[:, 1] - 1)


def _error(curve: Polynomial, x: np.ndarray, y: np.ndarray) -> float:
    return float(np.mean((curve(x) - y) ** 2))
