"""Bytes on disk: written to a temporary name, flushed, renamed, and the folder flushed.

A row never points to a missing or short file: the file is complete before the row exists.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import tempfile
from pathlib import Path

from django.conf import settings

_UNFINISHED = ".new-"


class ContentDamaged(Exception):
    """The stored bytes no longer have their SHA-256; restore the file from backup."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"The file {sha256} is missing or damaged. Restore it from backup.")
        self.sha256 = sha256


def path_of(dossier_id: int, sha256: str) -> Path:
    """Return where the bytes lie: per dossier, so that nothing shows what another dossier keeps."""
    return Path(settings.BLOBS) / str(dossier_id) / sha256[:2] / sha256


def write(dossier_id: int, sha256: str, content: bytes) -> None:
    """Put bytes on disk so that they survive a crash right after this returns."""
    path = path_of(dossier_id, sha256)
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


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
