"""``python -m core study FOLDER_OR_ZIP --out DIR``: the assignment on one's own photos."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from core import names
from core.commands import files, output
from core.datasets import own
from core.datasets.checks import told
from core.datasets.upload import archive
from core.datasets.upload.create import create
from core.messages import LabError, choose_from
from core.runs import series
from core.runs.series import COMMAND_LINE
from core.runs.store import Store
from core.study import compare
from core.study.plan import MOST_SEEDS, PACES, Study
from core.zoo import weights

ABOUT = "Three networks, two ways, and none: compare them on your photos and write the report."
KNOWN = "study photos"  # setting: digest of photos → the dataset they became


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photos", metavar="FOLDER_OR_ZIP", help="a folder of photos for each class")
    parser.add_argument("--out", required=True, metavar="DIR", help="where the files are written")
    parser.add_argument("--seeds", default="0-4", metavar="A-B|A,B,…", help="default 0-4")
    parser.add_argument("--networks", metavar="ID,ID,…", help="default: three that are ready")
    parser.add_argument("--pace", default="thorough", metavar="|".join(PACES))


def run(options: argparse.Namespace) -> int:
    began = time.perf_counter()
    say = output.language(options.lang)
    _choice("--pace", options.pace, PACES)
    seeds, networks = _seeds(options.seeds), _networks(options.networks)
    source, out = Path(options.photos), Path(options.out)
    if not source.exists():
        raise LabError("There is no file or folder {path}.", path=names.plain(str(source)))
    files.folder("--out", out)
    store = Store()
    try:
        dataset = _dataset(source, store)
        notes = [say(note) for note in told.notes(own.document(dataset))]
        for note in notes:
            output.tell(f"- {note}")
        study = Study(dataset, (), networks, seeds, options.pace)
        recipes = study.recipes()
        before = series.found(store, COMMAND_LINE, recipes)
        runs, refused = series.run_here(study.series, recipes, store, _Teller())
    finally:
        store.close()
    from core.study import folder

    for name, why in refused.items():
        output.tell(f"{name}: {say(why)}")
    if not any(not run.recipe["scratch"] for run in runs.values()):
        raise LabError("No network could be trained on these photos: see the reasons above.")
    found = folder.write(out, study, runs, options.lang, _Teller())
    plain = compare.scratch(found.table)
    said = {
        "best_test_accuracy": found.best.test,
        "best_interval": list(found.best.interval),
        "best": {
            "backbone": found.best.arm.backbone,
            "way": found.best.arm.way,
            "val_accuracy": found.best.val,
            "test_accuracies": list(found.best.tests),
            "seed": found.seed,
        },
        "scratch_test_accuracy": plain.test if plain else None,
        "arms": {row.arm.id: row.test for row in found.table},
        "seeds": list(study.seeds),
        "dataset": study.dataset,
        "own_test": own.document(dataset)["own_test"],
        "notes": notes,
        "photos": dict(zip(("train", "val", "test"), study.counts, strict=True)),
        "trained": len(runs) - len(before),
        "from_log": len(before),
        "files": [str(out / name) for name in folder.FILES],
        "seconds": time.perf_counter() - began,
    }
    if options.json:
        output.document(said)
    else:
        for row in found.table:
            low, high = row.interval
            print(f"{row.arm.id:32} {row.test:6.1%}  ({low:.1%} to {high:.1%})")
        print(say(found.headline))
        print(f"written to {out}")
    return 0


def _choice(option: str, value: str, valid: Any) -> None:
    if value not in valid:
        raise LabError(
            "{option} takes one of {valid}, not “{value}”.",
            option=option,
            valid=choose_from(valid),
            value=value,
        )


def _seeds(text: str) -> tuple[int, ...]:
    try:
        first, dash, last = text.partition("-")
        if dash:
            seeds = tuple(range(int(first), int(last) + 1))
        else:
            seeds = tuple(dict.fromkeys(int(part) for part in text.split(",")))
    except ValueError:
        seeds = ()
    if not 1 <= len(seeds) <= MOST_SEEDS or min(seeds) < 0:
        raise LabError(
            "--seeds takes 1 to {most} whole numbers such as 0-4 or 0,3,7, not “{value}”.",
            most=MOST_SEEDS,
            value=text,
        )
    return seeds


def _networks(text: str | None) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in (text or "").split(",") if part.strip()))
    for name in names:
        weights.ready(name)
    return names


def _dataset(source: Path, store: Store) -> str:
    """The photos as a dataset of the command line; the same photos are read in only once."""
    digest = archive.digest(archive.opened(source))
    known = store.get_setting(COMMAND_LINE, KNOWN, {})
    dataset = known.get(digest)
    if dataset and own.available(dataset):
        return str(dataset)
    made = create(COMMAND_LINE, source.stem, archive.opened(source), report=_Teller())
    store.set_setting(COMMAND_LINE, KNOWN, known | {digest: made["id"]})
    return str(made["id"])


class _Teller:
    """Events as lines on standard error, about one a second."""

    def __init__(self) -> None:
        self._names = {""}
        self._last = 0.0

    def __call__(self, event: dict[str, Any]) -> None:
        name = event.get("run", "")
        fresh = name not in self._names
        if not fresh and time.monotonic() - self._last < 1:
            return
        if event["kind"] == "epoch":
            row = event.get("row", event)
            said = (
                f"{event['epoch']}/{event['epochs']}  {name}  epoch {row['epoch']}  "
                f"val {row['val_accuracy']:.3f}"
            )
        elif event["kind"] == "phase":
            said = f"{event['phase']} {event['done']:.4g}/{event['total']}"
        else:
            return
        self._names.add(name)
        self._last = time.monotonic()
        output.tell(said)
