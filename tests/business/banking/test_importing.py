"""A statement is imported once, whole, and in its place in the chain."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from boekbrug.business.banking import actions, queries, signals
from boekbrug.business.banking.actions import Imported, Outcome
from boekbrug.business.banking.models import Movement, Statement, StatementSource
from boekbrug.business.banking.overview import account_standings
from boekbrug.business.dossiers import tenant
from boekbrug.business.files.actions import store
from boekbrug.business.timeline.models import Event
from boekbrug.formats import coda
from boekbrug.formats.coda.continuity import Chain
from tests.business.banking.sheets import IBAN, OTHER_IBAN, day, payment, sheet
from tests.cast import Cast

FIRST = sheet(1, opening=100, amounts=(20, 30, -10), since=day(1), on=day(2))
SECOND = sheet(2, opening=140, amounts=(5,), since=day(2), on=day(3))
THIRD = sheet(3, opening=145, amounts=(7,), since=day(3), on=day(4))


class Bank:
    """Imports statements for An, in her dossier."""

    def __init__(self, cast: Cast, now: dt.datetime) -> None:
        self.by: dict[str, Any] = {"actor": cast.actor(cast.an), "now": now}
        self.account = actions.add_account(iban=IBAN, currency="EUR", name="Zicht", **self.by)

    def take(self, statement: coda.Statement, intake: str = "intake0000001") -> Imported:
        file = store(content=coda.write([statement]), now=self.by["now"])
        return actions.import_statement(
            statement=statement, account=self.account, file=file, intake_public_id=intake, **self.by
        )

    @staticmethod
    def chain() -> list[tuple[int, str]]:
        rows = Statement.objects.order_by("closing_on", "sequence", "pk")
        return [(row.sequence, row.chain) for row in rows]


@pytest.fixture
def bank(cast: Cast, now: dt.datetime) -> Iterator[Bank]:
    with tenant.enter(cast.atelier):
        yield Bank(cast, now)


def test_a_statement_is_stored_with_its_movements(bank: Bank) -> None:
    imported = bank.take(FIRST)

    assert imported.outcome is Outcome.NEW
    assert imported.statement.chain == Chain.FIRST
    amounts = [row.amount_thousandths for row in queries.movements(imported.statement)]
    assert amounts == [20_000, 30_000, -10_000]
    assert Event.objects.filter(kind="statement.imported").count() == 1


def test_a_movement_keeps_what_the_bank_said_and_can_be_found(bank: Bank) -> None:
    statement = bank.take(FIRST).statement
    movement = queries.movement_by_ordinal(statement, 1)

    assert movement is not None
    assert (movement.counterparty_name, movement.communication) == ("Café De Zwaan", "bedankt")
    assert len(queries.movements(statement, search="cafe de zwaan")) == 3
    assert queries.movements(statement, search="pluim") == []


def test_the_same_statement_again_is_known_and_has_two_sources(bank: Bank) -> None:
    first = bank.take(FIRST)

    again = bank.take(FIRST, intake="intake0000002")

    assert (again.outcome, again.statement) == (Outcome.KNOWN, first.statement)
    assert Movement.objects.count() == 3
    assert [one.intake_public_id for one in queries.sources(first.statement)] == [
        "intake0000001",
        "intake0000002",
    ]


def test_an_intake_that_goes_on_after_a_crash_finds_its_own_statement_new(bank: Bank) -> None:
    bank.take(FIRST)

    again = bank.take(FIRST)

    assert again.outcome is Outcome.NEW
    assert StatementSource.objects.count() == Statement.objects.count() == 1


def test_the_same_identity_with_other_content_changes_nothing(bank: Bank) -> None:
    kept = bank.take(FIRST).statement

    changed = bank.take(sheet(1, opening=100, amounts=(20, 30, -10), since=day(1), on=day(2), text="anders"))

    assert (changed.outcome, changed.statement) == (Outcome.CONFLICT, kept)
    assert {row.communication for row in Movement.objects.all()} == {"bedankt"}


def test_two_equal_movements_are_both_real(bank: Bank) -> None:
    statement = bank.take(sheet(1, opening=0, amounts=(5, 5), since=day(1), on=day(2))).statement

    assert [row.ordinal for row in queries.movements(statement)] == [1, 2]


def test_a_statement_without_movements_is_a_statement(bank: Bank) -> None:
    bank.take(FIRST)

    bank.take(sheet(2, opening=140, since=day(2), on=day(3)))

    assert bank.chain() == [(1, "FIRST"), (2, "CONTINUES")]


def test_a_statement_that_comes_late_mends_the_chain(bank: Bank) -> None:
    bank.take(FIRST)
    bank.take(THIRD)
    assert bank.chain() == [(1, "FIRST"), (3, "GAP")]

    bank.take(SECOND)

    assert bank.chain() == [(1, "FIRST"), (2, "CONTINUES"), (3, "CONTINUES")]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arrival_does_not_matter(bank: Bank, seed: int) -> None:
    sheets = [
        sheet(number, opening=10 * number, amounts=(10,), since=day(number // 2 + 1), on=day(number // 2 + 2))
        for number in range(1, 9)
        if number != 5
    ]
    random.Random(seed).shuffle(sheets)

    for one in sheets:
        bank.take(one)

    chain = [state for _, state in bank.chain()]
    assert chain == ["FIRST", "CONTINUES", "CONTINUES", "CONTINUES", "GAP", "CONTINUES", "CONTINUES"]


def test_an_overlap_is_held_and_the_chain_goes_on_without_it(bank: Bank) -> None:
    bank.take(FIRST)

    week = bank.take(sheet(2, opening=100, amounts=(20, 30, -10, 5), since=day(1), on=day(4))).statement
    second = bank.take(sheet(3, opening=140, amounts=(5,), since=day(2), on=day(3))).statement

    assert (week.chain, week.is_held, week.is_bookable) == (Chain.OVERLAP, True, False)
    assert second.is_bookable
    assert [one.held_count for one in account_standings()] == [1]


def test_a_statement_that_the_bank_corrected_is_held(bank: Bank) -> None:
    bank.take(FIRST)

    corrected = bank.take(sheet(1, opening=100, amounts=(20, 30), since=day(1), on=day(2))).statement

    assert (corrected.chain, corrected.is_held) == (Chain.REISSUE, True)


def test_a_separate_application_books_nothing_and_stays_outside_the_chain(bank: Bank) -> None:
    bank.take(FIRST)

    part = bank.take(sheet(1, opening=0, amounts=(9,), since=day(1), on=day(2), part="00001")).statement
    second = bank.take(SECOND).statement

    assert (part.chain, part.movement_count, part.is_bookable) == (Chain.OUTSIDE, 0, False)
    assert part.details[0]["amount_thousandths"] == 9_000
    assert Movement.objects.filter(statement=part).count() == 0
    assert second.chain == Chain.CONTINUES


def test_details_hang_below_their_movement(bank: Bank) -> None:
    total = replace(payment(30, day(2)), transaction_code="10150000", details=[payment(10, day(2))] * 3)
    statement = coda.build_statement(
        account=IBAN,
        holder_name="Atelier Noordzee",
        bic="KREDBEBB",
        sequence=1,
        paper_number=1,
        opening_balance_thousandths=0,
        opening_on=day(1),
        created_on=day(2),
        movements=[total],
    )

    (movement,) = queries.movements(bank.take(statement).statement)

    assert [one["amount_thousandths"] for one in movement.details] == [10_000] * 3


def test_whoever_listens_is_told_inside_the_transaction(bank: Bank) -> None:
    def fail(statement: Statement, **_: Any) -> None:
        assert Movement.objects.filter(statement=statement).count() == 3
        raise RuntimeError("matching broke")

    signals.statement_imported.connect(fail)
    try:
        with pytest.raises(RuntimeError, match="matching broke"):
            bank.take(FIRST)
    finally:
        signals.statement_imported.disconnect(fail)

    assert (Statement.objects.count(), Movement.objects.count(), StatementSource.objects.count()) == (0, 0, 0)
    assert not Event.objects.filter(kind="statement.imported").exists()


def test_statements_are_listed_by_key_newest_first(bank: Bank) -> None:
    for one in (FIRST, SECOND, THIRD):
        bank.take(one)

    first = queries.statements(limit=2)
    rest = queries.statements(limit=2, key=first.next_key)

    assert [row.sequence for row in (*first.rows, *rest.rows)] == [3, 2, 1]
    assert rest.next_key is None


def test_a_statement_of_another_account_is_another_chain(bank: Bank) -> None:
    bank.take(FIRST)
    bank.account = actions.add_account(iban=OTHER_IBAN, currency="EUR", name="Spaar", **bank.by)

    other = bank.take(sheet(1, opening=100, amounts=(3,), since=day(1), on=day(2), account=OTHER_IBAN))

    assert other.statement.chain == Chain.FIRST
    assert [(one.statement_count, one.gap_count) for one in account_standings()] == [(1, 0), (1, 0)]
