"""Files that a command was given: folders are walked, nothing is followed out of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from boekbrug.cli import door

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
            door.stop(f"{given} is not a file or folder. Check the spelling.")


def _in_folder(folder: Path) -> list[Path]:
    if not os.access(folder, os.R_OK | os.X_OK):
        door.stop(f"The folder {folder} cannot be read. Give the right to read it, or choose another.")
    found = sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())
    return found or door.stop(f"The folder {folder} holds no file. Check the spelling.")


def content(path: Path) -> bytes:
    """Return the bytes of a file; stops with a sentence when it cannot be read."""
    try:
        if (size := path.stat().st_size) > FILE_BYTES_MAX:
            most = FILE_BYTES_MAX // 1024**2
            door.stop(f"{path} has {size // 1024**2} MiB; at most {most} MiB are read. Split it first.")
        return path.read_bytes()
    except OSError as wrong:
        door.stop(f"{path} cannot be read: {wrong.strerror}.")
