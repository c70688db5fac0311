"""Verification: what must never be false, found where it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from boekbrug.business import verification
from boekbrug.business.documents import actions as documents
from boekbrug.business.documents.models import Document, NumberSeries
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.outbox import work
from boekbrug.business.outbox.models import Delivery, Receipt
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.reconciliation import actions as reconciliation
from boekbrug.business.reconciliation.models import Allocation
from tests.business.documents.making import customer, draft, give_account
from tests.business.outbox.making import folder_connection, invoice, send
from tests.business.reconciliation.books import imported, lines, money, opened
from tests.cast import Cast


@pytest.fixture
def atelier(cast: Cast, settings: Any, tmp_path: Any) -> Dossier:
    settings.FOLDER_ROOTS = [tmp_path]
    return cast.atelier


def found() -> list[str]:
    """What verification says now."""
    return [one.what for one in verification.verify_everything()]


@pytest.fixture
def paid(atelier: Dossier, now: dt.datetime) -> Document:
    """A document with one accepted allocation."""
    with tenant.enter(atelier):
        document = opened(1, now)
        (movement,) = lines(imported(money(121_000, reference=document.reference), now=now))
        reconciliation.accept(movement=movement, actor=PROGRAM, now=now)
    return document


def test_work_of_every_kind_verifies(paid: Document, atelier: Dossier, now: dt.datetime) -> None:
    with tenant.enter(atelier):
        work.run_batch(batch=send(folder_connection(now), invoice("X-1", now), now=now), clock=lambda: now)
        reconciliation.undo(movement=Allocation.objects.get().movement, actor=PROGRAM, now=now)

    assert found() == []


def test_a_document_that_says_more_than_its_allocations_is_found(paid: Document) -> None:
    Document.across.filter(pk=paid.pk).update(settled_thousandths=100_000)

    assert found() == [f"Document {paid.public_id} says 100,00 settled, its allocations add up otherwise."]


def test_an_allocation_that_vanished_is_found_on_both_sides(paid: Document) -> None:
    Allocation.across.all()._raw_delete("default")

    assert [what.split()[0] for what in found()] == ["Movement", "Document"]


def test_a_delivery_without_proof_is_found(atelier: Dossier, now: dt.datetime) -> None:
    with tenant.enter(atelier):
        work.run_batch(batch=send(folder_connection(now), invoice("X-1", now), now=now), clock=lambda: now)
    Receipt.across.all().delete()

    delivery = Delivery.across.get()
    assert found() == [f"Delivery {delivery.public_id} is delivered but has no receipt."]


@pytest.fixture
def issued(atelier: Dossier, now: dt.datetime) -> list[Document]:
    """Two issued invoices, and a sales invoice that came from elsewhere as UBL."""
    with tenant.enter(atelier):
        give_account(atelier)
        contact = customer(now)
        made = [documents.save_draft(draft=draft(contact), actor=PROGRAM, now=now) for _ in range(2)]
        rows = [documents.issue(document=one, actor=PROGRAM, now=now) for one in made]
        invoice("OUD-17", now)
    return rows


def test_a_sale_that_was_taken_in_neither_fills_nor_makes_a_gap(issued: list[Document]) -> None:
    assert found() == []
    Document.across.filter(pk=issued[0].pk).update(state="DRAFT")

    assert found() == ["The series SALE 2026 gave 2 numbers; its issued documents do not agree at 1."]


def test_a_series_that_was_set_back_is_found(issued: list[Document]) -> None:
    NumberSeries.across.update(last_number=1)

    assert found() == ["The series SALE 2026 gave 1 numbers; its issued documents do not agree at 2."]


def test_numbers_that_no_document_has_are_counted(issued: list[Document]) -> None:
    NumberSeries.across.update(last_number=20)

    assert found()[0].endswith("do not agree at 3, 4, 5, 6, 7, … (+ 13).")
