"""``python -m core classify PHOTO…``: what a network says about photos."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from core import labels
from core.commands import files, output
from core.commands.options import whole
from core.messages import LabError
from core.translations import Words
from core.zoo import catalog

ABOUT = "Say what is on photos: the best ImageNet classes of a network."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photos", nargs="+", metavar="PHOTO", help=f"each {files.PHOTO}")
    parser.add_argument("--backbone", default="efficientnet_lite0", metavar="ID")
    parser.add_argument("--top", type=whole, default=5, metavar="N", help="default 5")


def run(options: argparse.Namespace, say: Words) -> int:
    """Answer every photo that can be; status 0 when at least one could."""
    catalog.get(options.backbone)
    if not 1 <= options.top <= 1000:
        raise LabError("--top takes a number from 1 to 1000, not {value}.", value=options.top)
    rows = [_row(file, options, say) for file in options.photos]
    output.answer(options, rows, (line for row in rows for line in _lines(row)))
    return int(all("error" in row for row in rows))


def _row(file: str, options: argparse.Namespace, say: Words) -> dict[str, Any]:
    from core.imagine.answers import classify

    try:
        answer = classify(files.photo(file, say), options.backbone, options.top)
    except LabError as error:
        return {"file": file, "error": say(error.message)}
    predictions = [
        {
            "index": said["index"],
            "name": labels.name(said["index"], options.lang),
            "probability": said["probability"],
        }
        for said in answer["predictions"]
    ]
    return {"file": file, "predictions": predictions, "seconds": answer["seconds"]}


def _lines(row: dict[str, Any]) -> Iterator[str]:
    if "error" in row:
        output.tell(f"error: {row['error']}")
        return
    yield row["file"]
    for said in row["predictions"]:
        yield f"  {said['probability']:6.1%}  {said['name']} ({said['index']})"
