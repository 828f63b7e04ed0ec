"""The board of jobs: what was asked for, how far it is, how it ended; and who may ask for how much.

Safe to use from every thread.  The runners add the part that actually runs a job.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable, Container
from typing import Any

from core.jobs import lanes
from core.jobs.execute import Outcome
from core.jobs.job import ALWAYS, SHOWN, Job
from core.jobs.state import DONE, FINISHED, QUEUED, RUNNING, JobState
from core.messages import LabError
from core.work import SO_FAR

MOST_WAITING = 24  # unfinished jobs in all: beyond it a class would wait longer than it looks
MOST_OF_ONE = 3  # unfinished jobs of one learner, so that nobody blocks the others
MOST_SHOWN = 8  # and questions of the pages in front of them
MOST_KEPT = 200  # finished jobs remembered; the run log keeps every result for good
KEPT_SECONDS = 2 * 3600.0
MOST_EVENTS = 5000  # of one job; the oldest go first
LONG_PAYLOAD = 50_000  # characters: a photo; it is let go of when its job is over

OnFinish = Callable[[JobState], None]
OnEvent = Callable[[JobState, dict[str, Any]], None]  # the state comes without its events


def digest(kind: str, payload: dict[str, Any]) -> str:
    """What tells one job from another: the same for the same task with the same payload, whatever
    is there of it already (`SO_FAR`)."""
    payload = {name: value for name, value in payload.items() if name != SO_FAR}
    return hashlib.sha256(f"{kind} {json.dumps(payload, sort_keys=True)}".encode()).hexdigest()


class Board:
    """Jobs by id, in the order in which they came.  `short`: the kinds that have a lane of their
    own (`core.jobs.lanes`)."""

    def __init__(
        self,
        on_finish: OnFinish | None = None,
        on_event: OnEvent | None = None,
        short: Container[str] = (),
    ) -> None:
        self.on_finish, self.on_event = on_finish, on_event
        self._short = short
        self._closed = False
        self._one_worker = False  # for both lanes
        self._durations = lanes.Durations()
        self._changed = threading.Condition(threading.RLock())
        self._jobs: dict[str, Job] = {}

    # -- for pages -----------------------------------------------------------------------------

    def submit(
        self,
        kind: str,
        payload: dict[str, Any],
        owner: str,
        origin: str = "",
        wanted: int = ALWAYS,
    ) -> str:
        """Queue the task `kind` and return the job's id; equal work of the same owner that is
        under way is joined instead, and its id returned.

        `payload` must be plain JSON.  `wanted` says for how long (`core.jobs.job`).  Raises
        LabError when the queue, or the owner's share of it, is full, and when the app ends.
        """
        if self._closed:
            raise LabError("The app is being closed and takes no new work. Start it again.")
        text = json.dumps(payload)
        job = Job(kind, owner, text, json.loads(text), digest(kind, payload), origin)
        job.short, job.wanted = kind in self._short, wanted
        with self._changed:
            equal = self._equal(job)
            if equal is None:
                self._admit(job)
            else:
                equal.wanted = max(equal.wanted, wanted)
        self._asked_for(equal or job, new=equal is None)
        return (equal or job).id

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
                "this machine. Try again in a few minutes.",
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
            if job and job.status not in FINISHED and job.cancel_asked is None:
                job.cancel_asked = time.time()
                self._changed.notify_all()

    def look(self, job_id: str, who: str) -> None:
        """Somebody has this job in sight."""
        with self._changed:
            job = self._jobs.get(job_id)
            if job:
                job.lookers[who] = time.time()

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
                    job.lookers[owner] = time.time()

    def forget(self, job_id: str) -> None:
        """Let go of a finished job and its result: it was about a photo, and has been taken."""
        with self._changed:
            job = self._jobs.get(job_id)
            if job and job.status in FINISHED:
                del self._jobs[job_id]

    def busy(self) -> bool:
        """True while any job is waiting or running."""
        with self._changed:
            return any(job.status not in FINISHED for job in self._jobs.values())

    # -- for runners ---------------------------------------------------------------------------

    def _equal(self, wanted: Job) -> Job | None:
        """The same work for the same owner, waiting or running and not asked to stop."""
        for job in self._jobs.values():
            if job.active and (job.digest, job.owner) == (wanted.digest, wanted.owner):
                return job
        return None

    def _abandon(self, job: Job) -> None:
        if job.active:
            job.abandoned, job.cancel_asked = True, time.time()
            self._changed.notify_all()

    def _abandon_unwanted(self) -> None:
        """Ask the jobs to stop that nobody waits for any more: a page was closed."""
        with self._changed:
            for job in self._jobs.values():
                if job.unwanted(time.time()):
                    self._abandon(job)

    def _waiting(self) -> list[Job]:
        """Queued jobs that no worker has, in their order."""
        with self._changed:
            return lanes.in_order(
                job
                for job in self._jobs.values()
                if job.status == QUEUED and not job.dispatched and not job.ending
            )

    def _begin(self, job: Job) -> None:
        with self._changed:
            job.restarted = job.started is not None
            job.status, job.started = RUNNING, job.started or time.time()
            self._changed.notify_all()

    def _add_event(self, job: Job, event: dict[str, Any]) -> None:
        """Take in an event of a job.  `on_event` has returned before anybody sees it, so that a
        page which hears of a result finds it in the log; the result itself is kept there alone."""
        if job.status in FINISHED:
            return
        try:
            if self.on_event:
                self.on_event(self._snapshot(job, events=False), event)
        except Exception:
            logging.getLogger(__name__).exception("on_event failed for job %s", job.id)
        kept = {name: value for name, value in event.items() if name != "result"}
        with self._changed:
            if job.status not in FINISHED:
                job.events.append(kept)
                job.times.append(time.time())
                del job.events[:-MOST_EVENTS], job.times[:-MOST_EVENTS]
                self._changed.notify_all()

    def _finish(self, job: Job, outcome: Outcome) -> None:
        """End a job once.  `on_finish` has returned before anybody sees that the job is over, so
        that a page which sees "done" finds the run in the log."""
        with self._changed:
            if job.ending:
                return
            job.ending = True
            over = Job(**vars(job))
            over.status, over.result, over.error = outcome.status, outcome.result, outcome.error
            over.finished = time.time()
            state = self._snapshot(over)
        try:
            if self.on_finish:
                self.on_finish(state)
        except Exception:
            logging.getLogger(__name__).exception("on_finish failed for job %s", job.id)
        with self._changed:
            job.status, job.result, job.error = outcome.status, outcome.result, outcome.error
            job.finished = over.finished
            if job.status == DONE and job.started:
                self._durations.add(job, over.finished - job.started)
            if len(job.payload) > LONG_PAYLOAD:
                job.payload, job.document = "{}", {}
            self._changed.notify_all()

    def _find(self, job_id: str) -> Job:
        try:
            return self._jobs[job_id]
        except KeyError:
            raise LabError(
                "This job is not known any more: the app was started again, or it finished "
                "long ago. Finished runs are in the list of runs; start it again if it is not "
                "among them."
            ) from None

    def _snapshot(self, job: Job, events: bool = True) -> JobState:
        before: list[Job] = []
        if job.status == QUEUED:
            before = lanes.ahead(job, self._jobs.values(), self._one_worker)
        wait = self._durations.wait(before, time.time())
        return job.snapshot(len(before), wait, events)

    def _forget_old(self) -> None:
        over = [job for job in self._jobs.values() if job.status in FINISHED]
        limit = time.time() - KEPT_SECONDS
        surplus = len(over) - MOST_KEPT
        for index, job in enumerate(over):
            if index < surplus or (job.finished or 0) < limit:
                del self._jobs[job.id]


def _alike(job: Job, other: Job) -> bool:
    """Of one learner, and either both asked for by pages or both by the learner."""
    return job.owner == other.owner and (job.wanted == SHOWN) == (other.wanted == SHOWN)
