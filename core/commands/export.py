"""``python -m core export``: a trained network as a file for other programs, or as a page."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

from core.commands import files, output, train
from core.commands.options import one_of
from core.commands.progress import progress
from core.messages import LabError
from core.translations import Words

ABOUT = "Write a trained network as a file: for Keras, ONNX or LiteRT, or as one HTML page."
FORMATS = ("keras", "onnx", "litert", "html")
PRECISIONS = ("float32", "float16", "int8")


def add(parser: argparse.ArgumentParser) -> None:
    train.add(parser)
    parser.add_argument("--format", metavar="|".join(FORMATS), default="onnx", help="default onnx")
    parser.add_argument(
        "--precision",
        metavar="|".join(PRECISIONS),
        default="float32",
        help="of ONNX and LiteRT; default float32",
    )
    parser.add_argument("--out", metavar="FILE", required=True, help="where to write it")


def run(options: argparse.Namespace, say: Words) -> int:
    recipe = train.recipe_of(options).check()
    one_of("--format", options.format, FORMATS)
    one_of("--precision", options.precision, PRECISIONS)
    if options.format in ("keras", "html") and options.precision != PRECISIONS[0]:
        raise LabError("--precision belongs to the formats onnx and litert.")
    out = files.writable("--out", options.out)
    from core.study.home import forms

    tell = progress(say)
    if options.format == "html":
        made = forms.paged(recipe, options.lang, report=tell)
        out.write_text(made.pop("html"), encoding="utf-8", newline="\n")
    else:
        form = f"{options.format}-{options.precision}"
        [made] = forms.made(recipe, tell, which=(form,))
        shutil.copyfile(Path(made["path"]), out)
    said: dict[str, Any] = {name: made[name] for name in made if name != "path"}
    said |= {"file": options.out, "bytes": out.stat().st_size}
    return output.answer(options, said, [_line(said)])


def _line(said: dict[str, Any]) -> str:
    return (
        f"{said['file']}  {said['bytes'] / 1e6:.1f} MB  {said['ms']:.1f} ms a photo  "
        f"test accuracy {said['accuracy']:.1%}  same answer {said['agree']:.1%}  "
        f"largest difference of a probability {said['gap']:.4f}"
    )
