"""A worker's round against real folders and real mail servers: five endings, each recorded once."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from boekbrug.business.dossiers import tenant
from boekbrug.business.files import blobs
from boekbrug.business.files.queries import content_of
from boekbrug.business.outbox import actions, actions_parked, queries, work
from boekbrug.business.outbox.actions_delivery import LEASE, ShipmentNotes
from boekbrug.business.outbox.models import Attempt, Delivery, Receipt, Shipment
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.timeline.queries import events_about
from tests.business.outbox.making import (
    email_connection,
    folder_connection,
    invoice,
    send,
    use,
    zip_connection,
)
from tests.connectors.making import faulty_smtp, free_port, server_at, smtp_sink

HOUR = dt.timedelta(hours=1)


def run(now: dt.datetime) -> Shipment:
    """Let a worker do what is due now; return the last shipment."""
    attempt = work.claim_next(now=now)
    assert attempt is not None
    work.deliver(attempt, clock=lambda: now, chance=random.Random(1))
    return Shipment.objects.latest("pk")


def test_a_zip_is_made_kept_and_linked_to_its_batch(atelier: Any, now: dt.datetime) -> None:
    batch = send(zip_connection(now), invoice("F-1", now), invoice("F-2", now), now=now)

    done = work.run_batch(batch=batch, clock=lambda: now)

    assert (done.total, done.delivered, done.is_done, done.is_fine) == (2, 2, True, True)
    kept = queries.batch(batch.public_id)
    assert kept is not None
    assert kept.zip_file is not None
    with zipfile.ZipFile(io.BytesIO(content_of(kept.zip_file))) as archive:
        assert archive.read("sales/F-1.xml") == b"<Invoice>F-1</Invoice>"


def test_a_document_lands_in_the_folder_with_a_receipt(atelier: Any, roots: Path, now: dt.datetime) -> None:
    document = invoice("F-1", now)
    send(folder_connection(now), document, now=now)

    assert run(now).state == "DELIVERED"

    placed = roots / atelier.public_id / "Sales" / "F-1.xml"
    receipt = Receipt.objects.get()
    assert placed.read_bytes() == b"<Invoice>F-1</Invoice>"
    assert (receipt.remote_id, receipt.sha256) == (str(placed), document.ubl.sha256)  # type: ignore[union-attr]
    kinds = [event.kind for event in events_about("document", document.public_id)]
    assert kinds == ["delivery.delivered", "delivery.queued"]


def test_a_mail_leaves_once_with_its_queue_id(atelier: Any, settings: Any, now: dt.datetime) -> None:
    send(email_connection(now), invoice("F-1", now), now=now)

    with smtp_sink() as (sink, server):
        use(settings, server)
        assert run(now).state == "DELIVERED"
        assert work.claim_next(now=now + 100 * HOUR) is None

    assert len(sink.mails) == 1
    assert "ABC123" in Receipt.objects.get().answer


@pytest.mark.parametrize(
    ("answers", "state", "ending"),
    [
        ({"RCPT": "450 later"}, "WAITING", "TRY_LATER"),
        ({"RCPT": "550 unknown"}, "NEEDS_USER", "NEEDS_USER"),
        ({"END": "554 no"}, "REFUSED", "REFUSED"),
        ({"END": None}, "UNCLEAR", "UNCLEAR"),
    ],
)
def test_every_other_ending_is_on_the_row(
    atelier: Any,
    settings: Any,
    now: dt.datetime,
    *,
    answers: Mapping[str, str | None],
    state: str,
    ending: str,
) -> None:
    send(email_connection(now), invoice("F-1", now), now=now)

    with faulty_smtp(answers) as (_, server):
        use(settings, server)
        shipment = run(now)

    assert shipment.state == Delivery.objects.get().state == state
    assert Attempt.objects.get().ending == ending
    assert shipment.said_text == Delivery.objects.get().said_text != ""
    assert Receipt.objects.count() == 0


def test_tries_wait_longer_each_time_and_then_for_a_person(
    atelier: Any, settings: Any, now: dt.datetime
) -> None:
    use(settings, server_at(free_port()))
    send(email_connection(now), invoice("F-1", now), now=now)
    waits, moment = [], now

    for _ in range(5):
        shipment = run(moment)
        waits.append((shipment.due_at - moment).total_seconds() / 60)
        assert work.claim_next(now=shipment.due_at - dt.timedelta(seconds=1)) is None
        moment = shipment.due_at

    assert all(least <= wait <= least * 1.2 for least, wait in zip((1, 5, 15, 60), waits, strict=False))
    assert (shipment.state, shipment.attempts) == ("NEEDS_USER", 5)


def test_what_waits_for_its_own_people_is_not_the_operators_to_try(
    atelier: Any, settings: Any, now: dt.datetime
) -> None:
    send(email_connection(now), invoice("F-1", now), now=now)
    waiting = run(now)
    assert (waiting.state, waiting.attempts) == ("NEEDS_USER", 1)

    assert not actions_parked.retry(shipment=waiting, actor=PROGRAM, now=now)
    assert not actions_parked.drop(shipment=waiting, actor=PROGRAM, now=now)

    assert Shipment.objects.get().state == "NEEDS_USER"


def test_a_person_can_have_it_tried_again(atelier: Any, settings: Any, now: dt.datetime) -> None:
    send(email_connection(now), invoice("F-1", now), now=now)
    waiting = run(now)
    assert waiting.state == "NEEDS_USER"

    actions.retry(shipment=waiting, actor=PROGRAM, now=now)
    with smtp_sink() as (sink, server):
        use(settings, server)
        assert run(now).state == "DELIVERED"

    assert [attempt.ending for attempt in waiting.tries.order_by("number")] == ["NEEDS_USER", "RECEIPT"]
    assert len(sink.mails) == 1


@pytest.mark.parametrize(("arrived", "mails"), [(True, 0), (False, 1)])
def test_a_person_settles_what_is_unclear(
    atelier: Any, settings: Any, now: dt.datetime, *, arrived: bool, mails: int
) -> None:
    send(email_connection(now), invoice("F-1", now), now=now)
    with faulty_smtp({"END": None}) as (_, server):
        use(settings, server)
        unclear = run(now)
    assert work.claim_next(now=now + 100 * HOUR) is None

    actions.resolve_unclear(shipment=unclear, arrived=arrived, actor=PROGRAM, now=now)
    with smtp_sink() as (sink, server):
        use(settings, server)
        while attempt := work.claim_next(now=now):
            work.deliver(attempt, clock=lambda: now)

    assert len(sink.mails) == mails
    assert Delivery.objects.get().state == "DELIVERED"
    with pytest.raises(actions.NotYet):
        actions.resolve_unclear(shipment=unclear, arrived=True, actor=PROGRAM, now=now)


@pytest.mark.parametrize(("begun", "mails", "state"), [(True, 0, "UNCLEAR"), (False, 1, "DELIVERED")])
def test_a_lost_mail_is_sent_again_only_when_it_was_never_begun(
    atelier: Any, settings: Any, now: dt.datetime, *, begun: bool, mails: int, state: str
) -> None:
    send(email_connection(now), invoice("F-1", now), now=now)
    lost = work.claim_next(now=now)  # and then the worker dies
    assert lost is not None
    if begun:
        ShipmentNotes(lost).write(f"mail-begun:{Delivery.objects.get().key}", "yes")
    later = now + LEASE + dt.timedelta(seconds=1)

    with smtp_sink() as (sink, server):
        use(settings, server)
        assert work.claim_next(now=later - dt.timedelta(seconds=2)) is None
        assert run(later).state == state
        assert work.claim_next(now=later + 100 * HOUR) is None

    assert len(sink.mails) == mails
    assert Attempt.objects.order_by("pk")[0].ending == "UNCLEAR"


def test_a_lost_call_that_nobody_can_look_up_is_unclear(
    atelier: Any, roots: Path, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boekbrug.connectors.bridges.folder.Folder.abilities", frozenset())
    send(folder_connection(now), invoice("F-1", now), now=now)
    assert work.claim_next(now=now) is not None  # and then the worker dies

    assert run(now + 2 * LEASE).state == "UNCLEAR"
    assert work.claim_next(now=now + 100 * HOUR) is None
    assert list(roots.rglob("*.xml")) == []


def test_what_waits_for_a_person_is_counted_until_it_is_settled(
    atelier: Any, settings: Any, now: dt.datetime
) -> None:
    document = invoice("F-1", now)
    send(email_connection(now), document, now=now)
    with faulty_smtp({"END": "554 no"}) as (_, server):
        use(settings, server)
        run(now)
    waiting = queries.unsettled_count()

    actions.send_again(delivery=Delivery.objects.get(), reason="Smaller", actor=PROGRAM, now=now)

    assert (waiting, queries.unsettled_count()) == (1, 0)


def test_a_refused_mail_can_be_sent_after_a_crash(atelier: Any, settings: Any, now: dt.datetime) -> None:
    send(email_connection(now), invoice("F-1", now), now=now)
    with faulty_smtp({"END": "451 later"}) as (_, server):
        use(settings, server)
        due = run(now).due_at
    assert work.claim_next(now=due) is not None  # and then the worker dies

    with smtp_sink() as (sink, server):
        use(settings, server)
        assert run(due + 2 * LEASE).state == "DELIVERED"

    assert len(sink.mails) == 1


def test_a_lost_call_to_a_folder_is_looked_up(atelier: Any, roots: Path, now: dt.datetime) -> None:
    send(folder_connection(now), invoice("F-1", now), now=now)
    lost = work.claim_next(now=now)
    assert lost is not None
    work._call(lost)  # it was placed, and then the worker dies before it could record that
    (placed,) = roots.rglob("*.xml")
    placed.unlink()  # the bookkeeping took it away

    assert run(now + 2 * LEASE).state == "DELIVERED"

    assert list(roots.rglob("*.xml")) == []
    assert Receipt.objects.get().remote_id == str(placed)


def test_a_late_finisher_changes_nothing(atelier: Any, roots: Path, now: dt.datetime) -> None:
    send(folder_connection(now), invoice("F-1", now), now=now)
    slow = work.claim_next(now=now)
    assert slow is not None
    assert run(now + 2 * LEASE).state == "DELIVERED"

    assert work.deliver(slow, clock=lambda: now + 3 * LEASE) is None

    assert len(list(roots.rglob("*.xml"))) == 1
    assert Shipment.objects.get().attempts == 2


def test_a_file_that_rotted_meanwhile_does_not_stop_the_zip(atelier: Any, now: dt.datetime) -> None:
    bad, good = invoice("F-1", now), invoice("F-2", now)
    batch = send(zip_connection(now), bad, good, now=now)
    assert bad.ubl is not None
    blobs.path_of(atelier.pk, bad.ubl.sha256).unlink()

    done = work.run_batch(batch=batch, clock=lambda: now)

    assert (done.delivered, done.refused, done.is_done) == (1, 1, True)
    states = {row.document.number: row.state for row in queries.deliveries_in(batch)}
    assert states == {"F-1": "REFUSED", "F-2": "DELIVERED"}


def test_anything_unforeseen_is_unclear(
    atelier: Any, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from boekbrug.connectors.bridges import folder

    send(folder_connection(now), invoice("F-1", now), now=now)
    monkeypatch.setattr(folder, "_place", lambda *_: 1 // 0)

    shipment = run(now)

    assert shipment.state == "UNCLEAR"
    assert "ZeroDivisionError" in shipment.said_text


def test_a_worker_serves_every_dossier(cast: Any, roots: Path, now: dt.datetime) -> None:
    for dossier in (cast.atelier, cast.dirks):
        with tenant.enter(dossier):
            send(folder_connection(now), invoice("F-1", now), now=now)

    rounds = [work.run_one(now, clock=lambda: now) for _ in range(3)]

    assert rounds == [True, True, False]
    assert sorted(path.parts[-3] for path in roots.rglob("*.xml")) == sorted(
        [cast.atelier.public_id, cast.dirks.public_id]
    )
