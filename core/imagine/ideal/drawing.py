"""Numbers -> image: what the optimisation moves, and the picture that it stands for (heavy).

A `Drawing` turns parameters z into an image float32 [1, size, size, 3] in 0..1:

pixels    z is the image itself, kept within 0..1 after every step
maco      z float32 [1, size, size / 2 + 1, 3] holds the phases of a spectrum whose magnitudes are
          those of photographs and never change (`spectrum`); colours as above.  Reference: Fel et
          al. 2023, Unlocking Feature Visualization for Deeper Networks with MAgnitude Constrained
          Optimization, https://arxiv.org/abs/2306.06805.
fourier   z float32 [2, size, size / 2 + 1, 3] holds real and imaginary parts of a spectrum whose
          coefficients weigh less the finer they are, so that every scale of an image is as easy to
          move as any other; colours are decorrelated, and a sigmoid keeps them within 0..1.
          Reference: Olah, Mordvintsev & Schubert 2017, Feature Visualization; lucid.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from PIL import Image

from core import images
from core.imagine.ideal import spectrum
from core.imagine.ideal.recipe import Ideal
from core.imagine.ideal.spectrum import COLOURS, TURN, decorrelated
from core.messages import LabError

DECAY = 1.3  # a coefficient of k periods an image weighs GAIN / k^DECAY
GAIN = 1.27
FADE = 0.2  # times the rate: by so much coefficients shrink in a step, lest colours saturate
SPREAD = 0.01  # of the coefficients at the start
GREY, GRAIN = 0.5, 0.1  # mean and standard deviation of pixels at the start


@dataclass(frozen=True)
class Drawing:
    """The closures of one parameterisation."""

    draw: Callable[[Any], Any]  # z -> image
    tidy: Callable[[Any, Any], Any]  # z after a step, its rate -> z within bounds
    noise: Callable[[int, np.random.Generator], np.ndarray]  # size -> z of the start
    read: Callable[[np.ndarray], np.ndarray]  # image float32 [size, size, 3] in 0..1 -> its z
    finer: Callable[[np.ndarray], np.ndarray]  # z -> z of the same image at twice the size


def of(recipe: Ideal) -> Drawing:
    """The drawing of a recipe's parameterisation."""
    return {"fourier": FOURIER, "maco": MACO}.get(recipe.param, PIXELS)


def start(recipe: Ideal, size: int, photo: np.ndarray | None) -> np.ndarray:
    """The parameters z float32 from which a recipe starts, at `size` pixels a side.

    photo: uint8 [h, w, 3]; its centre square is taken.  LabError when it is needed and missing.
    """
    drawing = of(recipe)
    if recipe.start == "noise":
        return drawing.noise(size, np.random.default_rng(recipe.seed))
    if recipe.start == "grey":
        return drawing.read(np.full((size, size, 3), GREY, np.float32))
    if photo is None:
        raise LabError("There is no photo to start from: choose one, or start from noise.")
    return drawing.read(images.resize(photo[None], size)[0].astype(np.float32) / 255)


# -- pixels --------------------------------------------------------------------------------------


def _grain(size: int, rng: np.random.Generator) -> np.ndarray:
    pixels = rng.normal(GREY, GRAIN, (1, size, size, 3))
    return pixels.clip(0, 1).astype(np.float32)


def _enlarged(z: np.ndarray) -> np.ndarray:
    size = (2 * z.shape[1], 2 * z.shape[2])
    planes = [
        np.asarray(Image.fromarray(z[0, ..., c]).resize(size, Image.Resampling.BILINEAR))
        for c in range(3)
    ]
    return np.stack(planes, -1)[None]


PIXELS = Drawing(
    draw=lambda z: z,
    tidy=lambda z, rate: tf.clip_by_value(z, 0.0, 1.0),
    noise=_grain,
    read=lambda image: image[None],
    finer=_enlarged,
)


# -- Fourier coefficients ------------------------------------------------------------------------


