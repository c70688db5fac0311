"""What changes inside a firm: who works there as what, and who is named for which dossiers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from boekbrug.business.dossiers.actions import LastOwner, NeedsAnEnd, is_last, lock_member, set_private
from boekbrug.business.dossiers.document_days import Days
from boekbrug.business.dossiers.models import Assignment, Dossier, Firm, FirmMember, FirmRole, Mandate
from boekbrug.business.dossiers.telling import By, tell, tell_firm
from boekbrug.business.people import actions as people
from boekbrug.business.people.actor import Actor
from boekbrug.business.people.models import Person
from boekbrug.wording import Refusal, Wording

LEAVES_BEFORE_COMING = Wording(
    "firm-leaves-before-coming", "The last day lies before the first. Give a later one."
)
NOT_AN_AUDITOR = Wording(
    "firm-not-an-auditor", "Only an auditor is limited to documents of some days. Give that role first."
)


class LeavesBeforeComing(Refusal):
    """The last day of somebody in a firm lies before the first."""

    def __init__(self) -> None:
        super().__init__(LEAVES_BEFORE_COMING.say())


class NotAnAuditor(Refusal):
    """Only what an auditor sees is limited to documents of some days."""

    def __init__(self) -> None:
        super().__init__(NOT_AN_AUDITOR.say())


@transaction.atomic
def limit_documents(*, member: FirmMember, days: Days, actor: Actor, now: dt.datetime) -> None:
    """Let an auditor see the documents, statements and acts of some days only, or of all again; sessions end.

    :raises NotAnAuditor: for any other role
    :raises LeavesBeforeComing: when the last day lies before the first
    """
    lock_member(member)
    if days and member.role != FirmRole.AUDITOR:
        raise NotAnAuditor
    if days.from_on and days.until_on and days.until_on < days.from_on:
        raise LeavesBeforeComing
    if member.documents == days:
        return
    member.documents_from_on, member.documents_until_on = days.from_on, days.until_on
    member.save(update_fields=["documents_from_on", "documents_until_on"])
    people.end_sessions(person=member.person)
    detail = {"person": member.person_id, "from": str(days.from_on or ""), "until": str(days.until_on or "")}
    tell_firm(member.firm, "auditor.limited", by=(actor, now), detail=detail)
    for one in member.assignments.select_related("dossier").order_by("dossier"):
        tell(one.dossier, "auditor.limited", by=(actor, now), detail=detail)


@transaction.atomic
def set_firm_role(
    *,
    firm: Firm,
    person: Person,
    role: FirmRole | None,
    actor: Actor,
    now: dt.datetime,
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
) -> None:
    """Give a person a role in a firm, change it, or take it away (None); their sessions end.

    :raises boekbrug.business.dossiers.actions.LastOwner: when it is the only administrator's
    :raises boekbrug.business.dossiers.actions.NeedsAnEnd: for an auditor without a last day
    :raises LeavesBeforeComing: when the last day lies before the first
    """  # fmt: skip
    Firm.objects.select_for_update(no_key=True).get(pk=firm.pk)
    if role is FirmRole.AUDITOR and until_on is None:
        raise NeedsAnEnd
    if from_on and until_on and until_on < from_on:
        raise LeavesBeforeComing
    if role is not FirmRole.ADMIN and is_last(firm.members.filter(role=FirmRole.ADMIN), person):
        raise LastOwner
    if role is None:
        firm.members.filter(person=person).delete()
    else:
        given: dict[str, Any] = {"role": role, "from_on": from_on, "until_on": until_on}
        if not firm.members.filter(person=person, role=role).exists():
            # another role begins without the grants and the limits of the earlier one
            given |= {"grants": [], "documents_from_on": None, "documents_until_on": None}
        FirmMember.objects.update_or_create(firm=firm, person=person, defaults=given)
    people.end_sessions(person=person)
    detail = {"person": person.pk, "role": role or "", "until": str(until_on or "")}
    tell_firm(firm, "firm.role", by=(actor, now), detail=detail)


@transaction.atomic
def assign(*, member: FirmMember, dossiers: Iterable[Dossier], actor: Actor, now: dt.datetime) -> None:
    """Name somebody of a firm for these dossiers and no others: an auditor, or staff of private ones.

    Only dossiers that the firm has a mandate in count; others give nothing.
    """
    lock_member(member)
    wanted = {dossier.pk: dossier for dossier in dossiers}
    have = {one.dossier_id: one.dossier for one in member.assignments.select_related("dossier")}
    _name(member, [one for pk, one in wanted.items() if pk not in have], by=(actor, now))
    _name_no_more(member, [one for pk, one in have.items() if pk not in wanted], by=(actor, now))
    people.end_sessions(person=member.person)


@transaction.atomic
def name(*, member: FirmMember, dossiers: Iterable[Dossier], actor: Actor, now: dt.datetime) -> None:
    """Name somebody for these dossiers too; their sessions end."""
    lock_member(member)
    have = set(member.assignments.values_list("dossier_id", flat=True))
    _name(member, [one for one in dossiers if one.pk not in have], by=(actor, now))
    people.end_sessions(person=member.person)


@transaction.atomic
def name_no_more(*, member: FirmMember, dossiers: Iterable[Dossier], actor: Actor, now: dt.datetime) -> None:
    """Name somebody no more for these dossiers; their sessions end."""
    lock_member(member)
    have = set(member.assignments.values_list("dossier_id", flat=True))
    _name_no_more(member, [one for one in dossiers if one.pk in have], by=(actor, now))
    people.end_sessions(person=member.person)


@transaction.atomic
def keep_private(*, mandates: Iterable[Mandate], is_private: bool, actor: Actor, now: dt.datetime) -> None:
    """Keep dossiers for those of the firm whom they name, or open them to all of it again."""
    for mandate in sorted(mandates, key=lambda one: one.dossier_id):
        set_private(mandate=mandate, is_private=is_private, actor=actor, now=now)


def _name(member: FirmMember, dossiers: list[Dossier], *, by: By) -> None:
    Assignment.objects.bulk_create(Assignment(member=member, dossier=one) for one in dossiers)
    _tell_named(member, dossiers, by=by, is_named=True)


def _name_no_more(member: FirmMember, dossiers: list[Dossier], *, by: By) -> None:
    member.assignments.filter(dossier__in=[one.pk for one in dossiers]).delete()
    _tell_named(member, dossiers, by=by, is_named=False)


def _tell_named(member: FirmMember, dossiers: list[Dossier], *, by: By, is_named: bool) -> None:
    """One event in each dossier, and one with the list in the firm."""
    detail: dict[str, Any] = {"person": member.person_id, "is_named": is_named}
    if not dossiers:
        return
    listed = [dossier.public_id for dossier in dossiers]
    tell_firm(member.firm, "firm.named", by=by, detail=detail | {"dossiers": listed})
    for dossier in sorted(dossiers, key=lambda one: one.pk):
        tell(dossier, "dossier.named", by=by, detail=detail)
