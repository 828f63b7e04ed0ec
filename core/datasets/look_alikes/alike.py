"""Which photos look nearly the same (light): also turned, mirrored, cut, shifted, scaled, darker,
grey or a moment later.

Photos that share landmarks (`landmarks`, `candidates`) are laid one over the other, and the
pictures themselves decide (`overlaid`): a landmark may well be on several things, a whole picture
is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.datasets.look_alikes import landmarks as marks
from core.datasets.look_alikes import overlaid
from core.datasets.look_alikes.candidates import candidates, whitened
from core.datasets.look_alikes.landmarks import Landmarks, landmarks
from core.images import resize
from core.work import Report

SHORT = overlaid.SIDE / marks.SIDE
GUESSES = 4  # ways of laying one photo on another that are tried
_CHUNK = 1024


@dataclass(frozen=True)
class Looks:
    """What a photo is compared by, 17 KB at most: landmarks, and a `small` grey picture uint8
    [48, 48]."""

    landmarks: Landmarks
    small: np.ndarray


def looks(square: np.ndarray) -> Looks:
    """How a photo uint8 [s, s, 3] looks."""
    grey = resize(square[None], marks.SIDE)[0].mean(2, dtype=np.float32)
    by = marks.SIDE // overlaid.SIDE
    small = grey.reshape(overlaid.SIDE, by, overlaid.SIDE, by).mean((1, 3))
    return Looks(landmarks(grey), small.round().astype(np.uint8))


def pairs(seen: list[Looks], report: Report = lambda event: None) -> np.ndarray:
    """Pairs that look nearly the same, int64 [n, 2], the first of each the smaller one.

    It takes about 10 ms a photo and is reported in steps, the phase `compare`.  Of many that all
    look the same, each is found with some of them: enough for `groups`.
    """
    if len(seen) < 2:
        return np.empty((0, 2), np.int64)
    every = Landmarks(
        *(
            np.concatenate([getattr(one.landmarks, part) for one in seen])
            for part in ("place", "size", "rings")
        )
    )
    counts = [len(one.landmarks.size) for one in seen]
    described = whitened(marks.described(every.rings))
    pair = candidates(described, np.repeat(np.arange(len(seen)), counts))
    first = np.concatenate([[0], np.cumsum(counts)])
    pictures = overlaid.Pictures.of(np.stack([one.small for one in seen]))
    found = []
    for start in range(0, len(pair), _CHUNK):
        report({"kind": "phase", "phase": "compare", "done": start, "total": len(pair)})
        some = pair[start : start + _CHUNK]
        of, one, other = _matches(described, first, some)
        maps = _laid(every, one, other)
        found.append(some[overlaid.same(pictures, some, of, maps)])
    return np.concatenate([np.empty((0, 2), np.int64), *found])


def _matches(
    described: np.ndarray, first: np.ndarray, pair: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The landmarks of each pair that are each other's nearest, the best of them: number of the
    pair, landmark of the first and of the second photo, int64 [n] each."""
    out = []
    for at, (one, other) in enumerate(pair):
        cosines = (
            described[first[one] : first[one + 1]] @ described[first[other] : first[other + 1]].T
        )
        mutual = (cosines == cosines.max(0)) & (cosines == cosines.max(1, keepdims=True))
        row, column = np.nonzero(mutual)
        best = np.argsort(-cosines[row, column], kind="stable")[:GUESSES]
        out.append(
            np.stack([np.full(len(best), at), first[one] + row[best], first[other] + column[best]])
        )
    of, one, other = np.concatenate(out, 1)
    return of, one, other


def _laid(every: Landmarks, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Where the places of the second photo lie in the first if two landmarks are the same thing:
    maps float32 [n, 2, 3] of (y, x, 1) in pixels of the small pictures."""
    angle, mirrored = marks.turned(every.rings[other], every.rings[one])
    scale = every.size[one] / every.size[other]
    cosine, sine = scale * np.cos(angle), scale * np.sin(angle)
    sign = np.where(mirrored, -1, 1)
    turn = np.stack([cosine * sign, sine, -sine * sign, cosine], 1).reshape(-1, 2, 2)
    # the middle of the first pixel is at 0 in both sizes
    here, there = (SHORT * (every.place[at] + 0.5) - 0.5 for at in (one, other))
    shift = here - np.einsum("nij,nj->ni", turn, there)
    return np.concatenate([turn, shift[..., None]], 2).astype(np.float32)


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
