"""Which photos look nearly the same (light): a perceptual hash, checked on small pictures.

The hash is pHash (Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions",
2010): the signs of the lowest frequencies of a grey picture.  It says nothing about flat pictures,
so a pair counts only where the pictures themselves, scaled down, are near each other as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.images import resize

NEAR_BITS = 10  # of 63 that may differ
NEAR_PIXELS = 12.0  # mean difference of the small pictures, 0..255, once both have one brightness
NEAR_SHARE = 0.4  # of that difference to the pictures' own contrast
_SIDE, _LOW, _SMALL = 32, 8, 16
_BLOCK = 512


@dataclass(frozen=True)
class Looks:
    """What a photo is compared by: `hash` uint64, `small` float32 [16·16·3] of mean 0."""

    hash: np.uint64
    small: np.ndarray


def looks(square: np.ndarray) -> Looks:
    """How a photo uint8 [s, s, 3] looks from afar."""
    from scipy.fft import dctn

    reduced = resize(square[None], _SIDE)[0].astype(np.float32)
    low = dctn(reduced.mean(2), norm="ortho")[:_LOW, :_LOW].ravel()[1:]  # without the brightness
    bits = low > np.median(low)
    small = reduced.reshape(_SMALL, 2, _SMALL, 2, 3).mean((1, 3)).ravel()
    weights = np.uint64(1) << np.arange(len(bits), dtype=np.uint64)
    return Looks(np.sum(weights[bits], dtype=np.uint64), small - small.mean())


def pairs(seen: list[Looks]) -> np.ndarray:
    """Every pair that looks nearly the same, int64 [n, 2], the first of each the smaller one."""
    if len(seen) < 2:
        return np.empty((0, 2), np.int64)
    hashes = np.array([one.hash for one in seen], np.uint64)
    small = np.stack([one.small for one in seen])
    found = []
    for start in range(0, len(seen), _BLOCK):
        bits = np.bitwise_count(hashes[start : start + _BLOCK, None] ^ hashes[None, start:])
        first, second = np.nonzero(bits <= NEAR_BITS)
        later = second > first
        first, second = first[later] + start, second[later] + start
        for at in range(0, len(first), _BLOCK * 8):
            one, other = first[at : at + _BLOCK * 8], second[at : at + _BLOCK * 8]
            apart = np.abs(small[one] - small[other]).mean(1)
            contrast = np.maximum(np.abs(small[one]).mean(1), np.abs(small[other]).mean(1))
            near = (apart <= NEAR_PIXELS) & (apart <= NEAR_SHARE * contrast)
            found.append(np.stack([one[near], other[near]], 1))
    return np.concatenate(found) if found else np.empty((0, 2), np.int64)


def groups(count: int, near: np.ndarray) -> np.ndarray:
    """Numbers int64 [count]: photos that are linked by pairs int [n, 2] share one (the position of
    the first of them)."""
    group = np.arange(count, dtype=np.int64)

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = int(group[at])
        return at

    for one, other in near:
        first, second = sorted((root(int(one)), root(int(other))))
        group[second] = first
    return np.array([root(at) for at in range(count)], np.int64)
