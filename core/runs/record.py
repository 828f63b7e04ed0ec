"""A finished job as rows of the run log, and a row as a result again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from core.jobs.state import CANCELLED, DONE, JobState
from core.messages import Message
from core.runs.store import Run
from core.transfer.result import Result

# What the run log keeps in a place of its own; the rest of a result are its metrics.
APART = {
    "recipe": "recipe",
    "environment": "environment",
    "history": "curve",
    "predictions": "predictions",
    "seconds": "timings",
    "notes": "notes",
}

IMAGE = "ideal"  # the kind of run that an ideal image becomes
SKETCH = "sketch"  # in the payload of a job whose images are not kept
MOST_ROWS = 128  # of an image's curve that are kept
_MEASURED = ("class", "probability", "logit", "tv", "judged_by", "steps")


def runs_of(job: JobState) -> list[Run]:
    """What a finished job leaves in the run log: a training, or the ideal images it has made."""
    if job.kind == "train":
        return [run_of(job)]
    return images_of(job) if job.kind in (IMAGE, "ideals") else []


def run_of(job: JobState) -> Run:
    """The run of a training that was done, cancelled, lost or refused; keeps the job's id."""
    result: dict[str, Any] = {"recipe": job.payload} | (job.result or {})
    if job.error is not None:
        result["notes"] = [*result.get("notes", []), job.error.to_json()]
    return Run(
        id=job.id,
        owner=job.owner,
        kind=job.kind,
        status=job.status,
        seed=job.payload.get("seed", 0),
        **_places(result),
    )


def run_of_result(result: Result, owner: str, series: str = "") -> Run:
    """The run of a finished training, from its result alone."""
    seed = result["recipe"]["seed"]
    return Run(owner, "train", DONE, seed=seed, series=series, **_places(result))


def _places(result: Mapping[str, Any]) -> dict[str, Any]:
    """Where the run log keeps the parts of a result that are there."""
    kept = {place: result[name] for name, place in APART.items() if name in result}
    return kept | {"metrics": {name: said for name, said in result.items() if name not in APART}}


def result_of(run: Run) -> Result:
    """The result of task ``train`` that the run was made from; of one that did not end, what there
    is."""
    kept = {name: getattr(run, place) for name, place in APART.items()}
    return cast(Result, dict(run.metrics) | kept)


def images_of(job: JobState) -> list[Run]:
    """The runs of a job that made ideal images, stopped ones too; without their frames.

    An image that was made from a learner's photo or doodle is theirs alone: it becomes none; nor
    does what only illustrates a lesson (`SKETCH` in the payload).
    """
    if job.status not in (DONE, CANCELLED) or not job.result or job.payload.get(SKETCH):
        return []
    results = [job.result] if job.kind == "ideal" else job.result["images"]
    return [
        Run(
            owner=job.owner,
            kind=IMAGE,
            status=CANCELLED if result["stopped"] else DONE,
            recipe=result["recipe"],
            environment=job.result["environment"],
            seed=result["recipe"]["seed"],
            metrics={name: result[name] for name in _MEASURED},
            curve=_thinned(result["curve"]),
            predictions={"png": result["png"]},
            timings=result["seconds"],
        )
        for result in results
        if result["steps"] and result["recipe"]["start"] != "photo"
    ]


def _thinned(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """At most `MOST_ROWS` of the rows, the first and the last among them."""
    if len(rows) <= MOST_ROWS:
        return rows
    return [rows[round(k * (len(rows) - 1) / (MOST_ROWS - 1))] for k in range(MOST_ROWS)]


def image_of(run: Run) -> dict[str, Any]:
    """The result of task ``ideal`` that the run was made from, but for its frames."""
    return dict(run.metrics) | {
        "recipe": run.recipe,
        "environment": run.environment,
        "curve": run.curve,
        "seconds": run.timings,
        "png": run.predictions["png"],
        "stopped": run.status == CANCELLED,
    }


def notes_of(run: Run) -> list[Message]:
    """What the run has to say (warnings, the reason it failed), to be translated."""
    return [Message.from_json(note) for note in run.notes]
