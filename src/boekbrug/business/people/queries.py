"""Find people."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.usersessions.models import UserSession

from boekbrug.business.people.models import Person


def person_by_email(email: str) -> Person | None:
    """Return the person who logs in with this address, whatever its capitals."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def names_of(keys: Iterable[int]) -> dict[int, str]:
    """Return the names of people by the keys of their rows."""
    return dict(Person.objects.filter(pk__in=set(keys)).values_list("pk", "name"))


def sessions_of(person: Person) -> list[UserSession]:
    """Return the open sessions of a person, the newest first."""
    rows = UserSession.objects.purge_and_list(person)
    return sorted(rows, key=lambda one: one.created_at, reverse=True)


def operators() -> list[Person]:
    """Return the people who keep the machine running and can log in."""
    return list(Person.objects.filter(is_operator=True, is_active=True).order_by("pk"))
