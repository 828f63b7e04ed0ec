"""A run as the file of a learner's work holds it, and which runs are the same (light)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any, cast, get_type_hints

from core import images
from core.imagine.ideal.recipe import Ideal
from core.imagine.ideal.result import Moment, Verdict
from core.jobs.state import CANCELLED, DONE, FAILED, LOST
from core.portfolio import settings
from core.portfolio.plain import cleaned, damaged
from core.portfolio.shape import fits
from core.runs.record import IMAGE
from core.runs.store import Run
from core.transfer.recipe import Recipe
from core.transfer.result import EpochRow, Fresh, Judged, Learnt, Predictions
from core.zoo import catalog as zoo

OWN = re.compile(r"own-[0-9a-f]{16}")
_MADE = {"train": Recipe, IMAGE: Ideal}
_STATUSES = (DONE, CANCELLED, FAILED, LOST)
_NOT_SAME = ("id", "owner", "series", "tags", "note")  # do not tell one run from another
_PLACES = {one.name for one in fields(Run)} - {"owner"}


class _Metrics(Judged, Fresh, Learnt):
    """Of a training."""

    classes: list[str]
    total_parameters: int


class _ImageMetrics(Verdict):
    steps: int


def document(run: Run) -> tuple[dict[str, Any], bytes]:
    """A run without its owner, and beside it the picture that it made, if any."""
    said = asdict(run)
    del said["owner"]
    picture = b""
    if run.kind == IMAGE and "png" in run.predictions:
        said["predictions"] = {k: v for k, v in run.predictions.items() if k != "png"}
        picture = base64.b64decode(run.predictions["png"])
    return said, picture


def of(said: Any, picture: bytes, file: str) -> Run:
    """The run of a document from outside, nobody's yet.  LabError for what no run looks like."""
    hints = get_type_hints(Run)
    if not isinstance(said, dict) or not said.keys() <= _PLACES:
        raise damaged(file)
    if not all(fits(value, hints[name]) for name, value in said.items()):
        raise damaged(file)
    try:
        run = Run(**said | {"owner": ""})
        sound = run.kind in _MADE and run.status in _STATUSES and _recipe(run) and _moment(run)
    except (TypeError, ValueError, KeyError, AttributeError):
        raise damaged(file) from None
    if not sound or not _measured(run):
        raise damaged(file)
    if run.kind != IMAGE:
        return run
    if not picture.startswith(b"\x89PNG"):
        raise damaged(file)
    images.decode(picture, file)
    return replace(run, predictions=run.predictions | {"png": base64.b64encode(picture).decode()})


def _recipe(run: Run) -> bool:
    """Whether the recipe can be spoken of.  LabError for a network that this version has not."""
    made = _MADE[run.kind]
    hints = get_type_hints(made)
    if made is Recipe:
        shape = all(fits(value, hints[name]) for name, value in run.recipe.items() if name in hints)
        recipe = Recipe.from_json(run.recipe)
        zoo.get(recipe.backbone)
        return shape and all(type(name) is str for name in recipe.classes)
    image = Ideal.from_json(run.recipe)
    zoo.get(image.backbone)
    return bool(image.objective)


def _moment(run: Run) -> bool:
    return datetime.fromisoformat(run.created).tzinfo is not None


def _measured(run: Run) -> bool:
    """Whether what was measured has the shape that pages rely on."""
    if not fits(run.timings, dict[str, float]):
        return False
    if run.kind == IMAGE:
        return fits(run.metrics, _ImageMetrics) and fits(run.curve, list[Moment])
    pairs = [run.metrics.get(name, [0, 0]) for name in ("test_interval", "fresh_interval")]
    return (
        fits(run.metrics, _Metrics)
        and fits(run.curve, list[EpochRow])
        and fits(run.predictions, Predictions)
        and fits(run.notes, list[dict[str, Any]])
        and all(len(pair) == 2 for pair in pairs)
    )


# -- which are the same ------------------------------------------------------------------------


def print_of(run: Run) -> str:
    """What tells a run from all others, on whatever computer it lies: what it measured and when."""
    said = {name: value for name, value in asdict(run).items() if name not in _NOT_SAME}
    whole = OWN.sub("own", json.dumps(cleaned(said), sort_keys=True))
    return hashlib.sha256(whole.encode()).hexdigest()


def joined(here: Run, there: Run) -> Run:
    """The run that is here with the tags of both, and the notes of both where they differ."""
    tags = settings.union(here.tags, there.tags)
    return replace(here, tags=tags, note=settings.texts(here.note, there.note))


def linked(value: Any, ids: Mapping[str, str]) -> Any:
    """The same with other ids: in every text, also in those that name something."""
    if not ids:
        return value
    known = re.compile("|".join(map(re.escape, ids)))

    def follow(one: Any) -> Any:
        if isinstance(one, str):
            return known.sub(lambda found: ids[found[0]], one)
        if isinstance(one, list):
            return [follow(inner) for inner in one]
        if isinstance(one, dict):
            return {follow(name): follow(inner) for name, inner in one.items()}
        return one

    return follow(value)


def relinked(run: Run, ids: Mapping[str, str], new: str) -> Run:
    """A run that comes in: its own new id, and those of the datasets that came with it."""
    said = cast(dict[str, Any], linked(asdict(run) | {"id": ""}, ids))
    return Run(**said | {"id": new})
