"""What finished work leaves in the run log, in the name of its learner.

Called in threads of the runner, so everything that is needed is at hand: no session is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from core import events
from core.datasets import own
from core.jobs.state import DONE, JobState
from core.portfolio import carried
from core.runs.outbox import Outbox
from core.runs.record import run_of_result, runs_of
from core.runs.store import Run, Store
from core.tasks import EXPERIMENTS
from core.work import RAN

MEASURED = "measured/"  # the settings that hold results of experiments, by the job's digest
WRITERS = ("collect", "pack_work", "take_work")  # tasks that write in a learner's name themselves
BEGUN = "begun/"  # and those of one that is not finished: its runs, and how many there will be


@dataclass(frozen=True)
class Keeping:
    """The log, the way into it, and who is who (`services.names`, `services.forgotten`)."""

    log: Store
    outbox: Outbox
    forgotten: dict[str, str]
    names: dict[str, str]

    def finished(self, job: JobState) -> None:
        """Of every finished job: a training becomes a run, and so does every ideal image."""
        _note(job)
        owner = self._owner(job.owner)
        if owner is None and job.kind in WRITERS:  # it has written just after the deletion
            given = self.names.get(job.owner, job.owner)
            own.delete_owner(given)
            self.log.delete_owner(given)
            carried.discard(given)
        for run in runs_of(job):
            self.outbox.put(partial(self._add, run))
        if job.kind in EXPERIMENTS and job.status == DONE:
            self.outbox.put(partial(self._set, job.owner, MEASURED + job.digest, job.result))
            self.outbox.put(partial(self._set, job.owner, BEGUN + job.digest, None))

    def heard(self, job: JobState, event: dict[str, Any]) -> None:
        """Of every event: each result of a series becomes a run as soon as it is there, and so is
        each training of an experiment kept, so that nothing of it is lost whatever happens to the
        rest."""
        if event.get("kind") == "result":
            run = run_of_result(event["result"], job.owner, job.payload["series"])
            self.outbox.put(partial(self._add, run))
        elif event.get("kind") == RAN:
            self.outbox.put(partial(self._go_on, job.owner, BEGUN + job.digest, event))

    def _owner(self, given: str) -> str | None:
        """Whose it is now; None: they have deleted everything of theirs."""
        owner = self.names.get(given, given)
        return None if owner in self.forgotten else owner

    def _add(self, run: Run) -> None:
        owner = self._owner(run.owner)
        if owner is not None:
            self.log.add(replace(run, owner=owner))

    def _set(self, given: str, name: str, value: Any) -> None:
        owner = self._owner(given)
        if owner is not None:
            self.log.set_setting(owner, name, value)

    def _go_on(self, given: str, name: str, event: dict[str, Any]) -> None:
        """Add a run to those of an experiment that is under way."""
        owner = self._owner(given)
        if owner is None:
            return
        runs = (self.log.get_setting(owner, name) or {"runs": []})["runs"]
        if event["run"] not in runs:
            kept = {"runs": [*runs, event["run"]], "of": event["of"]}
            self.log.set_setting(owner, name, kept)


def _note(job: JobState) -> None:
    """What became of a job, for whoever runs the app."""
    begun = job.started if job.started is not None else job.finished
    said = {
        "kind": job.kind,
        "who": events.somebody(job.owner),
        "wait": round((begun or job.submitted) - job.submitted, 3),
        "seconds": round((job.finished or 0.0) - begun, 3) if begun and job.finished else 0.0,
        "outcome": job.status,
    }
    if job.error is not None:
        said["error"] = job.error.template
        if "name" in job.error.values and job.error.template.startswith("Something went wrong"):
            said["id"] = job.error.values["name"]
    events.note("job", **said)
