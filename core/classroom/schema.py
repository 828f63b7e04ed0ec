"""The tables of a class (light)."""

from __future__ import annotations

TABLES = (
    """CREATE TABLE IF NOT EXISTS members (
        id TEXT PRIMARY KEY,
        role TEXT NOT NULL,
        nickname TEXT NOT NULL,
        alike TEXT NOT NULL UNIQUE,
        token TEXT NOT NULL UNIQUE,
        subject TEXT UNIQUE,
        joined TEXT NOT NULL,
        seen REAL NOT NULL,
        place TEXT NOT NULL,
        followed TEXT NOT NULL
    )""",
    "CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS attempts (client TEXT NOT NULL, at REAL NOT NULL)",
    """CREATE TABLE IF NOT EXISTS questions (
        place TEXT NOT NULL,
        language TEXT NOT NULL,
        said TEXT NOT NULL,
        PRIMARY KEY (place, language)
    )""",
)
