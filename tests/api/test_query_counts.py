"""Lists ask the database as often for many rows as for few."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boekbrug.business.dossiers import tenant
from tests.api.program import Program
from tests.business.banking.sheets import IBAN, day, file_of, sheet
from tests.business.outbox.making import invoice
from tests.cast import Cast


def fill(an: Program, cast: Cast, now: dt.datetime, days: range) -> None:
    """Add a contact, a document, a delivery, a file and a statement for each day."""
    route = an.get("/connections")["connections"][0]["id"]
    for number in days:
        an.post("/contacts", {"name": f"Klant {number}"}, expect=201)
        with tenant.enter(cast.atelier):
            document = invoice(f"A{number}", now).public_id
        an.post("/deliveries", {"connection": route, "documents": [document]}, expect=202)
        an.hand_in(
            bank_cod=file_of(sheet(number, opening=0, amounts=(1,), since=day(number), on=day(number)))
        )


def count(an: Program, path: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        an.get(path)
    return len(captured)


@pytest.mark.django_db
def test_a_page_of_many_rows_takes_no_more_queries(an: Program, cast: Any, now: dt.datetime) -> None:
    lists = ["/contacts", "/documents", "/deliveries?days=3660", "/intake", "/statements", "/timeline"]
    an.post("/connections", {"bridge": "zip", "title": "ZIP"}, expect=201)
    an.post("/accounts", {"iban": IBAN}, expect=201)
    fill(an, cast, now, range(1, 3))
    few = {path: count(an, path) for path in lists}
    fill(an, cast, now, range(3, 9))

    assert {path: count(an, path) for path in lists} == few
