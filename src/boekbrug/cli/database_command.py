"""`boekbrug database`: row-level security on PostgreSQL, the second net between dossiers."""

from __future__ import annotations

import click

from boekbrug.cli import door
from boekbrug.cli.speech import _


@click.group("database")
def command() -> None:
    """Let PostgreSQL itself keep dossiers apart, behind Boekbrug's own guard."""


@command.command("secure")
def secure() -> None:
    """Switch it on, or bring it up to date: policies on every table of dossiers, and the rights of the role.

    `database_owner` names the role that owns the tables, `database` the one that Boekbrug works as, which is
    made when it is not there. Run it again as often as you like.
    """
    door.start_django()
    from django.conf import settings
    from django.db import connection

    from boekbrug.cli import setting_up

    if connection.vendor != "postgresql":
        door.stop(
            _(
                "This database is SQLite, which has no row-level security: Boekbrug's own guard keeps "
                "dossiers apart. Nothing to do."
            )
        )
    if settings.DATABASE_OWNER is None:
        door.stop(
            _(
                "Set `database_owner` to the address of the role that owns the tables, and `database` to "
                "the same address with another role."
            )
        )
    found = setting_up.secure_database()
    click.echo(_("Row-level security is on for {count} tables.", count=len(found.secured)))


@command.command("status")
@door.json_option
def status(as_json: bool) -> None:
    """Say for which tables it is on, and whether it binds the role that Boekbrug works as."""
    door.start_django()
    from boekbrug.business.dossiers import policies

    found = policies.status()
    is_fine = not found.is_on or (found.is_bound and not found.open)
    if as_json:
        door.print_json(
            {
                "is_on": found.is_on, "role": found.role, "is_bound": found.is_bound,
                "secured": found.secured, "open": found.open,
            }
        )  # fmt: skip
    elif not found.is_on:
        click.echo(_("Row-level security is off: Boekbrug's own guard keeps dossiers apart."))
    else:
        click.echo(_("Row-level security is on for {count} tables.", count=len(found.secured)))
        if found.open:
            tables = ", ".join(found.open)
            click.echo(_("Not for {tables}: run `boekbrug database secure`.", tables=tables))
        if found.is_bound:
            click.echo(_("It binds the role {role}.", role=found.role))
        else:
            click.echo(_("It does not bind the role {role}.", role=found.role))
    if not is_fine:
        raise SystemExit(door.PROBLEMS)
