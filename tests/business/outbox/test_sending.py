"""Choosing and sending: what leaves, what stays behind and why, and once only."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from boekbrug.business.documents.models import PURCHASES, SALES, Kind, State
from boekbrug.business.dossiers import tenant
from boekbrug.business.files import blobs
from boekbrug.business.outbox import actions, queries, work
from boekbrug.business.outbox.models import Delivery, Shipment
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.timeline.queries import events_about
from boekbrug.periods import month
from tests.business.outbox.making import email_connection, folder_connection, invoice, send, zip_connection

MARCH = month(2026, 3)


def test_the_preview_shows_count_and_totals_and_changes_nothing(atelier: Any, now: dt.datetime) -> None:
    zipped = zip_connection(now)
    invoice("F-1", now), invoice("F-2", now)
    invoice("C-1", now, kind=Kind.SALE_CREDIT, total=21_000)
    invoice("L-1", now, kind=Kind.PURCHASE)

    shown = queries.preview(connection=zipped, period=MARCH)

    assert (shown.count, shown.total_thousandths) == (3, 221_000)
    totals = {one.kind: (one.count, one.total_thousandths) for one in shown.totals}
    assert totals == {"SALE": (2, 242_000), "SALE_CREDIT": (1, 21_000)}
    assert Delivery.objects.count() == 0


def test_purchases_come_along_when_asked(atelier: Any, now: dt.datetime) -> None:
    zipped = zip_connection(now)
    invoice("F-1", now), invoice("L-1", now, kind=Kind.PURCHASE)

    shown = queries.preview(connection=zipped, period=MARCH, kinds=(*SALES, *PURCHASES))

    assert [row.document.number for row in shown.chosen] == ["F-1", "L-1"]


def test_another_period_is_empty(atelier: Any, now: dt.datetime) -> None:
    invoice("F-1", now)

    assert queries.preview(connection=zip_connection(now), period=month(2026, 2)).count == 0


def test_what_was_sent_is_marked_and_left_out(atelier: Any, now: dt.datetime) -> None:
    zipped = zip_connection(now)
    send(zipped, invoice("F-1", now), now=now)
    invoice("F-2", now)

    shown = queries.preview(connection=zipped, period=MARCH)

    assert [row.document.number for row in shown.chosen] == ["F-2"]
    (left,) = shown.left_out
    assert left.earlier is not None
    assert left.problem is not None
    assert left.problem.english.startswith("F-1 is on its way to")


def test_one_bad_document_never_stops_the_others(atelier: Any, now: dt.datetime) -> None:
    good, draft = invoice("F-1", now), invoice("", now, state=State.DRAFT)
    bare, damaged = invoice("F-3", now), invoice("F-4", now)
    bare.ubl = None
    bare.save()
    assert damaged.ubl is not None
    blobs.path_of(atelier.pk, damaged.ubl.sha256).write_bytes(b"rot")
    ids = [row.public_id for row in (draft, bare, damaged, good)]

    batch = actions.send(
        connection=zip_connection(now), document_ids=[*ids, "nothing"], title="x", actor=PROGRAM, now=now
    )

    assert [row.document.number for row in queries.deliveries_in(batch)] == ["F-1"]
    assert {one["code"] for one in batch.left_out} == {
        "outbox-draft",
        "outbox-no-file",
        "outbox-damaged",
        "outbox-no-such-document",
    }


def test_a_single_document_that_was_sent_is_refused(atelier: Any, now: dt.datetime) -> None:
    zipped, document = zip_connection(now), invoice("F-1", now)
    send(zipped, document, now=now)

    with pytest.raises(actions.AlreadySent) as refused:
        send(zipped, document, now=now)

    assert refused.value.delivery == Delivery.objects.get()


def test_a_document_goes_to_each_target_once(atelier: Any, now: dt.datetime) -> None:
    document = invoice("F-1", now)
    send(zip_connection(now), document, now=now)
    send(folder_connection(now), document, now=now)

    targets = {row.target.split(":")[0] for row in queries.deliveries_of(document)}
    assert targets == {"zip", "folder"}


def test_nothing_to_send_says_why_for_each(atelier: Any, now: dt.datetime) -> None:
    zipped, documents = zip_connection(now), [invoice("F-1", now), invoice("F-2", now)]
    send(zipped, *documents, now=now)

    with pytest.raises(actions.NothingToSend) as refused:
        send(zipped, *documents, now=now)
    assert [one["number"] for one in refused.value.left_out] == ["F-1", "F-2"]
    assert str(refused.value).startswith("Nothing can leave: every chosen document")


def test_a_bridge_that_carries_one_gets_a_shipment_per_document(atelier: Any, now: dt.datetime) -> None:
    documents = [invoice("F-1", now), invoice("F-2", now)]
    together = send(zip_connection(now), *documents, now=now)
    apart = send(email_connection(now), *documents, now=now)

    assert Shipment.objects.filter(batch=together).count() == 1
    assert Shipment.objects.filter(batch=apart).count() == 2
    assert len(set(Shipment.objects.values_list("key", flat=True))) == 3


def test_the_timeline_tells_the_batch_and_each_document(atelier: Any, now: dt.datetime) -> None:
    documents = [invoice("F-1", now), invoice("F-2", now)]

    batch = send(zip_connection(now), *documents, now=now)

    assert [event.kind for event in events_about("batch", batch.public_id)] == ["batch.made"]
    for document in documents:
        assert [e.kind for e in events_about("document", document.public_id)] == ["delivery.queued"]


def test_sending_again_needs_a_reason_and_is_numbered(atelier: Any, now: dt.datetime) -> None:
    document = invoice("F-1", now)
    batch = send(zip_connection(now), document, now=now)
    with pytest.raises(actions.NotYet):
        actions.send_again(delivery=Delivery.objects.get(), reason="Lost", actor=PROGRAM, now=now)
    work.run_batch(batch=batch, clock=lambda: now)

    with pytest.raises(actions.ReasonMissing):
        actions.send_again(delivery=Delivery.objects.get(), reason="  ", actor=PROGRAM, now=now)
    actions.send_again(delivery=Delivery.objects.get(), reason="Lost", actor=PROGRAM, now=now)

    assert [(row.number, row.reason) for row in queries.deliveries_of(document)] == [(2, "Lost"), (1, "")]


def test_a_connection_that_is_off_takes_nothing(atelier: Any, now: dt.datetime) -> None:
    zipped = zip_connection(now)
    zipped.is_active = False
    zipped.save()

    with pytest.raises(actions.ConnectionIsOff):
        send(zipped, invoice("F-1", now), now=now)


def test_a_document_of_another_dossier_is_not_there(cast: Any, roots: Any, now: dt.datetime) -> None:
    with tenant.enter(cast.dirks):
        foreign = invoice("F-1", now)

    with tenant.enter(cast.atelier), pytest.raises(actions.NothingToSend) as refused:
        send(zip_connection(now), foreign, now=now)

    assert [one["code"] for one in refused.value.left_out] == ["outbox-no-such-document"]


def test_deliveries_are_listed_by_key_and_state(atelier: Any, now: dt.datetime) -> None:
    send(zip_connection(now), *(invoice(f"F-{n}", now) for n in range(5)), now=now)
    early = now - dt.timedelta(days=31)
    send(folder_connection(now), invoice("F-9", now), now=early)

    first = queries.deliveries(now=now, limit=3)
    second = queries.deliveries(now=now, limit=3, after_key=first.next_key)

    assert [row.document.number for row in (*first.rows, *second.rows)] == ["F-4", "F-3", "F-2", "F-1", "F-0"]
    assert second.next_key is None
    assert queries.deliveries(now=now, state="DELIVERED").rows == ()
    assert len(queries.deliveries(now=now, state="ON_ITS_WAY").rows) == 5


def test_a_delivery_is_invisible_to_another_dossier(cast: Any, roots: Any, now: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        batch = send(zip_connection(now), invoice("F-1", now), now=now)
        delivery = Delivery.objects.get()

    with tenant.enter(cast.dirks):
        assert queries.delivery(delivery.public_id) is None
        assert queries.batch(batch.public_id) is None
        assert queries.deliveries(now=now).rows == ()


def test_the_status_page_counts_what_waits_in_every_dossier(cast: Any, roots: Any, now: dt.datetime) -> None:
    for dossier in (cast.atelier, cast.dirks):
        with tenant.enter(dossier):
            send(folder_connection(now), invoice("F-1", now), invoice("F-2", now), now=now)

    assert queries.queue_length() == 4
