"""What the machine and its database say of themselves, for the status page and the metrics alike."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from django.core.cache import cache
from django.db import connection

from boekbrug.business.files import queries as files

KEPT_FILES, KEPT_SECONDS = "kept-files", 600
LEVELS = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}


@dataclass(frozen=True, slots=True)
class Mode:
    """Which database runs and how it keeps what it acknowledged; the mode is empty for PostgreSQL."""

    name: str
    mode: str
    is_safe: bool


def database_mode() -> Mode:
    """Ask the database for its version and mode."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SHOW server_version")
            return Mode(f"PostgreSQL {cursor.fetchone()[0]}", "", is_safe=True)
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0].upper()
        level = LEVELS[cursor.execute("PRAGMA synchronous").fetchone()[0]]
    is_safe = level in {"FULL", "EXTRA"} and journal in {"WAL", "TRUNCATE", "DELETE"}
    return Mode(f"SQLite {sqlite3.sqlite_version}", f"{journal} + {level}", is_safe)


def database_size_bytes() -> int:
    """Return how large the database is."""
    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).stat().st_size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def kept_files() -> tuple[int, int]:
    """Return the bytes of the kept files and how many are damaged, as of ten minutes ago at most."""
    known: tuple[int, int] | None = cache.get(KEPT_FILES)
    if known is None:
        known = files.total_size_bytes(), files.damaged_count()
        cache.set(KEPT_FILES, known, KEPT_SECONDS)
    return known
