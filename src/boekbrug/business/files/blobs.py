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
from pathlib import Path

from django.conf import settings

from boekbrug.wording import Refusal, Wording

_UNFINISHED = ".new-"
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


def write(dossier_id: int, sha256: str, content: bytes) -> None:
    """Put bytes on disk so that they survive a crash right after this returns."""
    path = path_of(dossier_id, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not _is_used_again(path, len(content)):
        _write(path, [content])


def replace(dossier_id: int, sha256: str, pieces: Iterable[bytes]) -> None:
    """Put whole bytes in the place of damaged or missing ones; what `pieces` raises leaves all as it was."""
    path = path_of(dossier_id, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
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


def _is_used_again(path: Path, size_bytes: int) -> bool:
    """Whether the bytes lie there already; they are then new again for who removes what nobody names."""
    with _folder(path.parent, fcntl.LOCK_SH):
        if not path.exists() or path.stat().st_size != size_bytes:
            return False
        os.utime(path)
    return True


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
