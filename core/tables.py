"""Tables as CSV: the one way that every file of the project is written (light)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet computes, or lets run


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula begins with an apostrophe instead; every end
    of a line is one that the table quotes."""
    if not isinstance(value, str):
        return value
    text = f"'{value}" if value.startswith(FORMULA) else value
    return text.replace("\r\n", "\n").replace("\r", "\n")


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A table with a header; read by spreadsheets as UTF-8 thanks to its mark.  What a row does
    not have is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([harmless(column) for column in columns])
    writer.writerows([harmless(row.get(column, "")) for column in columns] for row in rows)
    return "\ufeff" + out.getvalue()
