"""`boekbrug doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import click

from boekbrug.cli import door


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
        yield from _rooms()
        yield from _sealed()
    yield from _mail()
    yield from _addresses()


def _data_folder() -> Iterator[Finding]:
    from django.conf import settings

    from boekbrug.business.watching import facts

    writable = os.access(settings.DATA, os.W_OK)
    told = "can be written" if writable else "cannot be written; give its owner the right to write"
    yield Finding("data-folder", writable, f"The data folder {settings.DATA} {told}.")
    disk = facts.disk()
    told = door.say(disk.advice) if disk.advice else ""
    yield Finding("disk", disk.is_fine, f"{disk.value} of disk is free. {told}".strip())


def _keys() -> Iterator[Finding]:
    from django.conf import settings

    open_to_others = [
        path.name
        for path in sorted((settings.DATA / "keys").glob("*"))
        if path.is_file() and path.stat().st_mode & 0o077
    ]
    told = "Only the user of Boekbrug reads the keys."
    if open_to_others:
        told = f"Others can read the key {open_to_others[0]}. Take that right away: chmod 600."
    yield Finding("keys", not open_to_others, told)


def _rooms() -> Iterator[Finding]:
    """Queues, workers, schedules, backup and verification, as the status page shows them."""
    from boekbrug.business.watching import facts

    told_already = ("version.", "database", "schema", "disk.")
    for fact in facts.all_facts(now=door.moment()):
        if fact.code.startswith(told_already):
            continue
        advice = f" {door.say(fact.advice)}" if fact.advice else ""
        value = "–" if fact.value is None else fact.value
        yield Finding(fact.code, fact.is_fine, f"{fact.code}: {value} {fact.note}".rstrip() + "." + advice)


def _sealed() -> Iterator[Finding]:
    from boekbrug.business.connections import rotation
    from boekbrug.business.files import queries as files

    _, broken = rotation.try_all()
    told = "The secrets of all connections open."
    if broken:
        told = f"{len(broken)} secrets of connections do not open. Run `boekbrug keys check`."
    yield Finding("secrets", not broken, told)
    damaged = files.damaged_count()
    told = "No kept file was found damaged."
    if damaged:
        told = f"{damaged} kept files are damaged. Restore them from backup, then run `boekbrug verify`."
    yield Finding("files", not damaged, told)


def _database() -> Iterator[Finding]:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as wrong:
        yield Finding(
            "database", False, f"The database does not answer: {wrong}. Check the setting `database`."
        )
        return
    yield Finding(
        "migrations",
        not waiting,
        "The database is of this version."
        if not waiting
        else f"{len(waiting)} migrations wait. Run `boekbrug serve`, which applies them.",
    )
    yield from _mode()


def _mode() -> Iterator[Finding]:
    from django.core import checks
    from django.db import connection

    wrong = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    for one in wrong:
        yield Finding("database-mode", False, one.msg)
    if not wrong:
        yield Finding("database-mode", True, f"The {connection.vendor} database runs in a safe mode.")


def _mail() -> Iterator[Finding]:
    from django.conf import settings

    if settings.EMAIL_HOST:
        yield Finding("mail", True, f"Mail leaves through {settings.EMAIL_HOST}, port {settings.EMAIL_PORT}.")
    else:
        fine = settings.PROFILE != "production"
        yield Finding(
            "mail",
            fine,
            f"No mail server is set: mails are written to {settings.EMAIL_FILE_PATH}"
            + ("." if fine else ". Set `mail.host` in boekbrug.toml."),
        )


def _addresses() -> Iterator[Finding]:
    from django.conf import settings

    loopback = settings.ENVIRONMENT.is_loopback
    fine = not loopback or settings.PROFILE != "production"
    yield Finding(
        "address",
        fine,
        f"People reach it at {settings.ENVIRONMENT.address}"
        + ("." if fine else "; without TLS only from this machine. Set an https address for others."),
    )
