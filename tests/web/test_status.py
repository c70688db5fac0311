"""The status page tells since when a restored bridge is held, and when it was let go."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from boekbrug.business.files import free_space
from boekbrug.business.outbox import actions_hold
from boekbrug.business.people.actor import PROGRAM
from tests.cast import Cast

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def operator(client: Client, cast: Cast) -> Client:
    cast.bea.is_operator, cast.bea.language = True, "en"
    cast.bea.save()
    client.force_login(cast.bea)
    return client


def row(client: Client, name: str) -> tuple[str, str]:
    """What a row of the page says was found, and its state."""
    page = client.get("/status/").content.decode()
    found = re.search(rf">{name}</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td></tr>", page, re.DOTALL)
    assert found, page
    first = found[1].split("<div")[0]
    return first, "fine" if ">fine<" in found[2] else "look at this"


def test_what_was_never_held_says_so(operator: Client) -> None:
    assert row(operator, "Held after a restore") == ("never", "fine")


def test_what_is_held_says_since_when(operator: Client, now: dt.datetime) -> None:
    actions_hold.hold(now=now)

    assert row(operator, "Held after a restore") == ("16/03/2026 09:30", "look at this")


def test_what_was_let_go_still_says_when_that_was(operator: Client, now: dt.datetime) -> None:
    actions_hold.hold(now=now)
    actions_hold.release(actor=PROGRAM, now=now + HOUR)

    assert row(operator, "Held after a restore") == ("16/03/2026 09:30 → 16/03/2026 10:30", "fine")


def test_a_large_size_is_written_as_belgians_do(
    operator: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DISK_RESERVE_BYTES = 100_000 * 1024**2
    monkeypatch.setattr(free_space, "free_bytes", lambda: 165_756 * 1024**2)

    assert row(operator, "Free disk") == ("165.756 MiB", "look at this")
    assert "165.756 MiB of disk is free; below 100.000 MiB" in operator.get("/status/").text


def test_the_sizes_of_database_and_files_are_there(operator: Client) -> None:
    assert row(operator, "Size of the kept files")[0].endswith(" MiB")
    assert row(operator, "Size of the database")[0].endswith(" MiB")
