"""A SQLite file of ours: opened, read, written, its faults told in words (light).

Several processes may use it at once (write-ahead log, writers wait for each other), and any of them
may be killed in the middle of a write.  What is deleted is overwritten.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.messages import LabError

WAIT_FOR_WRITERS = 10.0  # seconds


class Database(ABC):
    """Safe between threads.  Every method raises LabError when the file cannot be read or written;
    what that says, and what the file is to hold, is each file's own (`_refused`, `_prepare`)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._reading = threading.RLock()  # who reads does not wait for who writes
        with self._told_in_words():
            self.path.touch(mode=0o600)  # SQLite gives its other files the same permissions
            self._connection = _connected(self.path)
            try:
                _use_write_ahead_log(self._connection)
                self._connection.execute("PRAGMA synchronous = NORMAL")
                self._connection.execute("PRAGMA secure_delete = ON")  # deleted means overwritten
                self._prepare(self._connection)
                self._reader = _connected(self.path)
            except BaseException:
                self._connection.close()
                raise

    @abstractmethod
    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Make the tables, or bring them up to date."""

    @abstractmethod
    def _refused(self, reason: str) -> LabError:
        """What is said when the file cannot be used."""

    def close(self) -> None:
        """Let go of the file.  May be called again."""
        with self._reading:
            self._reader.close()
        with self._lock:
            self._connection.close()

    def _read(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._reading, self._told_in_words():
            return self._reader.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        with self._lock, self._told_in_words():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.rollback()
                raise

    def _empty_write_ahead_log(self) -> None:
        """It holds copies of what was deleted."""
        with self._lock, self._told_in_words():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def _told_in_words(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise self._refused(str(error)) from error


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        path,
        timeout=WAIT_FOR_WRITERS,
        isolation_level=None,  # transactions are begun in `_writing`, at once as writers
        check_same_thread=False,
    )


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """SQLite does not wait for others when it changes the journal mode of a new file: we do."""
    deadline = time.monotonic() + WAIT_FOR_WRITERS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
