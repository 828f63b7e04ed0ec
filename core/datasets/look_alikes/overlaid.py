"""Whether two photos show the same when one is laid over the other (light).

A guess where one lies on the other is refined until they agree as well as they can (Lucas and
Kanade, 1981, with an affine map), and then the correlation of what both show is judged.  Compared
is how each place differs from its surroundings, in units of what is usual there: brightness,
contrast, shadows and colour do not count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

SIDE = 48  # pixels of the pictures that are compared
SURE = 7.5  # standard deviations that the agreement must be away from chance
AGREE = 0.5  # correlation of the same thing seen twice
ROUGHLY = 0.35  # before the map is refined
SHARED = 0.3  # of a picture that the other must show
EQUAL, WHOLE = 0.99, 0.8  # the same for pictures too blurred for anything to be sure
_CHUNK = 256  # pairs at a time
_QUIET, _AROUND = 3.0, 4.0  # grey levels that are noise; pixels that are the surroundings
_COARSE, _FINE = (1.5, 4.0), (0.7, 2.5)  # the Gaussians between which details lie, in pixels
LARGER = 2.5  # times one may be scaled against the other
SKEWED = 1.7  # times as long in one direction as in another
_PARTS = 8  # of a side, by which it is judged how much of a picture holds details
_STRIDE = 3.0  # pixels that a map may move in a step
_STIFF = 1e-4  # keeps a map where the pictures say nothing


def patterns(small: np.ndarray, details: tuple[float, float]) -> np.ndarray:
    """Pictures [n, SIDE, SIDE], 0..255, as what differs from its surroundings, float32."""
    near, far = details
    out = np.empty(small.shape, np.float32)
    for start in range(0, len(small), _CHUNK):
        grey = small[start : start + _CHUNK].astype(np.float32)
        differs = _blurred(grey, near) - _blurred(grey, far)
        usual = np.sqrt(_blurred(differs * differs, _AROUND)) + _QUIET
        out[start : start + _CHUNK] = differs / usual
    return out


def _blurred(pictures: np.ndarray, size: float) -> np.ndarray:
    return np.asarray(ndimage.gaussian_filter(pictures, (0, size, size), mode="nearest"))


@dataclass(frozen=True)
class Pictures:
    """Photos as they are compared: `coarse` and `fine` details float32 [n, SIDE, SIDE], and the
    `spectrum` of the fine ones float32 [n, SIDE, SIDE // 2 + 1]."""

    coarse: np.ndarray
    fine: np.ndarray
    spectrum: np.ndarray

    @staticmethod
    def of(small: np.ndarray) -> Pictures:
        fine = patterns(small, _FINE)
        power = np.empty((len(small), SIDE, SIDE // 2 + 1), np.float32)
        for start in range(0, len(small), _CHUNK):
            power[start : start + _CHUNK] = np.abs(np.fft.rfft2(fine[start : start + _CHUNK])) ** 2
        return Pictures(patterns(small, _COARSE), fine, power)


def _grid(every: int) -> np.ndarray:
    """Homogeneous places (y, x, 1) of a picture, float32 [n, 3]."""
    y, x = np.mgrid[0:SIDE:every, 0:SIDE:every].reshape(2, -1)
    return np.stack([y, x, np.ones_like(y)], 1).astype(np.float32)


def _sampled(
    pictures: np.ndarray, which: np.ndarray, at: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Pictures `which` [m] at places `at` [m, p, 2] (y, x): values, slopes in y and x, and whether
    the place is inside; [m, p] each."""
    inside = np.all((at >= 0) & (at <= SIDE - 1), axis=2)
    held = np.clip(at, 0, SIDE - 1.001)
    whole = held.astype(np.int32)
    b, a = np.moveaxis(held - whole, 2, 0)
    first = whole[..., 0] * SIDE + whole[..., 1] + (which * SIDE * SIDE)[:, None]
    flat = pictures.reshape(-1)
    p00, p01 = flat[first], flat[first + 1]
    p10, p11 = flat[first + SIDE], flat[first + SIDE + 1]
    upper, lower = p00 + (p01 - p00) * a, p10 + (p11 - p10) * a
    across = (p01 - p00) * (1 - b) + (p11 - p10) * b
    return upper + (lower - upper) * b, lower - upper, across, inside


def correlation(
    pictures: np.ndarray, one: np.ndarray, other: np.ndarray, maps: np.ndarray, every: int
) -> tuple[np.ndarray, np.ndarray]:
    """How far `one` [m], laid on `other` [m] by maps float32 [m, 2, 3] (a place of `other` to the
    place of `one`), agrees with it: correlation [m] and the share of `other` that both show."""
    grid = _grid(every)
    laid, _, _, inside = _sampled(pictures, one, grid @ maps.transpose(0, 2, 1))
    under = pictures[other][:, ::every, ::every].reshape(len(one), -1)
    laid, under, _ = _normal(laid, under, inside)
    return (laid * under).sum(1), inside.mean(1)


def _normal(
    laid: np.ndarray, under: np.ndarray, inside: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Both of mean 0 and length 1 where they are inside; the length of the first before."""
    count = np.maximum(inside.sum(1, keepdims=True), 1)
    parts, lengths = [], []
    for values in (laid, under):
        centred = np.where(inside, values - (values * inside).sum(1, keepdims=True) / count, 0)
        length = np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)
        parts.append(centred / length)
        lengths.append(length)
    return parts[0], parts[1], lengths[0]


def refined(
    pictures: np.ndarray, one: np.ndarray, other: np.ndarray, maps: np.ndarray, steps: int
) -> np.ndarray:
    """The maps float32 [m, 2, 3] moved to where both pictures agree best nearby."""
    grid = _grid(2)
    unit = grid / np.array([SIDE, SIDE, 1], np.float32)  # so that every step is in pixels
    under = pictures[other][:, ::2, ::2].reshape(len(one), -1)
    for _ in range(steps):
        laid, down, across, inside = _sampled(pictures, one, grid @ maps.transpose(0, 2, 1))
        normal, wanted, length = _normal(laid, under, inside)
        slope = np.concatenate([down[..., None] * unit, across[..., None] * unit], 2)
        slope *= (inside / length)[..., None]
        square = slope.transpose(0, 2, 1) @ slope
        stiff = _STIFF * (np.trace(square, axis1=1, axis2=2) + 1)
        square += stiff[:, None, None] * np.eye(6, dtype=np.float32)
        miss = slope.transpose(0, 2, 1) @ (wanted - normal)[..., None]
        step = np.linalg.solve(square, miss).reshape(-1, 2, 3)
        maps = maps + np.clip(step, -_STRIDE, _STRIDE) / np.array([SIDE, SIDE, 1], np.float32)
    return maps


def same(pictures: Pictures, pair: np.ndarray, of: np.ndarray, maps: np.ndarray) -> np.ndarray:
    """Which pairs int [n, 2] of pictures show the same, bool [n].

    of, maps: for pair number int [m] a map float32 [m, 2, 3] by which a place of its second picture
    may lie in its first; the best of each is refined.
    """
    out = np.zeros(len(pair), bool)
    if len(of) == 0:
        return out
    rough, shared = correlation(pictures.coarse, pair[of, 0], pair[of, 1], maps, 3)
    rough[shared < SHARED] = -1
    order = np.lexsort((-rough, of))
    best = order[np.concatenate([[True], np.diff(of[order]) > 0])]
    best = best[rough[best] >= ROUGHLY]
    for start in range(0, len(best), _CHUNK):
        tried = best[start : start + _CHUNK]
        one, other = pair[of[tried]].T
        fitted = refined(pictures.coarse, one, other, maps[tried], 5)
        near = correlation(pictures.coarse, one, other, fitted, 2)[0] >= AGREE
        tried, one, other, fitted = tried[near], one[near], other[near], fitted[near]
        fitted = refined(pictures.fine, one, other, fitted, 3)
        agree, sure, shared = agreement(pictures, one, other, fitted)
        surely = (agree >= AGREE) & (sure >= SURE) & (shared >= SHARED)
        wholly = (agree >= EQUAL) & (shared >= WHOLE)
        out[of[tried[(surely | wholly) & _believable(fitted)]]] = True
    return out


def _believable(maps: np.ndarray) -> np.ndarray:
    """Which maps a camera or an editor makes, bool [m]: neither far larger nor far out of shape."""
    longest, shortest = np.linalg.svd(maps[:, :, :2], compute_uv=False).T
    return np.asarray(
        (longest <= LARGER) & (shortest >= 1 / LARGER) & (longest <= SKEWED * shortest)
    )


def agreement(
    pictures: Pictures, one: np.ndarray, other: np.ndarray, maps: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The correlation, how many standard deviations it is away from chance, and the shared part;
    [m] each.

    Two pictures that have nothing to do with each other correlate by chance, the more the fewer
    independent details they have: as if these were ΣPΣQ / ΣPQ of their spectra P and Q, in the part
    of the picture that holds any.
    """
    laid, _, _, inside = _sampled(pictures.fine, one, _grid(1) @ maps.transpose(0, 2, 1))
    laid, under, _ = _normal(laid, pictures.fine[other].reshape(len(one), -1), inside)
    agree = (laid * under).sum(1)
    p, q = pictures.spectrum[one], pictures.spectrum[other]
    details = p.sum((1, 2)) * q.sum((1, 2)) / np.maximum((p * q).sum((1, 2)), 1e-9)
    parts = (laid**2 + under**2).reshape(len(one), _PARTS, SIDE // _PARTS, _PARTS, -1).sum((2, 4))
    filled = parts.sum((1, 2)) ** 2 / (_PARTS**2 * np.maximum((parts**2).sum((1, 2)), 1e-9))
    deviations = np.arctanh(np.clip(agree, -1, 0.9999))
    return agree, deviations * np.sqrt(np.maximum(details * filled - 3, 0)), inside.mean(1)
