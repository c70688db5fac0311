"""`boekbrug agent`: make, list and revoke the tokens of agents."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from boekbrug.cli import belgian, door
from boekbrug.cli.firm_commands import find_firm
from boekbrug.cli.labels import word
from boekbrug.cli.speech import _

if TYPE_CHECKING:
    from boekbrug.business.dossiers.models import AgentToken


@click.group("agent")
def command() -> None:
    """Make, list and revoke the tokens of agents, which enter the dossiers that they list."""


@command.command("make")
@click.argument("email")
@click.option("--title", required=True, help="Which agent, on which machine.")
@click.option(
    "--dossier", "dossier_names", multiple=True, help="A dossier that it may enter; may be repeated."
)
@click.option("--firm", "firm_name", help="The firm that it works for; EMAIL must have a role there.")
@click.option("--all", "opens_all", is_flag=True, help="Every dossier of the firm, present and future.")
@click.option(
    "--scope", "scopes", multiple=True, required=True, help="What it may do; may be repeated: files:write."
)
@click.option("--days", type=click.IntRange(1, 365), default=90, show_default=True, help="How long it lasts.")
@door.json_option
def make(
    *,
    email: str,
    title: str,
    dossier_names: tuple[str, ...],
    firm_name: str | None,
    opens_all: bool,
    scopes: tuple[str, ...],
    days: int,
    as_json: bool,
) -> None:
    """Make a token for an agent of EMAIL, or of a firm through EMAIL; it is shown once."""
    door.start_django()
    from boekbrug.business.dossiers import actions_agents, key_scopes

    person = door.find_person(email)
    if opens_all and (dossier_names or not firm_name):
        door.stop(_("--all means every dossier of a firm: give --firm, and no --dossier."))
    now = door.moment()
    try:
        token, text = actions_agents.make_token(
            person=person,
            title=title,
            dossiers=[door.find_dossier(name) for name in dossier_names],
            firm=find_firm(firm_name) if firm_name else None,
            opens_all=opens_all,
            scopes=scopes,
            expires_at=now + dt.timedelta(days=days),
            actor=door.actor(),
            now=now,
        )
    except (key_scopes.UnknownScope, actions_agents.NotListable) as refused:
        door.refuse(refused)
    if as_json:
        door.print_json({"token": text, "title": title, "prefix": token.prefix})
    else:
        click.echo(text)


@command.command("list")
@click.option("--dossier", "dossier_name", help="Those that may enter this dossier.")
@click.option("--firm", "firm_name", help="Or those of a firm.")
@click.option("--person", "email", help="Or those of a person, through firms too.")
@door.json_option
def list_tokens(dossier_name: str | None, firm_name: str | None, email: str | None, as_json: bool) -> None:
    """List the tokens of a dossier, a firm or a person, without their secrets."""
    if len([one for one in (dossier_name, firm_name, email) if one]) != 1:
        door.stop(_("Give one of --dossier, --firm and --person."))
    door.start_django()
    rows = [_shown(token, now=door.moment()) for token in _found(dossier_name, firm_name, email)]
    if as_json:
        door.print_json({"tokens": rows})
        return
    for row in rows:
        used = belgian.moment(row["last_used_at"]) if row["last_used_at"] else _("never used")
        used = f"{used:<16}  {row['last_used_from'] or '-':<18}"
        click.echo(f"{row['prefix']}  {word(row['state']):<12}  {used}  {row['person']}  {row['title']}")


@command.command("revoke")
@click.argument("prefix")
@click.option("--dossier", "dossier_name", help="Close this dossier to it; the others stay open.")
def revoke(prefix: str, dossier_name: str | None) -> None:
    """Revoke the token PREFIX (see `list`); it opens nothing from now on."""
    door.start_django()
    from boekbrug.business.dossiers import actions_agents, agents

    token = agents.token_with(prefix)
    if token is None:
        told = _("There is no token {token}. Run `boekbrug agent list` for them.", token=prefix)
        door.stop(told, door.PROBLEMS)
    by: dict[str, Any] = {"token": token, "actor": door.actor(), "now": door.moment()}
    if dossier_name:
        dossier = door.find_dossier(dossier_name)
        named = {"token": prefix, "title": token.title, "dossier": dossier.name}
        if token not in agents.tokens_for(dossier):
            told = _("{token} does not enter {dossier}. Run `boekbrug agent list`.", **named)
            door.stop(told, door.PROBLEMS)
        actions_agents.close_to(dossier=dossier, **by)
        click.echo(_("{token} ({title}) does not enter {dossier} any more.", **named))
    else:
        actions_agents.revoke_token(**by)
        click.echo(_("{key} ({title}) opens nothing any more.", key=prefix, title=token.title))


def _found(dossier_name: str | None, firm_name: str | None, email: str | None) -> list[AgentToken]:
    from boekbrug.business.dossiers import agents

    if dossier_name:
        return agents.tokens_for(door.find_dossier(dossier_name))
    if firm_name:
        return agents.tokens_of_firm(find_firm(firm_name))
    return agents.tokens_of(door.find_person(email or ""))


def _shown(token: AgentToken, *, now: dt.datetime) -> dict[str, Any]:
    from boekbrug.business.dossiers import agents

    state = "usable" if token.is_usable(now) else "revoked" if token.revoked_at else "expired"
    return {
        "prefix": token.prefix,
        "title": token.title,
        "person": token.person.email,
        "firm": token.firm.public_id if token.firm else None,
        "dossiers": "all" if token.opens_all else [one.public_id for one in agents.listed_by(token)],
        "scopes": token.scopes,
        "state": state,
        "made_at": token.created_at.isoformat(timespec="seconds"),
        "expires_at": token.expires_at.isoformat(timespec="seconds"),
        "last_used_at": token.last_used_at.isoformat(timespec="seconds") if token.last_used_at else None,
        "last_used_from": token.last_used_from or None,
    }
