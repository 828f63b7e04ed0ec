"""Small places of a photo that are found again in a changed copy of it (light).

A landmark is a blob: an extremum of differences of Gaussians over place and size, as in Lowe,
"Distinctive Image Features from Scale-Invariant Keypoints", 2004, so it stays where it is on the
thing when the photo is cut, shifted, scaled, turned or mirrored.  It is described by rings around
it: a turn shifts every ring, which leaves the size of its Fourier coefficients and their phase
against the next rings alone; a mirror image makes them their conjugates, whose real parts are the
same.  The turn itself is what the coefficients of two equal landmarks differ by.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

SIDE = 96  # pixels of the grey picture in which they are looked for
MOST = 40  # of a photo
FAINT = 1.0  # grey level of a blob that is not noise
_SIZES = 1.2 * 2 ** (np.arange(7) / 2)  # Gaussians, in pixels
_EDGE = 12.0  # square of the sum of two curvatures to their product: above it is an edge, no blob
_RINGS, _ANGLES, _WAVES = 6, 32, 8
_RADII = np.linspace(0.8, 5.0, _RINGS)  # in the landmark's size
_TURNS = np.arange(_ANGLES) * 2 * np.pi / _ANGLES
_AROUND = _RADII[:, None, None] * np.stack([np.sin(_TURNS), np.cos(_TURNS)], -1)  # y, x
_WEIGHT = np.sqrt(_RADII)[:, None].astype(np.float32)
_NEXT = (1, 2, 3)  # rings whose phases are compared


@dataclass(frozen=True)
class Landmarks:
    """`place` float32 [n, 2] (y, x) and `size` float32 [n] in pixels of a picture of `SIDE`;
    `rings` complex64 [n, 6, 8], the Fourier coefficients around each."""

    place: np.ndarray
    size: np.ndarray
    rings: np.ndarray


def landmarks(grey: np.ndarray) -> Landmarks:
    """The clearest blobs of a picture float32 [SIDE, SIDE], 0..255, and last its middle: a picture
    without blobs still has its whole."""
    stack = np.stack([ndimage.gaussian_filter(grey, s, mode="nearest") for s in _SIZES])
    blobs = stack[:-1] - stack[1:]
    clear = np.abs(blobs)
    highest = ndimage.maximum_filter(clear, (3, 5, 5), mode="nearest")
    peak = (clear == highest) & (clear > FAINT)
    peak[:, :2] = peak[:, -2:] = peak[:, :, :2] = peak[:, :, -2:] = False
    level, y, x = np.nonzero(peak)
    here = blobs[level, y, x]
    yy = blobs[level, y + 1, x] + blobs[level, y - 1, x] - 2 * here
    xx = blobs[level, y, x + 1] + blobs[level, y, x - 1] - 2 * here
    xy = (
        blobs[level, y + 1, x + 1]
        + blobs[level, y - 1, x - 1]
        - blobs[level, y + 1, x - 1]
        - blobs[level, y - 1, x + 1]
    ) / 4
    product = yy * xx - xy * xy
    round_ = np.flatnonzero((product > 0) & ((yy + xx) ** 2 < _EDGE * product))
    kept = round_[np.argsort(-clear[level, y, x][round_], kind="stable")[:MOST]]
    middle = (SIDE - 1) / 2
    level = np.append(level[kept], len(_SIZES) - 1)
    place = np.stack([np.append(y[kept], middle), np.append(x[kept], middle)], 1)
    place = place.astype(np.float32)
    size = _SIZES[level].astype(np.float32)
    return Landmarks(place, size, _rings(stack, level, place, size))


def _rings(stack: np.ndarray, level: np.ndarray, place: np.ndarray, size: np.ndarray) -> np.ndarray:
    at = place[:, None, None] + size[:, None, None, None] * _AROUND
    at = np.clip(at, 0, SIDE - 1.001).astype(np.float32)
    whole = at.astype(np.intp)
    (y, x), (b, a) = np.moveaxis(whole, -1, 0), np.moveaxis(at - whole, -1, 0)
    of = level[:, None, None]
    seen = (stack[of, y, x] * (1 - a) + stack[of, y, x + 1] * a) * (1 - b) + (
        stack[of, y + 1, x] * (1 - a) + stack[of, y + 1, x + 1] * a
    ) * b
    seen -= seen.mean((1, 2), keepdims=True)
    seen /= np.sqrt((seen * seen).mean((1, 2), keepdims=True)) + 1.0
    return np.fft.rfft(seen, axis=2)[:, :, :_WAVES].astype(np.complex64) * _WEIGHT


def described(rings: np.ndarray) -> np.ndarray:
    """What no turn and no mirror changes, of rings complex64 [n, 6, 8]: float32 [n, 144] of
    length 1."""
    parts = [rings.real**2 + rings.imag**2]
    parts += [(rings[:, :-k] * rings[:, k:].conj()).real for k in _NEXT]
    flat = np.concatenate([part.reshape(len(rings), -1) for part in parts], 1)
    root = np.sign(flat) * np.sqrt(np.abs(flat))
    return np.asarray(root / np.maximum(np.linalg.norm(root, axis=1, keepdims=True), 1e-9))


def turned(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How `one` must be turned to become `other` (both rings complex64 [n, 6, 8]): the angle from
    x to y in radians [n], and whether it is mirrored (y becomes -y) before, bool [n]."""
    plain = np.fft.irfft((one.conj() * other).sum(1), _ANGLES)
    mirrored = np.fft.irfft((one * other).sum(1), _ANGLES)
    flipped = mirrored.max(1) > plain.max(1)
    best = np.where(flipped[:, None], mirrored, plain).argmax(1)
    return _TURNS[best], flipped
