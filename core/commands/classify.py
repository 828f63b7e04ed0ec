"""``python -m core classify PHOTO…``: what a network says about photos."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from core import images, labels
from core.messages import LabError, msg
from core.zoo import catalog

ABOUT = "Say what is on photos: the best ImageNet classes of a network."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photos", nargs="+", metavar="PHOTO", help="JPEG, PNG or WebP files")
    parser.add_argument("--backbone", default="efficientnet_lite0", metavar="ID")
    parser.add_argument("--top", type=int, default=5, metavar="N", help="default 5")
    parser.add_argument("--lang", default="en", metavar="en|ja", help="of the names; default en")


def run(options: argparse.Namespace) -> int:
    """Answer every photo that can be; status 0 when at least one could."""
    catalog.get(options.backbone)
    labels.names(options.lang)
    if not 1 <= options.top <= 1000:
        raise LabError(msg("--top takes a number from 1 to 1000, not {value}.", value=options.top))
    rows = [_row(file, options) for file in options.photos]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, allow_nan=False))
    else:
        for row in rows:
            _show(row)
    return int(all("error" in row for row in rows))


def read(file: str) -> Any:
    """A photo from a path, uint8 [h, w, 3]; see `images.decode`."""
    try:
        data = Path(file).read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise LabError(
            msg("“{file}” cannot be read: {reason}.", file=images.shown_name(file), reason=reason)
        ) from None
    return images.decode(data, file).pixels


def _row(file: str, options: argparse.Namespace) -> dict[str, Any]:
    from core.imagine.answers import classify

    try:
        answer = classify(read(file), options.backbone, options.top)
    except LabError as error:
        return {"file": file, "error": str(error)}
    predictions = [
        {
            "index": said["index"],
            "name": labels.name(said["index"], options.lang),
            "probability": said["probability"],
        }
        for said in answer["predictions"]
    ]
    return {"file": file, "predictions": predictions, "seconds": answer["seconds"]}


def _show(row: dict[str, Any]) -> None:
    if "error" in row:
        print(f"error: {row['error']}", file=sys.stderr)
        return
    print(row["file"])
    for said in row["predictions"]:
        print(f"  {said['probability']:6.1%}  {said['name']} ({said['index']})")
