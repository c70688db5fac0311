"""The part of `boekbrug dossier` about accounting firms: add one, give roles and rights, keep private."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from boekbrug.cli import door
from boekbrug.cli.speech import _

if TYPE_CHECKING:
    from boekbrug.business.dossiers.models import Firm

ROLES = ("ADMIN", "MANAGER", "ASSISTANT", "AUDITOR")
firm_option = click.option(
    "--firm", "firm_name", required=True, help="Id, enterprise number or exact name of the firm."
)


@click.command("add-firm")
@click.argument("name")
@click.option("--enterprise-number", required=True, help="Ten digits, dots allowed.")
@click.option("--admin", "email", required=True, help="E-mail address of its first administrator.")
@door.json_option
def add_firm(*, name: str, enterprise_number: str, email: str, as_json: bool) -> None:
    """Add the accounting firm NAME with its first administrator."""
    door.start_django()
    from boekbrug.belgium.enterprise_number import NotAnEnterpriseNumber
    from boekbrug.business.dossiers import actions

    admin = door.find_person(email)
    try:
        firm = actions.add_firm(
            name=name,
            enterprise_number=enterprise_number,
            language=admin.language,
            admin=admin,
            actor=door.actor(),
            now=door.moment(),
        )
    except NotAnEnterpriseNumber as wrong:
        door.refuse(wrong)
    if as_json:
        door.print_json(
            {"id": firm.public_id, "enterprise_number": firm.enterprise_number, "name": firm.name}
        )
    else:
        click.echo(firm.public_id)


@click.command("firm-role")
@firm_option
@click.argument("email")
@click.argument("role", type=click.Choice([*ROLES, "NONE"], case_sensitive=False))
@click.option(
    "--until", "until_on", type=click.DateTime(["%Y-%m-%d"]), help="Last day; an auditor needs one."
)
@click.option(
    "--dossier", "dossier_names", multiple=True, help="A dossier they are named for; may be repeated."
)
@click.option(
    "--documents-from",
    "documents_from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="An auditor sees documents since this day only.",
)
@click.option(
    "--documents-until",
    "documents_until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="An auditor sees documents until this day only.",
)
def firm_role(
    *,
    firm_name: str,
    email: str,
    role: str,
    until_on: dt.datetime | None,
    dossier_names: tuple[str, ...],
    documents_from: dt.datetime | None,
    documents_until: dt.datetime | None,
) -> None:
    """Give the person with EMAIL a ROLE in a firm; NONE takes it away.

    An auditor sees only the dossiers they are named for; so do others in a private dossier.
    """
    door.start_django()
    from django.db import transaction

    from boekbrug.business.dossiers import actions, actions_firm
    from boekbrug.business.dossiers.document_days import Days
    from boekbrug.business.dossiers.models import FirmRole

    refusals = (
        actions.LastOwner,
        actions.NeedsAnEnd,
        actions_firm.NotAnAuditor,
        actions_firm.LeavesBeforeComing,
    )
    wanted = None if role.upper() == "NONE" else FirmRole(role.upper())
    firm, person = find_firm(firm_name), door.find_person(email)
    named = [door.find_dossier(name) for name in dossier_names]
    until, *limits = (one.date() if one else None for one in (until_on, documents_from, documents_until))
    by: dict[str, Any] = {"actor": door.actor(), "now": door.moment()}
    try:
        with transaction.atomic():  # a role without its limits would open more than was meant
            actions_firm.set_firm_role(firm=firm, person=person, role=wanted, until_on=until, **by)
            if wanted is not None:
                member = firm.members.get(person=person)
                actions_firm.limit_documents(member=member, days=Days(*limits), **by)
                actions_firm.assign(member=member, dossiers=named, **by)
    except refusals as refused:
        door.refuse(refused)
    click.echo(f"{email}: {role.upper()}")


@click.command("private")
@door.dossier_option
@firm_option
@click.option("--off", "is_off", is_flag=True, help="Open it to the whole firm again.")
def keep_private(*, dossier_name: str, firm_name: str, is_off: bool) -> None:
    """Keep a dossier inside a firm for those whom it names (`firm-role --dossier`), or open it again."""
    door.start_django()
    from boekbrug.business.dossiers import actions, queries_firm

    dossier, firm = door.find_dossier(dossier_name), find_firm(firm_name)
    mandates = queries_firm.open_mandates(firm, [dossier.public_id])
    if not mandates:
        door.stop(_("This firm has no accepted mandate in {dossier}.", dossier=dossier.name), door.PROBLEMS)
    by: dict[str, Any] = {"actor": door.actor(), "now": door.moment()}
    actions.set_private(mandate=mandates[0], is_private=not is_off, **by)
    if is_off:
        click.echo(_("{dossier} is open to the whole firm.", dossier=dossier.name))
    else:
        click.echo(_("{dossier} is private inside the firm.", dossier=dossier.name))


def find_firm(text: str) -> Firm:
    """Return the one firm with this id, enterprise number or name, or stop with a sentence."""
    from boekbrug.business.dossiers import queries

    found = queries.find_firms(text)
    if len(found) != 1:
        told = {"name": text, "count": len(found)}
        door.stop(
            _(
                "Firms found for {name}: {count}. Add it with `boekbrug dossier add-firm`, or use its id.",
                **told,
            )
        )
    return found[0]
