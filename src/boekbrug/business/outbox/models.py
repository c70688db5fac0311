"""What must leave: a batch is one act of sending, a delivery one document, a shipment what travels."""

from __future__ import annotations

from django.db import models

from boekbrug.business.connections.models import Connection
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers.money_fields import ThousandthsField
from boekbrug.business.dossiers.public_ids import PublicIdField
from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.files.models import StoredFile
from boekbrug.business.people.models import Person


class State(models.TextChoices):
    """Where a shipment and its deliveries stand."""

    WAITING = "WAITING"
    SENDING = "SENDING"
    DELIVERED = "DELIVERED"
    NEEDS_USER = "NEEDS_USER"
    REFUSED = "REFUSED"
    UNCLEAR = "UNCLEAR"


class Ending(models.TextChoices):
    """How an attempt ended; there are no others."""

    RECEIPT = "RECEIPT"
    TRY_LATER = "TRY_LATER"
    NEEDS_USER = "NEEDS_USER"
    REFUSED = "REFUSED"
    UNCLEAR = "UNCLEAR"


class Batch(DossierRow):
    """One act of sending: what was chosen, by whom, and the total that was shown before."""

    public_id = PublicIdField()
    connection = models.ForeignKey(Connection, models.PROTECT, related_name="batches")
    title = models.CharField(max_length=80)
    document_count = models.PositiveIntegerField()
    total_thousandths = ThousandthsField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    zip_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")


class Shipment(DossierRow):
    """What travels in one call: one or more deliveries of a batch; the row is the queue."""

    public_id = PublicIdField()
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="shipments")
    connection = models.ForeignKey(Connection, models.PROTECT, related_name="shipments")
    key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    said = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="shipment_due")]


class Delivery(DossierRow):
    """A document that must reach a target; once, unless somebody sends it again with a reason."""

    public_id = PublicIdField()
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="deliveries")
    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="deliveries")
    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries")
    document_version = models.PositiveIntegerField()
    target = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField(default=1)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    said = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "document", "document_version", "target", "number"],
                name="a_document_goes_to_a_target_once",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "made_at", "id"], name="delivery_by_date")]


class Attempt(DossierRow):
    """One try to hand over a shipment, stored before the call."""

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="tries")
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    said = models.CharField(max_length=400, blank=True)
    remote_id = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "number"], name="an_attempt_has_its_own_number"),
        ]


class Receipt(DossierRow):
    """Proof that a delivery reached its target: what, where, when, and the answer as given."""

    delivery = models.OneToOneField(Delivery, models.PROTECT, related_name="receipt")
    sha256 = models.CharField(max_length=64)
    route = models.CharField(max_length=30)
    remote_id = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    at = models.DateTimeField()
