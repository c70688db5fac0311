"""`boekbrug user`, the part about logins: invite, close, open, take factors away, see and end sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from boekbrug.cli import belgian, door
from boekbrug.cli.firm_commands import find_firm
from boekbrug.cli.speech import _

if TYPE_CHECKING:
    pass

ROLES_IN_DOSSIER = ("OWNER", "EMPLOYEE")
ROLES_IN_FIRM = ("ADMIN", "MANAGER", "ASSISTANT")  # an auditor comes until a day: `dossier firm-role`
ROLES = ROLES_IN_DOSSIER + ROLES_IN_FIRM


@click.command("invite")
@click.argument("email")
@click.option("--dossier", "dossier_name", help="Id, enterprise number or exact name of the dossier.")
@click.option("--firm", "firm_name", help="Or of the firm.")
@click.option(
    "--role", required=True, type=click.Choice(ROLES, case_sensitive=False), help="What they will be there."
)
@door.json_option
def invite(*, email: str, dossier_name: str | None, firm_name: str | None, role: str, as_json: bool) -> None:
    """Ask EMAIL to take a role in a dossier or a firm; prints the link that the mail carries."""
    door.start_django()
    from django.core.exceptions import ValidationError

    from boekbrug.business.invitations import actions, links

    if bool(dossier_name) == bool(firm_name):
        door.stop(_("An invitation is to one place: give --dossier or --firm."))
    dossier = door.find_dossier(dossier_name) if dossier_name else None
    firm = find_firm(firm_name) if firm_name else None
    try:
        made = actions.invite(
            email=email,
            role=role.upper(),
            dossier=dossier,
            firm=firm,
            actor=door.actor(),
            now=door.moment(),
        )
    except ValidationError as wrong:
        door.refuse(wrong)
    except ValueError:
        fitting = ROLES_IN_DOSSIER if dossier_name else ROLES_IN_FIRM
        told = {"role": role.upper(), "fitting": ", ".join(fitting)}
        door.stop(_("{role} is no role there. Choose one of: {fitting}.", **told), door.PROBLEMS)
    except actions.TooManyInvitations as many:
        door.refuse(many)
    link, until = links.link_of(made), made.expires_at.isoformat(timespec="seconds")
    if as_json:
        door.print_json({"id": made.public_id, "link": link, "expires_at": until})
    else:
        click.echo(link)


@click.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Close the login of EMAIL: sessions end and API keys open nothing; `enable` opens it again."""
    person = door.find_person(email)
    from boekbrug.business.dossiers import actions, actions_logins

    try:
        actions_logins.disable(person=person)
    except actions.LastOwner:
        door.stop(
            _(
                "{email} is the last owner of a dossier, or the last administrator of a firm. "
                "Give somebody else that role first.",
                email=email,
            ),
            door.PROBLEMS,
        )
    click.echo(_("{email} cannot log in any more and is signed out everywhere.", email=email))


@click.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Open the closed login of EMAIL again."""
    person = door.find_person(email)
    from boekbrug.business.dossiers import actions_logins

    actions_logins.enable(person=person)
    click.echo(_("{email} can log in again.", email=email))


@click.command("reset-factors")
@click.argument("email")
def reset_factors(email: str) -> None:
    """Take away the second factors of EMAIL, who lost them; their open sessions end."""
    person = door.find_person(email)
    from boekbrug.business.people import actions_factors

    count = actions_factors.remove_factors(person=person)
    told = {"email": email, "count": count}
    click.echo(
        _("{email} has no second factor any more ({count} removed) and is signed out everywhere.", **told)
    )


@click.command("sessions")
@click.argument("email")
@click.option("--end", is_flag=True, help="End them all.")
@door.json_option
def sessions(*, email: str, end: bool, as_json: bool) -> None:
    """List the open sessions of EMAIL, or end them all."""
    person = door.find_person(email)
    from boekbrug.business.people import actions, queries

    rows = [
        {
            "since": one.created_at.isoformat(timespec="seconds"),
            "seen_at": one.last_seen_at.isoformat(timespec="seconds"),
            "ip": one.ip,
            "device": one.user_agent,
        }
        for one in queries.sessions_of(person)
    ]
    if end:
        actions.end_sessions(person=person)
    if as_json:
        door.print_json({"sessions": rows, "ended": end})
        return
    for row in rows:
        click.echo(f"{belgian.moment(row['since'])}  {row['ip']:<15}  {row['device']}")
    if end:
        click.echo(_("{email} is signed out everywhere ({count} ended).", email=email, count=len(rows)))
