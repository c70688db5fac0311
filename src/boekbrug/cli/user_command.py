"""`boekbrug user`: add people, set passwords, make keys for programs."""

from __future__ import annotations

import click

from boekbrug.cli import door, setting_up


@click.group()
def command() -> None:
    """Add people, set passwords, make API keys."""


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
        door.stop(" ".join(getattr(refused, "messages", [str(refused)])), door.PROBLEMS)
    click.echo(f"{email} can log in.")


@command.command("password")
@click.argument("email")
@click.password_option(help="At least 12 characters; asked for when left out.")
def set_password(email: str, password: str) -> None:
    """Give the person with EMAIL a new password; their open sessions end."""
    door.start_django()
    from django.core.exceptions import ValidationError

    from boekbrug.business.people import actions, queries

    person = queries.person_by_email(email)
    if person is None:
        door.stop(f"Nobody logs in with {email}. Add them with `boekbrug user add`.", door.PROBLEMS)
    try:
        actions.set_password(person=person, password=password)
    except ValidationError as weak:
        door.stop(" ".join(weak.messages), door.PROBLEMS)
    click.echo(f"{email} has a new password.")


@command.command("key")
@click.argument("email")
@door.dossier_option
@click.option("--title", required=True, help="What the key is for.")
@door.json_option
def make_key(email: str, dossier_name: str, title: str, as_json: bool) -> None:
    """Make an API key that acts for EMAIL in one dossier; it is shown once."""
    with door.inside(dossier_name) as dossier:
        from boekbrug.business.dossiers import actions_keys, rights
        from boekbrug.business.people import queries

        person = queries.person_by_email(email)
        try:
            if person is None:
                raise rights.NoSuchDossier
            rights.open_dossier(person=person, public_id=dossier.public_id, on=door.moment().date())
        except rights.NoSuchDossier:
            door.stop(f"{email} does not work in {dossier.name}. Give them a role first.", door.PROBLEMS)
        _, text = actions_keys.make_key(dossier=dossier, person=person, title=title, now=door.moment())
    if as_json:
        door.print_json({"key": text, "title": title})
    else:
        click.echo(text)
