"""This learner's runs in the run log: read, annotated, deleted and put back."""

from __future__ import annotations

from dataclasses import replace

from core.jobs.state import DONE
from core.runs.store import Run
from core.transfer.recipe import Recipe
from dashboard.shell import services


def runs(limit: int = 50, series: str | None = "") -> list[Run]:
    """This learner's trainings, newest first: those started one by one, of one series, or (None)
    all."""
    return services.store().runs(owner=services.learner(), limit=limit, kind="train", series=series)


def log(limit: int = 500, kind: str | None = None) -> list[Run]:
    """Everything of this learner in the run log, newest first, of one kind if it is given."""
    return services.store().runs(owner=services.learner(), limit=limit, kind=kind)


def tags() -> set[str]:
    """Every tag that this learner has given to a run."""
    return services.store().tags(services.learner())


def annotate(run: Run, tags: list[str], note: str) -> None:
    """Write tags and a note to a run of this learner."""
    services.store().annotate(services.learner(), run.id, tags, note)


def finished(limit: int = 50, series: str | None = "") -> list[tuple[Run, Recipe]]:
    """Those of `runs` that came to their end, each with its recipe."""
    done = (run for run in runs(limit, series) if run.status == DONE)
    return [(run, Recipe.from_json(run.recipe)) for run in done]


def delete_run(run: Run) -> None:
    """Delete one run of this learner; `put_back` is the way back."""
    services.store().delete(services.learner(), run.id)


def put_back(run: Run) -> None:
    """Write a deleted run of this learner once more."""
    services.store().add(replace(run, owner=services.learner()))
