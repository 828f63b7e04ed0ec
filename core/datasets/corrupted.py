"""Photos as a worse camera would take them: six kinds of damage in five severities (light).

Kinds and severities are those of ImageNet-C and CIFAR-10-C (Hendrycks & Dietterich 2019,
https://arxiv.org/abs/1903.12261, and their program): photos of up to `TINY` pixels a side get the
constants made for 32 pixels; larger ones are scaled to 224 and get those made for 224.  Darkness is
their brightness with the sign turned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image

from core.images import resize
from core.messages import Message, msg

SEVERITIES = 5
TINY, LARGE = 64, 224  # pixels a side

Constants = tuple[float, float, float, float, float]  # one a severity, 1 to 5
Make = Callable[[np.ndarray, float, np.random.Generator], np.ndarray]


@dataclass(frozen=True)
class Kind:
    """A kind of damage.

    `make(photos, constant, rng)`: uint8 [n, h, w, 3] to the same; `tiny` and `large`: its constants
    for photos of 32 and of 224 pixels.
    """

    title: Message
    make: Make
    tiny: Constants
    large: Constants


def corrupted(photos: np.ndarray, kind: str, severity: int, seed: int = 0) -> np.ndarray:
    """Photos uint8 [n, h, w, 3] with damage of a kind, uint8; severity 0 (none) to 5.

    Random damage is drawn from the seed alone, so that one noise grows with the severity.
    """
    if max(photos.shape[1:3]) > TINY:
        photos = resize(photos, LARGE)
    if severity == 0:
        return photos
    entry = KINDS[kind]
    constants = entry.tiny if max(photos.shape[1:3]) <= TINY else entry.large
    return entry.make(photos, constants[severity - 1], np.random.default_rng(seed))


def _bytes(unit: np.ndarray) -> np.ndarray:
    """Colour values 0..1 as bytes, cut off as the published program does."""
    return np.asarray(np.clip(unit, 0, 1) * 255).astype(np.uint8)


def _noise(photos: np.ndarray, spread: float, rng: np.random.Generator) -> np.ndarray:
    return _bytes(photos / 255 + spread * rng.standard_normal(photos.shape))


def _blur(photos: np.ndarray, sigma: float, _rng: np.random.Generator) -> np.ndarray:
    from scipy.ndimage import gaussian_filter  # slow to import, and quizzes need none of it

    return _bytes(gaussian_filter(photos / 255, (0, sigma, sigma, 0), mode="nearest"))


def _darkness(photos: np.ndarray, less: float, _rng: np.random.Generator) -> np.ndarray:
    """The value of HSV, the largest of the three colours, goes down; hue and saturation stay."""
    unit = photos / 255
    value = unit.max(axis=3, keepdims=True)
    return _bytes(unit * np.clip(value - less, 0, 1) / np.maximum(value, 1e-9))


def _contrast(photos: np.ndarray, share: float, _rng: np.random.Generator) -> np.ndarray:
    unit = photos / 255
    mean = unit.mean(axis=(1, 2), keepdims=True)
    return _bytes((unit - mean) * share + mean)


def _pixelate(photos: np.ndarray, share: float, _rng: np.random.Generator) -> np.ndarray:
    height, width = photos.shape[1:3]
    small, box = (int(width * share), int(height * share)), Image.Resampling.BOX
    coarse = [Image.fromarray(photo).resize(small, box) for photo in photos]
    return np.stack([np.asarray(one.resize((width, height), box)) for one in coarse])


def _jpeg(photos: np.ndarray, quality: float, _rng: np.random.Generator) -> np.ndarray:
    def saved(photo: np.ndarray) -> np.ndarray:
        buffer = BytesIO()
        Image.fromarray(photo).save(buffer, "JPEG", quality=int(quality))
        return np.asarray(Image.open(buffer))

    return np.stack([saved(photo) for photo in photos])


KINDS = {
    "noise": Kind(
        msg("noise"), _noise, (0.04, 0.06, 0.08, 0.09, 0.1), (0.08, 0.12, 0.18, 0.26, 0.38)
    ),
    "blur": Kind(msg("blur"), _blur, (0.4, 0.6, 0.7, 0.8, 1), (1, 2, 3, 4, 6)),
    "darkness": Kind(
        msg("darkness"), _darkness, (0.05, 0.1, 0.15, 0.2, 0.3), (0.1, 0.2, 0.3, 0.4, 0.5)
    ),
    "contrast": Kind(
        msg("low contrast"), _contrast, (0.75, 0.5, 0.4, 0.3, 0.15), (0.4, 0.3, 0.2, 0.1, 0.05)
    ),
    "pixels": Kind(
        msg("pixelation"), _pixelate, (0.95, 0.9, 0.85, 0.75, 0.65), (0.6, 0.5, 0.4, 0.3, 0.25)
    ),
    "jpeg": Kind(msg("JPEG compression"), _jpeg, (80, 65, 58, 50, 40), (25, 18, 15, 10, 7)),
}
