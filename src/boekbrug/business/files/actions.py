"""Keep a file."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db.models import F

from boekbrug.business.dossiers import tenant
from boekbrug.business.files import blobs
from boekbrug.business.files.models import StoredFile
from boekbrug.business.files.queries import is_whole

UNUSED_FOR = dt.timedelta(days=7)


def store(*, content: bytes, now: dt.datetime) -> StoredFile:
    """Keep bytes in the entered dossier; the same bytes give the same row."""
    sha256 = hashlib.sha256(content).hexdigest()
    is_written = blobs.write(tenant.current_id(), sha256, content)
    StoredFile.objects.bulk_create(
        [StoredFile(sha256=sha256, size_bytes=len(content), stored_at=now)], ignore_conflicts=True
    )
    file = StoredFile.objects.get(sha256=sha256)
    if is_written and file.is_damaged:  # what was damaged or missing came again, and is whole now
        mark_checked(file, is_damaged=False, now=now)
        file.is_damaged = False
    return file


def check_slice(*, now: dt.datetime, nights: int = 30) -> tuple[int, int]:
    """Read and compare the files that were checked longest ago, so many that a month covers all.

    Returns how many were read and how many are damaged. Damaged ones are marked, never removed; a mark goes
    when the bytes are right again. What was cut off is made up for by the next slice.
    """
    count = -(-StoredFile.across.count() // nights)
    due = StoredFile.across.order_by(F("checked_at").asc(nulls_first=True), "pk")[:count]
    damaged = 0
    for file in due:
        is_damaged = not is_whole(file)
        damaged += is_damaged
        mark_checked(file, is_damaged=is_damaged, now=now)
    return count, damaged


def mark_checked(file: StoredFile, *, is_damaged: bool, now: dt.datetime) -> None:
    """Remember that the bytes of a file were read and compared, and what came out."""
    StoredFile.across.filter(pk=file.pk).update(checked_at=now, is_damaged=is_damaged)


def remove_unused(*, now: dt.datetime) -> int:
    """Remove bytes that no row has named for a week: of an upload that was undone; returns how many."""
    return blobs.remove_unused(
        before=now - UNUSED_FOR,
        is_named=lambda dossier_id, sha256: StoredFile.across.filter(
            dossier_id=dossier_id, sha256=sha256
        ).exists(),
    )
