"""`boekbrug dossier`: add and list dossiers, their people and bank accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from boekbrug.cli import door, firm_commands, grant_commands, setting_up

if TYPE_CHECKING:
    from boekbrug.business.dossiers.models import Dossier


@click.group()
def command() -> None:
    """Add and list dossiers, their bank accounts and firms; give rights."""


@command.command("list")
@door.json_option
def list_all(as_json: bool) -> None:
    """List every dossier on this machine, without its content."""
    door.start_django()
    from boekbrug.business.dossiers import queries

    rows = [_shown(one) for one in queries.all_dossiers()]
    if as_json:
        door.print_json({"dossiers": rows})
        return
    for row in rows:
        click.echo(f"{row['id']}  {row['enterprise_number']}  {row['name']}")


def _shown(dossier: Dossier) -> dict[str, str]:
    return {
        "id": dossier.public_id,
        "enterprise_number": dossier.enterprise_number,
        "name": dossier.name,
    }


@command.command("add")
@click.argument("name")
@click.option("--enterprise-number", required=True, help="Ten digits, dots allowed.")
@click.option("--owner", "email", required=True, help="E-mail address of a person who logs in.")
@click.option(
    "--language",
    type=click.Choice(["nl", "fr", "de", "en"]),
    default="nl",
    show_default=True,
    help="Of its documents.",
)
@door.json_option
def add(*, name: str, enterprise_number: str, email: str, language: str, as_json: bool) -> None:
    """Add a dossier called NAME for an enterprise, with its owner; sets up the database when needed."""
    door.start_django()
    setting_up.prepare_database()
    from boekbrug.belgium.enterprise_number import NotAnEnterpriseNumber
    from boekbrug.business.dossiers import actions

    owner = door.find_person(email)
    try:
        dossier = actions.add_dossier(
            name=name,
            enterprise_number=enterprise_number,
            owner=owner,
            actor=door.actor(),
            now=door.moment(),
            language=language,
        )
    except NotAnEnterpriseNumber as wrong:
        door.refuse(wrong)
    if as_json:
        door.print_json(_shown(dossier))
    else:
        click.echo(dossier.public_id)


@command.command("account")
@door.dossier_option
@click.argument("iban")
@click.option("--currency", default="EUR", show_default=True, help="Three letters.")
@click.option("--name", default="", help="How people call the account.")
@door.json_option
def add_account(*, dossier_name: str, iban: str, currency: str, name: str, as_json: bool) -> None:
    """Add the bank account IBAN to a dossier, so that its statements are taken in."""
    with door.inside(dossier_name):
        from boekbrug.belgium.iban import NotAnIban
        from boekbrug.business.banking import actions

        try:
            account = actions.add_account(
                iban=iban, currency=currency, name=name, actor=door.actor(), now=door.moment()
            )
        except (NotAnIban, actions.NotACurrency, actions.AccountExists) as refused:
            door.refuse(refused)
        if as_json:
            door.print_json({"id": account.public_id, "iban": account.iban, "currency": account.currency})
        else:
            click.echo(f"{account.iban} {account.currency}")


command.add_command(firm_commands.add_firm)
command.add_command(firm_commands.firm_role)
command.add_command(firm_commands.keep_private)
command.add_command(grant_commands.grant)
command.add_command(grant_commands.revoke)
