"""`boekbrug backup`: the database, the files and the keys of one moment, sealed."""

from __future__ import annotations

import os
from pathlib import Path

import click

from boekbrug.cli import door, safekeeping_door


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path, file_okay=False), required=False)
@safekeeping_door.key_option
@click.option(
    "--new-key", type=click.Path(path_type=Path, dir_okay=False), help="Only make a key, in this file."
)
def command(target: Path | None, key_file: Path | None, new_key: Path | None) -> None:
    """Back everything up into the folder TARGET, while Boekbrug runs; only what is new is added.

    Keep the key apart from the backups, and keep it: without it nobody can read them.
    """
    if new_key is not None:
        _make_key(new_key)
        return
    if target is None or key_file is None:
        door.stop("Name the folder for backups and --key-file. `boekbrug backup --new-key FILE` makes a key.")
    door.start_django()
    from boekbrug.business.safekeeping import actions

    with safekeeping_door.sentences(target), safekeeping_door.progress() as tell:
        repository = safekeeping_door.opened(target, key_file, may_make=True)
        made = actions.back_up(repository=repository, now=door.moment(), tell=tell)
    click.echo(
        f"Backup {made.stamp}: a database of {made.database_bytes:,} bytes, {made.files} files, "
        f"{made.new_files} of them new."
    )
    if made.lost:
        for sha256 in made.lost:
            click.echo(f"The kept file {sha256} is missing or damaged here, and is not in this backup.")
        click.echo("Everything else is. Run `boekbrug verify`, and take these from an earlier copy.")
        raise SystemExit(door.PROBLEMS)


def _make_key(path: Path) -> None:
    from boekbrug.business.safekeeping.repository import new_key

    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        door.stop(
            f"{path} exists already. Name a new file: a key that is written over opens nothing any more."
        )
    with os.fdopen(handle, "w") as stream:
        stream.write(new_key() + "\n")
    click.echo(f"The key is in {path}. Copy it to another place than the backups, and keep it.")
