"""After a restore nothing leaves until somebody lets it go."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from boekbrug.business.outbox import actions_hold, queries, work
from boekbrug.business.outbox.models import Hold
from boekbrug.business.people.actor import PROGRAM
from tests.business.outbox.making import folder_connection, invoice, send

HOUR = dt.timedelta(hours=1)


def test_what_is_held_does_not_leave_and_leaves_after_the_release(
    atelier: Any, now: dt.datetime, roots: Path
) -> None:
    send(folder_connection(now), invoice("2026-001", now), now=now)
    actions_hold.hold(now=now)

    assert work.claim_next(now=now + HOUR) is None
    assert list(roots.rglob("*.xml")) == []
    assert queries.held_since() == now

    assert actions_hold.release(actor=PROGRAM, now=now + HOUR) is True
    attempt = work.claim_next(now=now + HOUR)
    assert attempt is not None
    work.deliver(attempt, clock=lambda: now + HOUR)
    assert len(list(roots.rglob("*.xml"))) == 1
    assert queries.held_since() is None


def test_one_that_was_being_sent_is_not_taken_over_while_it_is_held(
    atelier: Any, now: dt.datetime, roots: Path
) -> None:
    send(folder_connection(now), invoice("2026-001", now), now=now)
    assert work.claim_next(now=now) is not None
    actions_hold.hold(now=now)

    assert work.claim_next(now=now + 24 * HOUR) is None


def test_holding_twice_is_holding_once(db: None, now: dt.datetime) -> None:
    for _ in range(2):
        actions_hold.hold(now=now)

    assert Hold.objects.count() == 1
    assert actions_hold.release(actor=PROGRAM, now=now) is True
    assert actions_hold.release(actor=PROGRAM, now=now) is False
