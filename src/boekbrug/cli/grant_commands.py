"""The part of `boekbrug dossier` about rights that somebody gets beyond their role."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from boekbrug.cli import door
from boekbrug.cli.firm_commands import find_firm
from boekbrug.cli.speech import _

if TYPE_CHECKING:
    from boekbrug.business.dossiers.models import DossierMember, FirmMember
    from boekbrug.business.dossiers.role_table import Right

_dossier = click.option("--dossier", "dossier_name", help="The dossier where EMAIL has a role.")
_firm = click.option("--firm", "firm_name", help="Or the firm; then it counts in its dossiers.")


@click.command("grant")
@click.argument("email")
@click.argument("rights", nargs=-1, required=True)
@_dossier
@_firm
def grant(*, email: str, rights: tuple[str, ...], dossier_name: str | None, firm_name: str | None) -> None:
    """Give the person with EMAIL RIGHTS beyond the role; docs/rights.md says which each role may get (o)."""
    member = _member(email, dossier_name, firm_name)
    _keep(member, set(member.grants) | _known(rights))


@click.command("revoke")
@click.argument("email")
@click.argument("rights", nargs=-1, required=True)
@_dossier
@_firm
def revoke(*, email: str, rights: tuple[str, ...], dossier_name: str | None, firm_name: str | None) -> None:
    """Take RIGHTS beyond the role back from the person with EMAIL."""
    member = _member(email, dossier_name, firm_name)
    _keep(member, set(member.grants) - _known(rights))


def _member(email: str, dossier_name: str | None, firm_name: str | None) -> DossierMember | FirmMember:
    """Return who has a role there, or stop with a sentence."""
    if bool(dossier_name) == bool(firm_name):
        door.stop(_("Give one of --dossier and --firm."))
    door.start_django()
    from boekbrug.business.dossiers import queries

    members: list[DossierMember] | list[FirmMember] = (
        queries.members(door.find_dossier(dossier_name))
        if dossier_name
        else queries.firm_members(find_firm(firm_name or ""))
    )
    found: DossierMember | FirmMember | None = next(
        (one for one in members if one.person.email == email.strip().lower()), None
    )
    if found is None:
        door.stop(_("{email} has no role there. Give them one first.", email=email), door.PROBLEMS)
    return found


def _known(names: tuple[str, ...]) -> set[str]:
    from boekbrug.business.dossiers.role_table import Right

    known = {right.value for right in Right}
    if unknown := sorted(set(names) - known):
        door.stop(_("There is no right {name}. docs/rights.md lists them.", name=unknown[0]))
    return set(names)


def _keep(member: DossierMember | FirmMember, names: set[str]) -> None:
    from boekbrug.business.dossiers import actions
    from boekbrug.business.dossiers.role_table import Right

    rights: set[Right] = {Right(name) for name in names}
    try:
        actions.grant(member=member, rights=rights, actor=door.actor(), now=door.moment())
    except actions.NotGrantable as refused:
        door.refuse(refused)
    click.echo(f"{member.person.email}: {', '.join(member.grants) or '-'}")
