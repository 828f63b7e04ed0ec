"""How far a job is and how long still, in words: the same line in the sidebar and on every page."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from core.jobs.state import QUEUED, JobState
from dashboard.kit import words
from dashboard.shell.language import _

STEP = 5.0  # seconds that an expected wait is told in: it is no more exact than that
SURE = 0.05  # share of what is told that a pace is measured over before anything is said of it
BRIEF = ("prepare", "convert", "compile", "check")  # phases that much longer ones follow


def of(job: JobState) -> tuple[float, str]:
    """How far a job is: a share 0..1 and one short line in the learner's language."""
    if job.status == QUEUED:
        return 0.0, _queued(job)
    newest = next((event for event in reversed(job.events) if _counted(event)), None)
    if newest is None:
        return 0.0, _("Starting")
    counted = next(filter(None, (_counted(event) for event, _at in _counting(job))), None)
    counted = counted or _counted(newest)
    assert counted is not None
    _name, done, total = counted
    said = [_told(newest)]
    remaining = left(job)
    if remaining is not None:
        said.append(_("about {time} left", time=_about(remaining)))
    return min(done / total, 1.0), " · ".join(said)


def _told(event: Mapping[str, Any]) -> str:
    if event["kind"] == "epoch":
        return _("Epoch {done} of {total}", done=event["epoch"], total=event["epochs"])
    if event["kind"] in ("frame", "attack"):
        return _("Step {done} of {total}", done=event["step"], total=event["steps"])
    return phase(event.get("phase", event["kind"]))


def _queued(job: JobState) -> str:
    if job.position == 0:
        return _("Next in the queue")
    if job.wait is None:
        return _("Waiting, {ahead} before this one", ahead=job.position)
    return _(
        "Waiting, {ahead} before this one: about {time}",
        ahead=job.position,
        time=_about(job.wait),
    )


def _about(seconds: float) -> str:
    return words.about(max(STEP, STEP * round(seconds / STEP)))


def left(job: JobState, now: float | None = None) -> float | None:
    """Seconds until what is told (epochs, steps, the photos of a phase) is through, by its own pace
    so far; None where that cannot be told honestly: too little of it was seen, it is overdue, or a
    longer phase follows."""
    told: list[tuple[float, float, float]] = []  # newest first: when, done, total
    name = ""
    for event, at in _counting(job):
        counted = _counted(event)
        if counted is None:
            continue
        if told and (counted[0] != name or counted[2] != told[0][2] or counted[1] > told[-1][1]):
            break
        name = counted[0]
        told.append((at, *counted[1:]))
    if not told or name in BRIEF:
        return None
    (last, done, total), (first, begun, _total) = told[0], told[-1]
    if done - begun < SURE * total or last <= first:
        return None
    ends = last + (total - done) * (last - first) / (done - begun)
    remaining = ends - (time.monotonic() if now is None else now)
    return remaining if remaining > 0 else None


def _counting(job: JobState) -> list[tuple[Mapping[str, Any], float]]:
    """The events that tell how far the whole job is, newest first, and when they came: of several
    trainings their epochs, which count through all of them, and not the phases of each."""
    newest = list(zip(reversed(job.events), reversed(job.times), strict=False))
    several = [one for one in newest if one[0]["kind"] == "epoch" and "run" in one[0]]
    return several if several or job.kind == "series" else newest


def _counted(event: Mapping[str, Any]) -> tuple[str, float, float] | None:
    """What an event counts, how many are done and how many there are."""
    if event["kind"] == "epoch":
        return "epoch", event["epoch"], event["epochs"]
    if event["kind"] == "frame":
        return "step", event["share"], 1.0
    if event["kind"] == "attack":
        return "step", event["step"], event["steps"]
    if event.get("total"):
        return event.get("phase", event["kind"]), event["done"], event["total"]
    return None


def phase(name: str) -> str:
    """A phase of a job in words."""
    return {
        "prepare": _("Preparing the photos"),
        "again": _("The worker stopped: another one begins this again"),
        "compare": _("Comparing the photos with each other"),
        "convert": _("Making the network fast (once)"),
        "prefix": _("Passing the photos through the frozen blocks"),
        "compile": _("Preparing the first step"),
        "fit": _("Training"),
        "evaluate": _("Measuring on the test photos"),
        "download": _("Downloading"),
        "check": _("Checking what arrived"),
        "store": _("Storing the photos"),
        "look": _("Looking through the network"),
        "measure": _("Measuring"),
        "damaged": _("Asking about damaged photos"),
        "mixed": _("Mixing the weights"),
        "folds": _("Judging each photo by the others"),
        "attack": _("Changing the picture"),
        "count": _("Counting the layers"),
        "export": _("Writing the network’s file"),
        "program": _("Running the program"),
        "save": _("Writing the files"),
        "pack": _("Packing your work"),
        "unpack": _("Looking at the file"),
        "keep": _("Storing the photos"),
    }.get(name, _("Working"))
