"""The file of a class, `class.sqlite` beside the run log: opened, read, written (light).

Several web processes may use it at once, each for moments; what is deleted is overwritten.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.classroom.schema import TABLES
from core.messages import LabError
from core.paths import data_dir
from core.runs.store import WAIT_FOR_WRITERS, use_write_ahead_log


class Database:
    """Safe between threads; every method raises LabError when the file cannot be used."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or data_dir() / "class.sqlite"
        self._lock = threading.RLock()
        with self._told_in_words():
            self.path.touch(mode=0o600)
            self._connection = sqlite3.connect(
                self.path, timeout=WAIT_FOR_WRITERS, isolation_level=None, check_same_thread=False
            )
            use_write_ahead_log(self._connection)
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA secure_delete = ON")
        with self.writing() as connection:
            for table in TABLES:
                connection.execute(table)

    def read(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock, self._told_in_words():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        with self._lock, self._told_in_words():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.rollback()
                raise

    def overwrite(self) -> None:
        """Take what was deleted out of the write-ahead log, too."""
        self.read("PRAGMA wal_checkpoint(TRUNCATE)")

    def get(self, name: str) -> Any:
        """What `put` kept under a name, or None."""
        rows = self.read("SELECT value FROM kept WHERE name = ?", name)
        return json.loads(rows[0][0]) if rows else None

    def put(self, name: str, value: Any) -> None:
        """Keep one JSON value under a name."""
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO kept (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, json.dumps(value)),
            )

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def _told_in_words(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LabError(
                "The file of the class {path} cannot be read or written ({reason}). Check that "
                "the disk is not full. If the file is damaged, move it away: a new one will be "
                "made.",
                path=str(self.path),
                reason=str(error),
            ) from error
