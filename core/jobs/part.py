"""What a worker is given at once: the task of a job, or one training of a series (light).

Equal work is done once, whoever asked first: a part may serve several jobs.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from core.jobs.job import Job
from core.jobs.state import CANCELLED


@dataclass(eq=False)
class Part:
    """The mutable record of work to do; touched only while the board's lock is held."""

    kind: str
    payload: str  # JSON text, for the worker
    digest: str
    short: bool  # answered within seconds: it has a lane of its own
    serves: list[tuple[Job, str]] = field(default_factory=list)  # jobs, and what they call it
    quick: bool = False  # not so short, but soon over: where the other lane is idle, it is used
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    submitted: float = field(default_factory=time.monotonic)
    started: float | None = None
    events: list[dict[str, Any]] = field(default_factory=list)  # for jobs that come later
    ended: bool = False  # its worker says that the outcome is there to be taken
    lane: bool = False  # the one that it was handed to: of short ones (True) or of long ones
    dispatched: bool = False  # handed to a worker, which may still be warming up
    tries: int = 0  # how often it was
    pid: int | None = None  # of the worker process that has begun it
    restarted: bool = False  # a worker began it a second time: the first one died
    stop_asked: float | None = None
    pausing: bool = False  # stopped between two of its trainings, because others wait

    @property
    def sort(self) -> tuple[str, bool]:
        """What takes about as long."""
        return self.kind, self.quick

    @property
    def jobs(self) -> list[Job]:
        """The jobs that it serves."""
        return [job for job, _name in self.serves]

    @property
    def owners(self) -> set[str]:
        """The learners who wait for it."""
        return {job.owner for job in self.jobs}

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits for it."""
        return any(job.active for job in self.jobs)

    @property
    def joinable(self) -> bool:
        """Whether a further job can be served."""
        return self.wanted and (self.stop_asked is None or self.pausing)

    def again(self) -> None:
        """Back to its place in the queue."""
        self.dispatched = self.ended = self.pausing = self.restarted = False
        self.started = self.stop_asked = self.pid = None

    def stops(self, status: str) -> bool:
        """Whether an outcome means only that it was asked to make room."""
        return self.pausing and status == CANCELLED and self.wanted
