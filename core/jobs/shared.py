"""The one runner of a server process (light)."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

from core.jobs.runner import TASKS, DaskRunner
from core.jobs.told import OnEvent, OnFinish

SLOT = "shared_job_runner"  # in sys.modules


def shared(
    on_finish: OnFinish | None = None,
    on_event: OnEvent | None = None,
    watch: bool = False,
    on_new: Callable[[DaskRunner], None] | None = None,
) -> DaskRunner:
    """The runner of this process, made at the first call; `on_finish` and `on_event` replace the
    earlier ones, `on_new` hears of it then.  watch: start a new worker when code was edited, for
    those who develop.

    It is kept where an edit cannot reach it: Streamlit forgets edited modules and imports them
    again, and a variable of this module would forget a running cluster with them.
    """
    slot: Any = sys.modules.setdefault(SLOT, ModuleType(SLOT))
    lock: threading.Lock = vars(slot).setdefault("lock", threading.Lock())
    with lock:
        runner: DaskRunner | None = vars(slot).get("runner")
        if runner and type(runner) is not DaskRunner and not runner.busy():
            runner.close()  # made by code that was edited since: its errors are no longer ours
        if runner is None or runner._closed:
            runner = slot.runner = DaskRunner(TASKS, watch=watch)
            if on_new:
                on_new(runner)
        if on_finish:
            runner.on_finish, runner.on_event = on_finish, on_event
        return runner
