"""Optimizers rolling down an elongated bowl (light)."""

from __future__ import annotations

import numpy as np

START = (-9.0, 2.0)
MOMENTUM = 0.9
ADAM = (0.9, 0.999, 1e-8)
RMS = 0.9  # share of the earlier squares that RMSProp keeps
SMALL = 1e-8  # so that nobody divides by zero
FAR = 1e3  # a path that is farther out than this has escaped
OPTIMIZERS = ("sgd", "momentum", "adagrad", "rmsprop", "adam")


def height(x: np.ndarray, y: np.ndarray, elongation: float) -> np.ndarray:
    """The bowl: (x² + elongation · y²) / 2."""
    return (x**2 + elongation * y**2) / 2


def path(
    optimizer: str, rate: float, elongation: float, steps: int, longest: float = np.inf
) -> np.ndarray:
    """Places float64 [≤ steps + 1, 2] from START; ends early where it escapes.

    longest: what a longer gradient is shortened to, its direction kept.
    """
    place = np.array(START)
    speed, square = np.zeros(2), np.zeros(2)
    places = [place]
    for step in range(1, steps + 1):
        gradient = place * (1, elongation)
        gradient = gradient * min(1.0, longest / max(float(np.hypot(*gradient)), SMALL))
        if optimizer == "sgd":
            move = rate * gradient
        elif optimizer == "momentum":
            speed = MOMENTUM * speed + rate * gradient
            move = speed
        elif optimizer == "adagrad":
            square = square + gradient**2
            move = rate * gradient / (np.sqrt(square) + SMALL)
        elif optimizer == "rmsprop":
            square = RMS * square + (1 - RMS) * gradient**2
            move = rate * gradient / (np.sqrt(square) + SMALL)
        else:
            one, two, small = ADAM
            speed = one * speed + (1 - one) * gradient
            square = two * square + (1 - two) * gradient**2
            move = rate * (speed / (1 - one**step)) / (np.sqrt(square / (1 - two**step)) + small)
        place = place - move
        places.append(place)
        if np.abs(place).max() > FAR:
            break
    return np.array(places)
