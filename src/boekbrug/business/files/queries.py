"""Read kept files back."""

from __future__ import annotations

import hashlib

from boekbrug.business.files import blobs
from boekbrug.business.files.models import StoredFile


def content_of(file: StoredFile) -> bytes:
    """Return the bytes of a file, checked; raises blobs.ContentDamaged when they changed on disk."""
    content = blobs.read(file.dossier_id, file.sha256)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise blobs.ContentDamaged(file.sha256)
    return content


def damaged_files() -> list[StoredFile]:
    """Return the files of the entered dossier whose bytes are missing or changed."""
    damaged = []
    for file in StoredFile.objects.order_by("pk").iterator():
        try:
            content_of(file)
        except blobs.ContentDamaged:
            damaged.append(file)
    return damaged
