"""How often a program may ask."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from boekbrug.api import limits
from tests.api.program import Program, problem
from tests.cast import Cast

NOW = dt.datetime(2026, 3, 16, 9, 0, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def few(settings: Any) -> None:
    """Small limits, and nothing counted yet."""
    settings.API_LIMITS = {"key": 5, "dossier": 8, "heavy": 2, "guess": 3}
    limits.LEDGER.used.clear()
    limits.LEDGER.spent.clear()


def statuses(program: Program, times: int, method: str = "GET", path: str = "/contacts") -> list[int]:
    """Ask some times in one minute."""
    with time_machine.travel(NOW, tick=False):
        return [program.call(method, path).status_code for _ in range(times)]


def test_a_key_that_asks_too_fast_waits_for_its_next_turn(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        an = Program(cast.atelier, cast.an)
    assert statuses(an, 6) == [200] * 5 + [429]

    with time_machine.travel(NOW, tick=False):
        refused = an.call("GET", "/contacts")
    assert problem(refused)["code"] == "api-too-many-requests"
    assert refused.headers["Retry-After"] == "12"
    with time_machine.travel(NOW + dt.timedelta(seconds=12), tick=False):
        turns = [an.call("GET", "/contacts") for _ in range(2)]
    assert [one.status_code for one in turns] == [200, 429]
    assert turns[0].headers["RateLimit-Remaining"] == "0"
    with time_machine.travel(NOW + dt.timedelta(seconds=72), tick=False):
        rested = an.call("GET", "/contacts")
    assert (rested.headers["RateLimit-Remaining"], rested.headers["RateLimit-Reset"]) == ("4", "12")


def test_two_keys_share_the_limit_of_their_dossier_and_leave_their_neighbour_alone(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        one, other, dirk = (
            Program(cast.atelier, cast.an), Program(cast.atelier, cast.carla), Program(cast.dirks, cast.dirk),
        )  # fmt: skip

    assert statuses(one, 5) + statuses(other, 4) == [200] * 8 + [429]
    assert statuses(dirk, 5) == [200] * 5


def test_heavy_work_has_a_limit_of_its_own(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        an = Program(cast.atelier, cast.an)

    assert statuses(an, 3, "POST", "/match")[2] == 429
    assert statuses(an, 1) == [200]


def test_guessing_keys_ends_soon(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        an = Program(cast.atelier, cast.an)
    an.headers["Authorization"] = "Bearer bb1_000000000000_nothing"

    assert statuses(an, 5) == [401] * 3 + [429] * 2


def test_who_guesses_behind_the_proxy_spends_nothing_of_another(cast: Cast, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    with time_machine.travel(NOW, tick=False):
        an = Program(cast.atelier, cast.an)
    an.headers["Authorization"] = "Bearer bb1_000000000000_nothing"
    an.headers["X-Forwarded-For"] = "203.0.113.1"
    first = statuses(an, 4)
    an.headers["X-Forwarded-For"] = "203.0.113.1, 203.0.113.2"

    assert (first, statuses(an, 1)) == ([401] * 3 + [429], [401])


def test_what_had_enough_is_refused_without_a_query(cast: Cast, django_assert_num_queries: Any) -> None:
    with time_machine.travel(NOW, tick=False):
        an = Program(cast.atelier, cast.an)
    statuses(an, 6)

    with django_assert_num_queries(0):
        assert statuses(an, 3) == [429] * 3
    with time_machine.travel(NOW + dt.timedelta(seconds=12), tick=False):
        assert an.call("GET", "/contacts").status_code == 200


def test_of_many_a_minute_a_tenth_may_come_at_once(cast: Cast, settings: Any) -> None:
    settings.API_LIMITS = {"key": 400, "dossier": 8000, "heavy": 2, "guess": 3}
    with time_machine.travel(NOW, tick=False):
        an = Program(cast.atelier, cast.an)

    assert statuses(an, 42) == [200] * 40 + [429] * 2


def test_a_refused_request_uses_nothing_of_the_dossier(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        one, other = Program(cast.atelier, cast.an), Program(cast.atelier, cast.carla)
    statuses(one, 50)

    assert statuses(other, 4) == [200] * 3 + [429]
