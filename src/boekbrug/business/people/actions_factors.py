"""Give and take away second factors without their owner at a page: for the demo, and when one was lost."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from boekbrug.business.people.actions import end_sessions
from boekbrug.business.people.models import Person


def give_app(*, person: Person) -> None:
    """Give a person an authenticator app with a fresh secret, for the demo."""
    TOTP.activate(person, generate_totp_secret())


@transaction.atomic
def remove_factors(*, person: Person) -> int:
    """Remove every second factor of a person, recovery codes too, and end their sessions.

    Returns how many there were; the next login of somebody of a firm leads to a new one.
    """
    count, _ = Authenticator.objects.filter(user=person).delete()
    end_sessions(person=person)
    return int(count)
