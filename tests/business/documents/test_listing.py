"""Lists: filters, pages by key, totals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from boekbrug import periods
from boekbrug.business.documents import actions, balances, listing
from boekbrug.business.documents.listing import Filter, Standing
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.dossiers import tenant
from tests.business.documents.making import customer, draft, give_account
from tests.cast import Cast

TODAY = dt.date(2026, 5, 20)


@pytest.fixture
def book(cast: Cast, now: dt.datetime) -> Iterator[list[Document]]:
    """Four invoices of 121.00 (paid, partly paid, overdue, not yet due), a credit note, and a draft."""
    give_account(cast.atelier)
    with tenant.enter(cast.atelier):
        contact, by_an = customer(now), cast.actor(cast.an)

        def issue(issued_on: dt.date, **values: Any) -> Document:
            kept = actions.save_draft(
                draft=draft(contact, issued_on=issued_on, **values), actor=by_an, now=now
            )
            return actions.issue(document=kept, actor=by_an, now=now)

        rows = [issue(dt.date(2026, month, 10)) for month in (1, 2, 3, 5)]
        rows.append(issue(dt.date(2026, 5, 11), kind=Kind.SALE_CREDIT, credited_number="2026-0001"))
        balances.settle({rows[0].pk: 121_000, rows[1].pk: 21_000})
        rows.append(actions.save_draft(draft=draft(contact, issued_on=TODAY), actor=by_an, now=now))
        yield rows


def places(book: list[Document], filters: Filter) -> list[int]:
    """Which of the book a filter lets through, newest first."""
    return [book.index(row) for row in listing.documents(filters).rows]


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing.ALL, [5, 4, 3, 2, 1, 0]),
        (Standing.DRAFT, [5]),
        (Standing.OPEN, [4, 3, 2, 1]),
        (Standing.PARTLY, [1]),
        (Standing.OVERDUE, [2, 1]),
        (Standing.PAID, [0]),
    ],
)
def test_a_list_shows_what_stands_so_far(
    book: list[Document], standing: Standing, expected: list[int]
) -> None:
    assert places(book, Filter(is_sale=True, today=TODAY, standing=standing)) == expected


def test_a_list_can_be_narrowed_to_a_period_and_to_words(book: list[Document]) -> None:
    may = Filter(is_sale=True, today=TODAY, period=periods.month(2026, 5))
    words = Filter(is_sale=True, today=TODAY, text="KORREL 2026-0003")

    assert places(book, may) == [5, 4, 3]
    assert places(book, words) == [2]
    assert places(book, Filter(is_sale=False, today=TODAY)) == []


def test_totals_subtract_credit_notes_and_leave_drafts_out(book: list[Document]) -> None:
    found = listing.totals(Filter(is_sale=True, today=TODAY))

    assert found == listing.ListTotals(6, 300_000, 63_000, 363_000, 221_000)


def test_a_long_list_pages_by_key_both_ways(book: list[Document]) -> None:
    filters = Filter(is_sale=True, today=TODAY)

    first = listing.documents(filters, limit=2)
    second = listing.documents(filters, older_than=first.older, limit=2)
    last = listing.documents(filters, older_than=second.older, limit=2)
    back = listing.documents(filters, newer_than=second.newer, limit=2)

    pages = [[book.index(row) for row in page.rows] for page in (first, second, last, back)]
    assert pages == [[5, 4], [3, 2], [1, 0], [5, 4]]
    assert (first.newer, last.older, back.newer) == ("", "", "")


def test_the_chips_say_how_many_there_are(book: list[Document]) -> None:
    assert listing.counts(is_sale=True, today=TODAY) == {
        Standing.DRAFT: 1,
        Standing.OPEN: 4,
        Standing.PARTLY: 1,
        Standing.OVERDUE: 2,
    }
