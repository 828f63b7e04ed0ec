"""``python -m core explain PHOTO --class N --out FILE``: where a network looks for a class."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from core import images, labels
from core.commands.classify import read
from core.imagine.saliency import METHODS, explain, overlay

ABOUT = "Draw where a network looks for a class on a photo."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photo", metavar="PHOTO", help="a JPEG, PNG or WebP file")
    parser.add_argument("--backbone", default="efficientnet_lite0", metavar="ID")
    parser.add_argument(
        "--class", dest="target", metavar="N|NAME", help="default: the network's own first answer"
    )
    parser.add_argument("--method", default="gradcam", metavar="|".join(METHODS))
    parser.add_argument(
        "--boundary", type=int, default=0, metavar="N", help="behind which block; default the last"
    )
    parser.add_argument("--out", required=True, metavar="FILE", help="the picture, a PNG")


def run(options: argparse.Namespace) -> int:
    from core.imagine.answers import classify
    from core.zoo import classifier

    photo = read(options.photo)
    if options.target is None:
        answer = classify(photo, options.backbone, 1)
        target = answer["predictions"][0]["index"]
    else:
        target = labels.parse(options.target)
    found = explain(photo, options.backbone, target, options.method, options.boundary)
    view = classifier.view(options.backbone, photo)
    Path(options.out).write_bytes(images.png_bytes(overlay(view, found["map"])))
    said = {
        "file": options.photo,
        "out": options.out,
        "backbone": options.backbone,
        "method": options.method,
        "class": {"index": target, "name": labels.name(target, "en")},
        "probability": found["probability"],
        "boundary": found["boundary"],
        "flat": found["flat"],
    }
    if options.json:
        print(json.dumps(said, ensure_ascii=False, allow_nan=False))
    else:
        print(f"{said['class']['name']}: {found['probability']:.1%}; written to {options.out}")
    return 0
