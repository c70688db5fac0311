"""The link in the mail: the invitation and its edition, signed, so that nobody makes or changes one."""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, Signer

from boekbrug.business.invitations.models import Invitation

PATH = "/invitation/{token}/"  # the door for it: web/urls.py


def token_of(invitation: Invitation) -> str:
    """Return what the link carries."""
    return _signer().sign(f"{invitation.public_id}.{invitation.edition}")


def link_of(invitation: Invitation) -> str:
    """Return the whole address, at the name that the operator set."""
    return settings.ENVIRONMENT.address.rstrip("/") + PATH.format(token=token_of(invitation))


def read_token(token: str) -> tuple[str, int] | None:
    """Return the id and the edition that a token carries, or None when it was not made here."""
    try:
        public_id, edition = _signer().unsign(token).split(".")
    except (BadSignature, ValueError):
        return None
    return public_id, int(edition)


def _signer() -> Signer:
    return Signer(sep=".", salt="boekbrug.invitation")
