"""Lists of intakes."""

from __future__ import annotations

import datetime as dt

from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox import queries
from boekbrug.business.inbox.models import State
from tests.business.inbox.hand import Hand, zip_of
from tests.cast import Cast


def test_intakes_are_listed_by_key_newest_first(hand: Hand) -> None:
    given = [hand.give(str(number).encode()) for number in range(5)]

    first = queries.intakes(limit=3)
    rest = queries.intakes(limit=3, key=first.next_key)

    assert [*first.rows, *rest.rows] == given[::-1]
    assert rest.next_key is None


def test_intakes_are_listed_by_state(hand: Hand) -> None:
    waiting = hand.receive(b"dag")
    hand.give(b"dag")

    assert queries.intakes(state=State.RECEIVED).rows == [waiting]
    assert queries.queue_length() == 1


def test_an_intake_is_found_in_its_own_dossier_only(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        intake = Hand(cast, cast.an, now).give(zip_of({"a": b"dag"}))
        assert queries.intake_by_public_id(intake.public_id) == intake
        assert [one.name for one in queries.members(intake)] == ["a"]

    with tenant.enter(cast.dirks):
        assert queries.intake_by_public_id(intake.public_id) is None
