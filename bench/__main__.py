"""``python -m bench [PART] [--json]``: run one part, or most of them, and print the figures.

One module a part: ``run(say) -> dict`` measures (plain JSON), ``table(result) -> str`` shows it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from importlib import import_module

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from core.commands import output

PARTS = (
    "chapter",
    "pages",
    "learn",
    "ideal",
    "attacks",
    "broken",
    "shift",
    "doubtful",
    "advisor",
    "home",
    "classroom",
    "fuzz",
    "machines",
)
SIZES = {"classroom": {"learners", "minutes"}, "fuzz": {"minutes"}}
ON_REQUEST = ("setup",)  # downloads more than a gigabyte


def say(text: str) -> None:
    """Progress, on standard error."""
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "part",
        nargs="?",
        choices=PARTS + ON_REQUEST,
        help=f"default: all but {', '.join(ON_REQUEST)}",
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    size = parser.add_argument_group("classroom, fuzz")
    size.add_argument("--learners", type=int, metavar="N", help="of the class; default: 30")
    size.add_argument("--minutes", type=float, metavar="N", help="default: 1; 10 for a report")
    output.prepare()
    options = parser.parse_args()
    sizes = {name: vars(options)[name] for name in ("learners", "minutes") if vars(options)[name]}
    if sizes.keys() - SIZES.get(options.part, set()):
        parser.error("--learners belongs to the part classroom, --minutes to classroom and fuzz")
    results = {}
    for name in [options.part] if options.part else PARTS:
        part = import_module(f"bench.{name}")
        results[name] = part.run(say, **sizes)
        if not options.json:
            print(part.table(results[name]), flush=True)
    if options.json:
        json.dump(results[options.part] if options.part else results, sys.stdout)
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
