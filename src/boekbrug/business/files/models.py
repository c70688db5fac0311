"""A stored file: content by its SHA-256, once per dossier."""

from __future__ import annotations

from django.db import models

from boekbrug.business.dossiers.tenant import DossierRow


class StoredFile(DossierRow):
    """Bytes kept for ever; the same bytes are kept once in a dossier."""

    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)  # when its bytes were last read and compared
    is_damaged = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "sha256"], name="content_is_kept_once_in_a_dossier"),
        ]
        indexes = [models.Index(fields=["checked_at", "id"], name="file_by_check")]
