"""``python -m core explain PHOTO --class N --out FILE``: where a network looks for a class."""

from __future__ import annotations

import argparse

from core import images, labels
from core.commands import files, output
from core.commands.options import whole
from core.imagine import saliency
from core.translations import Words

ABOUT = "Draw where a network looks for a class on a photo."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photo", metavar="PHOTO", help=files.PHOTO)
    parser.add_argument("--backbone", default="efficientnet_lite0", metavar="ID")
    parser.add_argument(
        "--class", dest="target", metavar="N|NAME", help="default: the network's own first answer"
    )
    parser.add_argument("--method", default="gradcam", metavar="|".join(saliency.METHODS))
    parser.add_argument(
        "--boundary",
        type=whole,
        default=0,
        metavar="N",
        help="behind which block; default the last",
    )
    parser.add_argument("--out", required=True, metavar="FILE", help="the picture, a PNG")


def run(options: argparse.Namespace, say: Words) -> int:
    saliency.check(options.backbone, options.method, options.boundary)
    target = None if options.target is None else labels.parse(options.target)
    out = files.writable("--out", options.out, (options.photo,))
    photo = files.photo(options.photo, say)
    from core.imagine.answers import classify
    from core.zoo import classifier

    if target is None:
        target = classify(photo, options.backbone, 1)["predictions"][0]["index"]
    found = saliency.explain(photo, options.backbone, target, options.method, options.boundary)
    view = classifier.view(options.backbone, photo)
    out.write_bytes(images.png_bytes(saliency.overlay(view, found["map"])))
    said = {
        "file": options.photo,
        "out": options.out,
        "backbone": options.backbone,
        "method": options.method,
        "class": {"index": target, "name": labels.name(target, options.lang)},
        "probability": found["probability"],
        "boundary": found["boundary"],
        "flat": found["flat"],
    }
    name = labels.name(target, options.lang)
    line = f"{name}: {found['probability']:.1%}; written to {options.out}"
    return output.answer(options, said, [line])
