"""Invite, remind, withdraw and accept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from boekbrug.business.dossiers import actions as dossiers
from boekbrug.business.dossiers import actions_firm as firms
from boekbrug.business.dossiers import queries_firm, tenant
from boekbrug.business.dossiers.document_days import ALL_DAYS, Days
from boekbrug.business.dossiers.models import Dossier, DossierRole, Firm, FirmRole
from boekbrug.business.invitations import queries
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.invitations.queries import NoInvitation
from boekbrug.business.people import actions as people
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.business.people.models import Person
from boekbrug.business.timeline import actions as timeline
from boekbrug.business.timeline import actions_firm as firm_timeline
from boekbrug.wording import Refusal, Wording

VALID = dt.timedelta(days=14)
REMINDED_EVERY = dt.timedelta(minutes=5)
OPEN_MAX = 50  # per dossier or firm: this server is nobody's way to mail many strangers

TOO_MANY = Wording(
    "invitations-too-many", "{count} invitations are open here. Withdraw some before you invite others."
)
TOO_SOON = Wording(
    "invitation-too-soon", "The mail went out less than five minutes ago. Wait for it to arrive."
)
OTHER_ADDRESS = Wording(
    "invitation-other-address", "This invitation is for another address. Sign in with that address."
)


class TooManyInvitations(Refusal):
    """More invitations are open than anybody needs."""

    def __init__(self) -> None:
        super().__init__(TOO_MANY.say(count=OPEN_MAX))


class TooSoon(Refusal):
    """The mail went out a moment ago."""

    def __init__(self) -> None:
        super().__init__(TOO_SOON.say())


class OtherAddress(Refusal):
    """The person who accepts logs in with another address than the invited one."""

    def __init__(self) -> None:
        super().__init__(OTHER_ADDRESS.say())


@dataclass(frozen=True, slots=True)
class Stay:
    """How long an auditor comes, which dossiers, by public id, and documents of which days they see."""

    from_on: dt.date | None = None
    until_on: dt.date | None = None
    dossiers: tuple[str, ...] = ()
    documents: Days = ALL_DAYS

    @property
    def fields(self) -> dict[str, Any]:
        """What an invitation keeps of it."""
        return {
            "from_on": self.from_on,
            "until_on": self.until_on,
            "dossiers": list(self.dossiers),
            "documents_from_on": self.documents.from_on,
            "documents_until_on": self.documents.until_on,
        }

    @property
    def is_turned(self) -> bool:
        """Whether a last day lies before its first."""
        pairs = ((self.from_on, self.until_on), (self.documents.from_on, self.documents.until_on))
        return any(since and until and until < since for since, until in pairs)


def invite(
    *,
    email: str,
    role: str,
    actor: Actor,
    now: dt.datetime,
    dossier: Dossier | None = None,
    firm: Firm | None = None,
    stay: Stay = Stay(),
) -> Invitation:
    """Ask somebody to take a role in a dossier or a firm; the mail follows by a worker.

    What it answers does not tell whether the address is known. One that is open is made new.

    :raises django.core.exceptions.ValidationError: when the address is none
    :raises ValueError: when the role does not exist
    :raises boekbrug.business.dossiers.actions.NeedsAnEnd: for an auditor whose stay has no end
    :raises boekbrug.business.dossiers.actions_firm.LeavesBeforeComing: when it ends before it begins
    :raises TooManyInvitations: when too many are open
    """
    address, known_role = email.strip().lower(), _role(role, dossier, stay)
    validate_email(address)
    try:
        with transaction.atomic():
            return _invite(address, (known_role, stay), (dossier, firm), (actor, now))
    except IntegrityError:  # somebody invited the same address at this moment
        with transaction.atomic():
            return _invite(address, (known_role, stay), (dossier, firm), (actor, now))


def _invite(
    email: str,
    what: tuple[str, Stay],
    place: tuple[Dossier | None, Firm | None],
    by: tuple[Actor, dt.datetime],
) -> Invitation:
    (role, stay), (dossier, firm), (actor, now) = what, place, by
    is_open = Invitation.objects.filter(dossier=dossier, firm=firm, accepted_at=None, revoked_at=None)
    if earlier := is_open.select_for_update().filter(email=email).first():
        earlier.role, earlier.invited_by = role, actor.person
        for field, value in stay.fields.items():
            setattr(earlier, field, value)
        return mail_again(invitation=earlier, actor=actor, now=now)
    if is_open.count() >= OPEN_MAX:
        raise TooManyInvitations
    place_language = (dossier or firm).language  # type: ignore[union-attr]  # one of them, says a constraint
    invitation = Invitation.objects.create(
        dossier=dossier,
        firm=firm,
        email=email,
        role=role,
        **stay.fields,
        language=place_language,
        invited_by=actor.person,
        made_at=now,
        expires_at=now + VALID,
        mail_due_at=now,
    )
    note(invitation=invitation, kind="invitation.made", actor=actor, now=now)
    return invitation


@transaction.atomic
def resend(*, invitation: Invitation, actor: Actor, now: dt.datetime) -> None:
    """Send the mail once more, with a new link and a new term; the earlier link opens nothing any more.

    :raises NoInvitation: when it was accepted or withdrawn
    :raises TooSoon: when the mail went out in the last minutes
    """
    kept = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if kept.accepted_at or kept.revoked_at:
        raise NoInvitation
    if kept.mailed_at and now - kept.mailed_at < REMINDED_EVERY:
        raise TooSoon
    mail_again(invitation=kept, actor=actor, now=now)


@transaction.atomic
def revoke(*, invitation: Invitation, actor: Actor, now: dt.datetime) -> None:
    """Withdraw an invitation; its link opens nothing any more."""
    rows = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if rows.update(revoked_at=now, mail_due_at=None):
        note(invitation=invitation, kind="invitation.revoked", actor=actor, now=now)


@transaction.atomic
def accept(*, token: str, person: Person, now: dt.datetime) -> Invitation:
    """Give a person the role of their invitation; their sessions end, as with every change of power.

    :raises NoInvitation: when the link opens nothing
    :raises OtherAddress: when the person has another address
    :raises boekbrug.business.dossiers.actions.LastOwner: when the only owner would become less
    """
    invitation = queries.find_invitation(token, now=now)
    if invitation.email != person.email.lower():
        raise OtherAddress
    rows = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not rows.update(accepted_at=now, accepted_by=person, mail_due_at=None):
        raise NoInvitation
    actor = Actor(person, Channel.WEB)
    if invitation.dossier:
        role = DossierRole(invitation.role)
        dossiers.set_role(dossier=invitation.dossier, person=person, role=role, actor=actor, now=now)
    elif invitation.firm:
        _enter_firm(invitation, invitation.firm, person, by=(actor, now))
    note(invitation=invitation, kind="invitation.accepted", actor=actor, now=now)
    return invitation


@transaction.atomic
def accept_as_new(*, token: str, name: str, password: str, now: dt.datetime) -> Person:
    """Make a login for who was invited, with the role; the mail proved the address.

    :raises NoInvitation: when the link opens nothing
    :raises boekbrug.business.people.actions.AddressTaken: when the address logs in already
    :raises django.core.exceptions.ValidationError: when the password is too weak
    """
    invitation = queries.find_invitation(token, now=now)
    person = people.add_person(
        email=invitation.email, name=name, password=password, language=invitation.language, now=now
    )
    accept(token=token, person=person, now=now)
    return person


def mail_again(*, invitation: Invitation, actor: Actor, now: dt.datetime) -> Invitation:
    """Give a row that its caller holds a new link and a new term, and let its mail be due."""
    invitation.edition += 1
    invitation.expires_at, invitation.mail_due_at = now + VALID, now
    invitation.mail_attempts, invitation.mail_error = 0, ""
    invitation.mailed_at = invitation.mail_parked_at = None
    invitation.save()
    note(invitation=invitation, kind="invitation.resent", actor=actor, now=now)
    return invitation


def _enter_firm(invitation: Invitation, firm: Firm, person: Person, *, by: tuple[Actor, dt.datetime]) -> None:
    """Give the role in the firm; an auditor is named for the chosen dossiers that it still works in."""
    actor, now = by
    role = FirmRole(invitation.role)
    firms.set_firm_role(
        firm=firm,
        person=person,
        role=role,
        from_on=invitation.from_on,
        until_on=invitation.until_on,
        actor=actor,
        now=now,
    )
    if role is FirmRole.AUDITOR:
        chosen = [one.dossier for one in queries_firm.open_mandates(firm, invitation.dossiers)]
        member = firm.members.get(person=person)
        firms.limit_documents(member=member, days=invitation.documents, actor=actor, now=now)
        firms.assign(member=member, dossiers=chosen, actor=actor, now=now)


def _role(text: str, dossier: Dossier | None, stay: Stay) -> str:
    if text == FirmRole.AUDITOR and stay.until_on is None:
        raise dossiers.NeedsAnEnd
    if stay.is_turned:
        raise firms.LeavesBeforeComing
    return (DossierRole(text) if dossier else FirmRole(text)).value


def note(*, invitation: Invitation, kind: str, actor: Actor, now: dt.datetime) -> None:
    """Note an act where it belongs: in the dossier, or in the firm."""
    act: dict[str, Any] = {"kind": kind, "subject": invitation, "actor": actor, "at": now}
    act["detail"] = {"role": invitation.role}
    if invitation.firm:
        firm_timeline.note_in_firm(firm=invitation.firm, **act)
    elif invitation.dossier:
        with tenant.enter(invitation.dossier):
            timeline.note(**act)
