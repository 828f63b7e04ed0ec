"""Runs as files for other programs: a table (CSV) and everything (JSON) (light)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from core import tables
from core.datasets import library
from core.messages import LabError
from core.runs.store import Run
from core.transfer.recipe import Recipe

_OWN = ("id", "created", "kind", "status", "series", "tags", "note")
_MEASURED = (
    "test_accuracy",
    "test_low",
    "test_high",
    "test_loss",
    "val_accuracy",
    "train_accuracy",
    "calibration_error",
    "best_epoch",
    "trainable_parameters",
    "total_parameters",
    "precision",
    "seconds",
)
_RECIPE = tuple(field.name for field in fields(Recipe))
_TITLES = {"seconds": "budget_seconds"}  # of the recipe; “seconds” are those that were taken
COLUMNS = (*_OWN, "labels", *(_TITLES.get(name, name) for name in _RECIPE), *_MEASURED)


def row(run: Run) -> dict[str, Any]:
    """One run as a flat row of `COLUMNS`; what it does not have is empty.

    Accuracies are shares 0..1, times seconds; lists are joined with spaces, `labels`
    (what the classes are called; `classes` are their ids) with semicolons.  `created` has its zone
    (ISO 8601).
    """
    low, high = run.metrics.get("test_interval", ("", ""))
    values = {
        "test_low": low,
        "test_high": high,
        "seconds": run.timings.get("total", ""),
        "tags": " ".join(run.tags),
        "labels": "; ".join(_labels(run)),
    }
    for names, place in ((_MEASURED, run.metrics), (_OWN, vars(run)), (_RECIPE, run.recipe)):
        for name in names:
            value = place.get(name, "")
            title = _TITLES.get(name, name) if names is _RECIPE else name
            values.setdefault(title, " ".join(value) if isinstance(value, list) else value)
    return {name: values[name] for name in COLUMNS}


def _labels(run: Run) -> Sequence[str]:
    dataset = run.recipe.get("dataset", "")
    try:
        chosen = run.recipe.get("classes") or library.get(dataset).classes
        return library.labels(dataset, chosen)
    except (LabError, ValueError):  # its photos were deleted for good
        return ()


def name_of(run: Run) -> str:
    """A run's name among others: what was trained, its seed, the beginning of its id."""
    what = "scratch" if run.recipe.get("scratch") else run.recipe.get("backbone", run.kind)
    return f"{what}-u{run.recipe.get('unfreeze', 0)}-s{run.seed}-{run.id[:6]}"


def to_csv(runs: Iterable[Run]) -> str:
    """A table, one row a run, with a header; read by spreadsheets as UTF-8 thanks to its mark."""
    return tables.to_csv(COLUMNS, map(row, runs))


def to_json(runs: Sequence[Run]) -> str:
    """Everything the log knows of the runs but whose they are, as one JSON list."""
    documents = [{k: v for k, v in asdict(run).items() if k != "owner"} for run in runs]
    return json.dumps(documents, ensure_ascii=False, indent=1)
