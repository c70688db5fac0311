"""Sales and purchase documents: head, lines, VAT per rate, and the series of numbers."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from boekbrug.business.contacts.models import Contact
from boekbrug.business.dossiers.document_days import on
from boekbrug.business.dossiers.money_fields import ScaledField, ThousandthsField
from boekbrug.business.dossiers.public_ids import PublicIdField
from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.files.models import StoredFile
from boekbrug.business.people.models import Person


class Kind(models.TextChoices):
    """What a document is."""

    SALE = "SALE", "Invoice"
    SALE_CREDIT = "SALE_CREDIT", "Credit note"
    PURCHASE = "PURCHASE", "Purchase invoice"
    PURCHASE_CREDIT = "PURCHASE_CREDIT", "Purchase credit note"


SALES = (Kind.SALE, Kind.SALE_CREDIT)
PURCHASES = (Kind.PURCHASE, Kind.PURCHASE_CREDIT)
CREDITS = (Kind.SALE_CREDIT, Kind.PURCHASE_CREDIT)


class State(models.TextChoices):
    """A draft can change; a final document has its number and its bytes."""

    DRAFT = "DRAFT"
    FINAL = "FINAL"


IS_OPEN = Q(settled_thousandths__lt=F("total_thousandths") - F("prepaid_thousandths"))


class Document(DossierRow):
    """An invoice or credit note, sold or bought; amounts are positive, the kind gives the direction.

    `prepaid_thousandths` is what the document itself takes off its total before anybody pays (prepayments
    and rounding, EN 16931 BT-113 and BT-114).
    """

    dated_by = (on("issued_on"),)
    sale_path = ""

    public_id = PublicIdField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    is_sale = models.GeneratedField(
        expression=models.ExpressionWrapper(
            Q(kind__in=("SALE", "SALE_CREDIT")), output_field=models.BooleanField()
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    number = models.CharField(max_length=60, blank=True)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="documents", null=True)
    contact_name = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField()
    due_on = models.DateField(null=True)
    currency = models.CharField(max_length=3, default="EUR")
    language = models.CharField(max_length=2, default="nl")
    reference = models.CharField(max_length=35, blank=True)
    buyer_reference = models.CharField(max_length=60, blank=True)
    credited_number = models.CharField(max_length=60, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    net_thousandths = ThousandthsField(default=0)
    vat_thousandths = ThousandthsField(default=0)
    total_thousandths = ThousandthsField(default=0)
    prepaid_thousandths = ThousandthsField(default=0)
    settled_thousandths = ThousandthsField(default=0)
    version = models.PositiveIntegerField(default=1)
    channel = models.CharField(max_length=10)
    ubl = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    search_text = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # None: by the program
    created_at = models.DateTimeField()
    finalised_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_thousandths__gte=0)
                & Q(settled_thousandths__lte=F("total_thousandths") - F("prepaid_thousandths")),
                name="a_document_is_settled_between_nothing_and_its_total",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | ~Q(number=""), name="a_final_document_has_a_number"
            ),
            models.UniqueConstraint(
                fields=["dossier", "number"],
                condition=Q(state="FINAL", kind__in=("SALE", "SALE_CREDIT")),
                name="a_sales_number_is_used_once_in_a_dossier",
            ),
            models.UniqueConstraint(
                fields=["dossier", "contact", "number"],
                condition=Q(state="FINAL", kind__in=("PURCHASE", "PURCHASE_CREDIT")),
                name="a_supplier_number_is_received_once",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "is_sale", "issued_on", "id"], name="document_by_date"),
            models.Index(
                fields=["dossier", "is_sale", "issued_on", "id"],
                condition=IS_OPEN,
                name="open_document_by_date",
            ),
            models.Index(fields=["dossier", "total_thousandths"], condition=IS_OPEN, name="open_by_amount"),
            models.Index(
                fields=["dossier", "is_sale", "issued_on", "id"],
                condition=Q(state="DRAFT"),
                name="draft_by_date",
            ),
            models.Index(fields=["dossier", "reference"], name="document_by_reference"),
        ]

    @property
    def payable_thousandths(self) -> int:
        """What had to be paid when it was issued."""
        return self.total_thousandths - self.prepaid_thousandths

    @property
    def rest_thousandths(self) -> int:
        """What is left to pay."""
        return self.payable_thousandths - self.settled_thousandths

    @property
    def is_draft(self) -> bool:
        """Whether it can still change."""
        return self.state == State.DRAFT

    @property
    def is_credit(self) -> bool:
        """Whether it gives money back."""
        return self.kind in CREDITS

    @property
    def is_paid(self) -> bool:
        """Whether a final document has nothing left to pay."""
        return self.state == State.FINAL and self.rest_thousandths == 0

    @property
    def is_partly_paid(self) -> bool:
        """Whether something, but not all, was paid."""
        return 0 < self.settled_thousandths < self.payable_thousandths

    def is_overdue(self, on: dt.date) -> bool:
        """Whether it should have been paid before a day."""
        return self.state == State.FINAL and self.rest_thousandths > 0 and (self.due_on or on) < on


class DocumentLine(DossierRow):
    """One line of a document."""

    dated_by = (on("document__issued_on"),)
    sale_path = "document__"

    document = models.ForeignKey(Document, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    description = models.CharField(max_length=400)
    quantity_scaled = ScaledField()
    unit_code = models.CharField(max_length=3, default="C62")
    unit_price_scaled = ScaledField()
    vat_category = models.CharField(max_length=2)
    vat_rate_scaled = ScaledField()
    net_thousandths = ThousandthsField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="a_line_has_its_own_position"),
        ]


class DocumentVat(DossierRow):
    """VAT of a document for one category and rate, rounded once."""

    dated_by = (on("document__issued_on"),)
    sale_path = "document__"

    document = models.ForeignKey(Document, models.CASCADE, related_name="vat_lines")
    category = models.CharField(max_length=2)
    rate_scaled = ScaledField()
    base_thousandths = ThousandthsField()
    vat_thousandths = ThousandthsField()

    class Meta:
        ordering = ["-rate_scaled", "category"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "category", "rate_scaled"], name="vat_is_rounded_once_per_rate"
            ),
        ]


class NumberSeries(DossierRow):
    """The last number given in a year, for a kind of sales document, and the date it carries; gapless."""

    kind = models.CharField(max_length=16, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)
    last_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind", "year"], name="a_year_has_one_series_per_kind"
            ),
        ]


class DocumentKey(DossierRow):
    """A normalised way to write a document's number, so that a statement loads only its candidates."""

    dated_by = (on("document__issued_on"),)
    sale_path = "document__"

    document = models.ForeignKey(Document, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "key", "document"], name="a_document_has_a_key_once"),
        ]
