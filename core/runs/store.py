"""The run log: every finished, cancelled or failed run as one row of a SQLite file (light).

Several processes may write at once (write-ahead log, writers wait for each other) and any of them
may be killed in the middle of a write: a run is there completely or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sqlite3
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from core.database import Database
from core.datasets.library import DATASETS
from core.messages import LabError
from core.paths import data_dir
from core.runs.schema import migrate


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def local(moment: str) -> str:
    """A moment of the log as people read it, in this computer's time and with its zone:
    ``2026-11-26 17:58+09:00``."""
    return datetime.fromisoformat(moment).astimezone().isoformat(" ", "minutes")


@dataclass(frozen=True)
class Run:
    """One row.  Dicts and lists are plain JSON; `created` is ISO 8601 in UTC, `id` a uuid's hex."""

    owner: str
    kind: str
    status: str
    recipe: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, Any] = field(default_factory=dict)
    seed: int = 0
    metrics: dict[str, Any] = field(default_factory=dict)
    curve: list[dict[str, Any]] = field(default_factory=list)
    predictions: dict[str, Any] = field(default_factory=dict)
    timings: dict[str, Any] = field(default_factory=dict)
    notes: list[Any] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)  # the learner's own
    note: str = ""  # the learner's own
    series: str = ""  # what the run was part of: a race, a study; "" for a run of its own
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    created: str = field(default_factory=_now)


@dataclass(frozen=True)
class Change:
    """What is written of one owner at once: runs that come from elsewhere, runs of theirs whose
    tags and note change, and settings."""

    added: list[Run]
    annotated: list[Run]
    settings: dict[str, Any]


_PLAIN = ("id", "owner", "kind", "status", "seed", "created", "note", "series")
_COLUMNS = tuple(f.name for f in fields(Run))


class Store(Database):
    """The log in the file `path`, made or brought up to date when opened; safe between threads.

    Every method raises LabError when the file cannot be read or written.
    """

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path or data_dir() / "runs.sqlite")

    def _prepare(self, connection: sqlite3.Connection) -> None:
        migrate(connection)

    def _refused(self, reason: str) -> LabError:
        return LabError(
            "The run log {path} cannot be read or written ({reason}). Check that the disk "
            "is not full. If the file is damaged, move it away and start the app again: a new "
            "one will be made.",
            path=str(self.path),
            reason=reason,
        )

    # -- runs ----------------------------------------------------------------------------------

    def add(self, run: Run) -> str:
        """Write a run; returns its id."""
        with self._writing() as connection:
            _insert(connection, run, machine())
        return run.id

    def get(self, run_id: str) -> Run | None:
        """The run with this id, None when there is none (any more)."""
        return next(iter(self._runs("id = ?", run_id)), None)

    def runs(
        self,
        owner: str | None,
        limit: int = 100,
        kind: str | None = None,
        series: str | None = None,
    ) -> list[Run]:
        """One owner's runs (None: everybody's), newest first, of one kind of work and one series if
        they are given (series "": runs that were part of none)."""
        return self._runs(
            "(?1 IS NULL OR owner = ?1) AND (?2 IS NULL OR kind = ?2) "
            "AND (?4 IS NULL OR series = ?4) ORDER BY created DESC, rowid DESC LIMIT ?3",
            *(owner, kind, limit, series),
        )

    def find(self, owner: str, recipe: dict[str, Any]) -> Run | None:
        """The owner's newest finished training with exactly this recipe (`Recipe.to_json`)."""
        found = self._runs(
            "owner = ? AND digest = ? AND kind = 'train' AND status = 'done' "
            "ORDER BY created DESC, rowid DESC LIMIT 1",
            *(owner, recipe_digest(recipe)),
        )
        return next(iter(found), None)

    def _runs(self, where: str, *values: Any) -> list[Run]:
        rows = self._read(f"SELECT {', '.join(_COLUMNS)} FROM runs WHERE {where}", *values)
        return [_run(row) for row in rows]

    def tags(self, owner: str) -> set[str]:
        """Every tag of one owner's runs."""
        rows = self._read("SELECT tags FROM runs WHERE owner = ? AND tags <> '[]'", owner)
        return {tag for (text,) in rows for tag in json.loads(text)}

    def annotate(self, owner: str, run_id: str, tags: list[str], note: str) -> bool:
        """Write the learner's own tags and note to a run; False when they have none with this
        id."""
        with self._writing() as connection:
            return _annotate(connection, owner, run_id, tags, note)

    def timings(
        self, backbone: str | None = None, kind: str = "train", limit: int = 200
    ) -> list[dict[str, Any]]:
        """How long this computer took, newest first, for time estimates.

        Completed runs of all owners, of one backbone if it is given, as ``{"recipe", "seconds",
        "cached"}``: nothing tells whose they are, and runs on a learner's own photos, whose
        classes they named, are left out.
        """
        rows = self._read(
            "SELECT recipe, timings, metrics FROM runs WHERE (?1 IS NULL OR backbone = ?1) "
            "AND kind = ?2 AND machine = ?3 AND status = 'done' "
            "ORDER BY created DESC, rowid DESC LIMIT ?4",
            backbone,
            kind,
            machine(),
            limit,
        )
        out = []
        for recipe, seconds, metrics in (map(json.loads, row) for row in rows):
            if recipe.get("dataset") in DATASETS:
                cached = bool(metrics.get("prefix_cached"))
                out.append({"recipe": recipe, "seconds": seconds, "cached": cached})
        return out

    def measured(self, owner: str, limit: int) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """Recipe and metrics of an owner's newest finished trainings."""
        rows = self._read(
            "SELECT recipe, metrics FROM runs WHERE owner = ? AND kind = 'train' "
            "AND status = 'done' ORDER BY created DESC, rowid DESC LIMIT ?",
            *(owner, limit),
        )
        return [(json.loads(recipe), json.loads(metrics)) for recipe, metrics in rows]

    def count(self, owner: str) -> int:
        """How many runs of all kinds an owner has."""
        return int(self._read("SELECT COUNT(*) FROM runs WHERE owner = ?", owner)[0][0])

    def delete(self, owner: str, run_id: str) -> bool:
        """Delete one run, overwritten on the disk; False when the owner has none with this id."""
        query = "DELETE FROM runs WHERE owner = ? AND id = ?"
        with self._writing() as connection:
            deleted = connection.execute(query, (owner, run_id)).rowcount
        self._empty_write_ahead_log()
        return bool(deleted)

    def delete_owner(self, owner: str) -> int:
        """Delete everything of one owner, overwritten on the disk; returns the number of runs."""
        with self._writing() as connection:
            deleted = connection.execute("DELETE FROM runs WHERE owner = ?", (owner,)).rowcount
            connection.execute("DELETE FROM settings WHERE owner = ?", (owner,))
        self._empty_write_ahead_log()
        return deleted

    # -- settings and progress -----------------------------------------------------------------

    def get_setting(self, owner: str, name: str, default: Any = None) -> Any:
        """What `set_setting` kept, or `default`."""
        rows = self._read("SELECT value FROM settings WHERE owner = ? AND name = ?", owner, name)
        return json.loads(rows[0][0]) if rows else default

    def set_setting(self, owner: str, name: str, value: Any) -> None:
        """Keep one JSON value of one owner under a name; progress in lessons is kept like this."""
        with self._writing() as connection:
            _set(connection, owner, name, value)

    # -- all of one owner ----------------------------------------------------------------------

    def everything(self, owner: str) -> tuple[list[Run], dict[str, Any]]:
        """Every run, oldest first, and every setting of an owner."""
        with self._writing() as connection:  # of one moment
            return _everything(connection, owner)

    def change(self, owner: str, decide: Callable[[list[Run], dict[str, Any]], Change]) -> None:
        """Let `decide` see everything of an owner and write what it returns, in one transaction: if
        it raises, nothing is changed.  How long the runs took says nothing about this computer."""
        with self._writing() as connection:
            found = decide(*_everything(connection, owner))
            for run in found.added:
                _insert(connection, replace(run, owner=owner), ELSEWHERE)
            for run in found.annotated:
                _annotate(connection, owner, run.id, run.tags, run.note)
            for name, value in found.settings.items():
                _set(connection, owner, name, value)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()


