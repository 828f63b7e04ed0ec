"""The three ways of this lesson in words, and what its parts ask the worker for.

The part on damage and the one on how sure they are read the same measurement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.experiments import shift
from core.figures.dumbbell import Ends, dumbbell
from core.messages import signed
from core.statistics import touch, wilson_interval
from core.transfer.recipe import Recipe
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.shell.language import N_, _

NAMES = {
    "scratch": N_("From scratch"),
    "frozen": N_("Feature extraction"),
    "tuned": N_("Fine-tuning"),
}
TONES = {"scratch": "quiet", "frozen": "frozen", "tuned": "trainable"}
Right = tuple[float, int]  # how many photos are right, and of how many
OTHER = shift.BASE.but(backbone="squeezenet", per_class=20)  # of the examples


def names() -> dict[str, str]:
    """The ways in the learner's language."""
    return {way: _(name) for way, name in NAMES.items()}


def payload(base: Recipe = shift.BASE) -> dict[str, Any]:
    """Of the measurement of all three."""
    ways = {way: recipe.to_json() for way, recipe in shift.ways(base).items()}
    return {"ways": ways, "seeds": shift.SEEDS}


def smaller(found: Mapping[str, Any], *left_out: str) -> dict[str, Any]:
    """What the file of an example keeps of a result."""
    runs = [
        {name: value for name, value in run.items() if name not in ("rows", *left_out)}
        for run in found["runs"]
    ]
    return {**found, "runs": runs}


def fewer(first: Right, second: Right) -> bool:
    """Whether clearly fewer are right the second time: the intervals do not touch."""
    less = second[0] / second[1] < first[0] / first[1]
    return less and not touch(wilson_interval(*first), wilson_interval(*second))


def change(
    found: Mapping[str, tuple[Right, Right]],
    titled: Callable[[str], str],
    key: str,
    **words: str,
) -> None:
    """Draw what becomes of each way's accuracy from one set of test photos to another.

    titled: makes the finding of what each has lost.  words: `first`, `second`, `share` of the
    figure.  Nothing is drawn of nothing.
    """
    ends, told = [], []
    for way, name in names().items():
        if way in found:
            first, second = (right / photos for right, photos in found[way])
            note = _("{points:# point|# points}", points=signed(100 * (second - first), 0))
            before, after = (wilson_interval(*one) for one in found[way])
            ends.append(Ends(name, first, second, note, before, after))
            told.append(f"{name} {percent(first)}\u00a0→\u00a0{percent(second)}")
    if ends:
        title = titled(" · ".join(told))
        show(dumbbell(pen(), ends, title, **words), key=key, alt=title)
