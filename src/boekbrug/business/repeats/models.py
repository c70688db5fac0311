"""What was answered to a request that named itself; kept for a while."""

from __future__ import annotations

from django.db import models

from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.people.models import Person


class Repeat(DossierRow):
    """A request with a key: what it asked (a hash) and what was answered; status 0 is not yet."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "person", "key"], name="a_key_names_one_request_of_a_person"
            ),
        ]
        indexes = [models.Index(fields=["begun_at"], name="repeat_by_age")]
