"""The work in a file becomes a learner's own, beside what they have (light).

All of it or nothing: the photos wait in hidden folders until everything was judged, then take
their names inside the one transaction that writes the runs and what is remembered.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from core.datasets import own
from core.messages import LabError
from core.portfolio import photos, read, runs, settings
from core.portfolio.read import Portfolio
from core.portfolio.write import EVERY
from core.runs.store import Change, Run, Store, recipe_digest
from core.work import Cancelled, Document, Report, steps

_COPIES = 2  # of the pixels while a dataset is written
_SPARE = 100_000_000  # bytes of the disk that are left alone


def take(
    store: Store,
    owner: str,
    path: Path,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
) -> Document:
    """Read a file in for `owner`: how much was new (``runs``, ``datasets``, ``settings``), and how
    many runs and datasets were here already.

    Raises LabError, and leaves everything as it was, for a file that is not sound.
    """

    with read.opened(path, steps(report, cancelled, "unpack", EVERY)) as found:
        ids, comes = _ids(owner, found)
        places = _written(found, ids, comes, owner, steps(report, cancelled, "keep", EVERY))
        counts: Document = {}

        def change(here: list[Run], remembered: dict[str, Any]) -> Change:
            decided = _merged(found, ids, here, remembered)
            counts.update(_counted(found, comes, decided))
            for dataset, place in places.items():
                _name(place, dataset, undo)
            return decided

        undo = ExitStack()
        try:
            with undo:
                store.change(owner, change)
                undo.pop_all()  # it is written: nothing is taken back
        finally:
            for place in places.values():
                for left in (place, _spoken(place)):
                    shutil.rmtree(left, ignore_errors=True)
    return counts


def _ids(owner: str, found: Portfolio) -> tuple[dict[str, str], list[str]]:
    """Id in the file → id here, of every dataset; and those that are written: new ones, and ones
    whose photos were deleted here.  Ids in a file are known to its maker, so none is kept."""
    here = own.every(owner)
    ids, comes = {}, []
    for name, said in found.datasets.items():
        twins = [one for one in here if photos.same(one, said)]
        twin = next((one for one in twins if own.available(one["id"])), next(iter(twins), None))
        ids[name] = photos.new_id() if twin is None else twin["id"]
        if twin is None or (photos.there(said) and not own.available(twin["id"])):
            comes.append(name)
    for run in found.runs:  # of photos of which nothing is known any more
        for name in runs.OWN.findall(str(run.recipe.get("dataset", ""))):
            ids.setdefault(name, photos.new_id())
    return ids, comes


def _written(
    found: Portfolio,
    ids: Mapping[str, str],
    comes: list[str],
    owner: str,
    step: Callable[[int, int], None],
) -> dict[str, Path]:
    """Id → the hidden folder with the dataset."""
    total = sum(len(found.datasets[name].get("labels", ())) for name in comes)
    if total:
        own.admit(owner, total)
    needed = _COPIES * total * own.SIDE * own.SIDE * 3
    if total and shutil.disk_usage(own.folder()).free < needed + _SPARE:
        raise LabError(
            "Keeping these photos takes {megabytes} MB on the disk at {folder}. Make room "
            "there, or choose another place with the environment variable TLL_DATA_DIR.",
            megabytes=round((needed + _SPARE) / 1e6),
            folder=str(own.folder()),
        )
    out: dict[str, Path] = {}
    done = 0

    def one_more() -> None:
        nonlocal done
        step(done, total)
        done += 1

    try:
        for name in comes:
            said = found.datasets[name]

            def photo(at: int, name: str = name) -> bytes:
                return found.photo(name, at)

            out[ids[name]] = photos.written(said, owner, ids[name], photo, one_more)
    except BaseException:
        for place in out.values():
            shutil.rmtree(place, ignore_errors=True)
        raise
    return out


def _name(place: Path, dataset: str, undo: ExitStack) -> None:
    """Give a waiting dataset its name, in the place of what speaks of its deleted photos."""
    target = own.folder(dataset)
    if target.exists():
        target.rename(_spoken(place))
        undo.callback(_spoken(place).rename, target)
    place.rename(target)
    undo.callback(target.rename, place)


def _spoken(place: Path) -> Path:
    return place.with_name(f"{place.name}-spoken")


def _merged(
    found: Portfolio, ids: Mapping[str, str], here: list[Run], remembered: dict[str, Any]
) -> Change:
    """What is added to, and changed of, the runs and settings of a learner."""
    known = {runs.print_of(run): run for run in here}
    added: dict[str, Run] = {}
    changed: dict[str, Run] = {}
    for run in found.runs:
        said = runs.print_of(run)
        if said in known:
            twin = changed.get(known[said].id, known[said])
            if (both := runs.joined(twin, run)) != twin:
                changed[twin.id] = both
        elif said in added:
            added[said] = runs.joined(added[said], run)
        else:
            added[said] = runs.relinked(run, ids, uuid.uuid4().hex)
    there = runs.linked(found.settings, {**ids, **_digests(found, ids)})
    return Change(list(added.values()), list(changed.values()), settings.merged(remembered, there))


def _digests(found: Portfolio, ids: Mapping[str, str]) -> dict[str, str]:
    """The digests of recipes whose photos have another id here: what is kept under them follows."""
    recipes = [run.recipe for run in found.runs]
    pairs = [(recipe_digest(one), recipe_digest(runs.linked(one, ids))) for one in recipes]
    return {old: new for old, new in pairs if old != new}


def _counted(found: Portfolio, comes: list[str], change: Change) -> Document:
    held = [name for name, said in found.datasets.items() if photos.there(said)]
    new = [name for name in held if name in comes]
    return {
        "runs": len(change.added),
        "datasets": len(new),
        "settings": len(change.settings),
        "annotated": len(change.annotated),
        "known_runs": len(found.runs) - len(change.added),
        "known_datasets": len(held) - len(new),
    }
