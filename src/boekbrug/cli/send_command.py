"""`boekbrug send`: hand invoices to the accountant through a connection, once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from boekbrug.cli import door, periods
from boekbrug.cli.labels import line, word
from boekbrug.cli.speech import _

if TYPE_CHECKING:
    from boekbrug.business.connections.models import Connection
    from boekbrug.business.outbox.models import Batch


@click.command("send")
@door.dossier_option
@click.option("--to", "route", required=True, help="Id or title of a connection (Settings > Connections).")
@click.option("--period", default=None, help="2026-03, 2026-Q1 or 2026.")
@click.option("--document", "documents", multiple=True, help="Number of one invoice; may be given again.")
@click.option("--preview", "only_preview", is_flag=True, help="Show what would leave, send nothing.")
@door.json_option
def command(
    *,
    dossier_name: str,
    route: str,
    period: str | None,
    documents: tuple[str, ...],
    only_preview: bool,
    as_json: bool,
) -> None:
    """Send the unsent invoices of a period, or the ones given, and wait for the result of each."""
    if (period is None) == (not documents):
        door.stop(_("Give either --period or --document, so that it is clear what leaves."))
    with door.inside(dossier_name):
        from boekbrug.business.outbox import actions, queries

        connection = find_connection(route)
        preview = queries.preview(
            connection=connection,
            period=periods.parse(period) if period else None,
            documents=_ids(documents) if documents else None,
        )
        if only_preview:
            show(preview_json(preview), as_json)
            return
        try:
            batch = actions.send(
                connection=connection,
                document_ids=preview.document_ids or _ids(documents),
                title=period or ", ".join(documents),
                actor=door.actor(),
                now=door.moment(),
            )
        except (actions.AlreadySent, actions.NothingToSend, actions.ConnectionIsOff) as refused:
            door.refuse(refused)
        finish(batch)
        shown = batch_json(batch)
    show(shown, as_json)
    if any(one["state"] != "DELIVERED" for one in shown["deliveries"]):
        raise SystemExit(door.PROBLEMS)


def find_connection(route: str) -> Connection:
    """Return the connection of the entered dossier with this id or title; stops when there is not one."""
    from boekbrug.business.connections import queries

    found = [one for one in queries.connections() if route in (one.public_id, one.title, one.bridge)]
    if len(found) != 1:
        known = ", ".join(f"{one.title} ({one.public_id})" for one in queries.connections()) or _("none yet")
        told = {"count": len(found), "name": route, "known": known}
        door.stop(_("Connections found for {name}: {count}; this dossier has: {known}.", **told))
    return found[0]


def finish(batch: Batch) -> None:
    """Do the work of the outbox for this batch now, as a worker would; a running worker may share it."""
    from boekbrug.business.outbox import work

    work.run_batch(batch=batch)


def preview_json(preview: Any) -> dict[str, Any]:
    """Return what would leave, and what stays behind with the reason."""
    from boekbrug.business.people.language import render

    return {
        "count": preview.count,
        "total": str(_euro(preview.total_thousandths)),
        "documents": [one.document.number for one in preview.chosen],
        "left_out": [
            {"document": one.document.number, "why": render(one.problem)} for one in preview.left_out
        ],
    }


def batch_json(batch: Batch) -> dict[str, Any]:
    """Return the result of each document of a batch."""
    from boekbrug.business.outbox import queries

    return {
        "id": batch.public_id,
        "deliveries": [
            {"document": one.document.number, "state": one.state, "file": one.file_name}
            for one in queries.deliveries_in(batch)
        ],
    }


def show(value: dict[str, Any], as_json: bool) -> None:
    """Print a result as JSON, or a line per document."""
    if as_json:
        door.print_json(value)
        return
    for name, entry in value.items():
        if isinstance(entry, list):
            for one in entry:
                click.echo("  " + (" ".join(_shown(one)) if isinstance(one, dict) else str(one)))
        else:
            shown = Decimal(entry) if name == "total" else entry
            click.echo(line(word(name), shown))


def _shown(row: dict[str, Any]) -> Iterator[str]:
    for name, value in row.items():
        yield word(value) if name == "state" else str(value)


def _ids(numbers: tuple[str, ...]) -> list[str]:
    from boekbrug.business.documents.models import Document

    found = dict(Document.objects.filter(number__in=numbers).values_list("number", "public_id"))
    if missing := [one for one in numbers if one not in found]:
        door.stop(_("No invoice has the number {found}.", found=", ".join(missing)), door.PROBLEMS)
    return list(found.values())


def _euro(thousandths: int) -> Any:
    from boekbrug.money import to_decimal

    return to_decimal(thousandths)
