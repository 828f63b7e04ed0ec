"""The books of the board: jobs and the parts they are done in, from the first event to the end.

A job is what one learner wants; a part is what a worker does for it (`core.jobs.part`), for all who
want the same.  Runners say what happens to parts; this says what that means for jobs.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable
from typing import Any

from core.jobs.answered import Answered
from core.jobs.execute import Outcome
from core.jobs.job import Job, size
from core.jobs.lanes import Turns
from core.jobs.part import Part
from core.jobs.rules import Rules, digest
from core.jobs.state import CANCELLED, DONE, FAILED, QUEUED, RUNNING, JobState
from core.jobs.told import OnEvent, OnFinish, called
from core.work import RAN, SO_FAR

MOST_EVENTS = 5000  # of one job; the oldest go first


class Ledger:
    """Jobs and parts by id, in the order in which they came; `table` names the module of the tasks.

    Everything mutable is touched only while `_changed` is held.
    """

    def __init__(self, table: str, on_finish: OnFinish | None, on_event: OnEvent | None) -> None:
        self.on_finish, self.on_event = on_finish, on_event
        self._table, self._rules = table, Rules(table)
        self._one_worker = False  # for both lanes
        self._at_once = {True: 1, False: 1}  # short, or not → parts that are worked on at once
        self._turns = Turns()
        self._answered = Answered()
        self._changed = threading.Condition(threading.RLock())
        self._jobs: dict[str, Job] = {}
        self._parts: dict[str, Part] = {}  # that are not over

    # -- a job begins --------------------------------------------------------------------------

    def _divide(self, job: Job) -> list[tuple[str, list[dict[str, Any]], Outcome]]:
        """Find or make the parts of a new job.  Returns those that others have had lately: the
        part's name in the job, its events and its outcome."""
        job.division = self._rules.division(job.kind, job.document)
        parts = job.division.parts if job.division else {"": (job.kind, job.document)}
        job.left = set(parts)
        answered = []
        for name, (kind, payload) in parts.items():
            asked = digest(kind, payload) if job.division else job.digest
            part = self._joinable(asked, kind, job.owner)
            answer = None if part else self._answered.get(asked, job.owner)
            if answer is not None:
                outcome = Outcome(DONE, answer.result, size=answer.size)
                answered.append((name, answer.events, outcome))
                continue
            if part is None:
                part = Part(kind, json.dumps(payload), asked, self._rules.short(kind))
                part.quick, part.home = self._rules.quick(kind, payload), self._rules.home(kind)
                self._parts[part.id] = part
            part.serves.append((job, name))
            if part.started is not None:
                self._start(job)
                self._replay(job, name, part.events)
        return answered

    def _joinable(self, asked: str, kind: str, owner: str) -> Part | None:
        for part in self._parts.values():
            mine = self._rules.shared(kind) or part.owners == {owner}
            if part.digest == asked and part.joinable and mine:
                return part
        return None

    def _replay(self, job: Job, name: str, events: Iterable[dict[str, Any]]) -> None:
        for event in list(events):
            self._tell(job, name, event)

    def _start(self, job: Job) -> None:
        if not job.over:
            job.status, job.started = RUNNING, job.started or time.monotonic()

    # -- what runners say of parts -------------------------------------------------------------

    def _waiting(self) -> list[Part]:
        """Parts that no worker has, in their order."""
        with self._changed:
            order = self._turns.in_order(self._parts.values())
            return [part for part in order if not part.dispatched]

    def _begin(self, part: Part) -> None:
        with self._changed:
            part.restarted = part.started is not None
            part.started = part.started or time.monotonic()
            for job in part.jobs:
                self._start(job)
            self._changed.notify_all()

    def _heard_of(self, part: Part, event: dict[str, Any]) -> None:
        """Take in an event of a part, for all whom it serves."""
        with self._changed:
            if part.known and event.get("kind") == "epoch":
                part.known -= 1
                return
            part.events.append(event)
            del part.events[:-MOST_EVENTS]
            serves = list(part.serves)
        for job, name in serves:
            self._tell(job, name, event)
        if event.get("kind") == RAN:
            self._make_room(part)

    def _make_room(self, part: Part) -> None:
        """A part has finished one of its trainings: it pauses where somebody else waits."""
        with self._changed:
            others = (one for one in self._parts.values() if not one.dispatched)
            rivals = (one for one in others if self._one_worker or one.short == part.short)
            waits = any(not one.owners <= part.owners for one in rivals)
            if waits and part.wanted and part.stop_asked is None:
                part.pausing, part.stop_asked = True, time.monotonic()

    def _resume_later(self, part: Part, comes_again: bool = False) -> None:
        """A part goes back to the queue with what there is of it: it made room, or its worker died
        (`comes_again`: what that has told of an unfinished training will be told once more)."""
        with self._changed:
            self._turns.took(part, time.monotonic(), whole=False)
            payload = json.loads(part.payload)
            kinds = [event.get("kind") for event in part.events]
            ran = len(kinds) - kinds[::-1].index(RAN) if RAN in kinds else 0
            part.known = kinds[ran:].count("epoch") if comes_again else 0
            runs = [event["run"] for event in part.events if event.get("kind") == RAN]
            known = [run for run in payload.get(SO_FAR, ()) if run not in runs]
            part.payload = json.dumps(payload | {SO_FAR: known + runs})
            part.again()

    def _over(self, part: Part, outcome: Outcome) -> None:
        """A part has come to its end, for all whom it serves."""
        with self._changed:
            self._parts.pop(part.id, None)
            done = outcome.status == DONE
            self._turns.took(part, time.monotonic(), whole=done)
            if done and outcome.result is not None and self._rules.shared(part.kind):
                self._answered.keep(part, outcome.result, outcome.size)
            serves = list(part.serves)
        for job, name in serves:
            self._came(job, name, outcome)

    def _let_go(self) -> None:
        """Jobs that were asked to stop end: at once, unless a worker is at work for them alone;
        then it is asked to stop, and they end with it."""
        with self._changed:
            at_work: set[Job] = set()
            for part in [part for part in self._parts.values() if not part.wanted]:
                if not part.dispatched:
                    del self._parts[part.id]
                    continue
                if part.started is not None:
                    at_work.update(part.jobs)
                if part.stop_asked is None or part.pausing:
                    part.stop_asked, part.pausing = time.monotonic(), False
            stopped = [job for job in self._jobs.values() if job.cancel_asked and not job.over]
        for job in stopped:
            if job not in at_work:
                self._finish(job, Outcome(CANCELLED, {}))

    # -- what that means for a job -------------------------------------------------------------

    def _tell(self, job: Job, name: str, event: dict[str, Any]) -> None:
        with self._changed:
            if job.over or name not in job.left:
                return
            told = job.division.heard(name, event) if job.division else event
        if told is not None:
            self._add_event(job, told)

    def _add_event(self, job: Job, event: dict[str, Any]) -> None:
        """Take in an event of a job.  `on_event` has returned before anybody sees it, so that a
        page which hears of a result finds it in the log; the result itself is kept there alone."""
        if self.on_event:
            called(self.on_event, job.snapshot(0, 0.0, events=False), event)
        kept = {name: value for name, value in event.items() if name != "result"}
        with self._changed:
            if not job.over:
                job.events.append(kept)
                job.times.append(time.monotonic())
                job.size += size(kept)
                del job.events[:-MOST_EVENTS], job.times[:-MOST_EVENTS]
                self._changed.notify_all()

    def _came(self, job: Job, name: str, outcome: Outcome) -> None:
        """A job's part has come to its end."""
        with self._changed:
            if job.over or name not in job.left:
                return
            told = None
            if job.division is not None and outcome.status in (DONE, FAILED):
                error = outcome.error.to_json() if outcome.error else None
                told = job.division.came(name, outcome.result, error)
                outcome = Outcome(DONE, job.division.whole())
        if told is not None:
            self._add_event(job, told)
        with self._changed:
            job.left.discard(name)
            last = not job.left
        if last or outcome.status != DONE:
            self._finish(job, outcome)

    def _finish(self, job: Job, outcome: Outcome) -> None:
        """End a job once.  `on_finish` has returned before anybody sees that the job is over, so
        that a page which sees "done" finds the run in the log."""
        with self._changed:
            if job.ending:
                return
            job.ending = True
            over = Job(**vars(job))
            over.status, over.result, over.error = outcome.status, outcome.result, outcome.error
            over.finished = time.monotonic()
        if self.on_finish:
            called(self.on_finish, over.snapshot(0, 0.0, events=True))
        with self._changed:
            job.status, job.result, job.error = outcome.status, outcome.result, outcome.error
            job.finished, job.left = over.finished, set()
            job.size += outcome.size
            if job.carries:
                job.document = {}
            self._changed.notify_all()

    # -- how it looks from outside -------------------------------------------------------------

    def _snapshot(self, job: Job, events: bool = True) -> JobState:
        before = self._ahead(job) if job.status == QUEUED else []
        at_once = self._at_once[self._rules.short(job.kind)]
        wait = self._turns.wait(before, time.monotonic(), at_once)
        return job.snapshot(len(before), wait, events)

    def _ahead(self, job: Job) -> list[Part]:
        """The parts that a waiting job waits for, before its first one begins."""
        short = self._rules.short(job.kind)
        rivals = (one for one in self._parts.values() if self._one_worker or one.short == short)
        before: list[Part] = []
        for part in self._turns.in_order(rivals):
            if job in part.jobs:
                return before
            before.append(part)
        return []  # it is about to begin, or to end
