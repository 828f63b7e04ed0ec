"""What a mistake on purpose is: one thing that breaks a training, beside its healthy twin (light).

A mistake made with an ordinary setting (a rate that is too high, batch norm let loose, few photos)
is its two recipes and no more.  One that no setting makes has a name in the recipe's field `fault`,
and says here what becomes of the photos.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar

import numpy as np

from core.datasets.subset import Split, Subset
from core.messages import Message


class Settled(Protocol):
    """What a mistake knows of a recipe (`core.transfer.recipe.Recipe`)."""

    @property
    def lr(self) -> float: ...

    @property
    def seed(self) -> int: ...

    @property
    def mark(self) -> str: ...

    @property
    def link(self) -> int: ...

    def but(self, **changes: Any) -> Self: ...


R = TypeVar("R", bound=Settled)


class Change(Protocol):
    """One recipe made of another."""

    def __call__(self, recipe: R, /) -> R: ...


def small(recipe: R) -> R:
    """What a mistake is shown with, unless it says otherwise."""
    return recipe.but(size=96, batch=32)


def _as_they_are(subset: Subset, recipe: Settled) -> tuple[Subset, Split | None]:
    return subset, None


@dataclass(frozen=True)
class Mistake:
    """One mistake.  `healthy` makes its twin of the usual recipe, `broken` the mistake of its twin:
    they differ in one thing.

    id: also the part of assets/lessons/broken.*.md that explains it.  title: what the field `fault`
    says, None for a mistake made with other fields.
    photos: the photos as the training is given them, and fresh ones where its test photos tell no
    truth; it is given `tests` times as many test photos as the recipe says.  judged: what the fresh
    and the test photos are called then.
    pixels: of a ready network, photos uint8 [n, h, w, 3] → as it sees them.  possible: whether that
    can be done for a network.  order: labels int [n] → the order of an epoch.
    """

    id: str
    place: int
    broken: Change
    healthy: Change = small
    title: Message | None = None
    photos: Callable[[Subset, Settled], tuple[Subset, Split | None]] = _as_they_are
    tests: int = 1
    judged: tuple[Message, Message] | None = None
    pixels: Callable[[np.ndarray, str], np.ndarray] | None = None
    possible: Callable[[str], bool] = lambda backbone: True
    order: Callable[[np.ndarray], np.ndarray] | None = None

    @property
    def honest(self) -> bool:
        """Whether its test accuracy is one: nothing helps it there that is missing elsewhere."""
        return self.judged is None
