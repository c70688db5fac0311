"""What pays what: accept, allocate, undo; never more than moved, never more than owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from boekbrug.business.banking.models import Statement
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.dossiers import tenant
from boekbrug.business.reconciliation import actions, refusals
from boekbrug.business.reconciliation.models import Allocation, Proposal
from boekbrug.business.timeline.queries import events_about
from tests.business.reconciliation.books import imported, lines, money, opened
from tests.cast import Cast


@pytest.fixture
def by_an(cast: Cast, now: dt.datetime) -> Iterator[dict[str, Any]]:
    """An acts in the atelier, where a firm works: nothing is booked by itself."""
    with tenant.enter(cast.atelier):
        yield {"actor": cast.actor(cast.an), "now": now}


@pytest.fixture
def invoice(by_an: dict[str, Any], now: dt.datetime) -> Document:
    return opened(1, now)


@pytest.fixture
def paid_in(invoice: Document, now: dt.datetime) -> Statement:
    """A statement whose only movement pays the invoice, by its structured communication."""
    return imported(money(121_000, reference=invoice.reference), now=now)


def rest(document: Document) -> int:
    return Document.objects.get(pk=document.pk).rest_thousandths


def kinds(statement: Statement) -> list[str]:
    return [event.kind for event in events_about("statement", statement.public_id)]


def test_with_a_firm_a_certain_proposal_waits_with_its_reasons(paid_in: Statement, invoice: Document) -> None:
    proposal = Proposal.objects.get()

    assert (proposal.certainty, proposal.parts) == ("sure", [[invoice.pk, 121_000]])
    assert [reason["code"] for reason in proposal.reasons][:1] == ["match-ogm-on-line"]
    assert rest(invoice) == 121_000


def test_without_a_firm_a_certain_proposal_books_by_itself(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.dirks):
        invoice = opened(1, now)

        statement = imported(money(121_000, reference=invoice.reference), now=now)

        allocation = Allocation.objects.get()
        assert (allocation.is_automatic, allocation.made_by, rest(invoice)) == (True, None, 0)
        assert allocation.reasons[0]["code"] == "match-ogm-on-line"
        assert "movements.matched" in kinds(statement)
        assert not Proposal.objects.exists()


def test_a_proposal_is_accepted_once(
    paid_in: Statement, invoice: Document, by_an: dict[str, Any], cast: Cast
) -> None:
    (movement,) = lines(paid_in)

    (allocation,) = actions.accept(movement=movement, **by_an)

    assert (allocation.is_automatic, allocation.made_by) == (False, cast.an)
    assert (rest(invoice), lines(paid_in)[0].rest_thousandths) == (0, 0)
    assert kinds(paid_in)[0] == "movement.allocated"
    with pytest.raises(refusals.NothingToAccept):
        actions.accept(movement=movement, **by_an)
    assert Allocation.objects.count() == 1


def test_undo_opens_the_document_and_the_pair_is_not_proposed_again(
    paid_in: Statement, invoice: Document, by_an: dict[str, Any]
) -> None:
    (movement,) = lines(paid_in)
    actions.accept(movement=movement, **by_an)

    assert actions.undo(movement=movement, **by_an) == 1

    assert (rest(invoice), lines(paid_in)[0].allocated_thousandths) == (121_000, 0)
    assert (Proposal.objects.get().state, Proposal.objects.get().parts) == ("unlinked", [])
    assert kinds(paid_in)[0] == "movement.undone"
    actions.match_open(**by_an)
    assert Proposal.objects.get().parts == []
    with pytest.raises(refusals.NothingToUndo):
        actions.undo(movement=movement, **by_an)


def test_an_undone_allocation_stays_legible(
    paid_in: Statement, by_an: dict[str, Any], cast: Cast, now: dt.datetime
) -> None:
    (movement,) = lines(paid_in)
    actions.accept(movement=movement, **by_an)
    actions.undo(movement=movement, **by_an)

    kept = Allocation.objects.get()
    assert (kept.amount_thousandths, kept.undone_at, kept.undone_by) == (121_000, now, cast.an)


def test_a_part_is_allocated_by_hand_and_added_to(
    by_an: dict[str, Any], invoice: Document, now: dt.datetime
) -> None:
    (movement,) = lines(imported(money(200_000, text="voorschot"), now=now))
    for amount in (21_000, 40_000):
        actions.allocate(movement=movement, document=invoice, amount_thousandths=amount, **by_an)

    assert rest(invoice) == 60_000
    assert Document.objects.get(pk=invoice.pk).is_partly_paid
    assert Allocation.objects.get().amount_thousandths == 61_000
    movement.refresh_from_db()
    assert movement.rest_thousandths == 139_000


@pytest.mark.parametrize("amount", [121_001, 200_001])
def test_more_than_is_left_is_refused(
    by_an: dict[str, Any], invoice: Document, now: dt.datetime, amount: int
) -> None:
    (movement,) = lines(imported(money(200_000), now=now))

    with pytest.raises(refusals.TooMuch):
        actions.allocate(movement=movement, document=invoice, amount_thousandths=amount, **by_an)

    assert (rest(invoice), Allocation.objects.count()) == (121_000, 0)


def test_more_than_the_line_has_left_is_refused(
    by_an: dict[str, Any], invoice: Document, now: dt.datetime
) -> None:
    (movement,) = lines(imported(money(50_000), now=now))
    actions.allocate(movement=movement, document=invoice, amount_thousandths=30_000, **by_an)

    with pytest.raises(refusals.TooMuch, match="20,00"):
        actions.allocate(movement=movement, document=invoice, amount_thousandths=20_010, **by_an)


@pytest.mark.parametrize(
    ("kind", "amount", "fits"),
    [
        (Kind.SALE, 10_000, True),
        (Kind.SALE, -10_000, False),
        (Kind.SALE_CREDIT, -10_000, True),
        (Kind.SALE_CREDIT, 10_000, False),
        (Kind.PURCHASE, -10_000, True),
        (Kind.PURCHASE, 10_000, False),
        (Kind.PURCHASE_CREDIT, 10_000, True),
        (Kind.PURCHASE_CREDIT, -10_000, False),
    ],
)
def test_money_pays_a_document_of_its_direction(
    by_an: dict[str, Any], now: dt.datetime, *, kind: Kind, amount: int, fits: bool
) -> None:
    document = opened(2, now, kind=kind)
    (movement,) = lines(imported(money(amount), now=now))
    act = {"movement": movement, "document": document, "amount_thousandths": 5_000, **by_an}

    if fits:
        assert actions.allocate(**act).amount_thousandths == 5_000
    else:
        with pytest.raises(refusals.WrongDirection):
            actions.allocate(**act)


def test_two_currencies_never_match(by_an: dict[str, Any], now: dt.datetime) -> None:
    dollars = opened(3, now, currency="USD")
    (movement,) = lines(imported(money(121_000, reference=dollars.reference), now=now))

    with pytest.raises(refusals.WrongCurrency):
        actions.allocate(movement=movement, document=dollars, amount_thousandths=1, **by_an)

    assert Proposal.objects.get().parts == []


def test_a_held_statement_waits_for_a_decision(
    paid_in: Statement, invoice: Document, by_an: dict[str, Any]
) -> None:
    Statement.objects.filter(pk=paid_in.pk).update(is_held=True)
    (movement,) = lines(paid_in)

    with pytest.raises(refusals.MovementHeld):
        actions.accept(movement=movement, **by_an)
    with pytest.raises(refusals.MovementHeld):
        actions.allocate(movement=movement, document=invoice, amount_thousandths=1, **by_an)
    with pytest.raises(refusals.MovementHeld):
        actions.accept_certain(statement=paid_in, **by_an)
    assert actions.match_open(**by_an).looked_at == 0


def test_a_draft_is_never_paid(by_an: dict[str, Any], invoice: Document, now: dt.datetime) -> None:
    (movement,) = lines(imported(money(50_000), now=now))
    Document.objects.filter(pk=invoice.pk).update(state="DRAFT")

    with pytest.raises(Document.DoesNotExist):
        actions.allocate(movement=movement, document=invoice, amount_thousandths=1, **by_an)


def test_certain_proposals_are_taken_over_together(by_an: dict[str, Any], now: dt.datetime) -> None:
    first, second = opened(1, now), opened(2, now, total=50_000)
    statement = imported(
        money(121_000, reference=first.reference),
        money(50_000, reference=second.reference),
        money(7_000, text="bedankt"),
        now=now,
    )

    assert actions.accept_certain(statement=statement, **by_an) == 2

    assert (rest(first), rest(second)) == (0, 0)
    (event,) = [one for one in events_about("statement", statement.public_id) if "accepted" in one.kind]
    assert event.detail == {"ordinals": [1, 2]}
    assert actions.accept_certain(statement=statement, **by_an) == 0


def test_a_proposal_that_was_overtaken_asks(
    paid_in: Statement, invoice: Document, by_an: dict[str, Any], now: dt.datetime
) -> None:
    other = imported(money(100_000, text="contant"), now=now, sequence=2, opening=121_000)
    actions.allocate(movement=lines(other)[0], document=invoice, amount_thousandths=100_000, **by_an)

    assert actions.accept_certain(statement=paid_in, **by_an) == 0

    proposal = Proposal.objects.get(movement=lines(paid_in)[0])
    assert proposal.certainty != "sure"
    assert rest(invoice) == 21_000


def test_a_reference_to_a_paid_invoice_asks(
    paid_in: Statement, invoice: Document, by_an: dict[str, Any], now: dt.datetime
) -> None:
    actions.accept(movement=lines(paid_in)[0], **by_an)

    again = imported(money(121_000, reference=invoice.reference), now=now, sequence=2, opening=121_000)

    proposal = Proposal.objects.get(movement=lines(again)[0])
    assert proposal.certainty != "sure"
    assert "match-already-paid" in {reason["code"] for reason in proposal.reasons}
    assert actions.accept_certain(statement=again, **by_an) == 0


@pytest.mark.parametrize("asked", [0, -5_000])
def test_nothing_or_less_than_nothing_is_no_part_of_a_line(
    paid_in: Statement, invoice: Document, by_an: dict[str, Any], asked: int
) -> None:
    with pytest.raises(refusals.NotPositive, match="is not above zero"):
        actions.allocate(movement=lines(paid_in)[0], document=invoice, amount_thousandths=asked, **by_an)

    assert not Allocation.objects.exists()
