"""Settling many documents at once; the constraint is the judge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from boekbrug.business.documents import actions, balances
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import set_based, tenant
from tests.business.documents.making import customer, draft
from tests.cast import Cast


@pytest.fixture
def two(cast: Cast, now: dt.datetime) -> Iterator[list[Document]]:
    """Two documents of 121.00 in the atelier."""
    with tenant.enter(cast.atelier):
        contact = customer(now)
        yield [actions.save_draft(draft=draft(contact), actor=cast.actor(cast.an), now=now) for _ in range(2)]


def settled() -> list[int]:
    """What is settled of each, in the order they were made."""
    return list(Document.objects.order_by("pk").values_list("settled_thousandths", flat=True))


def test_many_balances_move_in_one_statement(two: list[Document], django_assert_num_queries: object) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator] # the savepoint around it is two
        balances.settle({two[0].pk: 100_000, two[1].pk: 121_000})

    assert settled() == [100_000, 121_000]


def test_a_balance_can_be_taken_back(two: list[Document]) -> None:
    balances.settle({two[0].pk: 100_000})

    balances.settle({two[0].pk: -40_000})

    assert settled() == [60_000, 0]


@pytest.mark.parametrize("too_much", [121_001, -1])
def test_more_than_the_total_or_less_than_nothing_moves_no_balance(
    two: list[Document], too_much: int
) -> None:
    with pytest.raises(balances.SettledTooMuch):
        balances.settle({two[0].pk: 1, two[1].pk: too_much})

    assert settled() == [0, 0]


def test_a_document_of_another_dossier_is_never_settled(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        ans = actions.save_draft(draft=draft(customer(now)), actor=cast.actor(cast.an), now=now)

    with tenant.enter(cast.dirks), pytest.raises(set_based.RowsMissing):
        balances.settle({ans.pk: 1})

    ans.refresh_from_db(from_queryset=Document.across.all())
    assert ans.settled_thousandths == 0
