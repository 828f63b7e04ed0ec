"""Image -> what the network is shown of it in one step (heavy).

Random views keep an image from being right for one exact position of its pixels, which nobody but
this network would recognise.  Every amount at 0 shows the image as it is.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import tensorflow as tf

from core.imagine.ideal.recipe import Ideal


class Amounts(NamedTuple):
    """How far views differ from the image, float32 scalars; see the fields of `Ideal`."""

    pad: Any
    jitter: Any
    scale: Any
    rotation: Any
    crop: Any
    noise: Any


def amounts(recipe: Ideal, strength: float = 1.0) -> Amounts:
    """A recipe's amounts, all of them times `strength`."""
    chosen = (strength * getattr(recipe, name) for name in Amounts._fields)
    return Amounts(*(tf.constant(amount, tf.float32) for amount in chosen))


def show(image: Any, amounts: Amounts, count: Any, size: Any, key: Any) -> Any:
    """`count` random views float32 [count, size, size, 3] of an image float32 [1, h, h, 3].

    key int32 [2]: equal keys give equal views.  A view is a square window of side 1 - crop to
    1 + 2·pad (in sides of the image) somewhere within the image and its margin, then enlarged or
    shrunk, moved and turned; outside the image is its mirror image.
    """
    draws = tf.random.stateless_uniform([7, count], key)
    side = 1 - amounts.crop + draws[0] * (amounts.crop + 2 * amounts.pad)
    room = 1 + 2 * amounts.pad - side
    zoom = side / (1 + amounts.scale * (2 * draws[1] - 1))
    across = (draws[2] - 0.5) * room + amounts.jitter * (2 * draws[3] - 1)
    down = (draws[4] - 0.5) * room + amounts.jitter * (2 * draws[5] - 1)
    angle = amounts.rotation * (math.pi / 180) * (2 * draws[6] - 1)
    seen = windows(image, zoom, across, down, angle, size)
    return seen + amounts.noise * tf.random.stateless_normal(tf.shape(seen), key)


def windows(image: Any, side: Any, across: Any, down: Any, angle: Any, size: Any) -> Any:
    """Square windows [n, size, size, 3] of an image [1, h, h, 3], bilinear, mirrored outside.

    side, across, down (of the centre from the image's centre), all in sides of the image, and
    angle (radians): float32 [n] each.
    """
    height, flat = tf.shape(image)[1], tf.squeeze(image, 0)
    line = (tf.cast(tf.range(size), tf.float32) + 0.5) / tf.cast(size, tf.float32) - 0.5

    def turned() -> Any:
        x, y = line[None, None, :], line[None, :, None]
        cosine, sine = side * tf.cos(angle), side * tf.sin(angle)
        left = cosine[:, None, None] * x - sine[:, None, None] * y + across[:, None, None]
        top = sine[:, None, None] * x + cosine[:, None, None] * y + down[:, None, None]
        return _sample(flat, _mirrored(top, height), _mirrored(left, height))

    def straight() -> Any:  # rows and columns by themselves: two products of matrices
        rows = _mirrored(side[:, None] * line + down[:, None], height)
        columns = _mirrored(side[:, None] * line + across[:, None], height)
        picked = tf.einsum("nyh,hwc->nywc", _between_pixels(rows, height), flat)
        return tf.einsum("nxw,nywc->nyxc", _between_pixels(columns, height), picked)

    return tf.cond(tf.reduce_any(angle != 0), turned, straight)


def _between_pixels(places: Any, height: Any) -> Any:
    """The share of each of `height` pixels at places float32 [n, size] among them: [n, size, h]."""
    pixels = tf.cast(tf.range(height), tf.float32)
    return tf.nn.relu(1 - tf.abs(places[..., None] - pixels))


def _mirrored(place: Any, height: Any) -> Any:
    """Places from the centre in sides of the image -> pixels, folded back into the image."""
    pixels = tf.cast(height, tf.float32)
    turn = tf.math.floormod((place + 0.5) * pixels, 2 * pixels)
    inside = tf.minimum(turn, 2 * pixels - turn) - 0.5
    return tf.clip_by_value(inside, 0.0, pixels - 1)


def _sample(image: Any, y: Any, x: Any) -> Any:
    """The image [h, w, c] at places y, x [n, size, size] within it, between its pixels linearly."""
    height, width = tf.shape(image)[0], tf.shape(image)[1]
    flat = tf.reshape(image, [-1, 3])
    top = tf.minimum(tf.cast(y, tf.int32), height - 2)
    left = tf.minimum(tf.cast(x, tf.int32), width - 2)
    low = (y - tf.cast(top, tf.float32))[..., None]
    right = (x - tf.cast(left, tf.float32))[..., None]
    corner = top * width + left
    upper = _between(tf.gather(flat, corner), tf.gather(flat, corner + 1), right)
    lower = _between(tf.gather(flat, corner + width), tf.gather(flat, corner + width + 1), right)
    return _between(upper, lower, low)


def _between(first: Any, second: Any, share: Any) -> Any:
    return first + share * (second - first)
