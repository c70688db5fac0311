"""The look of a dossier's documents."""

from __future__ import annotations

from django.db import models

from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.files.models import StoredFile

ACCENT = "#1f4e79"


class Look(DossierRow):
    """A logo, drawn again by us, and a colour; a dossier without a row has neither of its own."""

    accent = models.CharField(max_length=7, default=ACCENT)
    logo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], name="a_dossier_has_one_look"),
        ]
