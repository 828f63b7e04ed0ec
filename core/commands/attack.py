"""``python -m core attack PHOTO --out FILE``: change a photo a little, and a network's mind."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from core import images, labels
from core.commands import code, files, output
from core.commands.options import number, whole
from core.imagine.attacks import run as attacks
from core.imagine.attacks.goal import CLASS, LEAST, SECOND, UNTARGETED
from core.imagine.attacks.judge import judge
from core.imagine.attacks.methods import METHODS, several
from core.imagine.attacks.norms import NORMS
from core.imagine.attacks.problem import OnStep
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.result import Judged
from core.imagine.program import attack as program
from core.translations import Words
from core.zoo import classifier

ABOUT = "Change a photo so little that people see no difference, and networks do."
LINE_EVERY = 1.0  # seconds between two lines of progress


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photo", metavar="PHOTO", help=files.PHOTO)
    parser.add_argument(
        "--backbone",
        default="efficientnet_lite0",
        metavar="ID[,ID…]",
        help=f"several are fooled together ({', '.join(several())})",
    )
    parser.add_argument("--method", default="pgd", metavar="|".join(METHODS))
    goal = parser.add_mutually_exclusive_group()
    goal.add_argument("--target", metavar="N|NAME|second|least", help="the class to be taken for")
    goal.add_argument(
        "--untargeted", action="store_true", help="any other class; so without --target, too"
    )
    parser.add_argument(
        "--eps", dest="budget", type=number, metavar="K", help=f"budget: {', '.join(_budgets())}"
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
    code.add(parser)


def _budgets() -> Iterator[str]:
    """In what each method's budget is counted."""
    for norm, facts in NORMS.items():
        names = [name for name, method in METHODS.items() if method.norm == norm]
        yield f"{facts.unit} ({', '.join(names)})"


def run(options: argparse.Namespace, say: Words) -> int:
    started = time.perf_counter()
    attack = _attack(options)
    inputs = (options.photo, options.mask)
    out = files.writable("--out", options.out, inputs)
    seen = options.save_input and files.writable("--save-input", options.save_input, inputs)
    named = (*inputs, options.out, options.save_input)
    if options.code:
        code.place(options.code, named)
    photo = files.photo(options.photo, say)
    painted = None
    if options.mask:
        painted = images.mask(files.contents(options.mask), options.mask)
    before = classifier.view(attack.backbones[0], photo)
    region = attacks.region_of(painted, photo, attack)
    if options.code:
        code.write(program.write(attack, before, region, options.lang), options.code, named)
    found = attacks.make(attack, before[None], region, _progress(attack))
    out.write_bytes(images.png_bytes(found.pictures[0]))
    if seen:
        seen.write_bytes(images.png_bytes(before))
    # from here on only what is in the file counts
    said, steps = judge(before, images.read(out), attack), int(found.steps[0])
    document = {
        **said,
        "file": options.photo,
        "out": options.out,
        "code": options.code,
        "steps_used": steps,
        "seconds": time.perf_counter() - started,
        "recipe": attack.to_json(),
    }
    return output.answer(options, document, _lines(said, steps, options))


def _attack(options: argparse.Namespace) -> Attack:
    """The attack that the options describe, checked."""
    given: dict[str, Any] = {"backbones": tuple(options.backbone.split(","))}
    if options.target in (SECOND, LEAST):
        given["goal"] = options.target
    elif options.target is not None:
        given |= {"goal": CLASS, "target": labels.parse(options.target)}
    else:
        given["goal"] = UNTARGETED
    for name in ("budget", "steps", "step", "momentum", "random_start", "seed"):
        if getattr(options, name) is not None:
            given[name] = getattr(options, name)
    return Attack.of(options.method, **given).check()


def _progress(attack: Attack) -> OnStep:
    told = 0.0

    def on_step(step: int, pictures: np.ndarray, loss: np.ndarray, confidence: np.ndarray) -> None:
        nonlocal told
        if (now := time.monotonic()) - told > LINE_EVERY:
            told = now
            output.tell(f"step {step}/{attack.steps}  goal {confidence[0]:.3f}")

    return on_step


def _lines(said: Judged, steps: int, options: argparse.Namespace) -> Iterator[str]:
    for when, answer in (("clean", said["clean"]), ("adversarial", said["adversarial"])):
        yield (
            f"{when:12} {labels.name(answer['index'], options.lang)} ({answer['probability']:.1%})"
        )
    yield f"{'success' if said['success'] else 'no success'} after {steps} steps"
    yield (
        f"L∞ {said['linf']}/255   L2 {said['l2']:.3f}   {said['changed_pixels']:,} pixels changed"
        f"   SSIM {said['ssim']:.4f}"
    )
    for name, verdict in said["judged_by"].items():
        answer = verdict["adversarial"]
        fooled = "fooled" if verdict["fooled"] else "not fooled"
        yield (
            f"{name:20} {fooled:10} {labels.name(answer['index'], options.lang)} "
            f"({answer['probability']:.1%})"
        )
    yield f"written to {options.out}"
    if options.code:
        yield f"program: written to {options.code}"
