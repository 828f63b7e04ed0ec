"""``python -m core fetch``: what set-up fetches, counts and converts."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from core.commands import output
from core.commands.progress import progress
from core.datasets import library
from core.messages import Message
from core.translations import Words

ABOUT = "Fetch and check images, count and convert the networks."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--strict", action="store_true", help="exit with 1 when anything could not be had"
    )
    parser.add_argument(
        "--dataset",
        metavar="|".join(library.ON_REQUEST),
        help="fetch this large image set from its makers instead (about 800 MB)",
    )


def run(options: argparse.Namespace, say: Words) -> int:
    from core.fetch import fetch_all, fetch_dataset

    told = progress(say)
    rows = fetch_dataset(options.dataset, told) if options.dataset else fetch_all(told)
    output.answer(options, rows, _lines(rows, say))
    strict = options.strict or options.dataset  # what was asked for by name must be there
    return int(bool(strict) and any(row["state"] == "failed" for row in rows))


def _lines(rows: list[dict[str, Any]], say: Words) -> Iterator[str]:
    fresh = [row for row in rows if row["state"] != "ready"]
    for row in fresh:
        said = say(Message.from_json(row["message"]))
        yield f"{row['item']:28} {row['state']:8} {row['seconds']:6.1f} s  {said}"
    yield f"{len(rows) - len(fresh)} of {len(rows)} things were here already."
