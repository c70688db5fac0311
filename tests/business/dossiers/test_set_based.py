"""Many balances in one statement: exact, inside the dossier only, and by key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import set_based, tenant
from tests.business.outbox.making import invoice
from tests.cast import Cast

CENT = 10


@pytest.fixture
def invoices(cast: Cast, now: dt.datetime) -> Iterator[list[Document]]:
    with tenant.enter(cast.atelier):
        yield [invoice(f"F-{number}", now) for number in range(3)]


def settled() -> list[int]:
    return list(Document.objects.order_by("pk").values_list("settled_thousandths", flat=True))


def test_each_row_gets_its_own_change(invoices: list[Document]) -> None:
    set_based.add(Document, "settled_thousandths", {invoices[0].pk: 5 * CENT, invoices[2].pk: 7 * CENT})
    set_based.add(Document, "settled_thousandths", {invoices[2].pk: -CENT})

    assert settled() == [5 * CENT, 0, 6 * CENT]


def test_a_row_of_another_dossier_is_missing(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.dirks):
        theirs = invoice("F-1", now)

    with tenant.enter(cast.atelier), pytest.raises(set_based.RowsMissing), transaction.atomic():
        set_based.add(Document, "settled_thousandths", {theirs.pk: CENT})

    assert Document.across.get(pk=theirs.pk).settled_thousandths == 0


def test_the_rows_are_found_by_their_key(invoices: list[Document]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("The plan of PostgreSQL depends on statistics; this guards a trap of SQLite.")
    with CaptureQueriesContext(connection) as queries:
        set_based.add(Document, "settled_thousandths", {invoices[0].pk: CENT})

    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"].replace("%", "%%"))
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert "SEARCH target USING INTEGER PRIMARY KEY" in plan
