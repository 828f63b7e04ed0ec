"""One job on the board: what one learner wants, and for how long (light)."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field, fields
from typing import Any

from core.jobs.state import FINISHED, QUEUED, JobState
from core.messages import Message
from core.work import Division

# For how long a job is wanted.  `SHOWN`: while a page shows it that somebody looks at; such a page
# asked by itself, and asks again when somebody comes back.  `PRESENT`: while its learner has any
# page open: they have pressed a button.  `ALWAYS`: its result is kept for good.
SHOWN, PRESENT, ALWAYS = range(3)
# Seconds without a sign of that.  Pages look once a second; browsers let pages in the background
# look once a minute, and a page that comes back asks anew for what it shows.
PATIENCE = {SHOWN: 30.0, PRESENT: 180.0}


EVENT = 200  # characters of an event without its texts


def size(event: dict[str, Any]) -> int:
    """About how many characters an event has: its pictures are texts."""
    return EVENT + sum(len(value) for value in event.values() if isinstance(value, str))


@dataclass(eq=False)
class Job:
    """The mutable record behind the snapshots; touched only while the board's lock is held."""

    kind: str
    owner: str
    document: dict[str, Any]  # its payload, as pages see it: nobody changes it
    digest: str
    origin: str = ""  # where it was asked for, in the asker's own words
    wanted: int = ALWAYS
    carries: bool = False  # a photo: the document is let go of when the job is over
    division: Division | None = None  # how it is done in parts
    left: set[str] = field(default_factory=set)  # names of the parts that are not over
    lookers: dict[str, float] = field(default_factory=dict)  # who looks at it → when last
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    status: str = QUEUED
    events: list[dict[str, Any]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)  # when each of them came
    result: dict[str, Any] | None = None
    error: Message | None = None
    submitted: float = field(default_factory=time.monotonic)
    started: float | None = None
    finished: float | None = None
    size: int = 0  # characters of its events and its result
    cancel_asked: float | None = None
    abandoned: bool = False  # nobody wanted it any more: cancelled by us, not by the learner
    ending: bool = False  # on_finish is being called: the job is over, nobody has been told yet

    @property
    def over(self) -> bool:
        return self.status in FINISHED

    @property
    def active(self) -> bool:
        """Waiting or running, and nobody has asked it to stop."""
        return not self.over and not self.ending and self.cancel_asked is None

    def unwanted(self, now: float) -> bool:
        """True when nobody has looked for longer than its kind of wish lasts."""
        seen = max(self.lookers.values(), default=self.submitted)
        return self.wanted != ALWAYS and now - seen > PATIENCE[self.wanted]

    def snapshot(self, ahead: int, wait: float | None, events: bool) -> JobState:
        """What others see of it; `ahead` others come before it, in about `wait` seconds."""
        same = {f.name: getattr(self, f.name) for f in fields(JobState) if f.name in vars(self)}
        shown = {"payload": self.document, "position": ahead, "wait": wait}
        heard = {name: tuple(same[name]) if events else () for name in ("events", "times")}
        return JobState(**same | shown | heard)
