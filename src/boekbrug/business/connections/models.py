"""A configured bridge of a dossier."""

from __future__ import annotations

from django.db import models

from boekbrug.business.dossiers.public_ids import PublicIdField
from boekbrug.business.dossiers.tenant import DossierRow


class Connection(DossierRow):
    """Where documents can go, and how: the key of a bridge with what a person filled in."""

    public_id = PublicIdField()
    bridge = models.CharField(max_length=30)
    title = models.CharField(max_length=80)
    settings = models.JSONField(default=dict)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "id"], name="connection_by_dossier")]

    def __str__(self) -> str:
        return self.title

    @property
    def target(self) -> str:
        """What a delivery is unique for: this connection, whatever its settings become."""
        return f"{self.bridge}:{self.public_id}"
