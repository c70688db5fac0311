"""Files that a command was given, folders walked and nothing followed out of them; files that it writes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from boekbrug.cli import door
from boekbrug.cli.speech import _

FILE_BYTES_MAX = 500 * 1024**2  # read into memory at once


def under(paths: Iterable[str]) -> Iterator[Path]:
    """Yield the files of the paths, those of a folder by name.

    Stops with a sentence for a path that is not there, a folder without files or one that cannot be read.
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from _in_folder(path)
        elif path.is_file():
            yield path
        else:
            door.stop(_("{path} is not a file or folder. Check the spelling.", path=given))


def _in_folder(folder: Path) -> list[Path]:
    if not os.access(folder, os.R_OK | os.X_OK):
        door.stop(
            _("The folder {path} cannot be read. Give the right to read it, or choose another.", path=folder)
        )
    found = sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())
    return found or door.stop(_("The folder {path} holds no file. Check the spelling.", path=folder))


def content(path: Path) -> bytes:
    """Return the bytes of a file; stops with a sentence when it cannot be read."""
    try:
        if (size := path.stat().st_size) > FILE_BYTES_MAX:
            found, most = -(-size // 1024**2), FILE_BYTES_MAX // 1024**2  # 500.1 MiB is no 500
            door.stop(
                _(
                    "{path} has {found} MiB; at most {most} MiB are read. Split it first.",
                    path=path,
                    found=found,
                    most=most,
                )
            )
        return path.read_bytes()
    except OSError as wrong:
        door.stop(_("{path} cannot be read: {why}.", path=path, why=wrong.strerror))


def write_whole(target: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then moved; raises OSError."""
    temporary = target.with_name(f".{target.name}.new")
    try:
        temporary.write_bytes(content)
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
