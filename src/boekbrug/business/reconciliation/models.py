"""Allocations (what pays what) and proposals (what might, and why it waits)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from boekbrug.business.banking.models import Movement
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers.document_days import on
from boekbrug.business.dossiers.money_fields import ThousandthsField
from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.people.models import Person


class Allocation(DossierRow):
    """Part of a movement assigned to a document; undone, it stays legible."""

    dated_by = (on("movement__entry_on"), on("document__issued_on"))
    sale_path = "document__"

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="allocations")
    document = models.ForeignKey(Document, models.PROTECT, related_name="allocations")
    amount_thousandths = ThousandthsField()
    is_automatic = models.BooleanField()
    reasons = models.JSONField(default=list)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_thousandths__gt=0), name="an_allocation_is_more_than_nothing"
            ),
            models.UniqueConstraint(
                fields=["movement", "document"],
                condition=Q(undone_at__isnull=True),
                name="a_movement_pays_a_document_in_one_allocation",
            ),
        ]


class Proposal(DossierRow):
    """What the engine said of a movement that is not (wholly) allocated: state, candidates, reasons."""

    dated_by = (on("movement__entry_on"),)

    movement = models.OneToOneField(Movement, models.PROTECT, related_name="proposal")
    state = models.CharField(max_length=30)
    certainty = models.CharField(max_length=10)
    parts = models.JSONField(default=list)  # [[document id, thousandths], ...]
    reasons = models.JSONField(default=list)  # [{"code", "values"}, ...]
    others = models.JSONField(default=list)  # [{"document": id, "reasons": [...]}, ...]
    made_at = models.DateTimeField()
