"""Runs jobs at once in this process: for the command line and for tests of pages."""

from __future__ import annotations

import json
import threading
from typing import Any

from core.jobs.board import Board
from core.jobs.execute import Outcome, execute
from core.jobs.job import Job
from core.jobs.part import Part
from core.jobs.told import OnEvent, OnFinish


class InlineRunner(Board):
    """The runner's interface without a worker: `submit` returns when the job is over.

    `on_event(job, event)` hears of every event as it comes.  Another thread may cancel.
    """

    def __init__(
        self,
        table: str = "core.tasks",
        on_finish: OnFinish | None = None,
        on_event: OnEvent | None = None,
    ) -> None:
        super().__init__(table, on_finish, on_event)

    def _asked_for(self, job: Job, new: bool) -> None:
        while not job.over:
            part = next((part for part in self._waiting() if job in part.jobs), None)
            if part is None:  # another thread is at it
                self.wait(job.id, threading.TIMEOUT_MAX)
            else:
                part.dispatched = True
                self._over(part, self._run(part))

    def _run(self, part: Part) -> Outcome:
        def report(event: dict[str, Any]) -> None:
            event = json.loads(json.dumps(event))  # what is not JSON fails here as in a worker
            self._heard_of(part, event)

        self._begin(part)
        text = execute(self._table, part.kind, part.payload, report, lambda: not part.wanted)
        return Outcome.from_text(text)

    def alive(self) -> bool:
        return True

    def memory(self) -> dict[str, int]:
        """There is no worker, so it takes nothing."""
        return {"worker": 0}

    def seen(self) -> dict[str, Any]:
        """As a runner with workers says it: there are none, and nothing waits."""
        return {"can_run": True, "jobs": 0, "queue": [], "workers": [], "dashboard": None}

    def close(self) -> None:
        """Nothing is held open."""
