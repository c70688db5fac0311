"""What stood still, since when, and whether the operator was told; of the whole installation, no dossier."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Alert(models.Model):
    """Something that is not as it must be, from when it was seen until it was well again."""

    code = models.CharField(max_length=60)  # of the fact
    said = models.JSONField(default=dict)  # what to do, as a sentence
    opened_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    well_told_at = models.DateTimeField(null=True)
    mail_failed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(closed_at=None), name="something_wrong_is_told_once"
            ),
        ]
