"""Several workers and several people at once, on the real database, with real commits."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.outbox import actions, work
from boekbrug.business.outbox.models import Attempt, Delivery, Receipt
from tests.business.outbox.making import folder_connection, invoice, send, zip_connection
from tests.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dossier(now: dt.datetime, roots: Path, settings: Any) -> Dossier:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return make_cast(now).atelier


def at_once(count: int, work_of_one: Callable[[], None]) -> list[Exception]:
    """Run the same work in several threads that start together; return what they raised."""
    errors: list[Exception] = []
    start = threading.Barrier(count)

    def run() -> None:
        try:
            start.wait()
            work_of_one()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_three_workers_place_each_document_once(dossier: Dossier, roots: Path, now: dt.datetime) -> None:
    with tenant.enter(dossier):
        send(folder_connection(now), *(invoice(f"F-{n:02}", now) for n in range(30)), now=now)

    def until_empty() -> None:
        while work.run_one(now, clock=lambda: now):
            pass

    errors = at_once(3, until_empty)

    assert errors == []
    assert sorted(path.stem for path in roots.rglob("*.xml")) == [f"F-{n:02}" for n in range(30)]
    with tenant.enter(dossier):
        assert Receipt.objects.count() == Attempt.objects.count() == 30
        assert set(Delivery.objects.values_list("state", flat=True)) == {"DELIVERED"}


def test_two_people_who_click_together_send_one_delivery(dossier: Dossier, now: dt.datetime) -> None:
    with tenant.enter(dossier):
        zipped, document = zip_connection(now), invoice("F-1", now)

    def click() -> None:
        with tenant.enter(dossier):
            send(zipped, document, now=now)

    errors = at_once(4, click)

    assert [type(error) for error in errors] == [actions.AlreadySent] * 3
    with tenant.enter(dossier):
        assert Delivery.objects.count() == 1


def test_the_zip_connection_is_one_though_many_ask(dossier: Dossier, now: dt.datetime) -> None:
    made = []

    def ask() -> None:
        with tenant.enter(dossier):
            made.append(zip_connection(now).pk)

    assert at_once(4, ask) == []
    assert len(set(made)) == 1
