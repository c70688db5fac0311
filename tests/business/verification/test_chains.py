"""The chain of an account is walked again: what no longer joins as it did is found."""

from __future__ import annotations

import datetime as dt

import pytest

from boekbrug.business.banking.models import Movement, Statement, StatementSource
from boekbrug.business.dossiers import tenant
from boekbrug.business.reconciliation.models import Proposal
from boekbrug.business.verification import verify_everything
from boekbrug.formats.coda.continuity import Chain
from tests.business.banking.sheets import IBAN, OTHER_IBAN, day, file_of, sheet
from tests.business.inbox.hand import Hand
from tests.cast import Cast

Rows = dict[int, Statement]


@pytest.fixture
def chain(cast: Cast, now: dt.datetime) -> Rows:
    """Two accounts; the first has four statements: the third came late, the last one after a gap."""
    with tenant.enter(cast.atelier):
        hand = Hand(cast, cast.an, now)
        hand.add_account()
        hand.add_account(OTHER_IBAN)
        hand.give(file_of(sheet(1, opening=100, amounts=(20,), since=day(1), on=day(2))))
        hand.give(file_of(sheet(2, opening=120, amounts=(5, 5), since=day(2), on=day(3))))
        hand.give(file_of(sheet(5, opening=500, amounts=(1,), since=day(9), on=day(10))))
        hand.give(file_of(sheet(3, opening=130, amounts=(-30,), since=day(3), on=day(4))))
        hand.give(file_of(sheet(1, opening=7, amounts=(2,), since=day(1), on=day(2), account=OTHER_IBAN)))
        rows = Statement.objects.filter(account__iban=IBAN)
        return {row.sequence: row for row in rows}


def found() -> list[tuple[str, str]]:
    """The codes of what verification says now, each with the sentence."""
    return [(one.code.value, one.what) for one in verify_everything()]


def change(row: Statement, **values: object) -> None:
    Statement.across.filter(pk=row.pk).update(**values)


def remove(row: Statement) -> None:
    Proposal.across.filter(movement__statement=row)._raw_delete("default")
    for model in (Movement, StatementSource):
        model.across.filter(statement=row)._raw_delete("default")
    Statement.across.filter(pk=row.pk)._raw_delete("default")


def test_gaps_and_late_statements_are_no_finding(chain: Rows) -> None:
    assert [chain[number].chain for number in (1, 2, 3)] == [Chain.FIRST, Chain.CONTINUES, Chain.CONTINUES]
    assert chain[5].chain == Chain.GAP
    assert found() == []


def test_balances_that_were_moved_together_are_found_by_the_chain(chain: Rows) -> None:
    change(chain[2], opening_thousandths=121_000, closing_thousandths=131_000)

    assert found() == [
        (
            "chain-broken",
            f"Statement {chain[2].public_id} opens with 121,00, the one before it closes with 120,00; "
            "they were equal when it came in.",
        ),
        (
            "chain-broken",
            f"Statement {chain[3].public_id} opens with 130,00, the one before it closes with 131,00; "
            "they were equal when it came in.",
        ),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_vanished_with_its_movements_is_found(
    chain: Rows, without_foreign_keys: None
) -> None:
    remove(chain[2])

    assert [code for code, _ in found()] == ["chain-broken"]


@pytest.mark.django_db(transaction=True)
def test_the_first_statement_that_vanished_is_found(chain: Rows, without_foreign_keys: None) -> None:
    remove(chain[1])

    assert [code for code, _ in found()] == ["chain-start"]


def test_another_first_one_is_found(chain: Rows) -> None:
    change(chain[3], chain=Chain.FIRST)

    assert [code for code, _ in found()] == ["chain-start"]


def test_a_movement_that_changed_is_found(chain: Rows) -> None:
    of_second = Movement.across.filter(statement=chain[2]).order_by("pk")
    Movement.across.filter(pk=of_second[0].pk).update(amount_thousandths=6_000)

    assert [code for code, _ in found()] == ["statement-sum"]


def test_a_movement_too_many_is_found(chain: Rows) -> None:
    extra = Movement.across.filter(statement=chain[2])[0]
    extra.pk, extra.ordinal, extra.amount_thousandths = None, 99, 0
    with tenant.enter(chain[2].dossier):
        extra.save(force_insert=True)

    assert found() == [("statement-count", f"Statement {chain[2].public_id} says 2 movements, 3 are there.")]
