"""Firms, dossiers, the people in them, mandates between them, keys for programs and tokens for agents."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from boekbrug.business.dossiers.document_days import Days
from boekbrug.business.dossiers.public_ids import PublicIdField
from boekbrug.business.people.models import Language, Person


class FirmRole(models.TextChoices):
    """What somebody is in an accounting firm."""

    ADMIN = "ADMIN"
    MANAGER = "MANAGER"
    ASSISTANT = "ASSISTANT"
    AUDITOR = "AUDITOR"


class DossierRole(models.TextChoices):
    """What somebody is in an enterprise."""

    OWNER = "OWNER"
    EMPLOYEE = "EMPLOYEE"


def every_area() -> list[str]:
    """Return the areas of a mandate over everything."""
    return ["sales", "purchases", "bank", "deliveries", "connections", "people"]


class Firm(models.Model):
    """An accounting office."""

    public_id = PublicIdField()
    name = models.CharField(max_length=120)
    enterprise_number = models.CharField(max_length=10)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class FirmMember(models.Model):
    """A person with a role in a firm."""

    firm = models.ForeignKey(Firm, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="firm_roles")
    role = models.CharField(max_length=10, choices=FirmRole.choices)
    grants = models.JSONField(default=list, blank=True)  # codes of rights beyond the role
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    documents_from_on = models.DateField(null=True, blank=True)  # of an auditor: whose documents they see
    documents_until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "person"], name="a_person_has_one_role_in_a_firm"),
            models.CheckConstraint(
                condition=~Q(role="AUDITOR") | Q(until_on__isnull=False), name="an_auditor_leaves_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(role="AUDITOR")
                | Q(documents_from_on__isnull=True, documents_until_on__isnull=True),
                name="only_an_auditor_sees_documents_of_some_days",
            ),
        ]

    def is_there(self, on: dt.date) -> bool:
        """Whether the role counts on a day."""
        return (self.from_on is None or self.from_on <= on) and (self.until_on is None or on <= self.until_on)

    @property
    def documents(self) -> Days:
        """The days of documents that they see; of all days where it limits nothing."""
        return Days(self.documents_from_on, self.documents_until_on)


class Dossier(models.Model):
    """One enterprise: the tenant, owned by the enterprise."""

    public_id = PublicIdField()
    name = models.CharField(max_length=120)
    enterprise_number = models.CharField(max_length=10)
    is_vat_liable = models.BooleanField(default=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, default="BE")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    invoice_iban = models.CharField(max_length=34, blank=True)
    invoice_prefix = models.CharField(max_length=10, blank=True)
    payment_days = models.PositiveSmallIntegerField(default=30)
    invoice_footer = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class DossierMember(models.Model):
    """A person with a role in a dossier."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="dossier_roles")
    role = models.CharField(max_length=10, choices=DossierRole.choices)
    grants = models.JSONField(default=list, blank=True)  # codes of rights beyond the role

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "person"], name="a_person_has_one_role_in_a_dossier"),
        ]


class Standing(StrEnum):
    """Where a mandate stands on a day; the values are those of `boekbrug mandate list --json`."""

    WAITS_FOR_DOSSIER = "waits-for-dossier"
    WAITS_FOR_FIRM = "waits-for-firm"
    ACTIVE = "active"
    TERMS_WAIT = "terms-wait"  # active on what was agreed, while other terms are proposed
    OUTSIDE_DATES = "outside-dates"
    ENDED = "ended"


