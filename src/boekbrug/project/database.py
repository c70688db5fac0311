"""Database settings: safe modes for SQLite, PostgreSQL by address.

Facts and figures: docs/decisions/0003-database-modes.md.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from boekbrug.project.environment import SettingsRefused

WAL_SAFE_FROM = (3, 51, 3)  # earlier versions can corrupt a WAL database under two writers
BUSY_SECONDS = 30


def sqlite_journal(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """Return the journal mode that is safe with this SQLite."""
    return "WAL" if version >= WAL_SAFE_FROM else "TRUNCATE"


def settings_for(address: str, data: Path) -> dict[str, Any]:
    """Turn a database address into Django's settings; empty means SQLite in the data folder."""
    parts = urlsplit(address or f"sqlite:///{(data / 'boekbrug.sqlite3').as_posix()}")
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")))
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": dict(parse_qsl(parts.query)).get("host", parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 10},
        }
    raise SettingsRefused(
        f"Setting database: found an address that starts with {parts.scheme!r}, expected sqlite:/// or postgres://."
    )


def _sqlite(path: str) -> dict[str, Any]:
    pragmas = [
        f"PRAGMA journal_mode={sqlite_journal()}",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA cache_spill=OFF",
        "PRAGMA cache_size=-65536",
    ]
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": ";".join(pragmas),
        },
    }