def periods(size: Any) -> Any:
    """How many periods an image each coefficient has, float32 [size, size / 2 + 1]."""
    place = tf.range(size)
    down = tf.cast(tf.minimum(place, size - place), tf.float32)
    across = tf.cast(tf.range(size // 2 + 1), tf.float32)
    return tf.sqrt(down[:, None] ** 2 + across[None] ** 2)


def weights(size: Any) -> Any:
    """How much each coefficient weighs, float32 [size, size / 2 + 1]: less the finer it is."""
    return GAIN * tf.maximum(periods(size), 1.0) ** -DECAY


def _draw(z: Any) -> Any:
    size = tf.shape(z)[1]
    planes = tf.transpose(z, [0, 3, 1, 2]) * (weights(size) * _pixels(size))
    return _picture(*tf.unstack(planes, 2))  # the gradient of an index is several times as slow


def _pixels(size: Any) -> Any:
    """irfft2 divides by their number, which would make large images faint."""
    return tf.cast(size * size, tf.float32)


def _picture(real: Any, imaginary: Any) -> Any:
    """The image of a spectrum [3, size, size / 2 + 1], times the number of its pixels."""
    size = tf.shape(real)[1]
    mixed = tf.signal.irfft2d(tf.complex(real, imaginary), [size, size])
    return tf.sigmoid(tf.einsum("khw,ck->hwc", mixed, COLOURS))[None]


def _coefficients(size: int, rng: np.random.Generator) -> np.ndarray:
    return rng.normal(0, SPREAD, (2, size, size // 2 + 1, 3)).astype(np.float32)


def _read(image: np.ndarray) -> np.ndarray:
    size = image.shape[0]
    found = np.fft.rfft2(decorrelated(image), axes=(0, 1))
    found /= weights(size).numpy()[..., None] * size * size
    return np.stack([found.real, found.imag]).astype(np.float32)


def _padded(z: np.ndarray) -> np.ndarray:
    """The same coefficients among those of twice the size; the finest, halfway ones are left out,
    because they stand for both signs of a frequency."""
    half = z.shape[1] // 2
    out = np.zeros((2, 4 * half, 2 * half + 1, 3), np.float32)
    out[:, :half, :half] = z[:, :half, :half]
    out[:, -half + 1 :, :half] = z[:, -half + 1 :, :half]
    return out


FOURIER = Drawing(
    draw=_draw,
    tidy=lambda z, rate: z * (1 - FADE * rate),
    noise=_coefficients,
    read=_read,
    finer=_padded,
)


# -- phases alone ----------------------------------------------------------------------------------


def magnitudes(size: Any) -> Any:
    """The magnitude of each coefficient, float32 [3, size, size / 2 + 1]."""
    known = tf.constant(spectrum.measured())
    found = tf.gather(known, tf.cast(tf.round(periods(size)), tf.int32))
    return tf.transpose(found, [2, 0, 1])


def _turned(z: Any) -> Any:
    planes = TURN * tf.transpose(z[0], [2, 0, 1])
    size = tf.shape(planes)[1]
    # Of a real image the first and the last column mirror themselves: F(-y) is the conjugate of
    # F(y).  Phases that are odd there keep every magnitude as it is.
    ends = tf.stack([planes[:, :, 0], planes[:, :, -1]], -1)
    odd = ends - tf.roll(tf.reverse(ends, [1]), 1, 1)
    phases = tf.concat([odd[..., :1], planes[:, :, 1:-1], odd[..., 1:]], -1)
    whole = magnitudes(size) * _pixels(size)
    return _picture(whole * tf.cos(phases), whole * tf.sin(phases))


def _angles(size: int, rng: np.random.Generator) -> np.ndarray:
    shape = (1, size, size // 2 + 1, 3)
    return (rng.uniform(-np.pi, np.pi, shape) / TURN).astype(np.float32)


def _phases(image: np.ndarray) -> np.ndarray:
    angles = np.angle(np.fft.rfft2(decorrelated(image), axes=(0, 1)))
    angles[:, [0, -1]] /= 2  # the odd part is twice as large
    return (angles[None] / TURN).astype(np.float32)


def _finer_phases(z: np.ndarray) -> np.ndarray:
    """The same phases among those of twice the size; the finer ones are random."""
    half = z.shape[1] // 2
    out = _angles(4 * half, np.random.default_rng(half))
    out[:, :half, :half] = z[:, :half, :half]
    out[:, -half + 1 :, :half] = z[:, -half + 1 :, :half]
    return out


MACO = Drawing(
    draw=_turned,
    tidy=lambda z, rate: z,
    noise=_angles,
    read=_phases,
    finer=_finer_phases,
)
