"""Back everything up: the database of one moment, every file it names, the keys, and a manifest over all."""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from boekbrug.business.dossiers import database_owner
from boekbrug.business.files import blobs
from boekbrug.business.files.models import StoredFile
from boekbrug.business.safekeeping import database_copy
from boekbrug.business.safekeeping.models import Round, Work
from boekbrug.business.safekeeping.progress import Tell, told
from boekbrug.business.safekeeping.repository import (
    DATABASE,
    KEYS,
    MANIFEST,
    MARK,
    Repository,
    pieces_of,
)
from boekbrug.business.timeline.models import FirmHead, Head
from boekbrug.wording import Refusal, Wording

NIGHTS = 30  # in so many backups every sealed file is read once

RUNS = Wording("backup-runs", "Another backup works in this folder. Wait until it is done.")
STAMP_TAKEN = Wording(
    "backup-stamp-taken", "There is a backup {stamp} already. Wait a second and run it again."
)


class BackupRuns(Refusal):
    """Another backup or restore works in this folder."""

    def __init__(self) -> None:
        super().__init__(RUNS.say())


class StampTaken(Refusal):
    """There is a backup of this second already."""

    def __init__(self, stamp: str) -> None:
        super().__init__(STAMP_TAKEN.say(stamp=stamp))


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made; `lost` are kept files that are damaged here, so that it cannot hold them."""

    stamp: str
    files: int
    new_files: int
    mended: int
    database_bytes: int
    lost: tuple[str, ...] = ()


def back_up(
    *, repository: Repository, now: dt.datetime, reads_all: bool = False, tell: Tell = lambda *_: None
) -> Made:
    """Make one backup while everything goes on; it counts once its manifest is written.

    The database comes first: files are never changed, and none that a row names is removed, so every file
    of that moment is still there afterwards. A thirtieth of the sealed files is read again each day (all of
    them with `reads_all`), and what is damaged is sealed anew.

    :raises BackupRuns: when another one works in the folder
    :raises StampTaken: when there is one of this second
    :raises database_copy.DatabaseToolFailed: when PostgreSQL's programs are missing or fail
    :raises OSError: when there is no room
    """
    stamp = now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H%M%SZ")
    with _alone(repository.folder / MARK), _alone(settings.DATA):
        if stamp in repository.stamps():
            raise StampTaken(stamp)
        repository.drop_unfinished()
        database_copy.drop_scratch(settings.DATA)
        tell("database", 0, 1)
        facts, counted = _facts(), _Counted()
        with database_copy.snapshot(database_owner.address(), scratch=settings.DATA) as pieces:
            repository.write(stamp, DATABASE, counted.through(pieces))
        tell("database", 1, 1)
        repository.write(stamp, KEYS, [json.dumps(_keys()).encode()])
        files = _Files(repository, None if reads_all else now.toordinal() % NIGHTS)
        files.seal(tell)
        manifest = facts | {
            "made_at": now.isoformat(),
            "database": {
                "kind": connection.vendor,
                "bytes": counted.size,
                "sha256": counted.digest.hexdigest(),
            },
            "files": files.named,
            "lost": files.lost,
        }
        repository.write(stamp, MANIFEST, [json.dumps(manifest).encode()])
    made = Made(stamp, len(files.named), files.new, files.mended, counted.size, tuple(files.lost))
    counts = {"files": made.files, "new_files": made.new_files, "lost": len(made.lost)}
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
def _alone(place: Path) -> Iterator[None]:
    handle = os.open(place, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise BackupRuns from taken
        yield
    finally:
        os.close(handle)


def _facts() -> dict[str, Any]:
    """What a restore is compared with: version, the key of seals, the head of every timeline.

    Read before the snapshot, so every event that is named here is in it.
    """
    heads = [[head.dossier_id, head.number, head.seal] for head in Head.objects.filter(number__gt=0)]
    of_firms = [[head.firm_id, head.number, head.seal] for head in FirmHead.objects.filter(number__gt=0)]
    return {
        "version": settings.BOEKBRUG_VERSION,
        "secret": secret_fingerprint(),
        "heads": heads,
        "firm_heads": of_firms,
    }


def secret_fingerprint() -> str:
    """Return what tells two secret keys apart without showing either."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"fingerprint in backups", hashlib.sha256).hexdigest()[:32]


def _keys() -> dict[str, str]:
    """The keys outside the database and the settings of the operator: without them nothing opens."""
    folder = Path(settings.DATA) / "keys"
    kept = {f"keys/{path.name}": path.read_text() for path in sorted(folder.glob("*")) if path.is_file()}
    if not (folder / "secret.key").is_file() or kept["keys/secret.key"].strip() != settings.SECRET_KEY:
        kept["secret_key"] = settings.SECRET_KEY
    config = Path(os.environ.get("BOEKBRUG_CONFIG") or "boekbrug.toml")
    return kept | ({"boekbrug.toml": config.read_text()} if config.is_file() else {})


class _Files:
    """Seals every kept file that the folder does not hold whole, and counts."""

    def __init__(self, repository: Repository, night: int | None) -> None:
        self.repository, self.night = repository, night
        self.named: list[list[Any]] = []
        self.lost: list[str] = []
        self.new = self.mended = 0

    def seal(self, tell: Tell) -> None:
        rows = StoredFile.across.order_by("pk").values_list("dossier_id", "sha256", "size_bytes")
        for dossier_id, sha256, size_bytes in told(list(rows), tell):
            if self._is_kept(dossier_id, sha256):
                self.named.append([dossier_id, sha256, size_bytes])
            else:
                self.lost.append(sha256)

    def _is_kept(self, dossier_id: int, sha256: str) -> bool:
        is_there = self.repository.has_file(dossier_id, sha256)
        reads_it = self.night is None or int(sha256[:8], 16) % NIGHTS == self.night
        if is_there and (not reads_it or self.repository.is_whole(dossier_id, sha256)):
            return True
        try:
            self.repository.write_file(dossier_id, sha256, _checked(dossier_id, sha256))
        except blobs.ContentDamaged:
            return False
        self.new, self.mended = self.new + (not is_there), self.mended + is_there
        return True


def _checked(dossier_id: int, sha256: str) -> Iterator[bytes]:
    """The bytes of a kept file; raises blobs.ContentDamaged at the end when they are not its own any more."""
    counted = _Counted()
    try:
        yield from counted.through(pieces_of(blobs.path_of(dossier_id, sha256)))
    except FileNotFoundError as missing:
        raise blobs.ContentDamaged(sha256) from missing
    if counted.digest.hexdigest() != sha256:
        raise blobs.ContentDamaged(sha256)
