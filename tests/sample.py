"""How much of a long list is tried: everything with TLL_FULL=1, else an even sample."""

import os
from collections.abc import Sequence
from typing import TypeVar

FULL = bool(os.environ.get("TLL_FULL"))
Thing = TypeVar("Thing")


def some(things: Sequence[Thing], count: int) -> list[Thing]:
    """`count` of them: the first, the last, and between them as evenly as it goes."""
    if FULL or len(things) <= count:
        return list(things)
    return [things[round(k * (len(things) - 1) / (count - 1))] for k in range(count)]
