"""What commands print: lines for people, documents for programs, in one language (light).

People get what their terminal's code page can show, with “?” for the rest.  Programs get UTF-8,
whatever the code page: JSON and tables can be redirected to a file on any system.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterable
from typing import Any

from core.commands.options import one_of
from core.translations import LANGUAGES, Words, words


def prepare() -> None:
    """Let no character that the code page lacks stop a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def language(name: str) -> Words:
    """What puts messages into the language `name`.  LabError when it is none of `LANGUAGES`."""
    one_of("--lang", name, sorted(LANGUAGES))
    return words(name)


def document(value: Any, indent: int | None = None) -> None:
    """Print one JSON document."""
    data(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent) + "\n")


def data(text: str) -> None:
    """Print what a program reads, in UTF-8.

    Bytes of a file name that are no UTF-8 become the escapes that JSON has for them.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stdout.write(text)


def answer(options: argparse.Namespace, said: Any, lines: Iterable[str]) -> int:
    """Print what a command has found, as a document for programs or in lines for people; the exit
    status of success."""
    if options.json:
        document(said)
    else:
        for line in lines:
            print(line)
    return 0


def tell(line: str) -> None:
    """Print a line of progress, or of what went wrong, beside the output."""
    print(line, file=sys.stderr, flush=True)
