"""Typing the code of an authenticator app."""

from __future__ import annotations

import datetime as dt
from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse

from boekbrug.business.people import factors
from boekbrug.business.people.models import Person


def type_code(client: Client, person: Person, **more: Any) -> Any:
    """Type the code of now where one is asked for; the clock stands still, or a code may die on its way."""
    now = dt.datetime.now(dt.UTC)
    with time_machine.travel(now, tick=False):
        code = factors.current_code(person, now=now)
        return client.post(reverse("mfa_authenticate"), {"code": code}, **more) if code else None
