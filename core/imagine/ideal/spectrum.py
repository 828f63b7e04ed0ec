"""How much of every spatial frequency photographs hold, on average: measured at the first use, from
photos that installed packages carry (light).

In this natural images are much alike; what tells them apart are the phases (Oppenheim & Lim 1981,
The importance of phase in signals).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core import images
from core.datasets import samples

TURN = 10.0  # radians that a phase turns for each unit of the numbers that learn
DARKEST = 0.02  # a photo's pixels keep this distance from 0 and 1, where the sigmoid never ends
LARGEST = 512  # pixels a side
NATURAL = ("chelsea", "astronaut", "coffee", "rocket", "china", "flower")  # of those with a title


# Columns: how brightness and the two differences of colour mix to red, green and blue (lucid,
# from ImageNet's photos), the longest column being 1.
_MIX = np.array([[0.26, 0.09, 0.02], [0.27, 0.0, -0.05], [0.27, -0.09, 0.03]], np.float32)
COLOURS = _MIX / np.linalg.norm(_MIX, axis=0).max()


def decorrelated(image: np.ndarray) -> np.ndarray:
    """An image float [h, w, 3] in 0..1 as the three planes that a spectrum is of, [h, w, 3]."""
    inside = image.clip(DARKEST, 1 - DARKEST)
    return np.asarray(np.log(inside / (1 - inside)) @ np.linalg.inv(COLOURS).T)


def photographs() -> list[np.ndarray]:
    """The photos, uint8 [h, w, 3]: ImageNet's, and the titled ones that a camera has taken."""
    every = samples.samples()
    return [one.pixels() for one in every if one.labelled == "imagenet" or one.id in NATURAL]


def periods(size: int) -> np.ndarray:
    """How many periods an image each coefficient of its half spectrum has, float
    [size, size / 2 + 1]."""
    down = np.minimum(np.arange(size), size - np.arange(size))
    return np.hypot(down[:, None], np.arange(size // 2 + 1))


@lru_cache(maxsize=1)
def measured() -> np.ndarray:
    """The mean magnitude of the coefficients with k periods, divided by the number of pixels,
    float32 [most periods, 3]; for k = 0 the mean itself, which has a sign.

    The mean over all directions leaves out the cross that the edges of a photo make.
    """
    most = round(float(periods(LARGEST).max())) + 1
    total, count = np.zeros((most, 3)), np.zeros(most)
    for photo in photographs():
        size = min(*photo.shape[:2], LARGEST) // 2 * 2
        square = images.resize(photo[None], size)[0] / 255
        found = np.fft.rfft2(decorrelated(square), axes=(0, 1)) / (size * size)
        at = np.rint(periods(size)).astype(int).ravel()
        sized = np.where(at[:, None], np.abs(found.reshape(-1, 3)), found.reshape(-1, 3).real)
        for colour in range(3):
            total[:, colour] += np.bincount(at, sized[:, colour], most)
        count += np.bincount(at, minlength=most)
    return np.asarray(total / count[:, None], np.float32)
