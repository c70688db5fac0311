"""`boekbrug user`: add and invite people, close logins; make, list and revoke keys for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from boekbrug.cli import belgian, door, login_commands, setting_up
from boekbrug.cli.labels import word
from boekbrug.cli.speech import _

if TYPE_CHECKING:
    import datetime as dt

    from boekbrug.business.dossiers.models import ApiKey


@click.group()
def command() -> None:
    """Add and invite people, close logins, make and revoke API keys."""


@command.command("add")
@click.argument("email")
@click.option("--name", required=True, help="As others see it.")
@click.option(
    "--language",
    type=click.Choice(["nl", "fr", "de", "en"]),
    default="nl",
    show_default=True,
    help="Of pages and mails.",
)
@click.option("--operator", "is_operator", is_flag=True, help="May see the status page, no dossier.")
@click.password_option(help="At least 12 characters; asked for when left out.")
def add(*, email: str, name: str, language: str, is_operator: bool, password: str) -> None:
    """Add a person who logs in with EMAIL; sets up the database when that is needed."""
    door.start_django()
    setting_up.prepare_database()
    from django.core.exceptions import ValidationError

    from boekbrug.business.people import actions

    try:
        actions.add_person(
            email=email,
            name=name,
            password=password,
            language=language,
            now=door.moment(),
            is_operator=is_operator,
        )
    except (actions.AddressTaken, ValidationError) as refused:
        door.refuse(refused)
    click.echo(_("{email} can log in.", email=email))


@command.command("password")
@click.argument("email")
@click.password_option(help="At least 12 characters; asked for when left out.")
def set_password(email: str, password: str) -> None:
    """Give the person with EMAIL a new password; their open sessions end."""
    door.start_django()
    from django.core.exceptions import ValidationError

    from boekbrug.business.people import actions

    person = door.find_person(email)
    try:
        actions.set_password(person=person, password=password)
    except ValidationError as weak:
        door.refuse(weak)
    click.echo(_("{email} has a new password.", email=email))


@command.command("key")
@click.argument("email")
@door.dossier_option
@click.option("--title", required=True, help="What the key is for.")
@click.option(
    "--scope", "scopes", multiple=True, required=True, help="What it may do; may be repeated, as sales:read."
)
@click.option(
    "--days", type=click.IntRange(1, 730), default=365, show_default=True, help="How long it lasts."
)
@door.json_option
def make_key(
    *, email: str, dossier_name: str, title: str, scopes: tuple[str, ...], days: int, as_json: bool
) -> None:
    """Make an API key that acts for EMAIL in one dossier; it is shown once."""
    import datetime as dt

    with door.inside(dossier_name) as dossier:
        from boekbrug.business.dossiers import actions_keys, key_scopes, rights
        from boekbrug.business.people import queries

        person = queries.person_by_email(email)
        try:
            if person is None:
                raise rights.NoSuchDossier
            rights.open_dossier(person=person, public_id=dossier.public_id, on=door.today())
        except rights.NoSuchDossier:
            told = {"email": email, "dossier": dossier.name}
            door.stop(_("{email} does not work in {dossier}. Give them a role first.", **told), door.PROBLEMS)
        now = door.moment()
        try:
            text = actions_keys.make_key(
                dossier=dossier,
                person=person,
                title=title,
                scopes=scopes,
                expires_at=now + dt.timedelta(days=days),
                actor=door.actor(),
                now=now,
            )[1]
        except key_scopes.UnknownScope as unknown:
            door.refuse(unknown)
    if as_json:
        door.print_json({"key": text, "title": title})
    else:
        click.echo(text)


@command.command("keys")
@door.dossier_option
@door.json_option
def list_keys(dossier_name: str, as_json: bool) -> None:
    """List the API keys of a dossier, without their secrets."""
    with door.inside(dossier_name) as dossier:
        from boekbrug.business.dossiers import queries

        rows = [_shown(key, now=door.moment()) for key in queries.api_keys(dossier)]
    if as_json:
        door.print_json({"keys": rows})
        return
    for row in rows:
        used = belgian.moment(row["last_used_at"]) if row["last_used_at"] else _("never used")
        moments = f"{belgian.moment(row['made_at'])}  {used:<16}"
        click.echo(f"{row['prefix']}  {word(row['state']):<12}  {moments}  {row['person']}  {row['title']}")


@command.command("revoke")
@click.argument("prefix")
@door.dossier_option
def revoke_key(prefix: str, dossier_name: str) -> None:
    """Revoke the API key PREFIX (see `keys`); it opens nothing from now on."""
    with door.inside(dossier_name) as dossier:
        from boekbrug.business.dossiers import actions_keys, queries

        key = next((one for one in queries.api_keys(dossier) if one.prefix == prefix), None)
        if key is None:
            told = {"dossier": dossier.name, "key": prefix}
            door.stop(
                _("{dossier} has no key {key}. Run `boekbrug user keys` for the list.", **told), door.PROBLEMS
            )
        actions_keys.revoke_key(key=key, actor=door.actor(), now=door.moment())
    click.echo(_("{key} ({title}) opens nothing any more.", key=prefix, title=key.title))


def _shown(key: ApiKey, *, now: dt.datetime) -> dict[str, Any]:
    state = "usable" if key.is_usable(now) else "revoked" if key.revoked_at else "expired"
    return {
        "prefix": key.prefix,
        "title": key.title,
        "person": key.person.email,
        "made_at": key.created_at.isoformat(timespec="seconds"),
        "last_used_at": key.last_used_at.isoformat(timespec="seconds") if key.last_used_at else None,
        "state": state,
        "scopes": " ".join(key.scopes),
        "expires_at": key.expires_at.isoformat(timespec="seconds"),
    }


command.add_command(login_commands.invite)
command.add_command(login_commands.disable)
command.add_command(login_commands.enable)
command.add_command(login_commands.reset_factors)
command.add_command(login_commands.sessions)
