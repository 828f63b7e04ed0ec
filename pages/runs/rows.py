"""The runs as rows of a table: what is shown of each, and which of them a search finds."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from core.figures.spark import spark
from core.imagine.ideal.recipe import Ideal
from core.messages import LabError
from core.runs.record import IMAGE
from core.runs.store import Run, local
from core.transfer.recipe import Recipe
from dashboard.kit import ideal_words, words
from dashboard.kit import series as known
from dashboard.kit.chart import pen
from dashboard.shell.language import _

TOLD = 2  # settings that a run's name tells
APART = {"dataset", "classes", "seed"}  # have columns of their own, or follow from one


def names(runs: Sequence[Run]) -> dict[str, str]:
    """Id → what a run was, in one line.  `runs`: the newest first.

    Runs of one series with the same title are told apart by what the later ones changed against
    the first: a broken training by its mistake, an arm of a race by its augmentation.
    """
    first: dict[tuple[str, ...], Recipe] = {}
    out = {}
    for run in reversed(runs):
        said = out[run.id] = _title(run)
        if run.kind == IMAGE:
            continue
        recipe = Recipe.from_json(run.recipe)
        twin = first.setdefault((run.series, recipe.dataset, said), recipe)
        out[run.id] = " · ".join([said, *_changes(twin, recipe)])
    return out


def _title(run: Run) -> str:
    if run.kind != IMAGE:
        return words.title(Recipe.from_json(run.recipe))
    recipe = Ideal.from_json(run.recipe)
    said = _("Ideal image for: {aim}", aim=ideal_words.aim(recipe))
    way = _(ideal_words.WAYS[recipe.param])
    return f"{said} · {ideal_words.network(recipe.backbone)} · {way}"


def _changes(twin: Recipe, recipe: Recipe) -> list[str]:
    changed = [field for field in words.changed(twin, recipe) if field not in APART]
    more = len(changed) - TOLD
    told = [f"{words.name(field)} {words.value(recipe, field)}" for field in changed[:TOLD]]
    return [*told, _("and {count} more", count=more)] if more > 0 else told


def status(run: Run) -> str:
    return words.statuses().get(run.status, run.status)


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


def thumbnail(run: Run) -> str:
    """A small picture as a data URL: the image, or the validation curve."""
    if run.kind == IMAGE:
        return f"data:image/png;base64,{run.predictions['png']}"
    shares = [row["val_accuracy"] for row in run.curve if "val_accuracy" in row]
    picture = spark(pen(), shares, run.metrics.get("test_accuracy"))
    return "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode()


def row(run: Run, name: str) -> dict[str, Any]:
    """A row of the table, its columns in the learner's language; `name`: one of `names`."""
    low, high = run.metrics.get("test_interval", (None, None))
    share = run.metrics.get("test_accuracy")
    return {
        _("Picture"): thumbnail(run),
        _("Run"): name,
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
        _("When"): local(run.created),
    }


def text(run: Run, name: str) -> str:
    """Everything of a run that a search looks through, in lower case."""
    classes = run.recipe.get("classes", [])
    own = (name, photos(run), series(run), run.note, run.id, status(run))
    said = [*own, *run.tags, *classes]
    return " ".join(said).lower()


def matching(runs: list[Run], names: Mapping[str, str], wanted: str) -> list[Run]:
    """The runs in which every word of the search occurs."""
    parts = wanted.lower().split()
    return [run for run in runs if all(part in text(run, names[run.id]) for part in parts)]