class Mandate(models.Model):
    """A firm's right to work in a dossier: dated, accepted by both, ended with effect at once."""

    public_id = PublicIdField()
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="mandates")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="mandates")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    scope = models.JSONField(default=every_area)  # areas that are open to the firm
    takes_bank = models.BooleanField(default=False)  # bank and matching are the firm's work alone
    is_private = models.BooleanField(default=False)  # inside the firm: only for those whom it names
    accepted_by_dossier_at = models.DateTimeField(null=True, blank=True)
    accepted_by_firm_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    proposed = models.JSONField(null=True, blank=True)  # wider terms that wait: scope, bank, last day, side

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="a_mandate_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["dossier", "firm"],
                condition=Q(ended_at__isnull=True),
                name="a_firm_has_one_open_mandate_in_a_dossier",
            ),
        ]

    def is_active(self, on: dt.date) -> bool:
        """Whether both sides accepted and the day lies inside the mandate."""
        if self.ended_at or not (self.accepted_by_dossier_at and self.accepted_by_firm_at):
            return False
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)

    def standing(self, on: dt.date) -> Standing:
        """Return where it stands on a day."""
        if self.ended_at:
            return Standing.ENDED
        if not self.accepted_by_dossier_at:
            return Standing.WAITS_FOR_DOSSIER
        if not self.accepted_by_firm_at:
            return Standing.WAITS_FOR_FIRM
        if not self.is_active(on):
            return Standing.OUTSIDE_DATES
        return Standing.TERMS_WAIT if self.proposed else Standing.ACTIVE

    @property
    def is_whole(self) -> bool:
        """Whether both sides accepted it and none ended it."""
        return bool(self.accepted_by_dossier_at and self.accepted_by_firm_at) and self.ended_at is None

    def waits_for(self, *, dossier: bool) -> bool:
        """Whether that side still has to say yes: to the mandate, or to terms that the other proposed."""
        if self.ended_at:
            return False
        if self.proposed:
            return self.proposed["by_dossier"] is not dossier
        return (self.accepted_by_dossier_at if dossier else self.accepted_by_firm_at) is None

    @property
    def terms(self) -> str:
        """What is to be accepted, or was, as one text to compare."""
        said = self.proposed or {
            "scope": self.scope,
            "takes_bank": self.takes_bank,
            "until_on": str(self.until_on or ""),
        }
        days = f"{self.from_on}/{said['until_on']}"
        return f"{days} {','.join(sorted(said['scope']))}{' alone' if said['takes_bank'] else ''}"


class Assignment(models.Model):
    """Somebody of a firm who is named for a dossier: an auditor, or staff of a private one."""

    member = models.ForeignKey(FirmMember, models.CASCADE, related_name="assignments")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "dossier"], name="somebody_is_named_once_for_a_dossier"
            ),
        ]


class ApiKey(models.Model):
    """A program's key to one dossier, acting for one person; only the hash of the secret is kept."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="api_keys")
    person = models.ForeignKey(Person, models.PROTECT, related_name="api_keys")
    title = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    secret_sha256 = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)  # names in key_scopes.SCOPES
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    def is_usable(self, now: dt.datetime) -> bool:
        """Whether the key opens anything at this moment."""
        return self.revoked_at is None and now < self.expires_at


class AgentToken(models.Model):
    """What an agent on somebody's PC comes in with; it acts for whom made it, in the dossiers it lists."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="agent_tokens")
    firm = models.ForeignKey(Firm, models.PROTECT, null=True, related_name="agent_tokens")  # through it alone
    title = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    secret_sha256 = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)  # names in key_scopes.AGENT_SCOPES
    opens_all = models.BooleanField(default=False)  # what the firm has now and will have
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_used_from = models.CharField(max_length=60, blank=True)  # a network, never a whole address

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_all=False) | Q(firm__isnull=False),
                name="only_a_token_of_a_firm_opens_all_its_dossiers",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="an_agent_token_ends_after_it_is_made"
            ),
        ]

    def is_usable(self, now: dt.datetime) -> bool:
        """Whether the token opens anything at this moment."""
        return self.revoked_at is None and now < self.expires_at


class AgentDossier(models.Model):
    """A dossier that a token lists, or one that was closed to it."""

    token = models.ForeignKey(AgentToken, models.CASCADE, related_name="listed")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "dossier"], name="an_agent_token_lists_a_dossier_once"),
        ]
