"""Change the address with which somebody logs in, once the new one has answered."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from boekbrug.business.people.actions import AddressTaken, end_sessions
from boekbrug.business.people.models import Person

VALID = dt.timedelta(days=1)
_SALT = "boekbrug.email"


class NoChange(Exception):
    """The link was made up, used or is too old, or is somebody else's: the answer is the same."""


def ask_for_change(*, person: Person, email: str) -> str | None:
    """Return what the link to a new address carries, or None where that address logs in already.

    Nothing is kept: the link holds the change, signed; it opens nothing any more once sessions were ended.

    :raises django.core.exceptions.ValidationError: when the address is none
    """
    address = email.strip().lower()
    validate_email(address)
    if Person.objects.filter(email__iexact=address).exists():
        return None
    return signing.dumps({"person": person.pk, "to": address, "stamp": person.session_stamp}, salt=_SALT)


def read_change(token: str, *, person: Person) -> str:
    """Return the new address that a link carries for this person; raises NoChange."""
    try:
        kept = signing.loads(token, salt=_SALT, max_age=VALID)
    except signing.BadSignature as wrong:
        raise NoChange from wrong
    if (kept["person"], kept["stamp"]) != (person.pk, person.session_stamp):
        raise NoChange
    return str(kept["to"])


def change_email(*, person: Person, token: str) -> str:
    """Let a person log in with the address that answered, and end their sessions; return the earlier address.

    :raises NoChange: when the link opens nothing
    :raises AddressTaken: when somebody else logs in with it in the meantime
    """
    address, earlier = read_change(token, person=person), person.email
    person.email = address
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
            EmailAddress.objects.filter(user=person).delete()  # allauth would let them in with an earlier one
            end_sessions(person=person)
    except IntegrityError as taken:
        person.email = earlier
        raise AddressTaken(address) from taken
    return earlier
