"""``python -m core attack PHOTO --out FILE``: change a photo a little, and a network's mind."""

from __future__ import annotations

import argparse
import time
from typing import Any

import numpy as np

from core import images, labels
from core.commands import files, output
from core.commands.options import number, whole
from core.imagine.attacks.recipe import CLASS, LEAST, METHODS, SECOND, UNTARGETED, Attack

ABOUT = "Change a photo so little that people see no difference, and networks do."
LINE_EVERY = 1.0  # seconds between two lines of progress


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photo", metavar="PHOTO", help=files.PHOTO)
    parser.add_argument(
        "--backbone",
        default="efficientnet_lite0",
        metavar="ID[,ID…]",
        help="several are fooled together (fgsm and pgd)",
    )
    parser.add_argument("--method", default="pgd", metavar="|".join(METHODS))
    goal = parser.add_mutually_exclusive_group()
    goal.add_argument("--target", metavar="N|NAME|second|least", help="the class to be taken for")
    goal.add_argument(
        "--untargeted", action="store_true", help="any other class; so without --target, too"
    )
    parser.add_argument(
        "--eps",
        type=number,
        metavar="K",
        help="budget: levels of 255 (fgsm, pgd), L2 with colours 0..1 (deepfool, carlini_wagner), "
        "pixels (one_pixel), percent of the area (patch)",
    )
    parser.add_argument("--steps", type=whole, metavar="N")
    parser.add_argument("--step", type=whole, metavar="LEVELS", help="size of a step")
    parser.add_argument("--momentum", type=number, metavar="M", help="0 to 1")
    parser.add_argument("--random-start", action="store_true", default=None)
    parser.add_argument("--mask", metavar="FILE", help="pixels may change only where it is white")
    parser.add_argument("--seed", type=whole, metavar="N", help="default 0")
    parser.add_argument("--out", required=True, metavar="FILE", help="the changed picture, a PNG")
    parser.add_argument(
        "--save-input", metavar="FILE", help="also write what the network saw before, a PNG"
    )


def run(options: argparse.Namespace) -> int:
    started = time.perf_counter()
    attack = _attack(options)
    inputs = (options.photo, options.mask)
    out = files.writable("--out", options.out, inputs)
    seen = None
    if options.save_input:
        seen = files.writable("--save-input", options.save_input, inputs)
    photo = files.photo(options.photo, output.language(options.lang))
    region = None
    if options.mask:
        region = images.mask(files.contents(options.mask), options.mask)
    from core.imagine.attacks import run as attacks
    from core.imagine.attacks.judge import judge
    from core.zoo import classifier

    before = classifier.view(attack.backbones[0], photo)
    allowed = None if region is None else attacks.region_of(region, photo, attack)
    found = attacks.make(attack, before[None], allowed, _progress(attack))
    out.write_bytes(images.png_bytes(found.pictures[0]))
    if seen:
        seen.write_bytes(images.png_bytes(before))
    # from here on only what is in the file counts
    said = judge(before, images.read(out), attack) | {
        "file": options.photo,
        "out": options.out,
        "steps_used": int(found.steps[0]),
        "seconds": time.perf_counter() - started,
        "recipe": attack.to_json(),
    }
    if options.json:
        output.document(said)
    else:
        _show(said, options.lang)
    return 0


def _attack(options: argparse.Namespace) -> Attack:
    """The attack that the options describe, checked."""
    given: dict[str, Any] = {"backbones": tuple(options.backbone.split(","))}
    if options.target in (SECOND, LEAST):
        given["goal"] = options.target
    elif options.target is not None:
        given |= {"goal": CLASS, "target": labels.parse(options.target)}
    else:
        given["goal"] = UNTARGETED
    for name, value in (
        ("budget", options.eps),
        ("steps", options.steps),
        ("step", options.step),
        ("momentum", options.momentum),
        ("random_start", options.random_start),
        ("seed", options.seed),
    ):
        if value is not None:
            given[name] = value
    return Attack.of(options.method, **given).check()


def _progress(attack: Attack) -> Any:
    told = 0.0

    def on_step(step: int, pictures: np.ndarray, loss: np.ndarray, confidence: np.ndarray) -> None:
        nonlocal told
        if (now := time.monotonic()) - told > LINE_EVERY:
            told = now
            output.tell(f"step {step}/{attack.steps}  goal {confidence[0]:.3f}")

    return on_step


def _show(said: dict[str, Any], language: str) -> None:
    for when in ("clean", "adversarial"):
        answer = said[when]
        print(f"{when:12} {labels.name(answer['index'], language)} ({answer['probability']:.1%})")
    print(f"{'success' if said['success'] else 'no success'} after {said['steps_used']} steps")
    print(
        f"L∞ {said['linf']}/255   L2 {said['l2']:.3f}   {said['changed_pixels']:,} pixels changed"
        f"   SSIM {said['ssim']:.4f}"
    )
    for name, verdict in said["judged_by"].items():
        answer = verdict["adversarial"]
        fooled = "fooled" if verdict["fooled"] else "not fooled"
        print(
            f"{name:20} {fooled:10} {labels.name(answer['index'], language)} "
            f"({answer['probability']:.1%})"
        )
    print(f"written to {said['out']}")
