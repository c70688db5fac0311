"""An invitation: who is asked to take which role, until when, and how the mail fared."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from boekbrug.business.dossiers.document_days import Days
from boekbrug.business.dossiers.models import Dossier, Firm
from boekbrug.business.dossiers.public_ids import PublicIdField
from boekbrug.business.people.models import Language, Person

_OPEN = Q(accepted_at__isnull=True, revoked_at__isnull=True)


class Invitation(models.Model):
    """Somebody with an address is asked to take a role in one dossier or one firm.

    `edition` rises each time that the mail goes out again: only the link of the last mail opens. The row
    itself says when the mail is due; a worker sends it.
    """

    public_id = PublicIdField()
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="invitations")
    firm = models.ForeignKey(Firm, models.PROTECT, null=True, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10)
    from_on = models.DateField(null=True)  # of an auditor: first and last day, and which dossiers
    until_on = models.DateField(null=True)
    documents_from_on = models.DateField(null=True)  # of an auditor: the days of documents that they see
    documents_until_on = models.DateField(null=True)
    dossiers = models.JSONField(default=list)  # their public ids
    language = models.CharField(max_length=2, choices=Language.choices)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # None: the operator
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    edition = models.PositiveSmallIntegerField(default=1)
    mail_due_at = models.DateTimeField(null=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)  # of this edition
    mail_error = models.CharField(max_length=80, blank=True)  # class of the last error; never its text
    mail_parked_at = models.DateTimeField(null=True)  # given up; the operator may try it again or drop it
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dossier__isnull=True) ^ Q(firm__isnull=True),
                name="an_invitation_is_to_a_dossier_or_to_a_firm",
            ),
            models.UniqueConstraint(
                fields=["dossier", "email"],
                condition=_OPEN & Q(dossier__isnull=False),
                name="an_address_has_one_open_invitation_to_a_dossier",
            ),
            models.UniqueConstraint(
                fields=["firm", "email"],
                condition=_OPEN & Q(firm__isnull=False),
                name="an_address_has_one_open_invitation_to_a_firm",
            ),
        ]
        indexes = [
            models.Index(
                fields=["mail_due_at"], condition=Q(mail_due_at__isnull=False), name="mails_that_are_due"
            ),
        ]

    @property
    def documents(self) -> Days:
        """The days of documents that an auditor will see."""
        return Days(self.documents_from_on, self.documents_until_on)

    def is_usable(self, now: dt.datetime) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.revoked_at is None and now < self.expires_at

    @property
    def place(self) -> str:
        """The name of the dossier or the firm."""
        place = self.dossier or self.firm
        return place.name if place else ""
