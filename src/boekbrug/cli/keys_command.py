"""`boekbrug keys`: the keys under which secrets of connections are sealed."""

from __future__ import annotations

import click

from boekbrug.cli import door
from boekbrug.wording import Wording

ROTATED = Wording(
    "keys-rotated", "New secrets are sealed with the key {found}; {count} connections were sealed again."
)
FORGOTTEN = Wording(
    "keys-forgotten", "Earlier keys dropped: {count}. Backups from before open their secrets no more."
)
ALL_OPEN = Wording("keys-all-open", "The secrets of {count} connections open.")
DOES_NOT_OPEN = Wording("keys-does-not-open", "Connection {found}, {setting}: {said}")


@click.group("keys")
def command() -> None:
    """Rotate and check the keys that seal secrets; they lie in the data folder, outside the database."""


@command.command("check")
def check() -> None:
    """Open every secret once; says which connections need theirs again."""
    door.start_django()
    from boekbrug.business.connections import rotation

    count, broken = rotation.try_all()
    for one in broken:
        said = door.say(one.sentence)
        click.echo(door.say(DOES_NOT_OPEN.say(found=one.connection, setting=one.setting, said=said)))
    if broken:
        raise SystemExit(door.PROBLEMS)
    click.echo(door.say(ALL_OPEN.say(count=count)))


@command.command("rotate")
@click.option("--forget-earlier", is_flag=True, help="Drop the earlier keys once nothing here needs them.")
def rotate(forget_earlier: bool) -> None:
    """Make a new key and seal every secret again; what runs takes it up at once."""
    door.start_django()
    from boekbrug.business.connections import rotation

    id_of_key, count, broken = rotation.rotate()
    click.echo(door.say(ROTATED.say(found=id_of_key, count=count)))
    for one in broken:
        said = door.say(one.sentence)
        click.echo(door.say(DOES_NOT_OPEN.say(found=one.connection, setting=one.setting, said=said)))
    if broken:
        raise SystemExit(door.PROBLEMS)
    if forget_earlier:
        click.echo(door.say(FORGOTTEN.say(count=rotation.forget_earlier())))
