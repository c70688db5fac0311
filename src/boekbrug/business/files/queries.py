"""Read kept files back."""

from __future__ import annotations

import hashlib

from django.db.models import Sum

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


def is_whole(file: StoredFile) -> bool:
    """Whether the bytes of a file are there and unchanged; read piece by piece."""
    digest = hashlib.sha256()
    try:
        with blobs.path_of(file.dossier_id, file.sha256).open("rb") as stream:
            while piece := stream.read(1 << 20):
                digest.update(piece)
    except OSError:
        return False
    return digest.hexdigest() == file.sha256


def damaged_count() -> int:
    """Return how many files were found damaged at their last check, for the operator."""
    return StoredFile.across.filter(is_damaged=True).count()


def total_size_bytes() -> int:
    """Return how many bytes the kept files of all dossiers take, for the operator."""
    return StoredFile.across.aggregate(total=Sum("size_bytes"))["total"] or 0
