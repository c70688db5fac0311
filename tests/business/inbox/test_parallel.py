"""Eight doors at once: the same file is imported once, different files all go in, nobody gets an error."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from boekbrug.business.banking.models import Movement, Statement, StatementSource
from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox.models import Intake, State
from boekbrug.business.timeline.models import Event
from tests.business.banking.sheets import day, file_of, sheet
from tests.business.inbox.hand import Hand
from tests.cast import Cast, make_cast

THREADS = 8
SHEETS = [
    sheet(number, opening=5 * number, amounts=(2, 3), since=day(number), on=day(number + 1))
    for number in range(1, THREADS + 1)
]


@pytest.mark.django_db(transaction=True)
def test_the_same_file_eight_times_at_once_is_imported_once(now: dt.datetime) -> None:
    cast = make_cast(now)

    intakes = _give_at_once(cast, now, [file_of(*SHEETS[:3])] * THREADS)

    assert {row.state for row in intakes} <= {State.IMPORTED, State.KNOWN}
    assert sum(row.new_count for row in intakes) == 3
    with tenant.enter(cast.atelier):
        assert (Statement.objects.count(), Movement.objects.count()) == (3, 6)
        assert StatementSource.objects.count() == 3 * THREADS


@pytest.mark.django_db(transaction=True)
def test_eight_different_files_at_once_make_one_whole_chain(now: dt.datetime) -> None:
    cast = make_cast(now)

    intakes = _give_at_once(cast, now, [file_of(one) for one in SHEETS])

    assert {row.state for row in intakes} == {State.IMPORTED}
    with tenant.enter(cast.atelier):
        rows = Statement.objects.order_by("closing_on")
        assert [row.chain for row in rows] == ["FIRST"] + ["CONTINUES"] * (THREADS - 1)
        numbers = list(Event.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


def _give_at_once(cast: Cast, now: dt.datetime, contents: list[bytes]) -> list[Intake]:
    """Hand in each file in a thread of its own, with its own connection."""

    def give(content: bytes) -> Intake:
        try:
            with tenant.enter(cast.atelier):
                return Hand(cast, cast.an, now).give(content)
        finally:
            connection.close()

    with tenant.enter(cast.atelier):
        Hand(cast, cast.an, now).add_account()
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(give, contents))
