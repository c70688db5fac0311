"""The operator's page: versions, database mode, queues, disk; no content of any dossier."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import sys
from dataclasses import dataclass

import django
from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from boekbrug.business.inbox import queries as inbox
from boekbrug.business.outbox import actions_hold
from boekbrug.business.outbox import queries as outbox
from boekbrug.business.safekeeping import queries as safekeeping
from boekbrug.web.access import PersonRequest, operator
from boekbrug.web.templatetags.boekbrug import moment

RESERVE_BYTES = 1024**3
BACKUP_EVERY = dt.timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about this installation, and whether it is as it should be."""

    name: str
    value: str
    is_fine: bool = True


@operator("GET")
def page(request: PersonRequest) -> HttpResponse:
    """Show how the installation is."""
    facts = [*_versions(), *_database(), *_queues(), *_safekeeping(request.now), *_disk()]
    return render(request, "status.html", {"facts": facts, "held_since": outbox.held_since()})


@operator("POST")
def release(request: PersonRequest) -> HttpResponse:
    """Let things leave again that are held since a restore."""
    if actions_hold.release(actor=request.actor, now=request.now):
        messages.success(request, _("Released: what is due leaves again."))
    return redirect("status")


def _versions() -> list[Fact]:
    python = ".".join(str(part) for part in sys.version_info[:3])
    return [
        Fact("Boekbrug", settings.BOEKBRUG_VERSION),
        Fact("Python", python),
        Fact("Django", django.get_version()),
    ]


def _database() -> list[Fact]:
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SHOW server_version")
            return [Fact(_("Database"), f"PostgreSQL {cursor.fetchone()[0]}")]
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0].upper()
        level = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}[
            cursor.execute("PRAGMA synchronous").fetchone()[0]
        ]
    is_safe = level in {"FULL", "EXTRA"} and journal in {"WAL", "TRUNCATE", "DELETE"}
    return [
        Fact(_("Database"), f"SQLite {sqlite3.sqlite_version}"),
        Fact(_("Journal and flushing"), f"{journal} + {level}", is_safe),
    ]


def _queues() -> list[Fact]:
    return [
        Fact(_("Shipments waiting"), str(outbox.queue_length())),
        Fact(_("Files waiting to be taken in"), str(inbox.queue_length())),
    ]


def _safekeeping(now: dt.datetime) -> list[Fact]:
    backup, verified = safekeeping.last_backup_at(), safekeeping.last_verify()
    is_recent = backup is not None and now - backup < BACKUP_EVERY
    return [
        Fact(_("Last backup"), moment(backup) or _("never"), is_recent),
        Fact(
            _("Last verification"),
            moment(verified.ended_at) if verified else _("never"),
            verified is not None and verified.is_fine,
        ),
    ]


def _disk() -> list[Fact]:
    free = shutil.disk_usage(settings.DATA).free
    return [Fact(_("Free disk"), f"{free // 1024**2} MiB", free > RESERVE_BYTES)]
