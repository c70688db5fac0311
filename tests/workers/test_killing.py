"""kill -9 of real job processes in the middle of their work: no document twice, none lost."""

from __future__ import annotations

import datetime as dt
import random
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.outbox import work
from boekbrug.business.outbox.actions_delivery import LEASE
from boekbrug.business.outbox.models import Attempt, Delivery, Receipt, Shipment
from tests.business.outbox.making import email_connection, folder_connection, invoice, send, use
from tests.cast import make_cast
from tests.connectors.making import free_port, server_at, smtp_sink
from tests.workers.making import start_worker, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 6
DOCUMENTS = 40


@pytest.fixture
def dossier(settings: Any, now: dt.datetime) -> Dossier:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return make_cast(now).atelier


def expire_leases() -> None:
    """Let the time of the leases pass."""
    Shipment.across.filter(state="SENDING").update(leased_until=timezone.now() - LEASE)


def test_a_worker_killed_during_a_mail_leaves_it_unclear(
    dossier: Dossier, settings: Any, now: dt.datetime
) -> None:
    with smtp_sink() as (sink, server):
        sink.holding = held = threading.Event()
        use(settings, server)
        with tenant.enter(dossier):
            send(email_connection(now), invoice("F-1", now), now=now)
        worker = start_worker(settings)
        try:
            wait_until(held.is_set)
        finally:
            worker.kill()
            worker.wait()
        expire_leases()
        assert work.run_one(timezone.now())
        assert not work.run_one(timezone.now() + dt.timedelta(days=9))

    assert len(sink.mails) == 1
    assert Shipment.across.get().state == "UNCLEAR"
    assert Attempt.across.count() == 2
    assert Receipt.across.count() == 0


def test_a_worker_killed_again_and_again_places_each_document_once(
    dossier: Dossier, settings: Any, now: dt.datetime
) -> None:
    use(settings, server_at(free_port()))
    folder = Path(settings.FOLDER_ROOTS[0]) / dossier.public_id / "Sales"
    taken: list[str] = []
    with tenant.enter(dossier):
        send(folder_connection(now), *(invoice(f"F-{n:02}", now) for n in range(DOCUMENTS)), now=now)
    chance = random.Random(7)

    for _ in range(KILLS):
        started_with = Receipt.across.count()
        worker = start_worker(settings)
        try:
            wait_until(lambda seen=started_with: Receipt.across.count() > seen)  # type: ignore[misc]
            time.sleep(chance.random() / 50)
        finally:
            worker.kill()
            worker.wait()
        taken += take_away(folder)
        expire_leases()
        if Receipt.across.count() == DOCUMENTS:
            break
    while work.run_one(timezone.now()):
        taken += take_away(folder)

    assert sorted(taken) == [f"F-{n:02}" for n in range(DOCUMENTS)]
    assert set(Delivery.across.values_list("state", flat=True)) == {"DELIVERED"}
    assert Receipt.across.count() == DOCUMENTS
    assert list(folder.glob(".*")) == []


def take_away(folder: Path) -> list[str]:
    """Do what a bookkeeping program does: take every file at once."""
    files = sorted(folder.glob("*.xml"))
    for file in files:
        file.unlink()
    return [file.stem for file in files]
