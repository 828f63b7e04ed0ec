"""How a task tells what it does and hears that it shall stop (light)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

Document = dict[str, Any]
Report = Callable[[Document], None]
Cancelled = Callable[[], bool]
Task = Callable[[Document, Report, Cancelled], Document]

# An experiment goes on where it stopped: it reports each of its trainings when that is finished
# ({"kind": RAN, "run": …, "of": how many there will be}), and finds them in its payload next time.
RAN, SO_FAR = "ran", "so_far"


class Stop(Exception):
    """Raised by a task that stops because `cancelled()` said so; `partial` becomes the result."""

    def __init__(self, partial: dict[str, Any] | None = None) -> None:
        self.partial = partial or {}
        super().__init__("cancelled")

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.partial,))


def steps(
    report: Report, cancelled: Cancelled, phase: str, every: int = 1
) -> Callable[[int, int], None]:
    """What tells the page how far a task is, at `every` so many steps, and stops the task where the
    learner wants it."""

    def on_step(done: int, total: int) -> None:
        look_up(cancelled)
        if done % every == 0:
            report({"kind": "phase", "phase": phase, "done": done, "total": total})

    return on_step


def heard(report: Report, cancelled: Cancelled) -> Report:
    """`report`, which also stops the task where the learner wants it."""

    def tell(event: Document) -> None:
        look_up(cancelled)
        report(event)

    return tell


def look_up(cancelled: Cancelled) -> None:
    """Stop here if the learner wants it."""
    if cancelled():
        raise Stop


class Division(Protocol):
    """How a job is done in parts, each a task of its own, so that others have their turn between
    two of them; several workers may be at it at once."""

    parts: Mapping[str, tuple[str, Document]]  # name → kind and payload, in their order

    def heard(self, name: str, event: Document) -> Document | None:
        """What the job tells of a part's event; None: nothing."""

    def came(self, name: str, result: Document | None, error: Document | None) -> Document:
        """What the job tells of a part's end; exactly one of result and error is there."""

    def whole(self) -> Document:
        """The job's result when every part has come to its end."""
