"""Every capability without a browser: ``python -m core COMMAND``.

With ``--json`` one JSON document in UTF-8 goes to standard output; progress always goes to standard
error.  Exit status 0 only on success, 1 for what cannot be done, 2 for a command line that cannot
be read; errors are one clear sentence, in the language that ``--lang`` names.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from core.commands import (
    advise,
    attack,
    check,
    classify,
    describe,
    doubtful,
    explain,
    export,
    fetch,
    files,
    health,
    ideal,
    output,
    race,
    runs,
    shift,
    shortcut,
    status,
    study,
    train,
    work,
    worksheets,
    zoo,
)
from core.messages import LabError, msg
from core.translations import LANGUAGES, SOURCE, words

COMMANDS: dict[str, Any] = {
    "advise": advise,
    "attack": attack,
    "check": check,
    "classify": classify,
    "describe": describe,
    "doubtful": doubtful,
    "explain": explain,
    "export": export,
    "fetch": fetch,
    "health": health,
    "ideal": ideal,
    "race": race,
    "runs": runs,
    "shift": shift,
    "shortcut": shortcut,
    "status": status,
    "study": study,
    "train": train,
    "work": work,
    "worksheets": worksheets,
    "zoo": zoo,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    output.prepare()
    options = _parser().parse_args(arguments)
    say = words("en")
    try:
        say = output.language(options.lang)
        return int(options.command(options, say))
    except LabError as error:
        return _fail(say(error.message), 1)
    except OSError as error:  # a full disk, a folder that cannot be written
        return _fail(say(files.refused(error)), 1)
    except KeyboardInterrupt:
        return _fail(say(msg("Stopped before the end; nothing was kept of this run.")), 130)


def _fail(sentence: str, status: int) -> int:
    output.tell(f"error: {sentence}")
    return status


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence; the usage would fill the screen."""

    def error(self, message: str) -> NoReturn:
        said = message.removeprefix("argument ")
        sys.exit(_fail(f"{said}. See “{self.prog} --help”.", 2))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m core", description="The Transfer Learning Lab without a browser."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        sub = commands.add_parser(name, help=module.ABOUT, description=module.ABOUT)
        sub.add_argument("--json", action="store_true", help="one JSON document on stdout")
        sub.add_argument(
            "--lang",
            "--language",
            default=SOURCE,
            metavar="|".join(sorted(LANGUAGES)),
            help="of names, sentences and errors; default en",
        )
        module.add(sub)
        sub.set_defaults(command=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
