"""``python -m core work --out FILE`` and ``python -m core work FILE``: somebody's work as one
file."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from core import names
from core.commands import files, output
from core.commands.progress import progress
from core.messages import LabError
from core.portfolio.take import take
from core.portfolio.write import write
from core.runs.series import COMMAND_LINE
from core.runs.store import Store
from core.translations import Words

ABOUT = "Everything of one learner out of this computer as one file, or from such a file into it."
_LEARNER = re.compile(r"[0-9a-f]{32}")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", help="to read in")
    parser.add_argument("--into", metavar="ID", help="whose it becomes (default: the command line)")
    parser.add_argument("--out", metavar="FILE", help="to write instead")
    parser.add_argument("--of", metavar="ID", help="whose work (default: the command line’s own)")


def run(options: argparse.Namespace, say: Words) -> int:
    if bool(options.file) == bool(options.out):
        raise LabError("Give one of both: --out FILE to write a file, or FILE to read one in.")
    with Store() as store:
        if options.out:
            path = files.writable("--out", options.out)
            told = write(store, _learner("--of", options.of), path, progress(say))
            lines = [f"{told['runs']} runs, {told['datasets']} datasets → {options.out}"]
            return output.answer(options, told | {"file": options.out}, lines)
        path = Path(options.file)
        if not path.is_file():
            raise LabError("There is no file or folder {path}.", path=names.plain(options.file))
        told = take(store, _learner("--into", options.into), path, progress(say))
    known = told["known_runs"], told["known_datasets"]
    return output.answer(
        options,
        told,
        [
            f"new: {told['runs']} runs, {told['datasets']} datasets",
            f"here already: {known[0]} runs, {known[1]} datasets",
        ],
    )


def _learner(option: str, given: str | None) -> str:
    if given is None:
        return COMMAND_LINE
    if not _LEARNER.fullmatch(given):
        raise LabError(
            "{option} takes the id of a learner, 32 digits 0-9 and a-f, not “{value}”.",
            option=option,
            value=given,
        )
    return given
