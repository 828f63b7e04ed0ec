"""Work that was done lately, for the next learner who asks for the same (light)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from core.jobs import job
from core.jobs.part import Part

MOST = 64_000_000  # characters of results and events that are kept
ASKED = 2_000  # characters of a payload: a longer one carries somebody's picture


@dataclass(frozen=True)
class Answer:
    """The result of a part and what was heard on the way."""

    result: dict[str, Any]
    events: list[dict[str, Any]]
    size: int
    owners: set[str] = field(default_factory=set)  # who has had it


class Answered:
    """Answers by the digest of their work, the newest last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._size = 0

    def keep(self, part: Part, result: dict[str, Any], size: int) -> None:
        """Keep what a part came to, unless it was about a picture, and let the oldest go where that
        becomes too much.  size: characters of the result."""
        self.drop(part.digest)
        size += sum(map(job.size, part.events))
        if size <= MOST and len(part.payload) <= ASKED:
            self._kept[part.digest] = Answer(result, part.events, size, part.owners)
            self._size += size
        while self._size > MOST:
            self.drop(next(iter(self._kept)))

    def get(self, digest: str, owner: str) -> Answer | None:
        """An answer that others have had; what is one's own is done again when asked for."""
        answer = self._kept.get(digest)
        if answer is None or owner in answer.owners:
            return None
        answer.owners.add(owner)
        self._kept.move_to_end(digest)
        return answer

    def drop(self, digest: str) -> None:
        """Forget an answer."""
        answer = self._kept.pop(digest, None)
        if answer is not None:
            self._size -= answer.size

    def drop_owner(self, owner: str) -> None:
        """Forget what a learner has had and nobody else."""
        for digest, answer in list(self._kept.items()):
            if answer.owners <= {owner}:
                self.drop(digest)
