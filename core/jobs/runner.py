"""The runner of all work: our own queue in front of Dask, one part a worker (light).

A thread of the runner's own starts the cluster, hands out jobs, takes results in and replaces
what died, so that nothing here ever blocks a page, and a page never has to repair anything.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from core import events
from core.jobs import lanes
from core.jobs.board import Board
from core.jobs.execute import Outcome, lost
from core.jobs.job import Job
from core.jobs.part import Part
from core.jobs.reserve import Reserve
from core.jobs.seen import Seen, queue
from core.jobs.sources import newest_source
from core.jobs.state import CANCELLED, FAILED, LOST
from core.jobs.told import OnEvent, OnFinish
from core.messages import LabError

if TYPE_CHECKING:
    from distributed import Future

    from core.jobs.cluster import Cluster

BUSY_LOOK, IDLE_LOOK = 0.25, 2.0  # seconds between looks when nothing pokes the thread
CANCEL_PATIENCE = 30.0  # a task that does not look that long is stopped with its worker
MEMORY_BOUND = 3 * 2**30  # bytes; an idle worker above it is replaced by a fresh one
START_AGAIN_AFTER = 3.0
MOST_DEATHS = 2  # of workers of a cluster that had begun a part: it may be what ends them
SEEN_EVERY = 5.0  # seconds between two looks at who works
MOST_TRIES = 3  # to begin a job: a worker that dies of its own warm-up is not started for ever
TASKS = "core.tasks"
_log = logging.getLogger(__name__)


class DaskRunner(Board):
    """Runs the tasks of the module `table` on Dask.  A server has one (`core.jobs.shared`)."""

    def __init__(
        self,
        table: str = TASKS,
        on_finish: OnFinish | None = None,
        on_event: OnEvent | None = None,
        memory_bound: int = MEMORY_BOUND,
        watch: bool = False,
    ) -> None:
        super().__init__(table, on_finish, on_event)
        self._memory_bound = memory_bound
        self._watch = watch  # for edited code: it costs a look at every file of core
        self._sources, self._began = self._newest(), 0.0
        self._cluster: Cluster | None = None
        self._futures: dict[str, Future[str]] = {}
        self._startable = True
        self._grown: dict[str, int] = {}  # lane → process that has had a job: that makes it grow
        self._reserve = Reserve()
        self._poke = threading.Event()
        self._looked = 0.0
        self._thread = threading.Thread(target=self._work, name="job-runner", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    # -- for pages -----------------------------------------------------------------------------

    def _asked_for(self, job: Job, new: bool) -> None:
        self._poke.set()

    def cancel(self, job_id: str) -> None:
        super().cancel(job_id)
        self._poke.set()

    def leave(self, job_id: str, who: str) -> None:
        super().leave(job_id, who)
        self._poke.set()

    def alive(self) -> bool:
        """True while jobs can be expected to run (also while the cluster is being started)."""
        return not self._closed and self._thread.is_alive() and self._startable

    def memory(self) -> dict[str, int]:
        """Resident bytes: ``{"worker": n}``, 0 while there is none."""
        cluster = self._cluster
        try:
            return {"worker": cluster.memory() if cluster else 0}
        except Exception:  # the cluster goes away at this very moment
            return {"worker": 0}

    def seen(self) -> dict[str, Any]:
        """Queue and workers, for an operator, as plain JSON."""
        with self._changed:
            rows = queue(self._parts.values(), time.monotonic())
            unfinished = sum(not job.over for job in self._jobs.values())
        cluster = self._cluster
        found = cluster.seen if cluster else Seen()
        return {
            "can_run": bool(self.alive() and cluster and found.can_run(cluster.private)),
            "jobs": unfinished,
            "queue": rows,
            "workers": found.workers,
            "dashboard": found.dashboard,
        }

    def close(self) -> None:
        """End the cluster; unfinished jobs are lost.  Returns when no process is left."""
        self._closed = True
        self._poke.set()
        if self._thread is not threading.current_thread():
            self._thread.join()
        atexit.unregister(self.close)

    # -- the runner's thread -------------------------------------------------------------------

    def _work(self) -> None:
        while not self._closed:
            try:
                self._step()
            except Exception:  # of whatever kind: the next step begins with a new cluster
                _log.exception("the runner starts a new cluster")
                self._lose_cluster()
            self._poke.wait(BUSY_LOOK if self._futures else IDLE_LOOK)
            self._poke.clear()
        self._lose_cluster()
        for part in self._waiting():
            self._over(part, lost())

    def _step(self) -> None:
        self._abandon_unwanted()
        self._let_go()
        waiting = self._waiting()  # before looking for edited code: what is asked for after an edit
        # must not run on what was there before it
        if self._cluster and self._worn_out(self._cluster, waiting):
            self._lose_cluster()
        if not self._cluster:
            self._start_cluster()
        if self._cluster:
            self._collect(self._cluster)
        if self._cluster:
            self._dispatch(self._cluster, waiting)
            self._look(self._cluster)

    def _worn_out(self, cluster: Cluster, waiting: list[Part]) -> bool:
        """Dead; or, while it has nothing to do, running code since edited."""
        if not cluster.healthy():
            return True
        if self._futures or not cluster.private:
            return False
        edited = self._newest() != self._sources
        # What is older than the worker runs on it, whatever is edited meanwhile: while several
        # people edit, it would wait for ever.
        new_enough = waiting and all(part.submitted < self._began for part in waiting)
        return edited and not new_enough

    def _newest(self) -> tuple[int, int] | None:
        return newest_source(self._table) if self._watch else None

    def _start_cluster(self) -> None:
        from core.jobs.cluster import Cluster  # distributed: a quarter of a second and 50 MB

        self._began, self._grown = time.monotonic(), {}
        self._sources = self._newest()
        try:
            self._cluster = Cluster(self._table, self._heard)
            self._startable, self._looked = True, 0.0
            events.note("cluster up", private=self._cluster.private)
        except LabError as error:
            self._startable = False
            for part in self._waiting():
                self._over(part, Outcome(FAILED, error=error.message))
            self._poke.wait(START_AGAIN_AFTER)

    def _lose_cluster(self) -> None:
        cluster, self._cluster = self._cluster, None
        if cluster:
            cluster.close()
            events.note("cluster down" if self._closed else "cluster lost")
        for part_id in list(self._futures):
            self._end(part_id, lost())

    def _collect(self, cluster: Cluster) -> None:
        for part_id, future in list(self._futures.items()):
            if part_id not in self._futures:  # lost with the cluster, for another one
                return
            part, now = self._parts[part_id], time.monotonic()
            asked = part.stop_asked
            stuck = asked and not part.pausing and now - asked > CANCEL_PATIENCE
            if part.restarted:  # its worker died and the scheduler began again
                cluster.cancel(part.attempt)
                self._begin_anew(part)
            elif part.ended or future.done():
                outcome = cluster.take(future)
                unheard = outcome.status == LOST and future.status != "error"
                self._end(part_id, outcome)
                if unheard and cluster.private:  # it may still be at it, and the next would wait
                    self._lose_cluster()
            elif stuck and (part.pid or not cluster.private):  # else its worker is still coming up
                self._end(part_id, Outcome(CANCELLED, {}))
                if cluster.private and part.pid:
                    cluster.end_worker(part.pid)  # a new one comes up; the other lane goes on
            elif asked:  # at every look: a worker may just have come up
                cluster.cancel(part.attempt)

    def _dispatch(self, cluster: Cluster, waiting: list[Part]) -> None:
        busy = Counter(self._parts[part_id].lane for part_id in self._futures)
        if cluster.private:
            self._end_grown(cluster, busy)
            self._reinforce(cluster)
        if not waiting:
            return
        try:
            workers = cluster.workers()
        except LabError as error:  # there are some, and none is of use
            for part in waiting:
                self._over(part, Outcome(FAILED, error=error.message))
            return
        self._one_worker = workers == 1
        self._at_once = {True: 1 if cluster.private else workers, False: max(1, workers - 1)}
        asked = any(part.short for part in waiting)
        for part in waiting:
            lane = lanes.room(part, busy, workers, cluster.private, asked)
            if part.id in self._parts and lane is not None:
                busy[lane] += 1
                part.tries += 1
                part.dispatched, part.lane = True, lane
                future = cluster.submit(part.attempt, part.kind, part.payload, lane)
                self._futures[part.id] = future

    def _look(self, cluster: Cluster) -> None:
        if time.monotonic() - self._looked > SEEN_EVERY:
            self._looked = time.monotonic()
            cluster.look()

    def _reinforce(self, cluster: Cluster) -> None:
        """One more worker while several learners wait for long work; it goes when nobody does."""
        with self._changed:
            parts, there = list(self._parts.values()), cluster.reinforced
            wanted = self._reserve.wanted(parts, there, time.monotonic())
        if wanted != there:
            cluster.reinforce(wanted)
            events.note("worker added" if wanted else "worker given back")

    def _end_grown(self, cluster: Cluster, busy: Counter[str]) -> None:
        """Let idle workers go that hold too much memory; new ones come up."""
        for lane, pid in list(self._grown.items()):
            if not busy[lane] and cluster.memory(pid) > self._memory_bound:
                del self._grown[lane]
                cluster.end_worker(pid)
                events.note("worker replaced", lane=lane)

    def _end(self, part_id: str, outcome: Outcome) -> None:
        # The future is released before anything else: a result that Dask still holds is made
        # again, silently, when its worker dies.
        self._futures.pop(part_id).release()
        self._poke.set()  # somebody else is next
        part = self._parts[part_id]
        begun = part.started is not None or part.tries == MOST_TRIES
        if part.stops(outcome.status):
            self._resume_later(part)
        elif outcome.status != LOST or begun or self._closed:
            self._over(part, outcome)
        else:
            part.again()  # nothing of it has run

    def _begin_anew(self, part: Part) -> None:
        """The worker of a part died; another one has it, unless that has happened too often."""
        part.deaths += 1
        if part.deaths > MOST_DEATHS:
            self._end(part.id, lost())
            return
        self._futures.pop(part.id).release()
        self._poke.set()
        self._heard_of(part, {"kind": "phase", "phase": "again", "done": 0, "total": 1})
        self._resume_later(part, comes_again=True)

    def _heard(self, attempt: str, sign: str, event: dict[str, Any]) -> None:
        """From the client's thread.  On a shared cluster other people's events come by as well, and
        those of an attempt that was given up."""
        part = self._parts.get(attempt.partition(".")[0])
        if part is None or part.attempt != attempt or part.restarted or not part.dispatched:
            return
        if sign == "event":
            self._heard_of(part, event)
            if not part.pausing:
                return
        elif sign == "begin":
            part.pid = self._grown[part.lane] = event["pid"]
            self._begin(part)
        else:
            part.ended = True
        self._poke.set()
