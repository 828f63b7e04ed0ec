"""Who is next and how long one waits: a lane for short questions, one for everything else (light).

A question about a photo is answered in a second, a training takes minutes; in one line the question
waits for the training.  So each lane has a worker of its own.  On a cluster of others, whose
workers are all alike, long jobs leave one worker free; with a single worker there, short jobs
overtake, as long as they have not come too much later.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from statistics import median

from core.jobs.job import Job
from core.jobs.state import RUNNING

LANES = {True: "short", False: "long"}  # `Job.short` → the name of its lane
HEAD_START = 60.0  # seconds that a short job counts as older than it is
MEASURED = 20  # durations kept of each kind of job


def in_order(jobs: Iterable[Job]) -> list[Job]:
    """Jobs in the order in which they get a worker, where they have to share one."""
    return sorted(jobs, key=_rank)


def _rank(job: Job) -> float:
    return job.submitted - (HEAD_START if job.short else 0.0)


def room(job: Job, busy: Counter[bool], workers: int, private: bool) -> bool:
    """Whether a job can begin, with so many short (True) and long jobs (False) at work."""
    if private:
        return busy[job.short] == 0
    long_may = max(1, workers - 1)
    return busy.total() < workers and (job.short or busy[False] < long_may)


def ahead(job: Job, jobs: Iterable[Job], shared: bool) -> list[Job]:
    """The jobs that a waiting one waits for; `shared`: both lanes have one worker between them."""
    rivals = [other for other in jobs if not other.over and (shared or other.short == job.short)]
    order = in_order(rivals)
    before = order[: order.index(job)]
    return before + [other for other in order[len(before) + 1 :] if other.dispatched]


class Durations:
    """How long jobs of each kind have taken on this server; what is still to come of one."""

    def __init__(self) -> None:
        self._known: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=MEASURED))

    def add(self, job: Job, seconds: float) -> None:
        """A job has been done in so many seconds."""
        self._known[job.kind].append(seconds / _parts(job))

    def left(self, job: Job, now: float) -> float | None:
        """Seconds until a job is done: the median of its kind, of those that took longer than it
        has taken so far.  None when no such job has been measured."""
        gone = now - job.started if job.status == RUNNING and job.started else 0.0
        whole = [_parts(job) * seconds for seconds in self._known[job.kind]]
        longer = [seconds for seconds in whole if seconds > gone]
        return median(longer) - gone if longer else None

    def wait(self, before: Iterable[Job], now: float) -> float | None:
        """Seconds until all of these are done; None when that of one of them is not known."""
        parts = [self.left(job, now) for job in before]
        return None if None in parts else sum(part for part in parts if part is not None)


def _parts(job: Job) -> int:
    """What a job does several of, one after the other, it is measured by: its recipes."""
    return len(job.document.get("recipes", ())) or 1