ELSEWHERE = ""  # the machine of a run that came in with somebody's work


def _insert(connection: sqlite3.Connection, run: Run, where: str) -> None:
    row = asdict(run)
    row |= {name: json.dumps(row[name]) for name in _COLUMNS if name not in _PLAIN}
    row |= {"machine": where, "backbone": run.recipe.get("backbone")}
    row["digest"] = recipe_digest(run.recipe)
    connection.execute(
        f"INSERT INTO runs ({', '.join(row)}) VALUES ({', '.join(f':{k}' for k in row)})", row
    )


def _annotate(
    connection: sqlite3.Connection, owner: str, run_id: str, tags: list[str], note: str
) -> bool:
    changed = connection.execute(
        "UPDATE runs SET tags = ?, note = ? WHERE owner = ? AND id = ?",
        (json.dumps(tags), note, owner, run_id),
    ).rowcount
    return bool(changed)


def _set(connection: sqlite3.Connection, owner: str, name: str, value: Any) -> None:
    connection.execute(
        "INSERT INTO settings (owner, name, value) VALUES (?, ?, ?) "
        "ON CONFLICT (owner, name) DO UPDATE SET value = excluded.value",
        (owner, name, json.dumps(value)),
    )


def _everything(connection: sqlite3.Connection, owner: str) -> tuple[list[Run], dict[str, Any]]:
    query = f"SELECT {', '.join(_COLUMNS)} FROM runs WHERE owner = ? ORDER BY created, rowid"
    runs = [_run(row) for row in connection.execute(query, (owner,))]
    rows = connection.execute("SELECT name, value FROM settings WHERE owner = ?", (owner,))
    return runs, {name: json.loads(value) for name, value in rows}


def recipe_digest(recipe: dict[str, Any]) -> str:
    """The same for equal recipes, whatever wrote them."""
    return hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()[:32]


def machine() -> str:
    """The same for all runs on one computer: run times of another one say nothing here."""
    parts = (platform.node(), platform.machine(), os.cpu_count())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _run(row: tuple[Any, ...]) -> Run:
    values = dict(zip(_COLUMNS, row, strict=True))
    for name in _COLUMNS:
        if name not in _PLAIN:
            values[name] = json.loads(values[name])
    return Run(**values)
