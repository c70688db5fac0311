"""`boekbrug timeline`: write the heads of all timelines, to keep elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from boekbrug.cli import door
from boekbrug.cli.speech import _


@click.command("timeline")
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="A file, made new.")
def command(target: Path | None) -> None:
    """Write the head of every timeline: keep it elsewhere, each day; `verify --heads` compares with it later.

    Whoever holds the database and cuts off the end of a timeline cannot cut it off there.
    """
    door.start_django()
    from boekbrug.business.timeline import heads

    text = heads.written(now=door.moment())
    if target is None:
        click.echo(text, nl=False)
        return
    try:
        with target.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        door.stop(
            _("{path} exists already. Name a new file: earlier heads stay worth something.", path=target)
        )
    except OSError as failed:
        door.stop(_("{path} cannot be written: {why}. Name another file.", path=target, why=failed.strerror))
