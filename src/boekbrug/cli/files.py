"""Files that a command was given: folders are walked, nothing is followed out of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from boekbrug.cli import door


def under(paths: Iterable[str]) -> Iterator[Path]:
    """Yield the files of the paths, those of a folder by name; stops with a sentence for one not there."""
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file() and not one.is_symlink())
        elif path.is_file():
            yield path
        else:
            door.stop(f"{given} is not a file or folder. Check the spelling.")


def content(path: Path) -> bytes:
    """Return the bytes of a file; stops with a sentence when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as wrong:
        door.stop(f"{path} cannot be read: {wrong.strerror}.")
