"""Loading only the candidates and loading every open document give the same proposals."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boekbrug import matching
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.dossiers import tenant
from boekbrug.business.reconciliation import facts
from boekbrug.formats.coda import PlainMovement
from tests.business.reconciliation.books import imported, lines, money, opened
from tests.cast import Cast

KINDS = (Kind.SALE, Kind.SALE, Kind.PURCHASE, Kind.SALE_CREDIT)


def payment_for(document: Document, dice: random.Random) -> PlainMovement:
    """A payment as people make them: right, by number, of another amount, or without a word."""
    sign = 1 if document.kind in (Kind.SALE, Kind.PURCHASE_CREDIT) else -1
    amount = sign * (document.total_thousandths - dice.choice((0, 0, 0, 5_000)))
    return dice.choice(
        [
            money(amount, reference=document.reference),
            money(amount, text=f"factuur {document.number}"),
            money(amount, text=f"betaling {document.number.replace('-', ' ')} bedankt"),
            money(amount, text="bedankt"),
            money(amount, text="bedankt", name="Onbekende"),
            money(amount, text=f"{document.reference} {document.number}"),
        ]
    )


@pytest.mark.parametrize("seed", range(8))
def test_both_ways_of_loading_give_the_same_proposals(
    cast: Cast, now: dt.datetime, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    with tenant.enter(cast.atelier):
        documents = [
            opened(n, now, kind=dice.choice(KINDS), total=dice.choice((20_000, 50_000, 121_000)))
            for n in range(1, 13)
        ]
        statement = imported(*(payment_for(one, dice) for one in dice.sample(documents, 8)), now=now)
        rows = facts.lines_of(statement)

        few = matching.propose(rows, facts.items_for(rows))
        monkeypatch.setattr(facts, "LOAD_ALL_FROM_LINES", 0)
        all_loaded = matching.propose(rows, facts.items_for(rows))

    assert few == all_loaded
    assert any(one.parts for one in few)


def test_lines_are_read_the_same_with_and_without_row_objects(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        statement = imported(money(121_000, text="a"), money(-5_000, text="b"), now=now)

        assert facts.lines_of(statement) == [facts.line_of(row, "EUR") for row in lines(statement)]


def test_a_small_statement_does_not_load_the_whole_book(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        wanted, *_ = [opened(n, now, total=1_000 * n) for n in range(1, 30)]
        rows = facts.lines_of(imported(money(999_000, reference=wanted.reference, name="X"), now=now))

        with CaptureQueriesContext(connection) as queries:
            items = facts.items_for(rows)

    assert [item.id for item in items] == [wanted.pk]
    assert len(queries) <= 5
