"""Invite, remind, withdraw and accept."""

from __future__ import annotations

import datetime as dt

from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from boekbrug.business.dossiers import actions as dossiers
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier, DossierRole, Firm, FirmRole
from boekbrug.business.invitations import queries
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.invitations.queries import NoInvitation
from boekbrug.business.people import actions as people
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.business.people.models import Person
from boekbrug.business.timeline import actions as timeline

VALID = dt.timedelta(days=14)
REMINDED_EVERY = dt.timedelta(minutes=5)
OPEN_MAX = 50  # per dossier or firm: this server is nobody's way to mail many strangers


class TooManyInvitations(Exception):
    """More invitations are open than anybody needs."""

    def __init__(self) -> None:
        super().__init__(f"{OPEN_MAX} invitations are open here. Withdraw some before you invite others.")


class TooSoon(Exception):
    """The mail went out a moment ago."""

    def __init__(self) -> None:
        super().__init__("The mail went out less than five minutes ago. Wait for it to arrive.")


class OtherAddress(Exception):
    """The person who accepts logs in with another address than the invited one."""

    def __init__(self) -> None:
        super().__init__("This invitation is for another address. Sign in with that address.")


def invite(
    *,
    email: str,
    role: str,
    actor: Actor,
    now: dt.datetime,
    dossier: Dossier | None = None,
    firm: Firm | None = None,
) -> Invitation:
    """Ask somebody to take a role in a dossier or a firm; the mail follows by a worker.

    What it answers does not tell whether the address is known. One that is open is made new.

    :raises django.core.exceptions.ValidationError: when the address is none
    :raises ValueError: when the role does not exist
    :raises boekbrug.business.dossiers.actions.NeedsAnEnd: for an auditor
    :raises TooManyInvitations: when too many are open
    """
    address, known_role = email.strip().lower(), _role(role, dossier)
    validate_email(address)
    try:
        with transaction.atomic():
            return _invite(address, known_role, (dossier, firm), (actor, now))
    except IntegrityError:  # somebody invited the same address at this moment
        with transaction.atomic():
            return _invite(address, known_role, (dossier, firm), (actor, now))


def _invite(
    email: str, role: str, place: tuple[Dossier | None, Firm | None], by: tuple[Actor, dt.datetime]
) -> Invitation:
    (dossier, firm), (actor, now) = place, by
    is_open = Invitation.objects.filter(dossier=dossier, firm=firm, accepted_at=None, revoked_at=None)
    if earlier := is_open.filter(email=email).first():
        earlier.role, earlier.invited_by = role, actor.person
        return _mail_again(earlier, by=by)
    if is_open.count() >= OPEN_MAX:
        raise TooManyInvitations
    place_language = (dossier or firm).language  # type: ignore[union-attr]  # one of them, says a constraint
    invitation = Invitation.objects.create(
        dossier=dossier,
        firm=firm,
        email=email,
        role=role,
        language=place_language,
        invited_by=actor.person,
        made_at=now,
        expires_at=now + VALID,
        mail_due_at=now,
    )
    _tell(invitation, "invitation.made", by=by)
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
    _mail_again(kept, by=(actor, now))


@transaction.atomic
def revoke(*, invitation: Invitation, actor: Actor, now: dt.datetime) -> None:
    """Withdraw an invitation; its link opens nothing any more."""
    rows = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if rows.update(revoked_at=now, mail_due_at=None):
        _tell(invitation, "invitation.revoked", by=(actor, now))


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
        dossiers.set_firm_role(firm=invitation.firm, person=person, role=FirmRole(invitation.role))
    _tell(invitation, "invitation.accepted", by=(actor, now))
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


def _mail_again(invitation: Invitation, *, by: tuple[Actor, dt.datetime]) -> Invitation:
    _, now = by
    invitation.edition += 1
    invitation.expires_at, invitation.mail_due_at = now + VALID, now
    invitation.mail_attempts = 0
    invitation.save()
    _tell(invitation, "invitation.resent", by=by)
    return invitation


def _role(text: str, dossier: Dossier | None) -> str:
    if text == FirmRole.AUDITOR:
        raise dossiers.NeedsAnEnd  # an invitation has no place for the last day
    return (DossierRole(text) if dossier else FirmRole(text)).value


def _tell(invitation: Invitation, kind: str, *, by: tuple[Actor, dt.datetime]) -> None:
    """Note an act in its dossier; a firm has no timeline."""
    actor, now = by
    if invitation.dossier is None:
        return
    with tenant.enter(invitation.dossier):
        timeline.note(kind=kind, subject=invitation, actor=actor, at=now, detail={"role": invitation.role})
