"""Bank accounts, their statements and the movements on them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from boekbrug.business.dossiers.document_days import Dated, on
from boekbrug.business.dossiers.money_fields import ThousandthsField
from boekbrug.business.dossiers.public_ids import PublicIdField
from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.files.models import StoredFile
from boekbrug.formats.coda.continuity import Chain, Facts


class BankAccount(DossierRow):
    """An account of the dossier; an IBAN is unique per dossier and currency, never globally."""

    public_id = PublicIdField()
    iban = models.CharField(max_length=34)
    currency = models.CharField(max_length=3, default="EUR")
    name = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "iban", "currency"], name="an_account_is_listed_once_per_currency"
            ),
        ]


class Statement(DossierRow):
    """One statement of an account; `identity` and `fingerprint` tell the same one from a changed one."""

    dated_by = (Dated("opening_on", "closing_on"),)

    public_id = PublicIdField()
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="statements")
    identity = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveSmallIntegerField()
    paper_number = models.PositiveSmallIntegerField()
    opening_thousandths = ThousandthsField()
    closing_thousandths = ThousandthsField()
    opening_on = models.DateField(null=True)
    closing_on = models.DateField()
    chain = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Chain])
    is_held = models.BooleanField(default=False)
    movement_count = models.PositiveIntegerField()
    details = models.JSONField(default=list, blank=True)  # of a separate application, which books nothing
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "identity"], name="a_statement_is_imported_once"),
        ]
        indexes = [
            models.Index(fields=["dossier", "account", "closing_on", "id"], name="statement_by_account"),
            models.Index(fields=["dossier", "closing_on", "id"], name="statement_by_date"),
        ]

    @property
    def title(self) -> str:
        """How people name it: year and number."""
        return f"{self.year}/{self.sequence or self.paper_number:03d}"

    @property
    def is_bookable(self) -> bool:
        """Whether its movements may be matched and booked: neither held nor details only."""
        return not self.is_held and self.chain != Chain.OUTSIDE

    @property
    def facts(self) -> Facts:
        """What the chain needs to know of it."""
        return Facts(
            year=self.year,
            sequence=self.sequence,
            paper_number=self.paper_number,
            opening_thousandths=self.opening_thousandths,
            closing_thousandths=self.closing_thousandths,
            opening_on=self.opening_on or self.closing_on,
            closing_on=self.closing_on,
        )


class StatementSource(DossierRow):
    """A file and a door through which a statement came; the same one by two doors has two sources."""

    dated_by = (Dated("statement__opening_on", "statement__closing_on"),)

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="sources")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    intake_public_id = models.CharField(max_length=13)
    channel = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "statement", "intake_public_id"], name="an_intake_is_a_source_once"
            ),
        ]


class Movement(DossierRow):
    """A booked line of a statement; identity is the statement and its ordinal, never date and amount."""

    dated_by = (on("entry_on"),)

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="movements")
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+")
    ordinal = models.PositiveIntegerField()
    sequence = models.PositiveSmallIntegerField()
    detail = models.PositiveSmallIntegerField()
    amount_thousandths = ThousandthsField()
    allocated_thousandths = ThousandthsField(default=0)
    value_on = models.DateField(null=True)
    entry_on = models.DateField()
    transaction_code = models.CharField(max_length=8)
    structured_type = models.CharField(max_length=3, blank=True)
    communication = models.TextField(blank=True)
    information = models.TextField(blank=True)
    customer_reference = models.CharField(max_length=35, blank=True)
    counterparty_name = models.CharField(max_length=70, blank=True)
    counterparty_iban = models.CharField(max_length=34, blank=True)
    counterparty_bic = models.CharField(max_length=11, blank=True)
    details = models.JSONField(default=list, blank=True)
    bank_reference = models.CharField(max_length=21, blank=True)
    search_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "ordinal"], name="a_movement_has_its_place_on_a_statement"
            ),
            models.CheckConstraint(
                condition=Q(allocated_thousandths__gte=0)
                & (
                    Q(amount_thousandths__gte=0, allocated_thousandths__lte=F("amount_thousandths"))
                    | Q(amount_thousandths__lt=0, allocated_thousandths__lte=-F("amount_thousandths"))
                ),
                name="no_more_is_allocated_than_moved",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "entry_on", "id"], name="movement_by_date"),
            models.Index(fields=["dossier", "amount_thousandths", "id"], name="movement_by_amount"),
        ]

    @property
    def rest_thousandths(self) -> int:
        """What is not yet allocated, without sign."""
        return abs(self.amount_thousandths) - self.allocated_thousandths
