"""``--code FILE``: the loop of a picture as a Keras program, with all that it reads beside it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from core.commands import files
from core.imagine.program.program import NETWORK, Program
from core.messages import LabError

ENDINGS = (".py", ".ipynb")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--code",
        metavar="FILE",
        help="also write the loop in plain Keras: a program (.py) or a notebook (.ipynb), with "
        f"{NETWORK} and what else it reads beside it",
    )


def write(program: Program, name: str, others: Sequence[str | None]) -> None:
    """Write the program to the file `name`; its network and what else it reads, beside it.

    LabError for another ending, and for what would take the place of another file, as of the
    `others` that the command reads or writes.
    """
    path, taken = place(name, others), {Path(one).resolve() for one in others if one}
    from core.imagine.program.compare import network_file

    beside = {NETWORK: network_file(program.backbone).read_bytes(), **program.beside}
    for file, content in beside.items():
        there = path.with_name(file)
        if there.resolve() in taken or (there.exists() and there.read_bytes() != content):
            raise LabError(
                "The program reads {name}, and {path} is another file already. Give --code a "
                "folder of its own.",
                name=file,
                path=str(there),
            )
    program.write(path)
    path.with_name(NETWORK).write_bytes(beside[NETWORK])


def place(name: str, others: Sequence[str | None]) -> Path:
    """Where the program `name` is to be written; looked at before any work begins."""
    path = files.writable("--code", name, tuple(others))
    if path.suffix not in ENDINGS:
        raise LabError("--code takes a file that ends in .py or .ipynb, not {path}.", path=name)
    return path
