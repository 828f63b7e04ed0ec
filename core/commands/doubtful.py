"""``python -m core doubtful DATASET``: photos whose label is doubtful."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.commands import output
from core.commands.options import several, whole
from core.commands.progress import progress
from core.commands.read_in import as_dataset
from core.datasets import library, own
from core.datasets.dataset import is_own
from core.experiments import planted
from core.runs.store import Store
from core.transfer import doubtful
from core.translations import Words
from core.zoo import weights

ABOUT = "Name the photos whose label is doubtful, or plant errors and count how many are found."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dataset", metavar="DATASET", help="an image set, or a folder or ZIP of your photos"
    )
    parser.add_argument("--classes", type=several, default=(), metavar="A,B")
    parser.add_argument(
        "--per-class",
        type=whole,
        default=0,
        metavar="N",
        help=f"photos of each class; default {doubtful.PER_CLASS}, of your own all",
    )
    parser.add_argument("--backbone", default=doubtful.BACKBONE, metavar="ID")
    parser.add_argument(
        "--planted",
        action="store_true",
        help="instead: change 5 and 10 %% of the labels and count what is found",
    )
    parser.add_argument("--seeds", type=whole, default=planted.SEEDS, metavar="N")


def run(options: argparse.Namespace, say: Words) -> int:
    tell = progress(say)
    weights.ready(options.backbone)
    dataset, classes = options.dataset, tuple(options.classes)
    if not is_own(dataset) and Path(dataset).exists():
        with Store() as store:
            dataset = as_dataset(Path(dataset), store, tell)
    library.get(dataset).check(classes)
    if options.planted:
        measured = planted.measure(
            dataset,
            classes,
            options.per_class,
            options.backbone,
            seeds=max(1, options.seeds),
            report=tell,
        )
        rates = {share: planted.rates(measured["runs"], share) for share in planted.SHARES}
        said = measured | {"rates": {f"{share:g}": rate for share, rate in rates.items()}}
        return output.answer(options, said, _rates(said))
    found = doubtful.search(dataset, classes, options.per_class, options.backbone, report=tell)
    titles = [say(title) for title in library.get(dataset).titles(found["classes"])]
    names = own.document(dataset)["names"] if is_own(dataset) else None
    for one in found["doubtful"]:
        one["file"] = names[one["index"]] if names else None
        one["label"], one["suggested"] = titles[one["label"]], titles[one["suggested"]]
    return output.answer(options, found | {"classes": titles}, _lines(found))


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"{len(found['doubtful'])} of {found['photos']} labels are doubtful"
    for one in found["doubtful"]:
        name = one["file"] or f"#{one['index']}"
        yield (
            f"{name}: labelled {one['label']} ({one['own']:.0%}), "
            f"perhaps {one['suggested']} ({one['other']:.0%})"
        )


def _rates(said: Mapping[str, Any]) -> Iterator[str]:
    yield f"{said['photos']} photos; {said['unplanted']} doubtful before anything is planted"
    for share, both in said["rates"].items():
        yield f"{float(share):.0%} planted: " + ", ".join(
            f"{name} {rate['share']:.1%} ({rate['interval'][0]:.1%} to {rate['interval'][1]:.1%})"
            if rate["of"]
            else f"{name} –"
            for name, rate in both.items()
        )
