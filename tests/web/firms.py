"""Logging in as people of a firm do, for tests of its pages."""

from __future__ import annotations

import datetime as dt

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from boekbrug.business.people import factors
from boekbrug.business.people.models import Person
from tests.cast import PASSWORD

FOUND, TRIES = 302, 3


def log_in(person: Person) -> Client:
    """Log in with the password and the code."""
    cache.clear()
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    for _ in range(TRIES):  # a code may grow too old between here and there
        code = factors.current_code(person, now=dt.datetime.now(dt.UTC))
        if not code or client.post(reverse("mfa_authenticate"), {"code": code}).status_code == FOUND:
            break
        cache.clear()
    return client


def is_open_to(client: Client, place: str) -> bool:
    """Whether somebody may open a dossier."""
    return client.get(reverse("today", args=[place])).status_code == 200
