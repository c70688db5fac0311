"""`boekbrug export`: write the unsent invoices of a period to a ZIP file, and remember that they left."""

from __future__ import annotations

import os
from pathlib import Path

import click

from boekbrug.cli import door, files, periods
from boekbrug.cli.send_command import batch_json, finish, show
from boekbrug.cli.speech import _


@click.command("export")
@door.dossier_option
@click.option("--period", required=True, help="2026-03, 2026-Q1 or 2026.")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@door.json_option
def command(dossier_name: str, period: str, target: Path, as_json: bool) -> None:
    """Write the invoices of a period that were not exported before to the ZIP file TARGET."""
    if target.exists():
        door.stop(_("{path} exists. Choose another name; nothing was exported.", path=target))
    if not os.access(target.parent, os.W_OK):
        door.stop(_("{path} is not a folder that can be written. Nothing was exported.", path=target.parent))
    with door.inside(dossier_name):
        from boekbrug.business.connections.actions import ensure_zip_connection
        from boekbrug.business.files import queries as kept
        from boekbrug.business.outbox import actions, queries

        connection = ensure_zip_connection(actor=door.actor(), now=door.moment())
        preview = queries.preview(connection=connection, period=periods.parse(period))
        try:
            batch = actions.send(
                connection=connection,
                document_ids=preview.document_ids,
                title=period,
                actor=door.actor(),
                now=door.moment(),
            )
        except (actions.AlreadySent, actions.NothingToSend) as refused:
            door.refuse(refused)
        finish(batch)
        batch.refresh_from_db()
        if batch.zip_file is None:
            told = _("The ZIP is not ready: a worker is still at it. Look under Deliveries.")
            door.stop(told, door.PROBLEMS)
        _write(target, kept.content_of(batch.zip_file))
        shown = batch_json(batch)
    show(shown, as_json)


def _write(target: Path, content: bytes) -> None:
    try:
        files.write_whole(target, content)
    except OSError as wrong:
        told = _(
            "{path} cannot be written: {why}. The ZIP is kept under Deliveries.",
            path=target,
            why=wrong.strerror,
        )
        door.stop(told)
