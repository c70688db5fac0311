"""Back everything up: the database of one moment, every file it names, the keys, and a manifest over all."""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from boekbrug.business.files import blobs
from boekbrug.business.files.models import StoredFile
from boekbrug.business.safekeeping import database_copy
from boekbrug.business.safekeeping.models import Round, Work
from boekbrug.business.safekeeping.repository import (
    DATABASE,
    KEYS,
    MANIFEST,
    MARK,
    Repository,
    pieces_of,
)
from boekbrug.business.timeline.models import Head

Tell = Callable[[str, int, int], None]  # what, done, of how many


class BackupRuns(Exception):
    """Another backup or restore works in this folder."""

    def __init__(self) -> None:
        super().__init__("Another backup works in this folder. Wait until it is done.")


class FileMissing(Exception):
    """A kept file is missing or damaged, so a backup would not be whole."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"The kept file {sha256} is missing or damaged. Run `boekbrug verify`.")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made."""

    stamp: str
    files: int
    new_files: int
    database_bytes: int
    lost: tuple[str, ...] = ()  # kept files whose bytes are missing or damaged here, and in no earlier backup


def back_up(*, repository: Repository, now: dt.datetime, tell: Tell = lambda *_: None) -> Made:
    """Make one backup while everything goes on; it counts once its manifest is written.

    The database comes first: files are never changed, and none that a row names is removed, so every file
    of that moment is still there afterwards.

    :raises BackupRuns: when another one works in the folder
    A kept file that is not what it was is left out and named in `lost`: the rest must still be safe.

    :raises database_copy.DatabaseToolFailed: when PostgreSQL's programs are missing or fail
    :raises OSError: when there is no room
    """
    stamp = now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H%M%SZ")
    with _alone(repository):
        repository.drop_unfinished()
        tell("database", 0, 1)
        facts, counted = _facts(), _Counted()
        with database_copy.snapshot(settings.DATABASES["default"], scratch=settings.DATA) as pieces:
            repository.write(stamp, DATABASE, counted.through(pieces))
        tell("database", 1, 1)
        repository.write(stamp, KEYS, [json.dumps(_keys()).encode()])
        named, new, lost = _files(repository, tell)
        manifest = facts | {
            "made_at": now.isoformat(),
            "database": {
                "kind": connection.vendor,
                "bytes": counted.size,
                "sha256": counted.digest.hexdigest(),
            },
            "files": named,
            "lost": lost,
        }
        repository.write(stamp, MANIFEST, [json.dumps(manifest).encode()])
    made = Made(stamp, len(named), new, counted.size, tuple(lost))
    counts = {"files": made.files, "new_files": new, "lost": len(lost)}
    note(work=Work.BACKUP, is_fine=True, counts=counts, now=now)
    return made


def note(*, work: Work, is_fine: bool, counts: dict[str, int], now: dt.datetime) -> Round:
    """Remember that a round of work ended, and how."""
    return Round.objects.create(work=work, ended_at=now, is_fine=is_fine, counts=counts)


class _Counted:
    """Counts and digests what passes through."""

    def __init__(self) -> None:
        self.size, self.digest = 0, hashlib.sha256()

    def through(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            self.digest.update(piece)
            yield piece


@contextmanager
def _alone(repository: Repository) -> Iterator[None]:
    with (repository.folder / MARK).open("rb") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise BackupRuns from taken
        yield


def _facts() -> dict[str, Any]:
    """What a restore is compared with: version, the key of seals, the head of every timeline.

    Read before the snapshot, so every event that is named here is in it.
    """
    heads = [[head.dossier_id, head.number, head.seal] for head in Head.objects.filter(number__gt=0)]
    return {"version": settings.BOEKBRUG_VERSION, "secret": secret_fingerprint(), "heads": heads}


def secret_fingerprint() -> str:
    """Return what tells two secret keys apart without showing either."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"fingerprint in backups", hashlib.sha256).hexdigest()[:32]


def _keys() -> dict[str, str]:
    """The keys outside the database and the settings of the operator: without them nothing opens."""
    folder = Path(settings.DATA) / "keys"
    kept = {f"keys/{path.name}": path.read_text() for path in sorted(folder.glob("*")) if path.is_file()}
    config = Path(os.environ.get("BOEKBRUG_CONFIG") or "boekbrug.toml")
    return kept | ({"boekbrug.toml": config.read_text()} if config.is_file() else {})


def _files(repository: Repository, tell: Tell) -> tuple[list[list[Any]], int, list[str]]:
    rows = StoredFile.across.order_by("pk").only("dossier_id", "sha256", "size_bytes")
    files = [(row.dossier_id, row.sha256, row.size_bytes) for row in rows.iterator()]
    named: list[list[Any]] = []
    lost: list[str] = []
    new = 0
    for number, (dossier_id, sha256, size_bytes) in enumerate(files, 1):
        try:
            if not repository.has_file(dossier_id, sha256):
                repository.write_file(dossier_id, sha256, _checked(dossier_id, sha256))
                new += 1
            named.append([dossier_id, sha256, size_bytes])
        except FileMissing:
            lost.append(sha256)
        if number % 100 == 0 or number == len(files):
            tell("files", number, len(files))
    return named, new, lost


def _checked(dossier_id: int, sha256: str) -> Iterator[bytes]:
    """The bytes of a kept file, refused at the end when they are no longer its own."""
    counted = _Counted()
    try:
        yield from counted.through(pieces_of(blobs.path_of(dossier_id, sha256)))
    except FileNotFoundError as missing:
        raise FileMissing(sha256) from missing
    if counted.digest.hexdigest() != sha256:
        raise FileMissing(sha256)
