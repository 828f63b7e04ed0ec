"""What a measured curve shows, in one word: the measurement decides which prediction was right
(light).

A `Curve` is plain JSON: ``x`` (list), ``lines`` (name -> ``y``, and ``low`` and ``high`` where the
values are shares of photos).  A judge turns it into one of its verdicts, always exactly one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

Curve = Mapping[str, Any]

CLEARLY = 0.05  # a difference of accuracies that is more than luck with a few hundred photos
NEAR = 0.10  # a guess of accuracies that counts as right: off by ten points on average


@dataclass(frozen=True)
class Judge:
    """The verdicts that are possible, and the rule that chooses one."""

    verdicts: tuple[str, ...]
    of: Callable[[Curve], str]


def shape(values: Sequence[float], clear: float) -> str:
    """``rises``, ``falls``, ``hill``, ``valley`` or ``flat``; `clear` is the least real change."""
    low, high = min(values), max(values)
    hill = min(high - values[0], high - values[-1])
    valley = min(values[0] - low, values[-1] - low)
    if high - low <= clear:
        return "flat"
    if max(hill, valley) > clear:
        return "hill" if hill >= valley else "valley"
    return "rises" if values[-1] > values[0] else "falls"


def _sweep(curve: Curve) -> str:
    """The shape of accuracies over a choice."""
    return shape(curve["lines"]["frozen"]["y"], CLEARLY)


def _reuse(curve: Curve) -> str:
    """Frozen features against training from scratch, from few photos to many."""
    lines = curve["lines"]
    gaps = [
        frozen - scratch
        for frozen, scratch in zip(lines["frozen"]["y"], lines["scratch"]["y"], strict=True)
    ]
    if gaps[-1] < -CLEARLY:
        return "crosses"
    if min(gaps) > CLEARLY:
        return "above"
    return "closes" if gaps[0] > CLEARLY else "together"


def _loose(curve: Curve) -> str:
    """Validation accuracy before and after blocks are unfrozen (behind epoch `turn`)."""
    values, turn = curve["lines"]["validation"]["y"], curve["turn"]
    before, after = values[turn - 1], values[turn:]
    low, end = min(after), mean(after[-2:])
    if before - low > 2 * CLEARLY:
        return "dips" if end - low > (before - low) / 2 else "falls"
    return "rises" if end - before > CLEARLY else "stays"


def _losses(curve: Curve) -> str:
    """Validation loss over the epochs; single epochs are noise, so three are averaged."""
    values = curve["lines"]["validation"]["y"]
    smooth = [mean(values[i : i + 3]) for i in range(len(values) - 2)]
    found = shape(smooth, 0.08 * max(smooth[0], min(smooth)))
    return {"valley": "turns", "hill": "rises"}.get(found, found)


def _cover(curve: Curve) -> str:
    """How much of the photo is covered when the probability has fallen to half for good."""
    shares = curve["lines"]["answer"]["y"]
    above = [x for x, share in zip(curve["x"], shares, strict=True) if share >= shares[0] / 2]
    if above[-1] == curve["x"][-1]:
        return "never"
    last = above[-1]
    return "early" if last < 0.25 else "middle" if last < 0.6 else "late"


JUDGES = {
    "reuse": Judge(("above", "closes", "crosses", "together"), _reuse),
    "sizes": Judge(("rises", "hill", "flat", "falls", "valley"), _sweep),
    "rates": Judge(("hill", "rises", "falls", "flat", "valley"), _sweep),
    "loose": Judge(("rises", "stays", "dips", "falls"), _loose),
    "losses": Judge(("falls", "turns", "flat", "rises"), _losses),
    "cover": Judge(("early", "middle", "late", "never"), _cover),
}


def distance(curve: Curve, guess: Sequence[float]) -> float:
    """How far guessed accuracies (0..1) lie from the measured ones, on average."""
    (line,) = curve["lines"].values()
    return float(mean(abs(y - guessed) for y, guessed in zip(line["y"], guess, strict=True)))
