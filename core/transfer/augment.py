"""The chapter's augmentation: rotation, shift, shear, zoom, flip, nearest fill.

`draw` (light) makes the random transformations; `warp` (heavy) applies them.  A transformation is
the eight numbers of a projective map from output to input pixels, as TensorFlow's
``ImageProjectiveTransformV3`` wants them; composed in the order of Keras' ``ImageDataGenerator``
(rotation, shift, shear, zoom about the centre, then flip).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Augmentation:
    """How far a photo may be moved; the defaults are the chapter's."""

    rotation: float = 40.0  # degrees, either way
    shift_right: float = 0.2  # share of the side, either way
    shift_down: float = 0.2
    shear: float = 0.2  # degrees, as in Keras (the chapter's 0.2 is hardly a shear at all)
    zoom: float = 0.2  # factors in [1 - zoom, 1 + zoom], each axis on its own
    flip: bool = True  # left-right, half of the time


CHAPTER = Augmentation()


def draw(
    count: int, size: int, rng: np.random.Generator, how: Augmentation = CHAPTER
) -> np.ndarray:
    """`count` random transformations for photos of `size` pixels a side: float32 [count, 8]."""
    most = np.array([[how.shift_down], [how.shift_right]])
    down, right = rng.uniform(-most, most, (2, count)) * size
    zoom_y, zoom_x = rng.uniform(1 - how.zoom, 1 + how.zoom, (2, count))
    moves = Moves(
        angle=np.deg2rad(rng.uniform(-how.rotation, how.rotation, count)),
        down=down,
        right=right,
        shear=np.deg2rad(rng.uniform(-how.shear, how.shear, count)),
        zoom_y=zoom_y,
        zoom_x=zoom_x,
        flip=rng.random(count) < 0.5 if how.flip else np.zeros(count, bool),
    )
    return compose(size, moves)


@dataclass(frozen=True, kw_only=True)
class Moves:
    """The parts of n transformations, each an array [n]."""

    angle: np.ndarray  # radians, as `shear`
    down: np.ndarray  # pixels
    right: np.ndarray
    shear: np.ndarray
    zoom_y: np.ndarray  # factors
    zoom_x: np.ndarray
    flip: np.ndarray  # bool


def compose(size: int, moves: Moves) -> np.ndarray:
    """Transformations float32 [n, 8] from their parts.  Signs are those of Keras'
    ``apply_affine_transform``."""
    zero, one = np.zeros_like(moves.angle), np.ones_like(moves.angle)

    def matrices(*rows: list[np.ndarray]) -> np.ndarray:
        return np.stack([np.stack(row, -1) for row in (*rows, [zero, zero, one])], 1)

    # Points are (right, down, 1); each matrix maps an output place to where it is taken from.
    cos, sin = np.cos(moves.angle), np.sin(moves.angle)
    moved = (
        matrices([cos, -sin, zero], [sin, cos, zero])
        @ matrices([one, zero, moves.right], [zero, one, moves.down])
        @ matrices([one, -np.sin(moves.shear), zero], [zero, np.cos(moves.shear), zero])
        @ matrices([moves.zoom_x, zero, zero], [zero, moves.zoom_y, zero])
        @ matrices([np.where(moves.flip, -1.0, 1.0), zero, zero], [zero, one, zero])
    )
    middle = (size - 1) / 2
    centre = np.array([[1, 0, middle], [0, 1, middle], [0, 0, 1]])
    whole = centre @ moved @ np.linalg.inv(centre)
    return np.asarray(whole.reshape(-1, 9)[:, :8].astype(np.float32))


def warp(images: Any, transforms: Any) -> Any:
    """Apply transformations: float32 [n, h, w, c] in the range of `images`, bilinear, edges
    repeated outwards (heavy: a TensorFlow op, usable inside a compiled loop)."""
    import tensorflow as tf

    images = tf.cast(images, tf.float32)
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=images,
        transforms=transforms,
        output_shape=tf.shape(images)[1:3],
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode="NEAREST",
    )
