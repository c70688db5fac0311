"""What the commands for backups share: the key, the progress, the sentences."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from boekbrug.cli import door, labels
from boekbrug.cli.speech import _

if TYPE_CHECKING:
    from boekbrug.business.safekeeping.repository import Repository

key_option = click.option(
    "--key-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file with the key of the backups.",
)


def opened(folder: Path, key_file: Path, *, may_make: bool) -> Repository:
    """Open the folder of backups with the key in a file."""
    from boekbrug.business.safekeeping.repository import open_repository

    try:
        secret = key_file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        why = getattr(wrong, "strerror", None) or _("it is no text")
        door.stop(
            _(
                "The key file {path} cannot be read: {why}. Name the file that holds the key.",
                path=key_file,
                why=why,
            )
        )
    return open_repository(folder, secret, may_make=may_make)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Yield what shows how far the work is, on standard error and only to a person."""
    is_shown = sys.stderr.isatty()

    def tell(what: str, done: int, total: int) -> None:
        if is_shown:
            told = _("{what}: {done} of {total}", what=labels.word(what), done=done, total=total)
            click.echo(f"\r{told}   ", nl=done == total, err=True)

    yield tell


@contextmanager
def sentences(folder: Path) -> Iterator[None]:
    """Turn what can go wrong outside us into one sentence and exit code 2."""
    from boekbrug.business.safekeeping import actions, database_copy, repository, restoring, streams

    refusals = (
        repository.NoBackupThere,
        repository.WrongKey,
        repository.KeyTooShort,
        database_copy.PlaceTaken,
        database_copy.DatabaseToolFailed,
        streams.PartDamaged,
        restoring.FileDamaged,
        actions.BackupRuns,
        actions.StampTaken,
    )
    try:
        yield
    except refusals as refused:
        door.refuse(refused, door.COULD_NOT_RUN)
    except OSError as failed:
        door.stop(_of_disk(failed, folder))


def _of_disk(failed: OSError, folder: Path) -> str:
    place = failed.filename or folder
    if failed.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _(
            "There is no room left at {path}. Make room and run it again; what was whole stays.", path=place
        )
    return _(
        "{path} cannot be written or read: {why}. Correct that and run it again.",
        path=place,
        why=failed.strerror or failed,
    )
