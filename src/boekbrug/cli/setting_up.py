"""Before serving: the start-up checks, then the database of this version, tables and shared cache."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from boekbrug.cli import door
from boekbrug.cli.speech import _
from boekbrug.wording import Wording

if TYPE_CHECKING:
    from boekbrug.business.dossiers import policies

OTHERS_SET_UP = Wording(
    "cli-others-set-up", "Another Boekbrug sets this database up; waiting until it is done."
)
LOCK_OF_POSTGRESQL = 0x626F656B  # "boek": any number that only this uses


def refuse_unsafe_start() -> None:
    """Run the start-up checks; stops with a sentence for each one that refuses."""
    from django.core import checks

    found = checks.run_checks(databases=["default"])
    if refused := [one.msg for one in found if one.level >= checks.ERROR]:
        door.stop("\n".join(refused))


def prepare_database() -> None:
    """Judge the start, then bring the database up to date; stops when either is refused."""
    refuse_unsafe_start()
    bring_up_to_date()


def bring_up_to_date(*, is_restored: bool = False) -> None:
    """As the owner of the tables: migrate, make the cache table, secure what is new.

    A backup holds the policies and no rights, since roles belong to a server.
    """
    from django.conf import settings

    from boekbrug.business.dossiers import database_owner, policies

    with database_owner.connected(), _alone():
        _migrate()
        found = policies.status()
        if found.is_on and settings.DATABASE_OWNER and (found.open or is_restored):
            _secure()


def secure_database() -> policies.Status:
    """As the owner: migrate, make the policies for the role in `database`; stops where that cannot be."""
    from boekbrug.business.dossiers import database_owner

    with database_owner.connected(), _alone():
        _migrate()
        return _secure()


def _secure() -> policies.Status:
    from django.conf import settings

    from boekbrug.business.dossiers import securing

    usual = settings.DATABASES["default"]
    try:
        return securing.secure(role=usual["USER"], password=usual["PASSWORD"])
    except securing.CannotSecure as refused:
        door.stop(door.say(refused.sentence))


def _migrate() -> None:
    """Migrate and make the cache table; stops when the database is of a newer version."""
    from django.core.management import call_command

    from boekbrug.business import schema

    if ahead := schema.ahead():
        told = ", ".join(ahead)
        door.stop(
            _(
                "The database is of a newer Boekbrug ({told}). Start that version, or restore a backup.",
                told=told,
            )
        )
    if schema.waits():
        _refuse_a_role_that_owns_nothing()
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    call_command("createcachetable", verbosity=0)


def _refuse_a_role_that_owns_nothing() -> None:
    from django.conf import settings

    from boekbrug.business.dossiers import policies

    if policies.status().is_on and settings.DATABASE_OWNER is None:
        door.stop(
            _(
                "This version changes tables, and row-level security is on: only their owner may do that. "
                "Set `database_owner` (docs/postgresql.md) and start again."
            )
        )


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time set a database up: by a lock in the data folder, and one of PostgreSQL."""
    from django.conf import settings
    from django.db import connection

    with (settings.DATA / "setting-up.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            click.echo(door.say(OTHERS_SET_UP.say()), err=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:  # machines that share a server share no folder
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_OF_POSTGRESQL])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_OF_POSTGRESQL])
