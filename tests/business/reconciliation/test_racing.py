"""Two people at once: the locks and the constraints decide, and nothing is paid twice."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from boekbrug.business.banking.models import Movement
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.business.reconciliation import actions, refusals
from boekbrug.business.reconciliation.models import Allocation
from tests.business.reconciliation.books import imported, lines, money, opened
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def racing(now: dt.datetime, settings: Any) -> Cast:
    """The cast, committed, so that other threads see it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return make_cast(now)


def together(*acts: Callable[[], object]) -> list[str]:
    """Let acts begin at the same moment, each with its own connection; return how they ended, sorted."""
    ends: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(timeout=20)
            act()
            ends.append("done")
        except refusals.MatchRefused as refused:
            ends.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(ends)


def allocated(cast: Cast, movement: Movement) -> tuple[int, int]:
    """What the movement says is allocated, and what its allocations add up to."""
    with tenant.enter(cast.atelier):
        active = Allocation.objects.filter(movement=movement, undone_at=None)
        said = Movement.objects.get(pk=movement.pk).allocated_thousandths
        return said, sum(active.values_list("amount_thousandths", flat=True))


def test_two_who_accept_the_same_proposal_pay_once(racing: Cast, now: dt.datetime) -> None:
    with tenant.enter(racing.atelier):
        invoice = opened(1, now)
        (movement,) = lines(imported(money(121_000, reference=invoice.reference), now=now))

    def act() -> None:
        with tenant.enter(racing.atelier):
            actions.accept(movement=movement, actor=racing.actor(racing.an), now=now)

    assert together(act, act) == ["NothingToAccept", "done"]
    assert allocated(racing, movement) == (121_000, 121_000)


def test_two_who_use_one_movement_never_allocate_more_than_it_moved(racing: Cast, now: dt.datetime) -> None:
    with tenant.enter(racing.atelier):
        documents = [opened(serial, now) for serial in (1, 2)]
        (movement,) = lines(imported(money(150_000), now=now))

    def act_on(document: Document) -> Callable[[], None]:
        def act() -> None:
            with tenant.enter(racing.atelier):
                by = {"actor": racing.actor(racing.an), "now": now}
                actions.allocate(movement=movement, document=document, amount_thousandths=100_000, **by)

        return act

    assert together(*map(act_on, documents)) == ["TooMuch", "done"]
    assert allocated(racing, movement) == (100_000, 100_000)
