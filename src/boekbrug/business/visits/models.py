"""Visits: who was in a dossier, through which door and role, and when."""

from __future__ import annotations

from django.db import models

from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.people.models import Person


class Visit(DossierRow):
    """Somebody was here in an hour; of an auditor each page they opened, with the kind of page."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    firm_id_public = models.CharField(
        max_length=13, blank=True
    )  # the firm that lets them in; empty: own role
    page = models.CharField(max_length=40, blank=True)  # the kind of page, of an auditor only
    began_at = models.DateTimeField()  # the hour, or of an auditor on the web the moment
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "person", "channel", "firm_id_public", "page", "began_at"],
                name="a_visit_is_one_row_an_hour",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "-began_at", "-id"], name="visit_newest_first"),
            models.Index(fields=["began_at"], name="visit_by_age"),
        ]
