"""`boekbrug doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import click

from boekbrug.cli import belgian, door
from boekbrug.cli.labels import line
from boekbrug.cli.speech import _


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: fine or not, what was found and what to do."""

    code: str
    is_fine: bool
    text: str


@click.command("doctor")
@door.json_option
def command(as_json: bool) -> None:
    """Look at settings, database, data folder and mail; explain each finding."""
    door.start_django()
    findings = list(_look())
    if as_json:
        door.print_json(
            {"findings": [{"code": one.code, "is_fine": one.is_fine, "text": one.text} for one in findings]}
        )
    for one in findings if not as_json else []:
        click.echo(f"{'✓' if one.is_fine else '✗'} {one.text}")
    if not all(one.is_fine for one in findings):
        raise SystemExit(door.PROBLEMS)


def _look() -> Iterator[Finding]:
    yield from _data_folder()
    yield from _keys()
    database = list(_database())
    yield from database
    if all(one.is_fine for one in database):  # what follows asks its tables
        yield from _row_security()
        yield from _rooms()
        yield from _sealed()
    yield from _mail()
    yield from _addresses()


def _data_folder() -> Iterator[Finding]:
    from django.conf import settings

    from boekbrug.business.watching import facts

    writable = os.access(settings.DATA, os.W_OK)
    told = _("The data folder {path} can be written.", path=settings.DATA)
    if not writable:
        told = _(
            "The data folder {path} cannot be written; give its owner the right to write.", path=settings.DATA
        )
    yield Finding("data-folder", writable, told)
    disk = facts.disk()
    advice = door.say(disk.advice) if disk.advice else ""
    told = _("{free} of disk is free.", free=disk.value)
    yield Finding("disk", disk.is_fine, f"{told} {advice}".strip())


def _keys() -> Iterator[Finding]:
    from django.conf import settings

    open_to_others = [
        path.name
        for path in sorted((settings.DATA / "keys").glob("*"))
        if path.is_file() and path.stat().st_mode & 0o077
    ]
    told = _("Only the user of Boekbrug reads the keys.")
    if open_to_others:
        told = _("Others can read the key {key}. Take that right away: chmod 600.", key=open_to_others[0])
    yield Finding("keys", not open_to_others, told)


def _rooms() -> Iterator[Finding]:
    """Queues, workers, schedules, backup and verification, as the status page shows them."""
    from boekbrug.business.watching import facts, names

    told_already = ("version.", "database", "schema", "disk.")
    for fact in facts.all_facts(now=door.moment()):
        if fact.code.startswith(told_already):
            continue
        advice = f" {door.say(fact.advice)}" if fact.advice else ""
        value = _("never") if fact.value is None else belgian.shown(fact.value)
        told = line(door.say(names.name_of(fact.code)), f"{value} {fact.note}".rstrip())
        yield Finding(fact.code, fact.is_fine, f"{told}.{advice}")


def _sealed() -> Iterator[Finding]:
    from boekbrug.business.connections import rotation
    from boekbrug.business.files import queries as files

    broken = rotation.try_all()[1]
    told = _("The secrets of all connections open.")
    if broken:
        told = _(
            "Secrets of connections that do not open: {count}. Run `boekbrug keys check`.", count=len(broken)
        )
    yield Finding("secrets", not broken, told)
    damaged = files.damaged_count()
    told = _("No kept file was found damaged.")
    if damaged:
        told = _(
            "Kept files that are damaged: {count}. Restore them from backup, then run `boekbrug verify`.",
            count=damaged,
        )
    yield Finding("files", not damaged, told)


def _database() -> Iterator[Finding]:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as wrong:
        told = _("The database does not answer: {said}. Check the setting `database`.", said=wrong)
        yield Finding("database", False, told)
        return
    told = _("The database is of this version.")
    if waiting:
        told = _(
            "Migrations that wait: {count}. Run `boekbrug serve`, which applies them.", count=len(waiting)
        )
    yield Finding("migrations", not waiting, told)
    yield from _mode()


def _mode() -> Iterator[Finding]:
    from django.core import checks
    from django.db import connection

    wrong = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    for one in wrong:
        yield Finding("database-mode", False, one.msg)
    if not wrong:
        told = _("The {vendor} database runs in a safe mode.", vendor=connection.vendor)
        yield Finding("database-mode", True, told)


def _row_security() -> Iterator[Finding]:
    """On PostgreSQL, whether the second net is there; that it holds is the start-up checks' to judge."""
    from django.conf import settings
    from django.db import connection

    from boekbrug.business.dossiers import policies

    if connection.vendor != "postgresql":
        return
    found = policies.status()
    told = _(
        "Row-level security is on for {count} tables and binds the role {role}.",
        count=len(found.secured), role=found.role,
    )  # fmt: skip
    if not found.is_on:
        told = _(
            "Row-level security is off: only Boekbrug's own guard keeps dossiers apart. "
            "Run `boekbrug database secure` (docs/postgresql.md)."
        )
    yield Finding("row-security", found.is_on or settings.PROFILE != "production", told)


def _mail() -> Iterator[Finding]:
    from django.conf import settings

    if settings.EMAIL_HOST:
        told = _(
            "Mail leaves through {host}, port {port}.",
            host=settings.EMAIL_HOST,
            port=str(settings.EMAIL_PORT),
        )
        yield Finding("mail", True, told)
        return
    fine = settings.PROFILE != "production"
    told = _("No mail server is set: mails are written to {path}.", path=settings.EMAIL_FILE_PATH)
    if not fine:
        told += " " + _("Set `mail.host` in boekbrug.toml.")
    yield Finding("mail", fine, told)


def _addresses() -> Iterator[Finding]:
    from django.conf import settings

    fine = not settings.ENVIRONMENT.is_loopback or settings.PROFILE != "production"
    told = _("People reach it at {address}.", address=settings.ENVIRONMENT.address)
    if not fine:
        told += " " + _("Without TLS only from this machine. Set an https address for others.")
    yield Finding("address", fine, told)
