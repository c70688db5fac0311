"""Work that breaks off is taken over and ends the same, and is given up after five times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from boekbrug.business.banking import signals
from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox import actions
from boekbrug.business.inbox.actions import leasing
from boekbrug.business.inbox.models import Intake, State
from boekbrug.formats import einvoice
from tests.business.banking.sheets import day, file_of, sheet
from tests.business.documents.making import incoming
from tests.business.inbox.dump import dump
from tests.business.inbox.hand import Hand, codes, zip_of
from tests.cast import Cast

SHEETS = [
    sheet(number, opening=10 * number, amounts=(7, 3), since=day(number), on=day(number + 1))
    for number in range(1, 6)
]
FILE = file_of(*SHEETS)
HOUR = dt.timedelta(hours=1)


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


@pytest.fixture
def kill_at() -> Iterator[Callable[[int], None]]:
    """Break off inside the transaction of the n-th statement."""
    left = [0]

    def listener(**_: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    signals.statement_imported.connect(listener)
    yield lambda count: left.__setitem__(0, count)
    signals.statement_imported.disconnect(listener)


def contents(cast: Cast) -> list[bytes]:
    """What a busy day brings: a file, a ZIP with one more and an invoice, and the file again."""
    later = file_of(sheet(6, opening=60, amounts=(7,), since=day(6), on=day(7)))
    invoice = einvoice.write_bis3(incoming(cast.atelier))
    return [FILE, zip_of({"a": later, "b": invoice, "c": b"?"}), FILE]


@pytest.mark.parametrize("point", [1, 2, 5, 6])
def test_an_interrupted_import_ends_as_an_undisturbed_one(
    cast: Cast, now: dt.datetime, kill_at: Callable[[int], None], point: int
) -> None:
    with tenant.enter(cast.atelier):
        hand = Hand(cast, cast.an, now)
        hand.add_account()
        for content in contents(cast):
            hand.receive(content, hold_seconds=0)
    kill_at(point)
    with pytest.raises(Killed):
        actions.finish_due(now=now)

    actions.finish_due(now=now + HOUR)

    with tenant.enter(cast.atelier):
        rows = Intake.objects.filter(parent=None).order_by("pk")
        seen = [(row.state, row.new_count, row.done_count, row.attempts, row.leased_until) for row in rows]
    assert seen == [
        (State.IMPORTED, 5, 5, 0, None),
        (State.PARTLY, 2, 3, 0, None),
        (State.KNOWN, 0, 5, 0, None),
    ]


def _run(cast: Cast, now: dt.datetime, interrupt: Callable[[], None]) -> dict[str, Any]:
    with tenant.enter(cast.atelier):
        hand = Hand(cast, cast.an, now)
        hand.add_account()
        for content in contents(cast):
            hand.receive(content, hold_seconds=0)
    interrupt()
    actions.finish_due(now=now + HOUR)
    return dump(cast.atelier)


@pytest.mark.parametrize("point", [2, 6])
def test_the_database_after_a_kill_is_that_of_an_undisturbed_run(
    cast: Cast, now: dt.datetime, kill_at: Callable[[int], None], point: int
) -> None:
    def interrupt() -> None:
        kill_at(point)
        with pytest.raises(Killed):
            actions.finish_due(now=now)

    start = transaction.savepoint()
    undisturbed = _run(cast, now, lambda: None)
    transaction.savepoint_rollback(start)

    assert len(undisturbed["Statement"]) == 6
    assert _run(cast, now, interrupt) == undisturbed


def test_a_worker_leaves_alone_what_a_door_just_received(hand: Hand, now: dt.datetime) -> None:
    hand.receive(FILE, hold_seconds=30)

    assert actions.claim_next(now=now) is None
    claimed = actions.claim_next(now=now + dt.timedelta(seconds=31))
    assert claimed is not None
    assert (claimed.state, claimed.attempts) == (State.WORKING, 1)


def test_two_claims_of_one_intake_give_one_lease(hand: Hand, now: dt.datetime) -> None:
    received = hand.receive(FILE)

    assert leasing.claim(received, now=now) is not None
    assert leasing.claim(received, now=now) is None
    assert actions.process(intake=received, **hand.by).state == State.WORKING


def test_whoever_lost_the_lease_writes_nothing_more(hand: Hand, now: dt.datetime) -> None:
    received = hand.receive(FILE)
    slow = leasing.claim(received, now=now)
    quick = leasing.claim(received, now=now + HOUR)

    assert slow is not None
    assert quick is not None
    assert not slow.renew(done_count=1)
    assert quick.renew(done_count=2)


@pytest.mark.parametrize("again", ["retried", "account added"])
def test_a_worker_that_wakes_after_the_file_was_put_back_writes_nothing(
    hand: Hand, now: dt.datetime, again: str
) -> None:
    received = hand.receive(FILE)
    slow = leasing.claim(received, now=now)
    put_back = {"state": State.RECEIVED, "attempts": 0, "leased_until": None}
    if again == "retried":
        Intake.objects.filter(pk=received.pk).update(parked_at=now, state=State.REFUSED, attempts=0)
        actions.retry(intake=received, actor=hand.by["actor"], now=now)
    else:
        Intake.objects.filter(pk=received.pk).update(**put_back)
    quick = leasing.claim(received, now=now)

    assert slow is not None
    assert quick is not None
    assert not slow.renew(done_count=1)
    assert quick.renew(done_count=2)


def test_what_breaks_off_five_times_is_given_up_with_a_sentence(
    hand: Hand, now: dt.datetime, kill_at: Callable[[int], None]
) -> None:
    hand.add_account()
    intake = hand.receive(FILE, hold_seconds=0)

    for attempt in range(leasing.ATTEMPTS_MAX):
        kill_at(1)
        with pytest.raises(Killed):
            actions.finish_due(now=now + attempt * HOUR)
    actions.finish_due(now=now + 9 * HOUR)
    intake.refresh_from_db()

    assert (intake.state, codes(intake)) == (State.REFUSED, ["inbox-given-up"])
    assert actions.claim_next(now=now + 10 * HOUR) is None


def test_an_error_of_ours_in_one_file_stops_no_other(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        hand = Hand(cast, cast.an, now)
        bad, good = hand.receive(b"slecht", hold_seconds=0), hand.receive(b"goed", hold_seconds=0)
        bad.file.__class__.objects.filter(pk=bad.file_id).update(sha256="0" * 64)

    assert actions.finish_due(now=now) == 2

    with tenant.enter(cast.atelier):
        bad.refresh_from_db()
        good.refresh_from_db()
        assert (bad.state, good.state) == (State.WORKING, State.REFUSED)
