"""A page that asks again and again whether something is done: nobody needs to sit before it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from boekbrug.web import sessions
from tests.cast import Cast
from tests.house import tree
from tests.web.test_security import is_in, log_in

BEGAN = dt.datetime(2026, 3, 16, 9, 0, 5, tzinfo=dt.UTC)
TEMPLATES = tree.SOURCE / "web" / "templates"


def asked_for(client: Client, address: str, *, minutes: int, headers: dict[str, str]) -> bool:
    """Ask again and again; whether the session is still there then."""
    for minute in range(1, minutes, 4):
        with time_machine.travel(BEGAN + dt.timedelta(minutes=minute), tick=False):
            client.get(address, headers=headers)
    with time_machine.travel(BEGAN + dt.timedelta(minutes=minutes), tick=False):
        return is_in(client)


@pytest.mark.parametrize(("headers", "stays"), [({sessions.WAITING: "1"}, False), ({}, True)])
def test_it_keeps_nobody_of_a_firm_logged_in(cast: Cast, headers: dict[str, str], stays: bool) -> None:
    cache.clear()
    with time_machine.travel(BEGAN, tick=False):
        client = log_in(cast.carla)

    assert asked_for(client, f"/d/{cast.atelier.public_id}/", minutes=40, headers=headers) is stays


def test_it_keeps_nobody_logged_in_beyond_the_longest(cast: Cast) -> None:
    cache.clear()
    with time_machine.travel(BEGAN, tick=False):
        client = log_in(cast.an)
    last = int(sessions.LONGEST.total_seconds() // 60) + 1

    assert not asked_for(client, "/dossiers/", minutes=last, headers={sessions.WAITING: "1"})


def test_every_such_page_says_so() -> None:
    asking = [
        (path.name, element)
        for path in TEMPLATES.rglob("*.html")
        for element in re.findall(r"hx-get=[^<]*hx-trigger=\"every [^<]*", path.read_text(encoding="utf-8"))
    ]

    assert len(asking) >= 2
    assert [name for name, element in asking if f'{{"{sessions.WAITING}": "1"}}' not in element] == []
