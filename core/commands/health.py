"""``python -m core health``: whether jobs can run, for a probe: exit status 0 or 1."""

from __future__ import annotations

import argparse

from core.commands import output
from core.operation import status
from core.translations import Words

ABOUT = "Whether a server runs on the data folder and its jobs can run: exit status 0, else 1."


def add(parser: argparse.ArgumentParser) -> None:
    """It has no options of its own."""


def run(options: argparse.Namespace, say: Words) -> int:
    said = status.health()
    output.answer(options, said, [said["why"] or "jobs can run"])
    return int(not said["can_run"])
