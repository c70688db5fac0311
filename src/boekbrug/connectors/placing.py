"""Put a file in a folder so that a reader never sees half of it, and know afterwards whether it got there.

The rule of the temporary file (reliability F4): the bytes lie complete under a temporary name; then the
placing is noted for good; then one rename. After a crash: temporary file there = not placed; gone = placed,
even when the reader of the folder took it away at once.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from boekbrug.connectors.file_names import with_counter
from boekbrug.connectors.protocol import Notes

_NOT_EXISTING_ONLY = 1  # RENAME_NOREPLACE of renameat2(2)
_HERE = -100  # AT_FDCWD
_NOT_KNOWN = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}
COUNTER_MAX = 999


@dataclass(frozen=True, slots=True)
class Placing:
    """What is noted before the rename; `folder_identity` tells a share apart from its empty mount point."""

    folder: str
    folder_identity: str
    temporary: str
    target: str
    sha256: str


class FolderChanged(Exception):
    """The folder of a noted placing is another one now: nobody can tell whether the file got there."""


def noted(notes: Notes, key: str) -> Placing | None:
    """Return the placing that was noted for a parcel, or None when no rename was ever begun."""
    text = notes.read().get(_name(key), "")
    return Placing(**json.loads(text)) if text else None


def is_placed(placing: Placing) -> bool:
    """Whether the rename happened; raises FolderChanged, or OSError when the folder cannot be read."""
    folder = Path(placing.folder)
    if _identity(folder) != placing.folder_identity:
        raise FolderChanged
    return not os.path.lexists(folder / placing.temporary)


def write_temporary(folder: Path, key: str, content: bytes) -> str:
    """Write the bytes under the temporary name and flush file and folder; raises OSError."""
    name = f".{key}.placing"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(folder / name, flags, 0o664)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    flush_folder(folder)
    return name


def rename_noted(notes: Notes, key: str, wanted: Placing) -> Placing:
    """Note the placing and rename; a name that is taken gets a counter. Returns where it lies.

    Raises FileNotFoundError when the temporary file is gone, and OSError otherwise.
    """
    folder = Path(wanted.folder)
    for number in range(1, COUNTER_MAX + 1):
        target = with_counter(wanted.target, number)
        if os.path.lexists(folder / target):
            continue
        placing = Placing(wanted.folder, _identity(folder), wanted.temporary, target, wanted.sha256)
        notes.write(_name(key), json.dumps(asdict(placing)))
        try:
            _rename_without_overwriting(folder / placing.temporary, folder / target)
        except FileExistsError:
            continue
        return placing
    raise FileExistsError(errno.EEXIST, "every counter is taken", wanted.target)


def forget(notes: Notes, key: str, folder: Path) -> None:
    """Take the temporary file away after a rename that certainly failed, then its note."""
    (folder / f".{key}.placing").unlink(missing_ok=True)
    notes.write(_name(key), "")


def flush_folder(folder: Path) -> None:
    """Make names in a folder survive power loss; where the system cannot flush folders, nothing happens."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as wrong:
        if wrong.errno not in _NOT_KNOWN:
            raise
    finally:
        os.close(handle)


def _rename_without_overwriting(source: Path, target: Path) -> None:
    """Rename in one step; raises FileExistsError. Without the system's help it looks first, then renames."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    rename = getattr(library, "renameat2", None)
    if rename is not None:
        if rename(_HERE, os.fsencode(source), _HERE, os.fsencode(target), _NOT_EXISTING_ONLY) == 0:
            return
        code = ctypes.get_errno()
        if code not in _NOT_KNOWN:
            raise OSError(code, os.strerror(code), str(target))
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)


def _identity(folder: Path) -> str:
    facts = folder.stat()
    return f"{facts.st_dev}:{facts.st_ino}"


def _name(key: str) -> str:
    return f"placing:{key}"
