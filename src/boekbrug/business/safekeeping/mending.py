"""Look whether the backups open, and put damaged kept files right from them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from boekbrug.business.files import actions as files
from boekbrug.business.files import blobs
from boekbrug.business.files.models import StoredFile
from boekbrug.business.files.queries import is_whole
from boekbrug.business.safekeeping import streams
from boekbrug.business.safekeeping.progress import Tell, told
from boekbrug.business.safekeeping.repository import DATABASE, KEYS, MANIFEST, Repository


@dataclass(frozen=True, slots=True)
class Mended:
    """How many kept files were read, how many put right, and which cannot be."""

    read: int
    mended: int
    lacking: tuple[str, ...]


def damaged_parts(
    repository: Repository, stamp: str, *, tell: Tell = lambda *_: None
) -> Iterator[tuple[str, bool]]:
    """Read every part of a backup; yield its name and whether it is damaged.

    :raises streams.PartDamaged: when the manifest itself does not open
    """
    manifest = repository.manifest(stamp)
    yield MANIFEST, False
    yield DATABASE, _digest(repository, stamp, DATABASE) != manifest["database"]["sha256"]
    yield KEYS, not _digest(repository, stamp, KEYS)
    for dossier_id, sha256, _ in told(manifest["files"], tell):
        yield sha256, not repository.is_whole(dossier_id, sha256)


def mend(*, repository: Repository, now: dt.datetime, tell: Tell = lambda *_: None) -> Mended:
    """Read every kept file, and put those that are damaged or missing back from the backups.

    What was damaged is written beside its place and moved, so it is replaced by a whole one or stays.
    """
    rows, mended, lacking = list(StoredFile.across.order_by("pk")), 0, []
    for file in told(rows, tell):
        if not is_whole(file):
            is_mended = _put_right(repository, file)
            files.mark_checked(file, is_damaged=not is_mended, now=now)
            mended += is_mended
            lacking += [] if is_mended else [file.sha256]
    return Mended(len(rows), mended, tuple(lacking))


def _put_right(repository: Repository, file: StoredFile) -> bool:
    try:
        blobs.replace(file.dossier_id, file.sha256, repository.read_file(file.dossier_id, file.sha256))
    except streams.PartDamaged:
        return False
    return True


def _digest(repository: Repository, stamp: str, part: str) -> str:
    """The SHA-256 of a part; "" when it does not open."""
    digest = hashlib.sha256()
    try:
        for piece in repository.read(stamp, part):
            digest.update(piece)
    except streams.PartDamaged:
        return ""
    return digest.hexdigest()
