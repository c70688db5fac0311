"""Logging in as people of a firm do, for tests of its pages."""

from __future__ import annotations

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from boekbrug.business.people.models import Person
from tests.cast import PASSWORD
from tests.web.second_factor import type_code


def log_in(person: Person) -> Client:
    """Log in with the password and the code."""
    cache.clear()
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    type_code(client, person)
    return client


def is_open_to(client: Client, place: str) -> bool:
    """Whether somebody may open a dossier."""
    return client.get(reverse("today", args=[place])).status_code == 200
