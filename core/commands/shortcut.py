"""``python -m core shortcut``: a mark that goes with the class in training, and then does not."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from core.commands import output
from core.commands.progress import progress
from core.commands.shift import add_base, base_of
from core.datasets.marked import MARKS
from core.experiments import shift, shortcut
from core.translations import Words

ABOUT = "Train with marks that go with the class, then cut the link; measure what helps."


def add(parser: argparse.ArgumentParser) -> None:
    add_base(parser, shortcut.BASE, shortcut.SEEDS)
    first = next(iter(MARKS))
    parser.add_argument("--mark", default=first, metavar="|".join(MARKS), help=f"default {first}")


def run(options: argparse.Namespace, say: Words) -> int:
    base = base_of(options, shortcut.BASE)
    arms = {name: one.check() for name, one in shortcut.arms(options.mark, base).items()}
    found = shortcut.measure(arms, options.seeds, progress(say))
    return output.answer(options, found, _lines(found))


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"{'':24}  linked     cut  no mark  map on the mark (of {found['area']:.0%})"
    for way in shift.ways():
        for remedy in shortcut.REMEDIES:
            runs = shortcut.of(found["runs"], way, remedy)
            counts = (shortcut.right(runs, which) for which in shortcut.ASKED)
            mass = shortcut.mass(runs)
            yield (
                f"{way:12}{remedy:12}"
                + "".join(f"{right / photos:8.1%}" for right, photos in counts)
                + ("" if mass is None else f"{mass:9.0%}")
            )
