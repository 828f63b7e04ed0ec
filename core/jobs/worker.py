"""The worker's side of a job: begin, report, notice a cancel, hand the outcome back.

Cancel is pushed into the worker by the runner (an out-of-band call, which the worker's event loop
answers while a task runs in the worker's one thread).  Asking is then a look into a table: a task
may ask in every batch, which it could not if each question were a trip to the scheduler.
"""

from __future__ import annotations

import json
import os
from threading import Thread
from typing import Any

from distributed import get_worker

from core.jobs.execute import Outcome, execute
from core.jobs.state import CANCELLED

BEGIN, EVENT, END = "begin", "event", "end"
TOPIC = "tll-jobs"  # one for all jobs: the scheduler never frees a topic

_stop: dict[str, bool] = {}  # the jobs that are here → whether they should stop
_warming: list[Thread] = []  # the warm-up that `core.jobs.preload` started in this process


def run(job_id: str, table: str, kind: str, payload: str) -> str:
    """Run one task; returns the JSON text of its `Outcome`.  Everything else travels as events.

    Events are ``{"job": id, "sign": BEGIN | EVENT | END, "event": JSON text}``.  The scheduler
    passes them on in order and before the task's end.
    """
    worker = get_worker()

    def tell(sign: str, event: dict[str, Any] | None = None) -> None:
        worker.log_event(TOPIC, {"job": job_id, "sign": sign, "event": json.dumps(event)})

    def cancelled() -> bool:
        return _stop[job_id]

    _stop[job_id] = False
    try:
        for thread in _warming:
            while thread.is_alive() and not cancelled():
                thread.join(0.1)
        if cancelled():
            return Outcome(CANCELLED, {}).to_text()
        tell(BEGIN, {"pid": os.getpid()})
        return execute(table, kind, payload, lambda event: tell(EVENT, event), cancelled)
    finally:
        tell(END)
        del _stop[job_id]


def cancel(job_id: str) -> None:
    """Called out of band in every worker; heard by the one that has the job."""
    if job_id in _stop:
        _stop[job_id] = True
