"""What this server tells of itself: its log of events, and its pulse (`core.operation`)."""

from __future__ import annotations

import atexit
from typing import Any

import psutil

from core import environment, events
from core.classroom import setting
from core.jobs.runner import DaskRunner
from core.operation.pulse import Pulse

MB = 10**6


def begin(runner: DaskRunner) -> None:
    """The server has its runner: from now on the log is kept and the pulse beats."""
    events.keep()
    events.note("start", a_class=setting.current() is not None, **environment.describe())
    pulse = Pulse(lambda: runner.seen() | {"memory_mb": _memory()})

    def end() -> None:
        pulse.stop()
        events.note("stop")

    atexit.register(end)


def _memory() -> dict[str, Any]:
    return {"web": psutil.Process().memory_info().rss // MB}
