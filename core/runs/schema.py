"""The tables of the run log, as the list of steps that led to them (light).

A file remembers in ``PRAGMA user_version`` how many steps it has taken.  A change of the tables
is one more step at the end; steps that have been released are never edited.
"""

from __future__ import annotations

import sqlite3

from core.messages import LabError

MIGRATIONS: list[tuple[str, ...]] = [
    (  # version 1
        """CREATE TABLE runs (
            id TEXT PRIMARY KEY,
            owner TEXT NOT NULL,
            kind TEXT NOT NULL,
            status TEXT NOT NULL,
            created TEXT NOT NULL,
            machine TEXT NOT NULL,
            backbone TEXT,
            seed INTEGER NOT NULL,
            recipe TEXT NOT NULL,
            environment TEXT NOT NULL,
            metrics TEXT NOT NULL,
            curve TEXT NOT NULL,
            predictions TEXT NOT NULL,
            timings TEXT NOT NULL,
            notes TEXT NOT NULL
        )""",
        "CREATE INDEX runs_of_owner ON runs (owner, created)",
        "CREATE INDEX runs_of_backbone ON runs (backbone, kind, created)",
        """CREATE TABLE settings (
            owner TEXT NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (owner, name)
        )""",
    ),
    (  # version 2: what a learner writes to a run, what a run was part of, finding it by recipe
        "ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE runs ADD COLUMN series TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE runs ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX runs_of_digest ON runs (owner, digest)",
    ),
    (  # version 3: images whose time was over were written as cancelled; others had judged them
        "UPDATE runs SET status = 'done' WHERE kind = 'ideal' AND status = 'cancelled' "
        "AND (SELECT count(*) FROM json_each(metrics, '$.judged_by')) > 1",
    ),
]


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file up to date, all steps or none.  The connection must be in autocommit mode.

    Raises LabError when a newer version of the app has written the file.
    """
    if _version(connection) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)  # another process may have been faster
        if version > len(MIGRATIONS):
            raise LabError(
                "The run log was written by a newer version of this app (format {found}, this "
                "version reads up to {known}). Update the app.",
                found=version,
                known=len(MIGRATIONS),
            )
        for step in MIGRATIONS[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
