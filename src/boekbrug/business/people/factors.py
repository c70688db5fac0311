"""Second factors: whether logging in asks for more than a password."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt

from boekbrug.business.people.models import Person

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes only stand in for one


def current_code(person: Person, *, now: dt.datetime) -> str | None:
    """Return what the authenticator app of a person shows now (RFC 6238), or None; for the demo."""
    app = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if app is None:
        return None
    return str(format_hotp_value(hotp_value(decrypt(app.data["secret"]), int(now.timestamp()) // 30)))
