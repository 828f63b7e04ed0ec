"""The run on screen, wherever it comes from: a job of the runner or a row of the run log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from core.jobs.state import JobState
from core.messages import Message, msg
from core.runs import record
from core.runs.store import Run
from core.transfer.recipe import Recipe
from core.transfer.result import Result
from dashboard.shell import services

INTERRUPTED = msg(
    "The app was closed or started again while this training ran, so it was not finished. Run it "
    "again."
)


_NOTHING = cast(Result, {})  # not even begun


@dataclass(frozen=True)
class Shown:
    """One training and how it stands; `status` as in `core.jobs.state`."""

    id: str
    status: str
    recipe: Recipe
    result: Result  # complete when done, what there is when cancelled, else empty
    notes: tuple[Message, ...] = ()  # with the reason when it failed or was lost
    job: JobState | None = None  # while it waits or runs

    @property
    def active(self) -> bool:
        return self.status in services.ACTIVE

    @property
    def done(self) -> bool:
        return self.status == "done"


def find(run_id: str) -> Shown | None:
    """The learner's run with this id, None when neither runner nor run log knows it."""
    job = services.state(run_id)
    if job is not None and not job.over:
        return Shown(job.id, job.status, Recipe.from_json(job.payload), _NOTHING, job=job)
    if job is not None:
        return of(record.run_of(job))
    run = services.store().get(run_id)
    if run is not None:
        return of(run) if run.owner == services.learner() else None
    recipe = services.interrupted(run_id)
    return Shown(run_id, "lost", recipe, _NOTHING, (INTERRUPTED,)) if recipe else None


def of(run: Run) -> Shown:
    """A row of the run log."""
    return Shown(
        run.id,
        run.status,
        Recipe.from_json(run.recipe),
        record.result_of(run),
        tuple(record.notes_of(run)),
    )
