"""What the wrongly answered photos have in common, measured against the right ones (light)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from core.datasets import library, own
from core.datasets.dataset import is_own
from core.messages import Message, msg

ROUNDS = 2000  # of the permutation test
ENOUGH = 3  # wrong photos below which nothing is claimed
SURE = 0.05

# What is said when the wrong photos ({a}) have more of it than the right ones ({b}), and when less.
_SAID = {
    "bright": (
        msg("They are brighter than the others: {a} of full brightness instead of {b}."),
        msg("They are darker than the others: {a} of full brightness instead of {b}."),
    ),
    "contrast": (
        msg("They have more contrast than the others: {a} instead of {b}."),
        msg("They have less contrast than the others: {a} instead of {b}."),
    ),
    "confidence": (
        msg("The network is surer of them than of the others: {a} on average instead of {b}."),
        msg("The network is less sure of them: {a} on average instead of {b}."),
    ),
    "foreign": (
        msg(
            "To the network they resemble another class: of their nearest training photos {a} "
            "belong to one, of the other photos’ only {b}."
        ),
        msg(
            "To the network they do not resemble another class: of their nearest training photos "
            "{a} belong to one, of the other photos’ {b}."
        ),
    ),
    "small": (
        msg("Their files are larger: {a} pixels on the shorter side instead of {b}."),
        msg("Their files are smaller: {a} pixels on the shorter side instead of {b}."),
    ),
}


@dataclass(frozen=True)
class Photo:
    """One test photo over all seeds of the best arm."""

    index: int  # in the dataset
    true: int
    wrong: int  # seeds that answered wrongly
    seeds: int
    answers: tuple[int, ...]  # one for each seed
    confidence: float  # of the answer, on average


@dataclass(frozen=True)
class Trait:
    """A property of photos: its mean for the wrong and for the right ones, and how likely so
    large a gap is by chance (two-sided permutation test)."""

    id: str
    wrong: float
    right: float
    chance: float
    said: Message  # the finding, if it is one


def photos(runs: Sequence[Mapping[str, Any]]) -> list[Photo]:
    """The test photos of the runs of one arm: every seed is asked about the same ones."""
    answered = [run["predictions"] for run in runs]
    places = [{index: at for at, index in enumerate(said["index"])} for said in answered]
    out = []
    for index, true in zip(answered[0]["index"], answered[0]["true"], strict=True):
        asked = [
            (said["predicted"][at[index]], said["confidence"][at[index]])
            for said, at in zip(answered, places, strict=True)
            if index in at
        ]
        answers = tuple(answer for answer, _ in asked)
        wrong = sum(answer != true for answer in answers)
        sure = float(np.mean([confidence for _, confidence in asked]))
        out.append(Photo(index, true, wrong, len(answers), answers, sure))
    return out


class Pair(NamedTuple):
    """A class that was taken for another one."""

    true: int
    answer: int
    times: int  # over all seeds
    asked: int  # how often it could have been


def pairs(seen: Sequence[Photo], classes: int) -> list[Pair]:
    """What was taken for what, most often first; only what happened."""
    counts: Counter[tuple[int, int]] = Counter()
    asked = [0] * classes
    for photo in seen:
        asked[photo.true] += photo.seeds
        counts.update((photo.true, answer) for answer in photo.answers if answer != photo.true)
    return [Pair(true, answer, n, asked[true]) for (true, answer), n in counts.most_common()]


def measured(
    dataset: str, seen: Sequence[Photo], foreign: Mapping[int, float] | None
) -> list[Trait]:
    """Every property that can be measured here, for the photos answered wrongly by any seed
    against those that every seed answered rightly.  Empty below `ENOUGH` of either.

    foreign: place in the dataset → share of nearest training photos of other classes.
    """
    wrong = np.array([photo.wrong > 0 for photo in seen])
    if min(int(wrong.sum()), int((~wrong).sum())) < ENOUGH:
        return []
    images = library.load(dataset).images
    grey = [np.asarray(images[photo.index], np.float32).mean(2) for photo in seen]
    values: dict[str, list[float]] = {
        "bright": [float(one.mean()) / 255 for one in grey],
        "contrast": [float(one.std()) / 255 for one in grey],
        "confidence": [photo.confidence for photo in seen],
    }
    if foreign is not None:
        values["foreign"] = [foreign[photo.index] for photo in seen]
    if is_own(dataset):
        sizes = own.document(dataset)["sizes"]
        values["small"] = [float(min(sizes[photo.index])) for photo in seen]
    return [_trait(name, np.array(found), wrong) for name, found in values.items()]


def _trait(name: str, values: np.ndarray, wrong: np.ndarray) -> Trait:
    gap = values[wrong].mean() - values[~wrong].mean()
    rng = np.random.default_rng(0)
    shuffled = np.stack([rng.permutation(wrong) for _ in range(ROUNDS)])
    sums = shuffled @ values
    few = int(wrong.sum())
    gaps = sums / few - (values.sum() - sums) / (len(values) - few)
    chance = float((np.abs(gaps) >= abs(gap) - 1e-12).mean())
    one, other = float(values[wrong].mean()), float(values[~wrong].mean())
    a, b = (f"{x:.0f}" if name == "small" else f"{x:.0%}" for x in (one, other))
    return Trait(name, one, other, chance, _SAID[name][one <= other].filled(a=a, b=b))


def shared(traits: Sequence[Trait]) -> list[Trait]:
    """What may be claimed: gaps that chance makes in fewer than one of twenty shufflings, divided
    by how many properties were tried (Bonferroni)."""
    return [trait for trait in traits if trait.chance < SURE / len(traits)]
