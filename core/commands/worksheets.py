"""``python -m core worksheets --lang ja --out DIR``: worksheets and teacher's pages to print."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands import files, output
from core.commands.options import one_of, several
from core.teaching import texts, worksheets
from core.translations import Words

ABOUT = "Worksheets and teacher’s pages of the lessons, as HTML to print and as one ZIP."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, metavar="DIR", help="where the files are written")
    parser.add_argument(
        "--lessons", type=several, default=(), metavar="ID,ID,…", help="default: all of them"
    )


def run(options: argparse.Namespace, say: Words) -> int:
    for name in options.lessons:
        one_of("--lessons", name, texts.lessons())
    out = Path(options.out)
    files.folder("--out", out)
    made = dict(worksheets.files(options.lang, options.lessons))
    for name, text in made.items():
        (out / name).write_text(text, "utf-8")
    whole = f"worksheets.{options.lang}.zip"
    (out / whole).write_bytes(worksheets.archive(options.lang, options.lessons))
    said = {"out": str(out), "files": [*made, whole]}
    return output.answer(options, said, [f"{out / name}" for name in said["files"]])
