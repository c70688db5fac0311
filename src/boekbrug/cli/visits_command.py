"""`boekbrug visits`: who opened a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from boekbrug.cli import belgian, door

if TYPE_CHECKING:
    from boekbrug.business.visits.queries import Shown

ROWS_MAX = 10_000


@click.command("visits")
@door.dossier_option
@click.option("--limit", type=click.IntRange(1, ROWS_MAX), default=50, help="How many at most; 50.")
@door.json_option
def command(dossier_name: str, limit: int, as_json: bool) -> None:
    """List who opened a dossier, newest first: by the hour, and of an auditor each page."""
    with door.inside(dossier_name):
        from boekbrug.business.visits import queries

        found = [_data(one) for one in queries.visits(queries.Filter(), limit=limit).rows]
    if as_json:
        door.print_json(found)
        return
    for one in found:
        shown = {**one, "began_at": belgian.moment(one["began_at"]), "last_at": ""}
        click.echo("  ".join(value for value in shown.values() if value))


def _data(shown: Shown) -> dict[str, str]:
    from django.utils import timezone

    visit = shown.visit
    return {
        "began_at": timezone.localtime(visit.began_at).isoformat(timespec="seconds"),
        "last_at": timezone.localtime(visit.last_at).isoformat(timespec="seconds"),
        "person": str(visit.person),
        "firm": shown.firm,
        "channel": visit.channel,
        "page": visit.page,
    }
