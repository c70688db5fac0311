"""Bytes on disk: written to a temporary name, flushed, renamed, and the folder flushed.

A row never points to a missing or short file: the file is complete before the row exists.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from django.conf import settings

from boekbrug.wording import Refusal, Wording

_UNFINISHED = ".new-"
_PIECE_BYTES = 1 << 20
_NAME_LENGTH = 64  # a SHA-256 in hexadecimal

DAMAGED = Wording("file-content-damaged", "The file {sha256} is missing or damaged. Restore it from backup.")


class ContentDamaged(Refusal):
    """The stored bytes no longer have their SHA-256; restore the file from backup."""

    def __init__(self, sha256: str) -> None:
        super().__init__(DAMAGED.say(sha256=sha256))
        self.sha256 = sha256


def path_of(dossier_id: int, sha256: str) -> Path:
    """Return where the bytes lie: per dossier, so that nothing shows what another dossier keeps."""
    return Path(settings.BLOBS) / str(dossier_id) / sha256[:2] / sha256


def write(dossier_id: int, sha256: str, content: bytes) -> bool:
    """Put bytes on disk so that they survive a crash right after this returns; False when they lay there.

    What lies there and differs is damaged: the file that came again mends it.
    """
    path = path_of(dossier_id, sha256)
    _make_folder(path.parent)
    if _is_used_again(path, content):
        return False
    _write(path, [content])
    return True


def replace(dossier_id: int, sha256: str, pieces: Iterable[bytes]) -> None:
    """Put whole bytes in the place of damaged or missing ones; what `pieces` raises leaves all as it was."""
    path = path_of(dossier_id, sha256)
    _make_folder(path.parent)
    _write(path, pieces)


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each flushed in the one above: its name must survive a crash too."""
    missing = list(takewhile(lambda one: not one.is_dir(), [folder, *folder.parents]))
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        _flush_folder(one.parent)


def _is_used_again(path: Path, content: bytes) -> bool:
    """Whether the bytes lie there already; they are then new again for who removes what nobody names."""
    with _folder(path.parent, fcntl.LOCK_SH):
        if not path.exists() or path.stat().st_size != len(content) or not _holds(path, content):
            return False
        os.utime(path)
    return True


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file holds these bytes, compared piece by piece: quicker than their SHA-256 was to make."""
    try:
        with path.open("rb") as stream:
            pieces = (content[at : at + _PIECE_BYTES] for at in range(0, len(content), _PIECE_BYTES))
            return all(stream.read(_PIECE_BYTES) == piece for piece in pieces)
    except OSError:  # a disk that cannot read it back
        return False


def remove_unused(*, before: dt.datetime, is_named: Callable[[int, str], bool]) -> int:
    """Remove whole files that no row names and nobody wrote since; returns how many.

    A writer that finds its bytes makes them new under a lock on their folder; here the same lock is held from
    the look at the time to the removal. So a file goes only while nobody is about to name it.
    """
    count = 0
    for path in sorted(Path(settings.BLOBS).glob("[0-9]*/??/*")):
        if len(path.name) != _NAME_LENGTH or is_named(int(path.parts[-3]), path.name):
            continue
        with _folder(path.parent, fcntl.LOCK_EX), contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp() and not is_named(int(path.parts[-3]), path.name):
                path.unlink()
                count += 1
    return count


@contextlib.contextmanager
def _folder(folder: Path, kind: int) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, kind)
        yield
    finally:
        os.close(handle)


def read(dossier_id: int, sha256: str) -> bytes:
    """Return the bytes; raises ContentDamaged when they are not there."""
    try:
        return path_of(dossier_id, sha256).read_bytes()
    except FileNotFoundError as missing:
        raise ContentDamaged(sha256) from missing


def remove_unfinished(*, before: dt.datetime) -> int:
    """Remove what killed writers left half written, when it is older; returns how many there were."""
    count = 0
    for path in Path(settings.BLOBS).glob(f"*/*/{_UNFINISHED}*"):
        with contextlib.suppress(FileNotFoundError):  # its writer finished it just now
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                count += 1
    return count


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
