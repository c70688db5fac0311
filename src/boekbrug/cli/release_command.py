"""`boekbrug release`: let things leave again after a restore."""

from __future__ import annotations

import click

from boekbrug.cli import door
from boekbrug.cli.speech import _


@click.command("release")
def command() -> None:
    """Let deliveries leave again that are held since a restore; they leave as they are due."""
    door.start_django()
    from boekbrug.business.outbox import actions_hold, queries

    count = queries.queue_length()
    if actions_hold.release(actor=door.actor(), now=door.moment()):
        click.echo(_("Released; shipments that wait: {count}.", count=count))
    else:
        click.echo(_("Nothing was held."))
