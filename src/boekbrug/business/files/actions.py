"""Keep a file."""

from __future__ import annotations

import datetime as dt
import hashlib

from boekbrug.business.dossiers import tenant
from boekbrug.business.files import blobs
from boekbrug.business.files.models import StoredFile


def store(*, content: bytes, now: dt.datetime) -> StoredFile:
    """Keep bytes in the entered dossier; the same bytes give the same row."""
    sha256 = hashlib.sha256(content).hexdigest()
    blobs.write(tenant.current_id(), sha256, content)
    StoredFile.objects.bulk_create(
        [StoredFile(sha256=sha256, size_bytes=len(content), stored_at=now)], ignore_conflicts=True
    )
    return StoredFile.objects.get(sha256=sha256)
