"""The board of jobs: what pages may ask for, how far it is, how it ended; who may ask for how much.

Safe to use from every thread.  The runners add what actually runs a part.
"""

from __future__ import annotations

import json
import time
from typing import Any

from core.jobs.job import ALWAYS, SHOWN, Job
from core.jobs.ledger import Ledger
from core.jobs.rules import digest
from core.jobs.state import FINISHED, JobState
from core.jobs.told import OnEvent, OnFinish
from core.messages import LabError

MOST_OF_ONE = 6  # unfinished jobs of one learner
MOST_SHOWN = 8  # and questions of the pages in front of them
MOST_WAITING = 2000  # unfinished jobs in all: whoever makes up learners does not fill the memory
MOST_KEPT = 2000  # finished jobs remembered; the run log keeps every result for good
MOST_HELD = 100_000_000  # characters of their events and results
KEPT_SECONDS = 2 * 3600.0
LONG_PAYLOAD = 50_000  # characters: a photo


class Board(Ledger):
    """Jobs by id, in the order in which they came; `table` names the module of their tasks."""

    def __init__(
        self,
        table: str,
        on_finish: OnFinish | None = None,
        on_event: OnEvent | None = None,
    ) -> None:
        super().__init__(table, on_finish, on_event)
        self._closed = False

    def submit(
        self,
        kind: str,
        payload: dict[str, Any],
        owner: str,
        origin: str = "",
        wanted: int = ALWAYS,
    ) -> str:
        """Queue the task `kind` and return the job's id; an equal job of the same owner that is
        under way is joined instead, and its id returned.  Equal work of others is done once.

        `payload` must be plain JSON.  `wanted` says for how long (`core.jobs.job`).  Raises
        LabError when the owner's share of the queue is full, and when the app ends.
        """
        if self._closed:
            raise LabError("The app is being closed and takes no new work. Start it again.")
        text = json.dumps(payload)
        job = Job(kind, owner, json.loads(text), digest(kind, payload), origin, wanted)
        job.carries = len(text) > LONG_PAYLOAD
        with self._changed:
            equal = self._equal(job)
            if equal is None:
                self._admit(job)
                answered = self._divide(job)
            else:
                equal.wanted = max(equal.wanted, wanted)
                answered = []
        for name, events, outcome in answered:
            self._start(job)
            self._replay(job, name, events)
            self._came(job, name, outcome)
        self._asked_for(equal or job, new=equal is None)
        return (equal or job).id

    def _equal(self, wanted: Job) -> Job | None:
        """The same job of the same owner, waiting or running and not asked to stop."""
        for job in self._jobs.values():
            if job.active and (job.digest, job.owner) == (wanted.digest, wanted.owner):
                return job
        return None

    def _admit(self, job: Job) -> None:
        waiting = [other for other in self._jobs.values() if not other.over]
        most = MOST_SHOWN if job.wanted == SHOWN else MOST_OF_ONE
        if sum(other.active and _alike(other, job) for other in waiting) >= most:
            raise LabError(
                "You already have {count:# job|# jobs} waiting or running. Wait for "
                "one to finish or cancel one, then try again.",
                count=most,
            )
        if len(waiting) >= MOST_WAITING:
            raise LabError(
                "The queue is full: {count:# job is|# jobs are} waiting or running on "
                "this computer. Try again in a few minutes.",
                count=len(waiting),
            )
        self._forget_old()
        self._jobs[job.id] = job
        self._changed.notify_all()

    def _asked_for(self, job: Job, new: bool) -> None:
        """What a runner does about a job that stands on the board, newly or again."""

    def state(self, job_id: str) -> JobState:
        """A snapshot.  Raises LabError for a job that nobody here knows (any more)."""
        with self._changed:
            return self._snapshot(self._find(job_id))

    def find(self, job_id: str) -> JobState | None:
        """A snapshot; None for a job that nobody here knows (any more)."""
        with self._changed:
            job = self._jobs.get(job_id)
            return None if job is None else self._snapshot(job)

    def jobs(self, owner: str) -> list[JobState]:
        """Snapshots of one owner's jobs, oldest first."""
        with self._changed:
            return [self._snapshot(job) for job in self._jobs.values() if job.owner == owner]

    def wait(self, job_id: str, timeout: float) -> JobState:
        """The state as soon as the job is over, or after `timeout` seconds, whichever is first."""
        with self._changed:
            job = self._find(job_id)
            self._changed.wait_for(lambda: job.status in FINISHED, timeout)
            return self._snapshot(job)

    def cancel(self, job_id: str) -> None:
        """Ask a job to stop.  A finished or unknown job is left alone: there is nothing to stop."""
        with self._changed:
            job = self._jobs.get(job_id)
            if job and job.active:
                job.cancel_asked = time.monotonic()
                self._changed.notify_all()

    def look(self, job_id: str, who: str) -> None:
        """Somebody has this job in sight."""
        with self._changed:
            job = self._jobs.get(job_id)
            if job:
                job.lookers[who] = time.monotonic()

    def leave(self, job_id: str, who: str) -> None:
        """Somebody has turned away from a job; one that is wanted only while it is in sight ends
        when nobody else looks."""
        with self._changed:
            job = self._jobs.get(job_id)
            if job and job.lookers.pop(who, None) and job.wanted == SHOWN and not job.lookers:
                self._abandon(job)

    def present(self, owner: str) -> None:
        """A learner has a page open: what they have pressed a button for is wanted."""
        with self._changed:
            for job in self._jobs.values():
                if job.owner == owner and job.wanted > SHOWN and not job.over:
                    job.lookers[owner] = time.monotonic()

    def forget(self, job_id: str) -> None:
        """Let go of a finished job and its result: it was about a photo, and has been taken."""
        with self._changed:
            job = self._jobs.get(job_id)
            if job and job.over:
                del self._jobs[job_id]
                self._answered.drop(job.digest)

    def forget_owner(self, owner: str) -> None:
        """Stop a learner's jobs and let go of everything that was found for them alone."""
        with self._changed:
            for job in [job for job in self._jobs.values() if job.owner == owner]:
                self.cancel(job.id)
                if job.over:
                    del self._jobs[job.id]
            self._answered.drop_owner(owner)

    def busy(self) -> bool:
        """True while any job is waiting or running."""
        with self._changed:
            return any(not job.over for job in self._jobs.values())

    def _abandon(self, job: Job) -> None:
        if job.active:
            job.abandoned, job.cancel_asked = True, time.monotonic()
            self._changed.notify_all()

    def _abandon_unwanted(self) -> None:
        """Ask the jobs to stop that nobody waits for any more: a page was closed."""
        with self._changed:
            for job in self._jobs.values():
                if job.unwanted(time.monotonic()):
                    self._abandon(job)

    def _find(self, job_id: str) -> Job:
        try:
            return self._jobs[job_id]
        except KeyError:
            raise LabError(
                "This job is not known any more: the app was started again, or it finished "
                "long ago. Finished runs are in the list of runs; start it again if it is not "
                "among them."
            ) from None

    def _forget_old(self) -> None:
        over = [job for job in self._jobs.values() if job.over]
        limit, held = time.monotonic() - KEPT_SECONDS, sum(job.size for job in over)
        surplus = len(over) - MOST_KEPT
        for index, job in enumerate(over):
            if index < surplus or (job.finished or 0) < limit or held > MOST_HELD:
                held -= job.size
                del self._jobs[job.id]


def _alike(job: Job, other: Job) -> bool:
    """Of one learner, and either both asked for by pages or both by the learner."""
    return job.owner == other.owner and (job.wanted == SHOWN) == (other.wanted == SHOWN)
