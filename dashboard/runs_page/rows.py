"""The runs as rows of a table: what is shown of each, and which of them a search finds."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from babel.dates import format_datetime

from core.figures.spark import spark
from core.messages import LabError
from core.runs.record import IMAGE
from core.runs.store import Run
from core.transfer.recipe import Recipe
from dashboard import series as known
from dashboard import tokens
from dashboard.i18n import _, language
from dashboard.playground import words

STATUSES = ("done", "cancelled", "failed", "lost")


def title(run: Run) -> str:
    """What a run was, in one short line."""
    if run.kind == IMAGE:
        return _("Ideal image")
    return words.title(Recipe.from_json(run.recipe))


def status(run: Run) -> str:
    return {
        "done": _("finished"),
        "cancelled": _("stopped"),
        "failed": _("failed"),
        "lost": _("lost"),
    }.get(run.status, run.status)


def series(run: Run) -> str:
    """The series a run was part of; "" for none."""
    if not run.series:
        return ""
    return f"{known.title(run.series)} {run.series.rpartition('-')[2][:4]}"


def photos(run: Run) -> str:
    """The photos a training was about."""
    if run.kind == IMAGE:
        return ""
    try:
        return words.value(Recipe.from_json(run.recipe), "dataset")
    except LabError:  # of a dataset of the learner's own that they have deleted
        return _("photos since deleted")


def when(run: Run) -> str:
    """The time a run ended, in the learner's language and this machine's time zone."""
    moment = datetime.fromisoformat(run.created).astimezone()
    return format_datetime(moment, "short", locale=language())


def thumbnail(run: Run) -> str:
    """A small picture as a data URL: the image, or the validation curve."""
    if run.kind == IMAGE:
        return f"data:image/png;base64,{run.predictions['png']}"
    shares = [row["val_accuracy"] for row in run.curve if "val_accuracy" in row]
    picture = spark(shares, run.metrics.get("test_accuracy"), tokens.palette())
    return "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode()


def row(run: Run) -> dict[str, Any]:
    """A row of the table, its columns in the learner's language."""
    low, high = run.metrics.get("test_interval", (None, None))
    share = run.metrics.get("test_accuracy")
    return {
        _("Picture"): thumbnail(run),
        _("Run"): title(run),
        _("Photos"): photos(run),
        _("Test accuracy"): None if share is None else 100 * share,
        _("95% interval"): "" if low is None else f"{100 * low:.0f}–{100 * high:.0f}",
        _("Seconds"): run.timings.get("total"),
        _("Parameters that learn"): run.metrics.get("trainable_parameters"),
        _("Seed"): run.seed,
        _("Tags"): run.tags,
        _("Note"): run.note,
        _("Part of"): series(run),
        _("State"): status(run),
        _("When"): when(run),
    }


def text(run: Run) -> str:
    """Everything of a run that a search looks through, in lower case."""
    classes = run.recipe.get("classes", [])
    said = [
        title(run),
        photos(run),
        series(run),
        run.note,
        run.id,
        status(run),
        *run.tags,
        *classes,
    ]
    return " ".join(said).lower()


def matching(runs: list[Run], wanted: str) -> list[Run]:
    """The runs in which every word of the search occurs."""
    parts = wanted.lower().split()
    return [run for run in runs if all(part in text(run) for part in parts)]
