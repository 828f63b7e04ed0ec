"""Who is in the class, and what the teacher has set for everybody (light)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from core import names
from core.messages import LabError

TEACHER, LEARNER = ROLES = ("teacher", "learner")
LONGEST = 24  # characters of a nickname
LONGEST_WORDS = 200  # of what a pause says


@dataclass(frozen=True)
class Member:
    """Somebody in the class.  `id` owns their runs in the run log; no browser ever hears it."""

    id: str
    role: str
    nickname: str
    joined: str  # ISO 8601, UTC
    seen: float  # seconds since 1970
    place: str  # page?part=…, where they were seen last
    followed: str = ""  # the lead that they were taken to last

    @property
    def teaches(self) -> bool:
        return self.role == TEACHER


@dataclass(frozen=True)
class Pause:
    """“Eyes to the front”: what every learner's screen says until it is lifted."""

    words: str


@dataclass(frozen=True)
class Lead:
    """A page that the teacher has opened for everybody; a recipe is the playground's address."""

    id: str
    page: str
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A page of the lesson plan, and how long it may take."""

    page: str
    minutes: int


@dataclass(frozen=True)
class Plan:
    """What the class does one after the other; `began`: seconds since 1970, None before."""

    steps: tuple[Step, ...] = ()
    began: float | None = None

    def at(self, now: float) -> int | None:
        """Which step it is time for; None before it began and when the time is over."""
        if self.began is None:
            return None
        over = self.began
        for number, step in enumerate(self.steps):
            over += 60 * step.minutes
            if now < over:
                return number
        return None


def cleaned(nickname: str) -> str:
    """A nickname as it is kept: one line of visible characters, not too long.

    Raises LabError when nothing of it is left.
    """
    text = re.sub(r"\s+", " ", names.plain(re.sub(r"\s", " ", nickname))).strip()[:LONGEST].strip()
    if not any(map(str.isalnum, text)):
        raise LabError("A nickname needs at least one letter or digit.")
    return text
