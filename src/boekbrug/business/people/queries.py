"""Find people."""

from __future__ import annotations

from boekbrug.business.people.models import Person


def person_by_email(email: str) -> Person | None:
    """Return the person who logs in with this address, whatever its capitals."""
    return Person.objects.filter(email__iexact=email.strip()).first()
