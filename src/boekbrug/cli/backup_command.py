"""`boekbrug backup`: the database, the files and the keys of one moment, sealed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from boekbrug.cli import door, safekeeping_door
from boekbrug.cli.speech import _

if TYPE_CHECKING:
    from boekbrug.business.safekeeping.repository import Repository


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path, file_okay=False), required=False)
@safekeeping_door.key_option
@click.option(
    "--new-key", type=click.Path(path_type=Path, dir_okay=False), help="Only make a key, in this file."
)
@click.option("--check", "only_check", is_flag=True, help="Only read every part of the last backup.")
@click.option("--mend", "reads_all", is_flag=True, help="Read every kept file in it; seal damaged ones anew.")
def command(
    *, target: Path | None, key_file: Path | None, new_key: Path | None, only_check: bool, reads_all: bool
) -> None:
    """Back everything up into the folder TARGET, while Boekbrug runs; only what is new is added.

    Each day a thirtieth of the kept files in the folder is read again, and damaged ones are sealed anew.
    Exit code 1: the backup is made, but kept files are damaged here, or `--check` found something.

    Keep the key apart from the backups, and keep it: without it nobody can read them.
    """
    if new_key is not None:
        _make_key(new_key)
        return
    if target is None or key_file is None:
        door.stop(
            _("Name the folder for backups and --key-file. `boekbrug backup --new-key FILE` makes a key.")
        )
    door.start_django()
    from boekbrug.business.safekeeping import actions

    with safekeeping_door.sentences(target), safekeeping_door.progress() as tell:
        repository = safekeeping_door.opened(target, key_file, may_make=not only_check)
        if only_check:
            _check(repository, tell)
            return
        made = actions.back_up(repository=repository, now=door.moment(), reads_all=reads_all, tell=tell)
    click.echo(
        _(
            "Backup {stamp}: a database of {size} bytes, {files} files, {new} of them new.",
            stamp=made.stamp,
            size=made.database_bytes,
            files=made.files,
            new=made.new_files,
        )
    )
    if made.mended:
        click.echo(_("Damaged files of it written anew: {count}.", count=made.mended))
    for sha256 in made.lost:
        click.echo(_("The kept file {file} is missing or damaged here, and in no backup.", file=sha256))
    if made.lost:
        raise SystemExit(door.PROBLEMS)


def _check(repository: Repository, tell: Callable[[str, int, int], None]) -> None:
    from boekbrug.business.safekeeping import mending, restoring

    stamp, count, damaged = restoring.chosen(repository, ""), 0, 0
    for name, is_damaged in mending.damaged_parts(repository, stamp, tell=tell):
        count, damaged = count + 1, damaged + is_damaged
        if is_damaged:
            click.echo(_("{part} is damaged.", part=name))
    if damaged:
        told = {"damaged": damaged, "count": count, "stamp": stamp}
        click.echo(_("{damaged} of {count} parts of backup {stamp} are damaged. Run it with --mend.", **told))
        raise SystemExit(door.PROBLEMS)
    click.echo(_("Every part opens: {count} of backup {stamp}.", count=count, stamp=stamp))


def _make_key(path: Path) -> None:
    from boekbrug.business.safekeeping.repository import new_key

    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        door.stop(
            _(
                "{path} exists already. Name a new file: a key that is written over opens nothing any more.",
                path=path,
            )
        )
    with os.fdopen(handle, "w") as stream:
        stream.write(new_key() + "\n")
    click.echo(_("The key is in {path}. Copy it to another place than the backups, and keep it.", path=path))
