"""Events of a dossier and of a firm: append-only, each one sealed to the one before it."""

from __future__ import annotations

from django.db import models

from boekbrug.business.dossiers.document_days import on
from boekbrug.business.dossiers.models import Dossier, Firm
from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.people.models import Person


class Event(DossierRow):
    """One act: who, what, when, through which door; names and texts stay in the rows it points to."""

    dated_by = (on("at__date"),)

    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=40)
    actor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "number"], name="an_event_has_its_own_number_in_a_dossier"
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "subject_kind", "subject_id", "number"], name="event_by_subject"),
        ]


class Head(models.Model):
    """The last event of a dossier: its number and seal; one row per dossier, locked by each new event."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True, related_name="+")
    number = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, default="")


class FirmEvent(models.Model):
    """One act in a firm, which is no row of a dossier: roles, names, mandates; sealed as an event is."""

    firm = models.ForeignKey(Firm, models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=40)
    actor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "number"], name="an_event_has_its_own_number_in_a_firm"),
        ]


class FirmHead(models.Model):
    """The last event of a firm: its number and seal; one row per firm, locked by each new event."""

    firm = models.OneToOneField(Firm, models.PROTECT, primary_key=True, related_name="+")
    number = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, default="")
