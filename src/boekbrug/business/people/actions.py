"""What changes about people."""

from __future__ import annotations

import datetime as dt

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from boekbrug.business.people.models import Language, Person, Theme, new_session_stamp
from boekbrug.wording import Refusal, Wording

ADDRESS_TAKEN = Wording("person-address-taken", "{email} already has a login.")


class AddressTaken(Refusal):
    """Somebody already logs in with this address."""

    def __init__(self, email: str) -> None:
        super().__init__(ADDRESS_TAKEN.say(email=email))
        self.email = email


def add_person(
    *, email: str, name: str, password: str | None, language: str, now: dt.datetime, is_operator: bool = False
) -> Person:
    """Make a login; without a password the person sets one through the reset link.

    :raises AddressTaken: when the address is in use
    :raises django.core.exceptions.ValidationError: when the address is none, or the password is too weak
    """
    validate_email(email.strip())
    person = Person(
        email=email.strip().lower(), name=name.strip(), language=Language(language), is_operator=is_operator
    )
    person.joined_at = now
    if password is None:
        person.set_unusable_password()
    else:
        validate_password(password, person)
        person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as taken:
        raise AddressTaken(email) from taken
    return person


def make_operator(*, person: Person) -> None:
    """Let a person keep the machine running: status and health, no dossier."""
    person.is_operator = True
    person.save(update_fields=["is_operator"])


def set_password(*, person: Person, password: str) -> None:
    """Give a person a new password; every open session of theirs ends, because its key holds the old one.

    :raises django.core.exceptions.ValidationError: when the password is too weak
    """
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])


def end_sessions(*, person: Person) -> None:
    """End every open session of a person, on every machine: for each change of what they may do.

    Safe inside the transaction of that change; the sessions end with its commit.
    """
    person.session_stamp = new_session_stamp()
    person.save(update_fields=["session_stamp"])
    UserSession.objects.filter(user=person).delete()


def end_session(*, person: Person, number: int) -> bool:
    """End one open session of a person; whether it was theirs."""
    session = UserSession.objects.filter(user=person, pk=number).first()
    if session is None:
        return False
    session.end()
    return True


def choose_looks(*, person: Person, language: str | None = None, theme: str | None = None) -> None:
    """Keep the language and theme that a person chose; raises ValueError for one that does not exist."""
    if language is not None:
        person.language = Language(language)
    if theme is not None:
        person.theme = Theme(theme)
    person.save(update_fields=["language", "theme"])
