"""Find invitations."""

from __future__ import annotations

import datetime as dt

from django.db.models import Min, QuerySet
from django.utils import timezone

from boekbrug.business.dossiers import rights
from boekbrug.business.dossiers.models import Dossier, Firm
from boekbrug.business.dossiers.rights import FirmRight, Right
from boekbrug.business.invitations.links import read_token
from boekbrug.business.invitations.models import Invitation


class NoInvitation(Exception):
    """The link was made up, used, withdrawn, replaced or is too old: the answer is the same."""


def open_invitations(*, dossier: Dossier | None = None, firm: Firm | None = None) -> list[Invitation]:
    """Return what was neither accepted nor withdrawn, newest first; expired ones too."""
    rows = Invitation.objects.filter(dossier=dossier, firm=firm, accepted_at=None, revoked_at=None)
    return list(rows.select_related("invited_by").order_by("-made_at", "-pk"))


def find_invitation(token: str, *, now: dt.datetime) -> Invitation:
    """Return the invitation that a link opens.

    :raises NoInvitation: also when who invited may not give that role any more
    """
    carried = read_token(token)
    if carried is None:
        raise NoInvitation
    public_id, edition = carried
    rows = Invitation.objects.select_related("dossier", "firm", "invited_by")
    invitation = rows.filter(public_id=public_id, edition=edition).first()
    if invitation is None or not invitation.is_usable(now) or not _may_still_invite(invitation, now):
        raise NoInvitation
    return invitation


def _may_still_invite(invitation: Invitation, now: dt.datetime) -> bool:
    """Whether who invited has the right to; the operator, who has no row, always has."""
    person, today = invitation.invited_by, timezone.localdate(now)
    if person is None:
        return True
    try:
        if invitation.dossier:
            access = rights.open_dossier(person=person, public_id=invitation.dossier.public_id, on=today)
            return access.may(Right.GIVE_ROLES)
        assert invitation.firm is not None, "a constraint says so"  # noqa: S101 - for mypy
        _, firm_rights = rights.in_firm(person=person, public_id=invitation.firm.public_id, on=today)
    except rights.NoSuchDossier:
        return False
    return FirmRight.MANAGE_FIRM in firm_rights


def queue_length() -> int:
    """Return how many mails of invitations are due or tried again later, for the operator."""
    return waiting_mails().count()


def waits_since() -> dt.datetime | None:
    """Return since when the oldest mail could have left, for the operator."""
    since: dt.datetime | None = waiting_mails().aggregate(since=Min("mail_due_at"))["since"]
    return since


def parked_mails() -> QuerySet[Invitation]:
    """Return the invitations whose mail was given up, of every dossier and firm, for the operator."""
    parked = Invitation.objects.filter(mail_parked_at__isnull=False, accepted_at=None, revoked_at=None)
    return parked.select_related("dossier", "firm").order_by("mail_parked_at", "pk")


def waiting_mails() -> QuerySet[Invitation]:
    """Return the invitations whose mail is due or tried again later."""
    return Invitation.objects.filter(mail_due_at__isnull=False, accepted_at=None, revoked_at=None)
