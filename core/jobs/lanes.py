"""Who is next and how long one waits: two lanes, and in each turns between learners (light).

A question about a photo is answered in a second, a training takes minutes; in one line the question
waits for the training.  So each lane has a worker of its own, the long one a second while several
learners wait (`core.jobs.reserve`).  On a cluster of others, whose workers are all alike, long jobs
leave one worker free; with a single worker there, both share it.  What is soon over although it is
no question (a training on stored activations) uses either.

What writes files for the app, or reads its uploads, is done at home: on the machine of the web
process, which lends a cluster of others one worker for that (`core.jobs.engine`).

In a lane the next part is the one with the least of: the seconds that its learner has had of late,
those that it will take, less those that it has waited.  So whoever has had little comes before
whoever has had much, short work before long, and nobody waits for ever: every second of waiting
counts as much as a second of work (`docs/decisions/0026`).  What several wait for takes
each of them a share of its seconds, and they all wait: a class that presses at once comes first.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from statistics import median

from core.jobs.part import Part

LANES = {True: "short", False: "long"}  # `Part.short` → the name of its lane
FURTHER = "long-2"  # the lane of a second worker for long work
HOME = "home"
GUESSED = {True: 0.5, False: 4.0}  # seconds of a kind that has not been measured
HALVED = 60.0  # seconds after which what a learner has had counts half
MEASURED = 20  # durations kept of each kind of work


def room(
    part: Part, busy: Counter[str], workers: int, private: bool, asked: bool = False
) -> str | None:
    """The lane in which a part can begin, with so many of each lane at work; None: in none.

    A quick part uses either, unless a short one waits (`asked`): most trainings take a second, and
    would wait for one that takes minutes.  In a private cluster all is at home.
    """
    if part.home and not private:
        return None if busy[HOME] else HOME
    mine, short, long = LANES[part.short], LANES[True], LANES[False]
    if private:
        may = [mine]
        may += [FURTHER] if workers > len(LANES) and not part.short else []
        may += [short] if part.quick and not asked else []
        return next((lane for lane in may if busy[lane] == 0), None)
    long_may = max(1, workers - 1)
    free = part.short or part.quick or busy[long] < long_may
    return mine if free and busy[short] + busy[long] < workers else None


class Turns:
    """What each kind of work has taken, and what each learner has had of it."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], deque[float]] = defaultdict(
            lambda: deque(maxlen=MEASURED)
        )
        self._had: dict[str, tuple[float, float]] = {}  # owner → seconds, and when that was
        self._last: dict[tuple[str, tuple[str, bool]], float] = {}  # and their turn of each sort

    def took(self, part: Part, now: float, whole: bool = True) -> None:
        """A part has been at work until now; `whole`: from its beginning to its end."""
        if part.started is None:
            return
        seconds = now - part.started
        if whole:
            self._known[part.sort].append(seconds)
        for owner in part.owners:  # they share it
            self._had[owner] = (self._counts(owner, now) + seconds / len(part.owners), now)
            self._last[owner, part.sort] = now

    def _counts(self, owner: str, now: float) -> float:
        seconds, then = self._had.get(owner, (0.0, now))
        return float(seconds * 0.5 ** ((now - then) / HALVED))

    def _cost(self, part: Part) -> float:
        known = self._known[part.sort]
        return median(known) if known else GUESSED[part.short or part.quick]

    def in_order(self, parts: Iterable[Part], now: float | None = None) -> list[Part]:
        """Parts in the order in which they get a worker; those that have one come first."""
        now = time.monotonic() if now is None else now
        parts = sorted(parts, key=lambda part: (not part.dispatched, part.submitted))
        before: dict[str, float] = defaultdict(float)  # owner → seconds of their earlier parts
        ranks: dict[Part, float] = {}
        for part in parts:
            cost, owners = self._cost(part), part.owners
            ranks[part] = self._rank(part, before, cost, now) if owners else 0.0
            if part.dispatched:
                ranks[part] = float("-inf")
                cost = now - part.started if part.started else 0.0
            for owner in owners:
                before[owner] += cost / len(owners)
        return sorted(parts, key=ranks.__getitem__)

    def _rank(self, part: Part, before: Mapping[str, float], cost: float, now: float) -> float:
        owners = part.owners
        had = min(self._counts(owner, now) + before[owner] for owner in owners)
        since = (max(part.submitted, self._last.get((owner, part.sort), 0.0)) for owner in owners)
        return had + cost / len(owners) - sum(now - then for then in since)

    def left(self, part: Part, now: float) -> float | None:
        """Seconds until a part is done: the median of its kind, of those that took longer than it
        has taken so far.  None when no such work has been measured."""
        gone = now - part.started if part.started else 0.0
        longer = [seconds for seconds in self._known[part.sort] if seconds > gone]
        return median(longer) - gone if longer else None

    def wait(self, before: Iterable[Part], now: float, at_once: int = 1) -> float | None:
        """Seconds until all of these are done, so many at once; None when that of one of them is
        not known."""
        lefts = [self.left(part, now) for part in before]
        known = [left for left in lefts if left is not None]
        return None if None in lefts else sum(known) / at_once
