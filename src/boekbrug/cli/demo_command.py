"""`boekbrug demo`: a firm with three dossiers and a year of work, ready to click through."""

from __future__ import annotations

import os
from pathlib import Path

import click

from boekbrug.cli import demo_folder, door
from boekbrug.cli.speech import _


@click.command("demo")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data/demo"),
    show_default=True,
    help="The folder of the demo, made when it is not there.",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where it listens."
)
@click.option("--fresh", is_flag=True, help="Throw the earlier demo away and make it again.")
@click.option("--code", "only_codes", is_flag=True, help="Print the codes of the second factors, no more.")
@click.option("--make-only", is_flag=True, help="Make the demo, do not start it.")
def command(*, data: Path, port: int, fresh: bool, only_codes: bool, make_only: bool) -> None:
    """Make a demo firm with three dossiers and start it."""
    try:
        demo_folder.claim(data, fresh=fresh)
    except demo_folder.NotADemo as theirs:
        door.refuse(theirs, door.COULD_NOT_RUN)
    os.environ.update(
        BOEKBRUG_PROFILE="demo",
        BOEKBRUG_DATA=str(data.resolve()),
        BOEKBRUG_DATABASE="",
        BOEKBRUG_ADDRESS=f"http://localhost:{port}",
        BOEKBRUG_PORT=str(port),
    )
    door.start_django()
    from boekbrug.cli.setting_up import prepare_database

    prepare_database()
    if only_codes:
        _print_codes()
        return
    _make(data)
    if make_only:
        return
    from boekbrug.cli.serve_command import run

    run("127.0.0.1", port)


def _make(data: Path) -> None:
    from boekbrug.business import demo
    from boekbrug.business.people.queries import person_by_email

    if not demo_folder.is_finished(data):
        if person_by_email(demo.FIRST_LOGIN):
            door.stop(
                _("The demo in {path} is half made. Run `boekbrug demo --fresh` to make it again.", path=data)
            )
        click.echo(_("Making a year of invoices, purchases and statements for three dossiers …"))
        demo.make_demo(now=door.moment(), tell=lambda name: click.echo(f"  {name}"))
        demo_folder.finish(data)
    told = _("Log in with one of these; the password is always: {password}", password=demo.PASSWORD)
    click.echo(f"\n{told}")
    for login in demo.LOGINS:
        code = _code(login.email)
        now = "  " + _("(code of this moment: {code})", code=code) if code else ""
        click.echo(f"  {login.email:<28} {login.name:<16} {door.say(login.what)}{now}")
    click.echo(
        _("Who works for the firm is also asked for a code, another one every half minute; this prints it:")
    )
    click.echo(f"  .venv/bin/boekbrug demo --data {data} --code\n")


def _print_codes() -> None:
    """Print what the authenticator apps of the demo show; only a demo folder gets here."""
    from boekbrug.business import demo

    for login in demo.LOGINS:
        if code := _code(login.email):
            click.echo(f"  {login.email:<28} {code}")


def _code(email: str) -> str | None:
    from boekbrug.business.people import factors
    from boekbrug.business.people.queries import person_by_email

    person = person_by_email(email)
    return factors.current_code(person, now=door.moment()) if person else None
