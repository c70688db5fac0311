"""Mails to people about their own login, in their own language."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from boekbrug.business.people.language import speaking
from boekbrug.business.people.models import Person


def to_new_address(person: Person, *, address: str, link: str) -> EmailMessage:
    """Ask at the new address whether it is right."""
    with speaking(person.language):
        paragraphs = [
            _("You asked to sign in to Boekbrug with this address from now on."),
            _("Open this page within a day, where you are signed in, to confirm it:"),
            link,
            _("Did you not expect this? Then do nothing: without you, nothing happens."),
        ]
        return EmailMessage(_("Confirm your new address"), _body(paragraphs), to=[address])


def to_earlier_address(person: Person, *, address: str) -> EmailMessage:
    """Tell the earlier address that it signs in no more."""
    with speaking(person.language):
        paragraphs = [
            _("Your login of Boekbrug has another e-mail address now; this one opens nothing any more."),
            _("Was this not you? Then somebody else is in your login: tell who keeps this server at once."),
        ]
        return EmailMessage(_("Your address was changed"), _body(paragraphs), to=[address])


def _body(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"
