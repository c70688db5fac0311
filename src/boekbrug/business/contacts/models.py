"""Customers and suppliers."""

from __future__ import annotations

from django.db import models

from boekbrug.business.dossiers.public_ids import PublicIdField
from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.people.models import Language


class Contact(DossierRow):
    """A customer, a supplier, or both.

    `name_key` is the name as `matching.names` compares it, `search_text` what people may look for, folded.
    """

    public_id = PublicIdField()
    name = models.CharField(max_length=120)
    enterprise_number = models.CharField(max_length=10, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, default="BE")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    reference = models.CharField(max_length=40, blank=True)
    is_customer = models.BooleanField(default=True)
    is_supplier = models.BooleanField(default=False)
    name_key = models.CharField(max_length=120, blank=True)
    search_text = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "enterprise_number"],
                condition=~models.Q(enterprise_number=""),
                name="an_enterprise_is_one_contact_in_a_dossier",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "name", "id"], name="contact_by_name"),
            models.Index(fields=["dossier", "name_key"], name="contact_by_name_key"),
            models.Index(fields=["dossier", "vat_number"], name="contact_by_vat_number"),
        ]

    def __str__(self) -> str:
        return self.name


class ContactAccount(DossierRow):
    """A bank account that a contact pays from or is paid on."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="accounts")
    iban = models.CharField(max_length=34)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "contact", "iban"], name="an_account_is_listed_once_per_contact"
            ),
        ]
        indexes = [models.Index(fields=["dossier", "iban"], name="contact_account_by_iban")]
