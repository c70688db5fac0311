"""How often an account can be guessed at, and whether the clock tells who logs in here (threat S10).

`python -m benchmarks.guessing [tries]`: the real hash (Argon2id) and counters, in a folder of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from unittest import mock

if TYPE_CHECKING:
    from django.test import Client

PAIRS = 200
DIFFERENCE_MAX_MS = 10.0
GUESSES_MAX = 10


def main() -> int:
    """Print the figures; return 1 when one is over its limit."""
    with tempfile.TemporaryDirectory(prefix="boekbrug-guessing-") as folder:
        os.environ.update(
            BOEKBRUG_PROFILE="test",
            BOEKBRUG_DATA=folder,
            BOEKBRUG_DATABASE="",
            DJANGO_SETTINGS_MODULE="boekbrug.project.settings",
        )
        import django

        from boekbrug.cli.setting_up import prepare_database

        django.setup()
        prepare_database()
        from tests.cast import make_cast

        cast = make_cast(dt.datetime.now(dt.UTC))
        return _measure(cast.an.email, int((sys.argv[1:] or ["1000"])[0]))


def _measure(known: str, tries: int) -> int:
    is_over = False
    for addresses in (1, 100):
        compared = _guesses_in_an_hour(known, tries, addresses)
        is_over |= compared > GUESSES_MAX
        print(f"{tries:,} tries in an hour from {addresses} address(es): {compared} passwords compared")
    for name, ask in (("wrong password", _log_in), ("password forgotten", _forgot)):
        difference, median = _difference(known, ask)
        is_over |= abs(difference) >= DIFFERENCE_MAX_MS
        print(
            f"{name}: known minus unknown address {difference:+.2f} ms (medians of {PAIRS}; {median:.0f} ms)"
        )
    return int(is_over)


def _guesses_in_an_hour(email: str, tries: int, addresses: int) -> int:
    import time_machine
    from django.core.cache import cache
    from django.test import Client

    from boekbrug.business.people.models import Person

    cache.clear()
    began = dt.datetime(2026, 3, 16, 9, tzinfo=dt.UTC)
    with mock.patch.object(Person, "check_password", return_value=False) as compare:
        for number in range(tries):
            with time_machine.travel(began + dt.timedelta(seconds=3590 * number / tries), tick=False):
                _log_in(Client(REMOTE_ADDR=f"192.0.2.{number % addresses + 1}"), email)
        return compare.call_count


def _difference(known: str, ask: Callable[..., None]) -> tuple[float, float]:
    """Ask for both in turn, each with counters at zero; the difference of the medians, and one of them."""
    took: dict[str, list[float]] = {known: [], "nobody@example.be": []}
    from django.core.cache import cache
    from django.test import Client

    for _ in range(PAIRS):
        for email, times in took.items():
            cache.clear()
            client = Client()
            started = time.perf_counter()
            ask(client, email)
            times.append((time.perf_counter() - started) * 1000)
    medians = [statistics.median(times) for times in took.values()]
    return medians[0] - medians[1], medians[0]


def _log_in(client: Client, email: str) -> None:
    client.post("/login/", {"login": email, "password": "vier-schapen-op-de-dijk"})


def _forgot(client: Client, email: str) -> None:
    client.post("/password/forgotten/", {"email": email})


if __name__ == "__main__":
    sys.exit(main())
