"""A finished training as a row of the run log, and a row as a result again."""

from __future__ import annotations

from typing import Any

from core.jobs.state import JobState
from core.messages import Message
from core.runs.store import Run

# What the run log keeps in a place of its own; the rest of a result are its metrics.
APART = {
    "recipe": "recipe",
    "environment": "environment",
    "history": "curve",
    "predictions": "predictions",
    "seconds": "timings",
    "notes": "notes",
}


def run_of(job: JobState) -> Run:
    """The run of a training that was done, cancelled, lost or refused; keeps the job's id."""
    result = job.result or {}
    notes = list(result.get("notes", []))
    if job.error is not None:
        notes.append(job.error.to_json())
    return Run(
        id=job.id,
        owner=job.owner,
        kind=job.kind,
        status=job.status,
        recipe=result.get("recipe") or job.payload,
        environment=result.get("environment", {}),
        seed=job.payload.get("seed", 0),
        metrics={name: value for name, value in result.items() if name not in APART},
        curve=result.get("history", []),
        predictions=result.get("predictions", {}),
        timings=result.get("seconds", {}),
        notes=notes,
    )


def result_of(run: Run) -> dict[str, Any]:
    """The result document of task ``train`` that the run was made from."""
    return dict(run.metrics) | {name: getattr(run, kept) for name, kept in APART.items()}


def notes_of(run: Run) -> list[Message]:
    """What the run has to say (warnings, the reason it failed), to be translated."""
    return [Message.from_json(note) for note in run.notes]
