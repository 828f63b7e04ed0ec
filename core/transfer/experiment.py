"""One training under way: what it was asked, what it has measured, how it speaks (light)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from core.environment import describe as environment
from core.messages import Message
from core.transfer.cache import ActivationStore
from core.transfer.calibrate import Choice
from core.transfer.recipe import Recipe
from core.transfer.result import Begun, EpochRow
from core.work import Cancelled, Report, Stop

OnDone = Callable[[int], None]


@dataclass
class Experiment:
    """Collects history, timings and notes; tells of progress; raises `Stop` when asked to."""

    recipe: Recipe
    report: Report
    cancelled: Cancelled
    store: ActivationStore
    choice: Choice | None = None  # what runs the frozen blocks; None where there are none
    notes: list[Message] = field(default_factory=list)
    history: list[EpochRow] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str, total: int = 0) -> Iterator[OnDone]:
        """Time a phase, tell that it began, and give a callback that tells how far it is.

        Phases of one name add up; phases must not be nested, so that the times add up too.
        """
        self.stop_if_cancelled()
        self.report({"kind": "phase", "phase": name, "done": 0, "total": total})
        start = last = time.perf_counter()

        def on_done(done: int) -> None:
            nonlocal last
            self.stop_if_cancelled()
            now = time.perf_counter()
            if now - last > 0.2:
                last = now
                self.report({"kind": "phase", "phase": name, "done": done, "total": total})

        try:
            yield on_done
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    def stop_if_cancelled(self) -> None:
        if self.cancelled():
            raise Stop(dict(self.partial()))

    def note(self, message: Message) -> None:
        """Say something about this result, once."""
        if message not in self.notes:
            self.notes.append(message)

    def epoch(self, row: EpochRow, epochs: int) -> None:
        """Take in a finished epoch and tell of it."""
        self.history.append(row)
        self.report({"kind": "epoch", "epochs": epochs, **row})

    def partial(self) -> Begun:
        """What is known so far, as JSON: all of it when the training is over."""
        return {
            "recipe": self.recipe.to_json(),
            "environment": environment(),
            "classes": list(self.recipe.class_names),
            "history": self.history,
            "seconds": self.seconds,
            "notes": [note.to_json() for note in self.notes],
        }
