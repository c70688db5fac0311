"""`boekbrug match`: look again at movements that wait."""

from __future__ import annotations

import click

from boekbrug.cli import door
from boekbrug.cli.speech import _


@click.command()
@door.dossier_option
@door.json_option
def command(dossier_name: str, as_json: bool) -> None:
    """Match the movements of a dossier that are not wholly allocated with its open documents."""
    with door.inside(dossier_name):
        from boekbrug.business.reconciliation import actions

        matched = actions.match_open(actor=door.actor(), now=door.moment())
    if as_json:
        door.print_json(
            {"looked_at": matched.looked_at, "allocated": matched.allocated, "waiting": matched.waiting}
        )
    else:
        click.echo(
            _(
                "{looked_at} looked at, {allocated} allocated, {waiting} waiting.",
                looked_at=matched.looked_at,
                allocated=matched.allocated,
                waiting=matched.waiting,
            )
        )
