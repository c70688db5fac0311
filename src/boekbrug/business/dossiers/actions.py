"""What changes about dossiers, the people in them and mandates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from boekbrug.belgium import enterprise_number as numbers
from boekbrug.business.dossiers.models import (
    Assignment,
    Dossier,
    DossierMember,
    DossierRole,
    Firm,
    FirmMember,
    FirmRole,
    Mandate,
)
from boekbrug.business.dossiers.queries import accepted_mandates
from boekbrug.business.dossiers.role_table import GRANTS, Area, Right
from boekbrug.business.dossiers.telling import tell, tell_firm
from boekbrug.business.people import actions as people
from boekbrug.business.people.actor import PROGRAM, Actor
from boekbrug.business.people.models import Language, Person
from boekbrug.wording import Refusal, Wording

EDITABLE = frozenset(
    {
        "name", "language", "street", "postcode", "city", "country", "email", "phone", "is_vat_liable",
        "invoice_iban", "invoice_prefix", "payment_days", "invoice_footer",
    }
)  # fmt: skip

LAST_OWNER = Wording("last-owner", "This is the last owner. Give somebody else that role first.")
MANDATE_EXISTS = Wording(
    "mandate-exists", "This firm already has an open mandate here. End it before you offer another."
)
MANDATE_ENDS_FIRST = Wording(
    "mandate-ends-first",
    "A mandate from {from_on} cannot end on {until_on}. Give a last day on or after the first.",
)
MANDATE_ENDED = Wording("mandate-ended", "This mandate has ended. Offer a new one.")
MANDATE_CHANGED = Wording(
    "mandate-changed", "The terms changed since you saw them. Read them again before you accept."
)
NEEDS_AN_END = Wording("auditor-needs-an-end", "An auditor comes until a day. Give the last day.")
NOT_GRANTABLE = Wording(
    "right-not-grantable", "{right} cannot be granted to {role}. Give another role instead."
)


class LastOwner(Refusal):
    """The only owner of a dossier, or the only administrator of a firm, cannot go."""

    def __init__(self) -> None:
        super().__init__(LAST_OWNER.say())


class MandateExists(Refusal):
    """The firm already has an open mandate in this dossier."""

    def __init__(self) -> None:
        super().__init__(MANDATE_EXISTS.say())


class MandateEndsFirst(Refusal):
    """A mandate would end before it begins."""

    def __init__(self, from_on: dt.date, until_on: dt.date) -> None:
        super().__init__(
            MANDATE_ENDS_FIRST.say(from_on=f"{from_on:%d/%m/%Y}", until_on=f"{until_on:%d/%m/%Y}")
        )


class MandateEnded(Refusal):
    """The mandate has ended, so nothing about it changes any more."""

    def __init__(self) -> None:
        super().__init__(MANDATE_ENDED.say())


class MandateChanged(Refusal):
    """The other side changed the terms after they were shown."""

    def __init__(self) -> None:
        super().__init__(MANDATE_CHANGED.say())


class NeedsAnEnd(Refusal):
    """An auditor comes for a time."""

    def __init__(self) -> None:
        super().__init__(NEEDS_AN_END.say())


class NotGrantable(Refusal):
    """The role may not get this right."""

    def __init__(self, right: Right, role: str) -> None:
        super().__init__(NOT_GRANTABLE.say(right=right.value, role=role))
        self.right = right


@transaction.atomic
def add_firm(
    *,
    name: str,
    enterprise_number: str,
    language: str,
    admin: Person,
    now: dt.datetime,
    actor: Actor = PROGRAM,
) -> Firm:
    """Make a firm with its first administrator; raises NotAnEnterpriseNumber."""
    firm = Firm.objects.create(
        name=name.strip(),
        enterprise_number=numbers.parse(enterprise_number),
        language=Language(language),
        email=admin.email,
        created_at=now,
    )
    FirmMember.objects.create(firm=firm, person=admin, role=FirmRole.ADMIN)
    tell_firm(firm, "firm.added", by=(actor, now), detail={"person": admin.pk, "role": FirmRole.ADMIN.value})
    return firm


@transaction.atomic
def add_dossier(
    *, name: str, enterprise_number: str, owner: Person, actor: Actor, now: dt.datetime, **details: Any
) -> Dossier:
    """Make a dossier with its owner; `details` are fields of EDITABLE. Raises NotAnEnterpriseNumber."""
    dossier = Dossier.objects.create(
        name=name.strip(),
        enterprise_number=numbers.parse(enterprise_number),
        created_at=now,
        **{field: value for field, value in details.items() if field in EDITABLE},
    )
    DossierMember.objects.create(dossier=dossier, person=owner, role=DossierRole.OWNER)
    tell(dossier, "dossier.added", by=(actor, now), detail={"enterprise_number": dossier.enterprise_number})
    return dossier


@transaction.atomic
def edit_dossier(*, dossier: Dossier, changes: dict[str, Any], actor: Actor, now: dt.datetime) -> Dossier:
    """Change the data of a dossier; fields outside EDITABLE raise ValueError."""
    if unknown := changes.keys() - EDITABLE:
        raise ValueError(f"{', '.join(sorted(unknown))} cannot be changed here.")
    changed = {name: value for name, value in changes.items() if getattr(dossier, name) != value}
    if not changed:
        return dossier
    for name, value in changed.items():
        setattr(dossier, name, value)
    dossier.save(update_fields=list(changed))
    tell(dossier, "dossier.edited", by=(actor, now), detail={"fields": sorted(changed)})
    return dossier


@transaction.atomic
def set_role(
    *, dossier: Dossier, person: Person, role: DossierRole | None, actor: Actor, now: dt.datetime
) -> None:
    """Give a person a role in a dossier, change it, or take it away (None); their sessions end.

    :raises LastOwner: when it is the only owner's
    """
    Dossier.objects.select_for_update(no_key=True).get(pk=dossier.pk)
    if role is not DossierRole.OWNER and _is_last_owner(dossier, person):
        raise LastOwner
    members = DossierMember.objects.filter(dossier=dossier, person=person)
    if role is None:
        members.delete()
    elif not members.filter(role=role).exists():  # another role begins without the grants of the earlier one
        given: dict[str, Any] = {"role": role, "grants": []}
        DossierMember.objects.update_or_create(dossier=dossier, person=person, defaults=given)
    people.end_sessions(person=person)
    tell(dossier, "dossier.role", by=(actor, now), detail={"person": person.pk, "role": role or ""})


@transaction.atomic
def grant(
    *, member: DossierMember | FirmMember, rights: Iterable[Right], actor: Actor, now: dt.datetime
) -> None:
    """Give somebody rights beyond their role, and no others; each dossier where they count notes it.

    Raises NotGrantable for what the role may not get.
    """
    lock_member(member)
    role = (DossierRole if isinstance(member, DossierMember) else FirmRole)(member.role)
    wanted = set(rights)
    if wrong := sorted(wanted - GRANTS.get(role, frozenset())):
        raise NotGrantable(wrong[0], role)
    member.grants = sorted(right.value for right in wanted)
    member.save(update_fields=["grants"])
    people.end_sessions(person=member.person)
    detail = {"person": member.person_id, "rights": member.grants}
    if isinstance(member, FirmMember):
        tell_firm(member.firm, "firm.granted", by=(actor, now), detail=detail)
    for dossier in _where_grants_count(member):
        tell(dossier, "dossier.granted", by=(actor, now), detail=detail)


def _where_grants_count(member: DossierMember | FirmMember) -> Iterable[Dossier]:
    if isinstance(member, DossierMember):
        return [member.dossier]
    accepted = accepted_mandates(firm=member.firm_id)
    return Dossier.objects.filter(pk__in=accepted.values("dossier")).order_by("pk")


def offer_mandate(
    *,
    dossier: Dossier,
    firm: Firm,
    from_on: dt.date,
    by_dossier: bool,
    actor: Actor,
    now: dt.datetime,
    until_on: dt.date | None = None,
    scope: Iterable[Area] = tuple(Area),
    takes_bank: bool = False,
) -> Mandate:
    """Offer a firm work in a dossier, or a dossier to a firm; the other side still has to accept.

    `scope` are the areas that open to the firm; with `takes_bank` the bank is its work alone.

    :raises MandateExists: when the firm has an open mandate in this dossier
    :raises MandateEndsFirst: when the last day lies before the first
    """  # fmt: skip
    if until_on is not None and until_on < from_on:
        raise MandateEndsFirst(from_on, until_on)
    side = "accepted_by_dossier_at" if by_dossier else "accepted_by_firm_at"
    opened = [area.value for area in Area if area in set(scope)]
    terms = {"from_on": from_on, "until_on": until_on, "scope": opened, "takes_bank": takes_bank}
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(dossier=dossier, firm=firm, **terms, **{side: now})
            detail = {"firm": firm.public_id, "scope": mandate.scope, "takes_bank": takes_bank}
            tell(dossier, "mandate.offered", by=(actor, now), detail=detail, mandate=mandate)
    except IntegrityError as refused:
        if Mandate.objects.filter(dossier=dossier, firm=firm, ended_at=None).exists():
            raise MandateExists from refused
        raise
    return mandate


@transaction.atomic
def change_mandate(
    *,
    mandate: Mandate,
    scope: Iterable[Area],
    takes_bank: bool,
    until_on: dt.date | None,
    by_dossier: bool,
    actor: Actor,
    now: dt.datetime,
) -> None:
    """Change what a mandate opens and until when.

    The dossier may narrow at once. Anything else waits for the other side: what runs goes on as it was agreed
    with the new terms beside it, and an offer becomes another one.

    :raises MandateEnded: when it has ended
    :raises MandateEndsFirst: when the last day lies before the first
    """
    wanted = [area.value for area in Area if area in set(scope)]
    kept = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if kept.ended_at:
        raise MandateEnded
    if until_on and until_on < kept.from_on:
        raise MandateEndsFirst(kept.from_on, until_on)
    terms = {"scope": wanted, "takes_bank": takes_bank, "until_on": until_on}
    detail = terms | {"until_on": str(until_on or "")}
    is_same = all(getattr(kept, name) == value for name, value in terms.items())
    kind, given = "mandate.changed", terms | {"proposed": None}
    if not (is_same or (by_dossier and _is_narrower(kept, terms))):
        if kept.is_whole:
            kind, given = "mandate.proposed", {"proposed": detail | {"by_dossier": by_dossier}}
        else:
            mine, other = "accepted_by_dossier_at", "accepted_by_firm_at"
            mine, other = (mine, other) if by_dossier else (other, mine)
            given |= {mine: now, other: None}
    Mandate.objects.filter(pk=mandate.pk).update(**given)
    tell(mandate.dossier, kind, by=(actor, now), detail=detail, mandate=mandate)
    mandate.refresh_from_db()


@transaction.atomic
def leave_proposal(*, mandate: Mandate, actor: Actor, now: dt.datetime) -> None:
    """Leave a mandate as it is: who proposed other terms takes them back, or the other side refuses them."""
    if Mandate.objects.filter(pk=mandate.pk, ended_at=None, proposed__isnull=False).update(proposed=None):
        tell(mandate.dossier, "mandate.left", by=(actor, now), detail={}, mandate=mandate)
    mandate.refresh_from_db()


def _is_narrower(kept: Mandate, terms: dict[str, Any]) -> bool:
    """Whether these terms open nothing that the mandate does not open already."""
    until_on = terms["until_on"]
    is_no_longer = kept.until_on is None or (until_on is not None and until_on <= kept.until_on)
    return (
        set(terms["scope"]) <= set(kept.scope)
        and (kept.takes_bank or not terms["takes_bank"])
        and is_no_longer
    )


@transaction.atomic
def set_private(*, mandate: Mandate, is_private: bool, actor: Actor, now: dt.datetime) -> None:
    """Let a firm keep a dossier for those of its people whom it names, or open it to all of them again."""
    others = Mandate.objects.filter(pk=mandate.pk, ended_at=None, is_private=not is_private)
    if others.update(is_private=is_private):
        kind = "mandate.made_private" if is_private else "mandate.made_open"
        tell(mandate.dossier, kind, by=(actor, now), detail={}, mandate=mandate)
    mandate.refresh_from_db()


@transaction.atomic
def accept_mandate(
    *, mandate: Mandate, by_dossier: bool, actor: Actor, now: dt.datetime, terms: str | None = None
) -> None:
    """Accept a mandate for one side; it works once both sides did. `terms` are those that were read.

    :raises MandateChanged: when the other side changed them since
    """
    side = "accepted_by_dossier_at" if by_dossier else "accepted_by_firm_at"
    kept = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if terms is not None and terms != kept.terms:
        raise MandateChanged
    if kept.waits_for(dossier=by_dossier):
        given: dict[str, Any] = {side: now, **_proposed_terms(kept)}
        Mandate.objects.filter(pk=mandate.pk).update(**given)
        kept.refresh_from_db()
        detail = {"by_dossier": by_dossier, "scope": kept.scope, "takes_bank": kept.takes_bank}
        tell(mandate.dossier, "mandate.accepted", by=(actor, now), detail=detail, mandate=mandate)
    mandate.refresh_from_db()


def _proposed_terms(kept: Mandate) -> dict[str, Any]:
    """What becomes of a mandate when the terms that wait are accepted."""
    if kept.proposed is None:
        return {}
    until = kept.proposed["until_on"]
    return {
        "scope": kept.proposed["scope"],
        "takes_bank": kept.proposed["takes_bank"],
        "until_on": dt.date.fromisoformat(until) if until else None,
        "proposed": None,
    }


@transaction.atomic
def end_mandate(*, mandate: Mandate, actor: Actor, now: dt.datetime) -> None:
    """End a mandate with effect at once; either side may. Who was named for the dossier is so no more."""
    if Mandate.objects.filter(pk=mandate.pk, ended_at=None).update(ended_at=now):
        Assignment.objects.filter(member__firm=mandate.firm_id, dossier=mandate.dossier_id).delete()
        tell(mandate.dossier, "mandate.ended", by=(actor, now), detail={}, mandate=mandate)
    mandate.refresh_from_db()


def lock_member(member: DossierMember | FirmMember) -> None:
    """Let two who change the same member follow each other, the second from what the first one left."""
    rows: QuerySet[Any] = (DossierMember if isinstance(member, DossierMember) else FirmMember).objects.all()
    member.refresh_from_db(from_queryset=rows.select_for_update(no_key=True))


def _is_last_owner(dossier: Dossier, person: Person) -> bool:
    return is_last(dossier.members.filter(role=DossierRole.OWNER), person)


def is_last(members: QuerySet[Any], person: Person) -> bool:
    """Whether a person is the only one of these members who can log in."""
    others = members.filter(person__is_active=True).exclude(person=person)
    return members.filter(person=person).exists() and not others.exists()
