"""What the rest of the product knows of a job: its state (light)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.messages import Message

QUEUED, RUNNING = "queued", "running"
DONE, FAILED, CANCELLED, LOST = "done", "failed", "cancelled", "lost"
FINISHED = frozenset({DONE, FAILED, CANCELLED, LOST})


@dataclass(frozen=True)
class JobState:
    """A snapshot of one job; it does not change, ask the runner again for a newer one.

    `status` is one of queued, running, done, failed (the task raised), cancelled (the learner
    asked; `result` is then whatever the task had) and lost (its worker or scheduler died).
    `position` counts the jobs ahead of a queued one; 0 means that it is next or already running.
    `wait`: about how many seconds those will take, None where none like them has been measured.
    `abandoned`: it was stopped because nobody looked any more, not because somebody said so.
    Times are seconds of `time.monotonic`: whoever sets the clock ends no job and makes none wait.
    `error` is set exactly for failed and lost jobs.
    """

    id: str
    kind: str
    owner: str
    status: str
    payload: dict[str, Any] = field(default_factory=dict)
    position: int = 0
    events: tuple[dict[str, Any], ...] = ()
    times: tuple[float, ...] = ()  # when each event came
    result: dict[str, Any] | None = None
    error: Message | None = None
    submitted: float = 0.0
    started: float | None = None
    finished: float | None = None
    digest: str = ""  # `core.jobs.board.digest` of kind and payload
    origin: str = ""  # where it was asked for, as `submit` was told
    wait: float | None = None
    abandoned: bool = False

    @property
    def over(self) -> bool:
        """True when nothing about this job will change any more."""
        return self.status in FINISHED
