"""The file of a class, `class.sqlite` beside the run log (light)."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from core import database
from core.classroom.schema import TABLES
from core.messages import LabError
from core.paths import data_dir


class Database(database.Database):
    """Tables of the class, and single values by name."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path or data_dir() / "class.sqlite")

    def _prepare(self, connection: sqlite3.Connection) -> None:
        with self._writing():
            for table in TABLES:
                connection.execute(table)

    def _refused(self, reason: str) -> LabError:
        return LabError(
            "The file of the class {path} cannot be read or written ({reason}). Check that "
            "the disk is not full. If the file is damaged, move it away: a new one will be "
            "made.",
            path=str(self.path),
            reason=reason,
        )

    def get(self, name: str) -> Any:
        """What `put` kept under a name, or None."""
        rows = self._read("SELECT value FROM kept WHERE name = ?", name)
        return json.loads(rows[0][0]) if rows else None

    def put(self, name: str, value: Any) -> None:
        """Keep one JSON value under a name."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO kept (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, json.dumps(value)),
            )

    def put_first(self, name: str, value: Any) -> Any:
        """Keep a value under a name that has none; what is then kept (another may be first)."""
        with self._writing() as connection:
            query = "INSERT OR IGNORE INTO kept (name, value) VALUES (?, ?)"
            connection.execute(query, (name, json.dumps(value)))
            query = "SELECT value FROM kept WHERE name = ?"
            return json.loads(connection.execute(query, (name,)).fetchone()[0])
