"""How many wrong codes are heard: from one client, and from all together (light).

A class behind one router is one client, and thirty people mistype; 100 tries in five minutes of the
31⁶ codes for learners come to one chance in thirty thousand a day.
"""

from __future__ import annotations

import sqlite3

from core.messages import LabError

WINDOW = 300.0  # seconds
OF_ONE, OF_ALL = 20, 100


def check(connection: sqlite3.Connection, client: str, now: float) -> None:
    """Raises LabError while a client, or all together, have tried too often."""
    forget(connection, now)
    asked = "SELECT COUNT(*), COALESCE(SUM(client = ?), 0) FROM attempts"
    in_all, mine = connection.execute(asked, (client,)).fetchone()
    if mine >= OF_ONE or in_all >= OF_ALL:
        raise LabError("Too many wrong codes. Wait five minutes, then try again.")


def forget(connection: sqlite3.Connection, now: float) -> None:
    """Delete what is too long ago (or, by a clock that was set back, yet to come)."""
    connection.execute("DELETE FROM attempts WHERE at <= ? OR at > ?", (now - WINDOW, now + 1))


def note(connection: sqlite3.Connection, client: str, now: float) -> None:
    """A wrong code was given."""
    connection.execute("INSERT INTO attempts (client, at) VALUES (?, ?)", (client, now))
