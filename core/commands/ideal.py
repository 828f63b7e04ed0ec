"""``python -m core ideal --class N --out FILE``: what a network would most like to see."""

from __future__ import annotations

import argparse
import base64

from core import images, labels
from core.commands import code, files, output
from core.commands.options import number, whole
from core.commands.progress import progress
from core.imagine.ideal.recipe import PARAMS, Ideal, Term
from core.imagine.program import ideal as program
from core.translations import Words

ABOUT = "Draw a network's ideal image of a class, and say what every network makes of it."


def add(parser: argparse.ArgumentParser) -> None:
    plain = Ideal()
    parser.add_argument("--backbone", default=plain.backbone, metavar="ID")
    parser.add_argument("--class", dest="target", default="284", metavar="N|NAME")
    parser.add_argument("--param", default=plain.param, metavar="|".join(PARAMS))
    for name, metavar in (("steps", "N"), ("size", "PX"), ("seed", "N")):
        default = getattr(plain, name)
        parser.add_argument(
            f"--{name}", type=whole, default=default, metavar=metavar, help=f"default {default}"
        )
    parser.add_argument("--rate", type=number, default=plain.rate, metavar="RATE", help="of Adam")
    parser.add_argument("--tv", type=number, metavar="λ", help="weight of the total variation")
    parser.add_argument("--coarse", action="store_true", help="begin at half the resolution")
    parser.add_argument("--photo", metavar="FILE", help="start from this photo, not from noise")
    parser.add_argument("--out", required=True, metavar="FILE", help="the image, a PNG")
    code.add(parser)


def run(options: argparse.Namespace, say: Words) -> int:
    recipe = Ideal(
        backbone=options.backbone,
        objective=(Term(index=labels.parse(options.target)),),
        param=options.param,
        steps=options.steps,
        size=options.size,
        rate=options.rate,
        tv=options.tv,
        coarse=options.coarse,
        start="photo" if options.photo else "noise",
        seed=options.seed,
    ).check()
    out = files.writable("--out", options.out, (options.photo,))
    if options.code:
        named = (options.photo, options.out)
        code.write(program.write(recipe, options.lang), options.code, named)
    photo = files.photo(options.photo, say) if options.photo else None
    from core.imagine.ideal import judge
    from core.imagine.ideal.loop import ideal
    from core.zoo import classifier

    made = ideal(recipe, photo, progress(say))
    out.write_bytes(base64.b64decode(made["png"]))
    verdict = judge.verdict(images.read(out), recipe, classifier.available())
    called = labels.name(recipe.objective[0].index, options.lang)
    said = {
        "out": options.out,
        "code": options.code,
        "backbone": recipe.backbone,
        "param": recipe.param,
        "steps": made["steps"],
        **verdict,
        "class": {"index": recipe.target, "name": called},
        "seconds": made["seconds"]["total"],
        "timings": made["seconds"],
    }
    lines = [
        f"{name:20} {one['probability']:6.1%}  answer number {one['rank']}"
        for name, one in verdict["judged_by"].items()
    ]
    written = [f"{called}: written to {options.out}"]
    if options.code:
        written.append(f"program: written to {options.code}")
    return output.answer(options, said, [*lines, *written])
