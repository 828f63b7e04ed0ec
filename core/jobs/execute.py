"""Run one task and turn whatever happens into an `Outcome`: the same code in worker and in-process.

Only JSON leaves a task.  An exception or an array that belongs to TensorFlow would import it in
the web process the moment it is unpickled there, and a result that is not plain JSON would break
later, in the run log, where nobody would know why.
"""

from __future__ import annotations

import json
import time
import traceback
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from core import disk, events
from core.jobs.state import CANCELLED, DONE, FAILED, LOST
from core.messages import LabError, Message, choose_from, msg
from core.paths import cache_dir
from core.work import Cancelled, Report, Stop


@dataclass(frozen=True)
class Outcome:
    """How a job ended: `status` done, failed or cancelled, with its result or its error."""

    status: str
    result: dict[str, Any] | None = None
    error: Message | None = None
    size: int = 0  # characters of its text

    def to_text(self) -> str:
        error = self.error.to_json() if self.error else None
        return json.dumps({"status": self.status, "result": self.result, "error": error})

    @staticmethod
    def from_text(text: str) -> Outcome:
        document = json.loads(text)
        error = document["error"]
        said = Message.from_json(error) if error else None
        return Outcome(document["status"], document["result"], said, len(text))


def log_file() -> Path:
    """Where the worker's output and the tracebacks of failed tasks go."""
    return cache_dir("logs") / "jobs.log"


def execute(table: str, kind: str, payload: str, report: Report, cancelled: Cancelled) -> str:
    """Run the task `kind` of the module `table` and return its `Outcome` as JSON text.

    `payload` is JSON text.  Events go to `report` as they come.  Never raises: a LabError becomes
    the outcome's error, so does a full disk, anything else a general message with its traceback in
    `log_file()`.
    """
    try:
        tasks = import_module(table).TASKS
        if kind not in tasks:
            raise LabError(
                "The worker knows no task “{kind}”. It can do: {valid}.",
                kind=kind,
                valid=choose_from(tasks),
            )
        result = tasks[kind](json.loads(payload), report, cancelled)
        return Outcome(DONE, result).to_text()
    except Stop as stop:
        return Outcome(CANCELLED, stop.partial).to_text()
    except LabError as error:
        return Outcome(FAILED, error=error.message).to_text()
    except OSError as error:
        return Outcome(FAILED, error=disk.refused(error) or unexpected(error)).to_text()
    except Exception as error:
        return Outcome(FAILED, error=unexpected(error)).to_text()


def unexpected(error: Exception) -> Message:
    """Write the traceback to the log file and return what the learner is told, with a short name
    under which it is found there."""
    name = events.new_name()
    try:
        path = log_file()
        with path.open("a", encoding="utf-8") as log:
            log.write(f"--- {time.strftime('%Y-%m-%d %H:%M:%S')} {name}\n")
            log.write("".join(traceback.format_exception(error)))
    except LabError as closed:
        return closed.message
    except OSError as unwritten:  # most likely what the task has met, too
        return disk.refused(unwritten) or msg(
            "The log file {path} cannot be written.", path=str(path)
        )
    return msg(
        "Something went wrong inside the worker ({kind}). Your settings are kept; try again. If it "
        "happens again, look for {name} in the log file {path}.",
        kind=type(error).__name__,
        name=name,
        path=str(path),
    )


def lost() -> Outcome:
    """The end of a job whose worker or scheduler died."""
    return Outcome(
        LOST,
        error=msg(
            "The worker stopped in the middle of this job (it may have run out of memory, or was "
            "ended from outside). A new worker is ready: run it again."
        ),
    )
