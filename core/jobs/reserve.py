"""When one more worker for long work is worth its memory: while several learners wait (light).

For one learner, one long job after another is right: side by side they would be over no sooner.  In
a class whoever wants a picture that takes five seconds waits for somebody's training of a minute;
two at a time share the processor, and what is shorter is over first (`docs/decisions/0046`).
"""

from __future__ import annotations

from collections.abc import Iterable

import psutil

from core.jobs.part import Part

AFTER = 3.0  # seconds that somebody has waited
IDLE = 120.0  # seconds without long work, after which the memory is given back
ROOM = 3 * 2**30  # bytes that must be free: a worker in use, and some for everything else


class Reserve:
    """Whether the further worker should be there; asked at every look at the queue."""

    def __init__(self) -> None:
        self._used = float("-inf")

    def wanted(self, parts: Iterable[Part], there: bool, now: float) -> bool:
        """parts: all that are not over.  `there`: it has been asked for."""
        long = [part for part in parts if not (part.short or part.home)]
        if long:
            self._used = now
        if there:
            return now - self._used < IDLE
        owners = {owner for part in long for owner in part.owners}
        waits = any(not part.dispatched and now - part.submitted > AFTER for part in long)
        return waits and len(owners) > 1 and psutil.virtual_memory().available > ROOM
