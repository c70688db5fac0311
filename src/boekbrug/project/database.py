"""Database settings: safe modes for SQLite, PostgreSQL by address.

Facts and figures: docs/decisions/0003-database-modes.md.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from boekbrug.cli.speech import _
from boekbrug.project.environment import SettingsRefused

WAL_SAFE_FROM = (3, 51, 3)  # earlier versions can corrupt a WAL database under two writers
BUSY_SECONDS = 30
SCHEMES = frozenset({"sqlite", "postgres", "postgresql"})
KNOWN_QUERIES = frozenset({"host", "sslmode", "sslrootcert"})  # of libpq, for PostgreSQL


def sqlite_journal(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """Return the journal mode that is safe with this SQLite."""
    return "WAL" if version >= WAL_SAFE_FROM else "TRUNCATE"


def settings_for(address: str, data: Path) -> dict[str, Any]:
    """Turn a database address into Django's settings; empty means SQLite in the data folder."""
    try:
        parts = urlsplit(address or f"sqlite:///{(data / 'boekbrug.sqlite3').as_posix()}")
        port, query = parts.port, dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError as wrong:
        raise SettingsRefused(
            _(
                "Setting database: this is no address; expected sqlite:///PATH or "
                "postgres://USER:PASSWORD@HOST:PORT/NAME. Write special characters in it as %XX."
            )
        ) from wrong
    if parts.scheme not in SCHEMES:
        raise SettingsRefused(
            _(
                "Setting database: found an address that starts with {found}, "
                "expected sqlite:/// or postgres://.",
                found=repr(parts.scheme),
            )
        )
    if not parts.path.strip("/"):
        raise SettingsRefused(_("Setting database: the address names no database. Put its name at the end."))
    if unknown := sorted(set(query) - KNOWN_QUERIES):
        raise SettingsRefused(
            _(
                "Setting database: found {found} after the question mark, expected one of {known}. "
                "Leave it out.",
                found=repr(unknown[0]),
                known=", ".join(sorted(KNOWN_QUERIES)),
            )
        )
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 10, **query},
    }


def owner_for(address: str, usual: dict[str, Any], data: Path) -> dict[str, Any] | None:
    """Return the settings of the role that owns the tables of the same PostgreSQL database; None for none."""
    if not address:
        return None
    owner = settings_for(address, data)
    named = ("ENGINE", "NAME", "HOST", "PORT")
    if usual["ENGINE"].endswith("sqlite3") or [owner.get(n) for n in named] != [usual.get(n) for n in named]:
        raise SettingsRefused(
            _(
                "Setting database_owner: this is another database than the one in `database`. Name the same "
                "PostgreSQL database, with the role that owns its tables; leave it out for SQLite."
            )
        )
    return owner


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
