"""One target in a process of its own: ``python -m bench.fuzzing TARGET [FOLDER] [OPTIONS]``.

The options are libFuzzer's.  With a file instead of a folder, that input is tried once: how a
finding is looked at.
"""

from __future__ import annotations

import sys

import atheris


def main() -> None:
    name, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["core", "PIL", "zipfile", "dashboard"]):
        from bench.fuzzing.targets import TARGETS, watched
    atheris.Setup([sys.argv[0], *options], watched(TARGETS[name].run))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
