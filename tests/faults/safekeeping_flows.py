"""Flows that are killed while everything is kept safe: a backup, a restore, the start of a new version."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from boekbrug.business.dossiers import tenant
from boekbrug.business.files.actions import store
from boekbrug.business.outbox import actions_hold, queries
from boekbrug.business.safekeeping import actions, mending, restoring
from boekbrug.business.safekeeping.repository import MANIFEST, Repository, open_repository
from boekbrug.cli.setting_up import bring_up_to_date
from tests.cast import make_cast
from tests.faults.dump import Dump, dump
from tests.faults.import_flow import NOW, files_below
from tests.faults.installation import Installation

KEY = "a-key-for-faults-0123456789"
NOTED = frozenset({"Round", "Hold"})  # what backups and restores note themselves
EARLIER = (("files", "0001_initial"), ("outbox", "0001_initial"), ("watching", "zero"))


class SafekeepingFlow:
    """What the three share: an installation with files in two dossiers, and a folder of backups beside it."""

    name = ""
    is_cut_off = False
    unclear_count = arrived_count = 0

    def __init__(self, place: Installation) -> None:
        self.place, self.backups = place, place.folder / "backups"

    def prepare(self) -> None:
        """Make two dossiers that keep files."""
        cast = make_cast(NOW)
        for dossier in (cast.atelier, cast.dirks):
            with tenant.enter(dossier):
                for number in range(2):
                    store(content=f"{dossier.name} {number}".encode() * 500, now=NOW)

    def begin(self) -> None:
        """Nothing is begun yet."""

    def finish(self) -> None:
        """Do it again, as the clock or the operator does."""
        self.run()

    def run(self) -> None:
        """The work that is killed."""
        raise NotImplementedError

    def result(self, *, is_cut_off: bool = False) -> dict[str, Any]:
        """Everything that must be as in an undisturbed run."""
        return {"rows": dump(without=NOTED), "files": files_below(Path(settings.BLOBS))}

    def count(self) -> str:
        """Say in short what became of the run."""
        return " ".join(sorted(path.name for path in self.place.data.iterdir()))

    def repository(self) -> Repository:
        """The folder of backups."""
        return open_repository(self.backups, KEY, may_make=True)


class BackupFlow(SafekeepingFlow):
    """Back up; killed, the next night's backup is whole, and none that is listed is not."""

    name = "backup"

    def begin(self) -> None:
        """There is no backup yet."""
        shutil.rmtree(self.backups, ignore_errors=True)
        self.nights = 0

    def run(self) -> None:
        """Make one backup."""
        actions.back_up(repository=self.repository(), now=NOW + dt.timedelta(days=self.nights))

    def finish(self) -> None:
        """Every backup that is listed is whole; then comes the next night."""
        self.check()
        self.nights += 1
        self.run()
        self.check()

    def check(self) -> None:
        """Open every part of every backup."""
        repository = self.repository()
        for stamp in repository.stamps():
            damaged = [name for name, is_bad in mending.damaged_parts(repository, stamp) if is_bad]
            assert damaged == [], f"{stamp}: {damaged}"

    def result(self, *, is_cut_off: bool = False) -> dict[str, Any]:
        """What comes back from the last backup, and what lies about."""
        back = restoring.Place(self.place.folder / "back", self._database_at(self.place.folder / "back"))
        shutil.rmtree(back.data, ignore_errors=True)
        restoring.put_back(repository=self.repository(), stamp="", place=back)
        about = [path.name for path in self.place.data.iterdir() if path.name.startswith(".backup")]
        about += [path.name for path in self.backups.rglob("*.part")]
        about += [path.name for path in self.backups.iterdir() if self._is_half(path)]
        return {
            "rows": _rows(back.data / "boekbrug.sqlite3"),
            "files": files_below(back.data / "files"),
            "about": {"left": Counter(about)},
        }

    def _is_half(self, folder: Path) -> bool:
        return folder.name.startswith("2") and not (folder / MANIFEST).exists()

    def _database_at(self, data: Path) -> dict[str, Any]:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(data / "boekbrug.sqlite3")}


class RestoreFlow(SafekeepingFlow):
    """Restore a backup of an earlier version into an empty place; killed, it is run again."""

    name = "restore"

    def prepare(self) -> None:
        """Back up an installation whose database is of an earlier version."""
        super().prepare()
        for app, name in EARLIER:
            call_command("migrate", app, name, verbosity=0, interactive=False, skip_checks=True)
        actions.back_up(repository=self.repository(), now=NOW)

    def begin(self) -> None:
        """The place is empty."""
        shutil.rmtree(self.place.data)
        self.place.data.mkdir()

    def run(self) -> None:
        """Do both halves of `boekbrug restore`."""
        database = Path(settings.DATABASES["default"]["NAME"])
        connection.close()
        if database.exists() and not database.stat().st_size:
            database.unlink()  # the harness itself opened it
        place = restoring.Place(settings.DATA, settings.DATABASES["default"])
        restoring.put_back(repository=self.repository(), stamp="", place=place)
        bring_up_to_date()
        actions_hold.hold(now=NOW)
        restoring.finish(place)

    def finish(self) -> None:
        """Half restored, nothing starts: the mark is there, or there is no database. Then run it again."""
        database = Path(settings.DATABASES["default"]["NAME"])
        is_there = database.exists() and database.stat().st_size > 0
        if is_there and not (self.place.data / restoring.MARK).exists():
            assert queries.held_since() is not None, "a half restore could be started"
            return
        self.run()

    def result(self, *, is_cut_off: bool = False) -> dict[str, Any]:
        """All rows and files, the schema, and that it is held."""
        assert queries.held_since() == NOW
        return super().result() | {"schema": schema()}


class UpgradeFlow(SafekeepingFlow):
    """Start a new version on an earlier database; killed between migrations, it is started again."""

    name = "upgrade"

    def prepare(self) -> None:
        """The database is of an earlier version."""
        super().prepare()
        for app, name in EARLIER:
            call_command("migrate", app, name, verbosity=0, interactive=False, skip_checks=True)

    def run(self) -> None:
        """Bring it up to date, as `boekbrug serve` does before it serves."""
        bring_up_to_date()

    def result(self, *, is_cut_off: bool = False) -> dict[str, Any]:
        """All rows and files, and the schema."""
        return super().result() | {"schema": schema()}


def schema() -> Dump:
    """Every table, index and migration of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master")
        made = [row[0] for row in cursor.fetchall() if "sqlite_" not in row[0]]
        cursor.execute("SELECT app || ' ' || name FROM django_migrations")
        return {"made": Counter(made), "applied": Counter(row[0] for row in cursor.fetchall())}


def _rows(database: Path) -> Dump:
    """The database as text, but for what backups note themselves."""
    with sqlite3.connect(database) as opened:
        lines = [line for line in opened.iterdump() if "safekeeping_round" not in line]
    opened.close()
    return {"line": Counter(line for line in lines if "sqlite_sequence" not in line)}
