"""Runs jobs at once in this process: for the command line and for tests of pages."""

from __future__ import annotations

import json
import threading
from typing import Any

from core.jobs.board import Board, OnEvent, OnFinish
from core.jobs.execute import Outcome, execute
from core.jobs.job import Job


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
        super().__init__(on_finish, on_event)
        self._table = table

    def _asked_for(self, job: Job, new: bool) -> None:
        if not new:  # another thread is at it
            self.wait(job.id, threading.TIMEOUT_MAX)
            return

        def report(event: dict[str, Any]) -> None:
            event = json.loads(json.dumps(event))  # what is not JSON fails here as in a worker
            self._add_event(job, event)

        self._begin(job)
        text = execute(
            self._table, job.kind, job.payload, report, lambda: job.cancel_asked is not None
        )
        self._finish(job, Outcome.from_text(text))

    def alive(self) -> bool:
        return True

    def memory(self) -> dict[str, int]:
        """There is no worker, so it takes nothing."""
        return {"worker": 0}

    def close(self) -> None:
        """Nothing is held open."""
