"""Values on a command line that are no plain text (light)."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from core.messages import LabError, choose_from


def whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a whole number is needed, not “{text}”") from None


def number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a number is needed, not “{text}”") from None


def several(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def one_of(option: str, value: str, valid: Iterable[str]) -> None:
    """Raise LabError for a value that an option does not take."""
    if value not in valid:
        raise LabError(
            "{option} takes one of {valid}, not “{value}”.",
            option=option,
            valid=choose_from(valid),
            value=value,
        )
