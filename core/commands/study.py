"""``python -m core study FOLDER_OR_ZIP --out DIR``: the assignment on one's own photos."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from core import names
from core.commands import files, output
from core.commands.options import one_of, several
from core.commands.progress import progress
from core.commands.read_in import as_dataset
from core.datasets import own
from core.datasets.checks import told
from core.messages import LabError
from core.runs import series
from core.runs.store import Store
from core.study import compare
from core.study.plan import MOST_SEEDS, PACES, Study
from core.translations import Words
from core.zoo import weights

ABOUT = "Three networks, two ways, and none: compare them on your photos and write the report."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photos", metavar="FOLDER_OR_ZIP", help="a folder of photos for each class")
    parser.add_argument("--out", required=True, metavar="DIR", help="where the files are written")
    parser.add_argument("--seeds", default="0-4", metavar="A-B|A,B,…", help="default 0-4")
    parser.add_argument(
        "--networks",
        type=several,
        default=(),
        metavar="ID,ID,…",
        help="default: three that are ready",
    )
    parser.add_argument("--pace", default="thorough", metavar="|".join(PACES))


def run(options: argparse.Namespace, say: Words) -> int:
    began = time.perf_counter()
    one_of("--pace", options.pace, PACES)
    seeds, tell = _seeds(options.seeds), progress(say)
    networks = tuple(dict.fromkeys(options.networks))
    for name in networks:
        weights.ready(name)
    source, out = Path(options.photos), Path(options.out)
    if not source.exists():
        raise LabError("There is no file or folder {path}.", path=names.plain(str(source)))
    files.folder("--out", out)
    with Store() as store:
        dataset = as_dataset(source, store, tell)
        notes = [say(note) for note in told.notes(own.document(dataset))]
        for note in notes:
            output.tell(f"- {note}")
        study = Study(dataset, (), networks, seeds, options.pace)
        recipes = study.recipes()
        before = series.found(store, series.COMMAND_LINE, recipes)
        runs, _refused = series.run_here(study.series, recipes, store, tell)
    from core.study import folder

    if not any(not run.recipe["scratch"] for run in runs.values()):
        raise LabError("No network could be trained on these photos: see the reasons above.")
    found = folder.write(out, study, runs, options.lang, tell)
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
    lines = [
        f"{row.arm.id:32} {row.test:6.1%}  ({row.interval[0]:.1%} to {row.interval[1]:.1%})"
        for row in found.table
    ]
    return output.answer(options, said, [*lines, say(found.headline), f"written to {out}"])


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
