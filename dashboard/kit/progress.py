"""How far a job is, in words: the same line in the sidebar and on every page."""

from __future__ import annotations

from core.jobs.state import QUEUED, JobState
from dashboard.kit import words
from dashboard.shell.language import _

STEP = 5.0  # seconds that an expected wait is told in: it is no more exact than that


def of(job: JobState) -> tuple[float, str]:
    """How far a job is: a share 0..1 and one short line in the learner's language."""
    if job.status == QUEUED:
        if job.position == 0:
            return 0.0, _("Next in the queue")
        if job.wait is None:
            return 0.0, _("Waiting, {ahead} before this one", ahead=job.position)
        return 0.0, _(
            "Waiting, {ahead} before this one: about {time}",
            ahead=job.position,
            time=words.about(max(STEP, STEP * round(job.wait / STEP))),
        )
    for event in reversed(job.events):
        if event["kind"] == "epoch":
            done, total = event["epoch"], event["epochs"]
            return min(done / total, 1.0), _("Epoch {done} of {total}", done=done, total=total)
        if event["kind"] == "frame":
            done, total = event["step"], event["steps"]
            return event["share"], _("Step {done} of {total}", done=done, total=total)
        if event["kind"] == "attack":
            done, total = event["step"], event["steps"]
            return min(done / total, 1.0), _("Step {done} of {total}", done=done, total=total)
        if event.get("total"):
            share = min(event["done"] / event["total"], 1.0)
            return share, phase(event.get("phase", event["kind"]))
    return 0.0, _("Starting")


def phase(name: str) -> str:
    """A phase of a job in words."""
    return {
        "prepare": _("Preparing the photos"),
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
        "attack": _("Changing the picture"),
        "count": _("Counting the layers"),
        "export": _("Writing the network’s file"),
        "save": _("Writing the files"),
    }.get(name, _("Working"))
