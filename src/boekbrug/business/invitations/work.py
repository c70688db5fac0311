"""Send the mails of invitations, one at a time."""

from __future__ import annotations

import datetime as dt

import structlog
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _

from boekbrug.business.invitations import actions_mail
from boekbrug.business.invitations.links import link_of
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.people.language import speaking
from boekbrug.business.people.queries import person_by_email

log = structlog.get_logger("boekbrug.invitations")


def send_next(*, now: dt.datetime) -> bool:
    """Send one mail that is due; whether there was one. The time-out is that of the mail server."""
    claim = actions_mail.claim_next(now=now)
    if claim is None:
        return False
    mail = message(claim.invitation)
    if not claim.is_mine():  # this process stood still, and another one has it now
        log.warning("invitation.taken_over")
        return True
    try:
        mail.send()
    except OSError as failed:  # smtplib's errors are among them
        log.warning("invitation.mail_failed", why=type(failed).__name__)
        actions_mail.note_failed(claim=claim, error=type(failed).__name__, now=now)
    else:
        actions_mail.note_sent(claim=claim, now=now)
    return True


def message(invitation: Invitation) -> EmailMessage:
    """Return the mail: in the language of its reader, where they log in already, else of the place."""
    place = " ".join(invitation.place.split())
    inviter = " ".join(invitation.invited_by.name.split()) if invitation.invited_by else "Boekbrug"
    reader = person_by_email(invitation.email)
    with speaking(reader.language if reader else invitation.language):
        told = {
            "place": place,
            "inviter": inviter,
            "day": f"{timezone.localdate(invitation.expires_at):%d/%m/%Y}",
        }
        subject = _("%(inviter)s invites you to %(place)s") % told
        paragraphs = [
            _("%(inviter)s asks you to work in %(place)s, in Boekbrug.") % told,
            _("Open this page to accept; it works until %(day)s and is for you alone:") % told,
            link_of(invitation),
            _("Did you not expect this? Then do nothing: without you, nothing happens."),
        ]
    return EmailMessage(subject, "\n\n".join(paragraphs) + "\n", to=[invitation.email])
