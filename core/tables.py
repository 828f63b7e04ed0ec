"""Tables as CSV: the one way that every file of the project is written (light)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet computes, or lets run


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula begins with an apostrophe instead."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A table with a header; read by spreadsheets as UTF-8 thanks to its mark.  What a row does
    not have is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([harmless(column) for column in columns])
    writer.writerows([harmless(row.get(column, "")) for column in columns] for row in rows)
    return "\ufeff" + out.getvalue()
