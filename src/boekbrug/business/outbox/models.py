"""What must leave: a batch is one act of sending, a delivery one document, a shipment what travels."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import models

from boekbrug.business.connections.models import Connection
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers.document_days import on
from boekbrug.business.dossiers.money_fields import ThousandthsField
from boekbrug.business.dossiers.public_ids import PublicIdField
from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.files.models import StoredFile
from boekbrug.business.people.language import render_stored
from boekbrug.business.people.models import Person

ATTEMPTS_MAX = 5  # then somebody must look


def new_key() -> str:
    """Make the key of a shipment: 128 random bits, stored before any call."""
    return secrets.token_hex(16)


class State(models.TextChoices):
    """Where a shipment and its deliveries stand."""

    WAITING = "WAITING"
    SENDING = "SENDING"
    DELIVERED = "DELIVERED"
    NEEDS_USER = "NEEDS_USER"
    REFUSED = "REFUSED"
    UNCLEAR = "UNCLEAR"


ON_ITS_WAY = (State.WAITING, State.SENDING)
ENDED = (State.DELIVERED, State.REFUSED)  # nothing more happens, unless somebody sends it again


class Ending(models.TextChoices):
    """How an attempt ended; there are no others."""

    RECEIPT = "RECEIPT"
    TRY_LATER = "TRY_LATER"
    NEEDS_USER = "NEEDS_USER"
    REFUSED = "REFUSED"
    UNCLEAR = "UNCLEAR"


class Said(DossierRow):
    """A row that keeps what was said last, as a sentence for people (code and values)."""

    said = models.JSONField(default=dict)

    class Meta:
        abstract = True

    @property
    def said_text(self) -> str:
        """The sentence in the active language, or nothing."""
        said: dict[str, Any] = self.said
        return render_stored(said["code"], said["values"]) if said else ""


class Batch(DossierRow):
    """One act of sending: what was chosen, by whom, the total shown before, and what stayed behind."""

    dated_by = (on("deliveries__document__issued_on", of_many=True),)

    public_id = PublicIdField()
    connection = models.ForeignKey(Connection, models.PROTECT, related_name="batches")
    title = models.CharField(max_length=80)
    document_count = models.PositiveIntegerField()
    total_thousandths = ThousandthsField()
    left_out = models.JSONField(default=list)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    zip_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier", "made_at", "id"], name="batch_by_date")]


class Shipment(Said):
    """What travels in one call: one or more deliveries of a batch; the row is the queue."""

    dated_by = (on("deliveries__document__issued_on", of_many=True),)

    public_id = PublicIdField()
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="shipments")
    connection = models.ForeignKey(Connection, models.PROTECT, related_name="shipments")
    key = models.CharField(max_length=64, unique=True, default=new_key)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_max = models.PositiveSmallIntegerField(default=ATTEMPTS_MAX)
    leased_until = models.DateTimeField(null=True)
    notes = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="shipment_due"),
            models.Index(fields=["state", "leased_until"], name="shipment_leased"),
        ]


class Delivery(Said):
    """A document that must reach a target; once, unless somebody sends it again with a reason."""

    dated_by = (on("document__issued_on"),)
    sale_path = "document__"

    public_id = PublicIdField()
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="deliveries")
    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="deliveries")
    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries")
    document_version = models.PositiveIntegerField()
    target = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "document", "document_version", "target", "number"],
                name="a_document_goes_to_a_target_once",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""),
                name="a_document_is_sent_again_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "made_at", "id"], name="delivery_by_date")]

    @property
    def key(self) -> str:
        """What names this delivery to the other side, the same at each attempt."""
        return f"{self.shipment.key}-{self.public_id}"


class Attempt(Said):
    """One try to hand over a shipment, stored before the call."""

    dated_by = (on("shipment__deliveries__document__issued_on", of_many=True),)

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="tries")
    number = models.PositiveSmallIntegerField()
    is_after_loss = models.BooleanField(default=False)  # an earlier try was cut off: look up before sending
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    remote_id = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "number"], name="an_attempt_has_its_own_number"),
        ]

    def took(self) -> dt.timedelta | None:
        """How long the try took, or None while it runs."""
        return self.ended_at - self.started_at if self.ended_at else None


class Receipt(DossierRow):
    """Proof that a delivery reached its target: what, where, when, and the answer as given."""

    dated_by = (on("delivery__document__issued_on"),)
    sale_path = "delivery__document__"

    delivery = models.OneToOneField(Delivery, models.PROTECT, related_name="receipt")
    sha256 = models.CharField(max_length=64)
    route = models.CharField(max_length=30)
    remote_id = models.CharField(max_length=400, blank=True)
    answer = models.TextField(blank=True)
    at = models.DateTimeField()


class Hold(models.Model):
    """Nothing leaves while there is one that nobody released: after a restore, what is due may have left.

    Of the whole installation, not of a dossier.
    """

    installation = models.PositiveSmallIntegerField(default=1)  # the same in every row, for the constraint
    since_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["installation"],
                condition=models.Q(released_at=None),
                name="there_is_one_hold_at_a_time",
            ),
        ]
