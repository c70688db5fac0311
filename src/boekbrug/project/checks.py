"""What must be right before Boekbrug serves; `boekbrug serve` refuses to start on an error, in a sentence.

The reasons for the database modes: docs/decisions/0003-database-modes.md.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's own name
from django.db import connections
from django.utils.translation import gettext as _

from boekbrug.business.dossiers import policies
from boekbrug.business.safekeeping import restoring
from boekbrug.project.database import WAL_SAFE_FROM

SYNCHRONOUS_FULL = 2
POSTGRESQL_FROM = 15


@register()
def the_data_folder_can_be_written(**__: Any) -> list[CheckMessage]:
    """Refuse to start where nothing could be kept."""
    if os.access(settings.DATA, os.W_OK):
        return []
    text = _("The data folder %(path)s cannot be written. Give its owner the right to write.")
    text %= {"path": settings.DATA}
    return [Error(text, id="boekbrug.E001")]


@register()
def no_restore_is_half_done(**__: Any) -> list[CheckMessage]:
    """Refuse to start over a restore that was broken off."""
    if not (settings.DATA / restoring.MARK).exists():
        return []
    text = _("A restore into %(path)s was begun and is not finished. Run `boekbrug restore` again.")
    text %= {"path": settings.DATA}
    return [Error(text, id="boekbrug.E006")]


@register()
def metrics_have_what_they_need(**__: Any) -> list[CheckMessage]:
    """Warn when metrics are asked for and cannot be written."""
    if not settings.METRICS_TOKEN or find_spec("prometheus_client") is not None:
        return []
    text = _("`metrics_token` is set, but /metrics/ needs the extra `metrics`, which is not installed.")
    return [Warning(text, hint=_("Run `pip install boekbrug[metrics]`."), id="boekbrug.W002")]


@register(Tags.security, deploy=True)
def others_reach_it_over_tls(**__: Any) -> list[CheckMessage]:
    """Warn when people would send passwords in the clear."""
    if settings.PROFILE != "production" or not settings.ENVIRONMENT.is_loopback:
        return []
    text = _("The address is %(address)s: without TLS only this machine may use it.")
    text %= {"address": settings.ENVIRONMENT.address}
    return [Warning(text, hint=_("Set `address` to an https address."), id="boekbrug.W001")]


@register(Tags.database)
def the_database_keeps_what_it_acknowledged(
    databases: Sequence[str] | None = None, **__: Any
) -> list[CheckMessage]:
    """Refuse a mode that loses acknowledged work on power loss, or can damage the file."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor == "sqlite":
            found += _sqlite(connection)
        elif connection.vendor == "postgresql":
            found += _postgresql(connection)
    return found


def _sqlite(connection: Any) -> list[CheckMessage]:
    with connection.cursor() as cursor:
        journal = str(cursor.execute("PRAGMA journal_mode").fetchone()[0]).upper()
        level = int(cursor.execute("PRAGMA synchronous").fetchone()[0])
        has_keys = bool(cursor.execute("PRAGMA foreign_keys").fetchone()[0])
    is_safe = level >= SYNCHRONOUS_FULL and journal in {"WAL", "TRUNCATE"} and has_keys
    if journal == "WAL" and sqlite3.sqlite_version_info < WAL_SAFE_FROM:
        is_safe = False
    if is_safe:
        return []
    text = _(
        "SQLite %(version)s runs with journal %(journal)s, synchronous %(level)s and foreign keys %(keys)s; "
        "expected TRUNCATE (or WAL from 3.51.3), synchronous 2 and foreign keys 1. Remove what changes them."
    )
    text %= {
        "version": sqlite3.sqlite_version,
        "journal": journal,
        "level": level,
        "keys": int(has_keys),
    }
    return [Error(text, id="boekbrug.E002")]


def _postgresql(connection: Any) -> list[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10000
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
    found: list[CheckMessage] = []
    if version < POSTGRESQL_FROM:
        text = _("PostgreSQL %(version)s answers; Boekbrug needs %(least)s or later. Upgrade the server.")
        text %= {"version": version, "least": POSTGRESQL_FROM}
        found.append(Error(text, id="boekbrug.E003"))
    if encoding != "UTF8":
        text = _("The database has encoding %(found)s; expected UTF8. Make it again with ENCODING 'UTF8'.")
        text %= {"found": encoding}
        found.append(Error(text, id="boekbrug.E004"))
    return found + _row_security()


def _row_security() -> list[CheckMessage]:
    """Where somebody switched it on, it must hold: for every table, and for the role that we are."""
    found, errors = policies.status(), list[CheckMessage]()
    if not found.is_on:
        return errors
    if not found.is_bound:
        text = _(
            "Row-level security is on, but no policy binds the role %(role)s: it is a superuser, has "
            "BYPASSRLS or owns the tables. Name the application's own role in `database`, and this one in "
            "`database_owner`."
        )
        text %= {"role": found.role}
        errors.append(Error(text, id="boekbrug.E007"))
    if found.open and settings.DATABASE_OWNER is None:  # with an owner, the start makes them
        text = _(
            "Row-level security is on, but not for %(tables)s. Set `database_owner` and run "
            "`boekbrug database secure`."
        )
        text %= {"tables": ", ".join(found.open)}
        errors.append(Error(text, id="boekbrug.E008"))
    return errors
