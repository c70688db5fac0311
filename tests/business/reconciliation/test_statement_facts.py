"""What the engine sees of a statement, and what is kept of what it booked."""

from __future__ import annotations

import datetime as dt

from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.business.people.language import render_stored
from boekbrug.business.reconciliation import facts
from boekbrug.business.reconciliation.models import Allocation
from tests.business.banking.sheets import CUSTOMER_IBAN, day, file_of, sheet
from tests.business.inbox.hand import Hand
from tests.business.outbox.making import invoice
from tests.cast import Cast


def give(cast: Cast, now: dt.datetime, *, text: str) -> Statement:
    """Let Dirk, whose dossier books by itself, take in a statement."""
    hand = Hand(cast, cast.dirk, now)
    hand.add_account()
    paid = sheet(1, opening=0, amounts=(121, -10, 7), since=day(1), on=day(2), text=text)
    assert hand.give(file_of(paid)).state == "IMPORTED"
    return Statement.objects.select_related("account").get()


def test_a_line_read_in_bulk_is_the_line_of_its_movement(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.dirks):
        statement = give(cast, now, text="huur")

        rows = Movement.objects.select_related("account").order_by("ordinal")
        assert facts.lines_of(statement) == [facts.line_of(row, "EUR") for row in rows]
        assert facts.lines_of(statement)[0].counterparty_iban == CUSTOMER_IBAN


def test_an_open_item_keeps_its_days_and_rest(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.dirks):
        document = invoice("2026-0007", now)
        Document.objects.update(due_on=dt.date(2026, 4, 1), prepaid_thousandths=21_000)
        Document.objects.update(reference="020260000178")
        statement = give(cast, now, text="+++020/2600/00178+++")

        (item,) = facts.items_for(facts.lines_of(statement))

    assert (item.id, item.number, item.rest_thousandths) == (document.pk, "2026-0007", 100_000)
    assert (item.issued_on, item.due_on) == (dt.date(2026, 3, 2), dt.date(2026, 4, 1))


def test_what_is_booked_keeps_amount_moment_and_reasons(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.dirks):
        document = invoice("2026-0007", now)
        Document.objects.update(reference="020260000178")
        give(cast, now, text="+++020/2600/00178+++")

        made = Allocation.objects.select_related("movement", "document").get()

    assert (made.document, made.movement.ordinal, made.amount_thousandths) == (document, 1, 121_000)
    assert (made.is_automatic, made.made_by, made.made_at, made.undone_at) == (True, None, now, None)
    assert (made.movement.allocated_thousandths, made.document.settled_thousandths) == (121_000, 121_000)
    assert [render_stored(one["code"], one["values"]) for one in made.reasons]
