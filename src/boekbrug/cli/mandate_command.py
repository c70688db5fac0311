"""`boekbrug mandate`: offer, accept, change, end and list mandates between dossiers and firms.

The operator speaks for a side here, because somebody of that side asked; both timelines say that the command
line did it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from boekbrug.cli import belgian, door
from boekbrug.cli.firm_commands import find_firm, firm_option
from boekbrug.cli.labels import word
from boekbrug.cli.speech import _

if TYPE_CHECKING:
    from boekbrug.business.dossiers.models import Mandate

AREAS = ("sales", "purchases", "bank", "deliveries", "connections", "people")
_side = click.option(
    "--side", type=click.Choice(["dossier", "firm"]), required=True, help="For which side you do it."
)
_day = click.DateTime(["%Y-%m-%d"])


@click.group("mandate")
def command() -> None:
    """Offer, accept, change, end and list mandates; one works once both sides accepted it."""


@command.command("list")
@click.option("--dossier", "dossier_name", help="Those of a dossier.")
@click.option("--firm", "firm_name", help="Or those of a firm.")
@door.json_option
def list_mandates(dossier_name: str | None, firm_name: str | None, as_json: bool) -> None:
    """List the mandates of a dossier or a firm; ended ones too."""
    if bool(dossier_name) == bool(firm_name):
        door.stop(_("Give one of --dossier and --firm."))
    door.start_django()
    from boekbrug.business.dossiers import queries

    found = (
        queries.mandates(door.find_dossier(dossier_name))
        if dossier_name
        else queries.mandates_of_firm(find_firm(firm_name or ""))
    )
    rows = [_shown(one, on=door.today()) for one in found]
    if as_json:
        door.print_json({"mandates": rows})
        return
    for row in rows:
        days = f"{belgian.day(row['from_on'])}-{belgian.day(row['until_on'])}"
        between = f"{row['dossier_name']} / {row['firm_name']}"
        click.echo(f"{row['id']}  {word(row['state']):<20}  {days:<21}  {between}  {' '.join(row['areas'])}")


@command.command("offer")
@door.dossier_option
@firm_option
@click.option(
    "--side", type=click.Choice(["dossier", "firm"]), default="firm", show_default=True,
    help="Who offers; the other side still has to accept.",
)  # fmt: skip
@click.option("--from", "from_on", type=_day, help="First day; today when left out.")
@click.option("--until", "until_on", type=_day, help="Last day; none when left out.")
@click.option(
    "--area", "areas", type=click.Choice(AREAS), multiple=True, help="What it opens; all when left out."
)
@click.option("--takes-bank", is_flag=True, help="Bank and matching become the work of the firm alone.")
def offer(
    *,
    dossier_name: str,
    firm_name: str,
    side: str,
    from_on: dt.datetime | None,
    until_on: dt.datetime | None,
    areas: tuple[str, ...],
    takes_bank: bool,
) -> None:
    """Offer a firm work in a dossier; prints the id of the mandate."""
    with door.inside(dossier_name) as dossier:
        from boekbrug.business.dossiers import actions
        from boekbrug.business.dossiers.role_table import Area

        now = door.moment()
        try:
            mandate = actions.offer_mandate(
                dossier=dossier,
                firm=find_firm(firm_name),
                from_on=from_on.date() if from_on else door.today(),
                until_on=until_on.date() if until_on else None,
                scope=[Area(area) for area in areas] or tuple(Area),
                takes_bank=takes_bank,
                by_dossier=side == "dossier",
                actor=door.actor(),
                now=now,
            )
        except (actions.MandateExists, actions.MandateEndsFirst) as refused:
            door.refuse(refused)
    click.echo(mandate.public_id)


@command.command("accept")
@click.argument("mandate")
@_side
def accept(mandate: str, side: str) -> None:
    """Accept MANDATE (see `list`) for a side, as its terms are now."""
    found = _mandate(mandate)
    from boekbrug.business.dossiers import actions

    if found.ended_at:
        door.refuse(actions.MandateEnded())
    by: dict[str, Any] = {"actor": door.actor(), "now": door.moment()}
    actions.accept_mandate(mandate=found, by_dossier=side == "dossier", **by)
    _say(found)


@command.command("change")
@click.argument("mandate")
@_side
@click.option(
    "--area", "areas", type=click.Choice(AREAS), multiple=True, help="All that it opens from now on."
)
@click.option(
    "--takes-bank/--shares-bank", default=None, help="Whether the bank is the work of the firm alone."
)
@click.option("--until", "until_on", type=_day, help="Another last day.")
@click.option("--no-end", is_flag=True, help="No last day any more.")
def change(
    *,
    mandate: str,
    side: str,
    areas: tuple[str, ...],
    takes_bank: bool | None,
    until_on: dt.datetime | None,
    no_end: bool,
) -> None:
    """Change the terms of MANDATE; what is left out stays. More for the firm waits for the other side."""
    found = _mandate(mandate)
    from boekbrug.business.dossiers import actions
    from boekbrug.business.dossiers.role_table import Area

    until = None if no_end else until_on.date() if until_on else found.until_on
    try:
        actions.change_mandate(
            mandate=found,
            scope=[Area(area) for area in areas or found.scope],
            takes_bank=found.takes_bank if takes_bank is None else takes_bank,
            until_on=until,
            by_dossier=side == "dossier",
            actor=door.actor(),
            now=door.moment(),
        )
    except (actions.MandateEnded, actions.MandateEndsFirst) as refused:
        door.refuse(refused)
    _say(found)


@command.command("end")
@click.argument("mandate")
def end(mandate: str) -> None:
    """End MANDATE: the firm loses its access at once."""
    found = _mandate(mandate)
    from boekbrug.business.dossiers import actions

    actions.end_mandate(mandate=found, actor=door.actor(), now=door.moment())
    _say(found)


def _mandate(public_id: str) -> Mandate:
    door.start_django()
    from boekbrug.business.dossiers import queries

    found = queries.mandate_with(public_id)
    if found is None:
        door.stop(
            _("There is no mandate {name}. Run `boekbrug mandate list`.", name=public_id), door.PROBLEMS
        )
    return found


def _say(mandate: Mandate) -> None:
    click.echo(f"{mandate.public_id}  {word(mandate.standing(door.today()))}")


def _shown(mandate: Mandate, *, on: dt.date) -> dict[str, Any]:
    return {
        "id": mandate.public_id,
        "dossier": mandate.dossier.public_id,
        "dossier_name": mandate.dossier.name,
        "firm": mandate.firm.public_id,
        "firm_name": mandate.firm.name,
        "state": mandate.standing(on).value,
        "from_on": mandate.from_on.isoformat(),
        "until_on": mandate.until_on.isoformat() if mandate.until_on else None,
        "areas": mandate.scope,
        "takes_bank": mandate.takes_bank,
        "proposed": mandate.proposed,
        "is_private": mandate.is_private,
    }
