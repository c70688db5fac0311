"""Requests that are sent again: many at once with one key, and kill -9 between effect and answer.

    python -m tests.faults.repeats [--threads N] [--rounds N] [--kills N] [--postgres]

In a round every thread sends the same request with the same key at the same moment, and asks again as it is
told to, until it has its answer: all must be the same, and the effect must be there once. A kill ends the
process of a request at its k-th point (statement, commit, file); the request is then sent again, past the
lease: one effect, one answer. Exit code 0: all as it must be.
"""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from typing import Any

import click

from tests.faults.installation import Installation, installation


@click.command()
@click.option("--threads", type=int, default=8)
@click.option("--rounds", type=int, default=20)
@click.option("--kills", "kills_max", type=int, default=1000, help="At most so many points (SQLite only).")
@click.option("--postgres", "is_postgres", is_flag=True, help="On a PostgreSQL server of its own.")
def main(threads: int, rounds: int, kills_max: int, is_postgres: bool) -> None:
    """Race and kill requests that are sent again."""
    from tests.gate.postgres import cluster

    with ExitStack() as stack:
        address = stack.enter_context(cluster()) if is_postgres else ""
        place = stack.enter_context(installation(database=address))
        _lift_limits()
        counts = {"database": "PostgreSQL" if is_postgres else "SQLite", **race(threads, rounds)}
        if not is_postgres:
            counts |= kill(place, kills_max)
    click.echo(json.dumps(counts))
    sys.exit(1 if counts["wrong"] or counts.get("wrong_after_kill") else 0)


def _lift_limits() -> None:
    """Let more requests through in a minute than a program may send."""
    from django.conf import settings

    settings.API_LIMITS = dict.fromkeys(settings.API_LIMITS, 10**9)


def race(threads: int, rounds: int) -> dict[str, Any]:
    """Let threads send one request at once, round after round."""
    program, began = _program(), time.monotonic()
    counts = {"threads": threads, "rounds": rounds, "requests": 0, "asked_again": 0, "effects": 0, "wrong": 0}
    with ThreadPoolExecutor(threads) as pool:
        for number in range(rounds):
            name = f"Kaai {number}"
            asked = [pool.submit(_until_answered, program, name) for _ in range(threads)]
            told = [one.result() for one in asked]
            effects = _effects(program, name)
            is_right = effects == 1 and {(201, one[1]) for one in told} == {told[0][:2]}
            counts["requests"] += sum(1 + one[2] for one in told)
            counts["asked_again"] += sum(one[2] for one in told)
            counts["effects"] += effects
            counts["wrong"] += not is_right
    return counts | {"seconds": round(time.monotonic() - began, 1)}


def kill(place: Installation, kills_max: int) -> dict[str, int]:
    """Kill a request at each of its points, and send it again."""
    program = _program()
    _until_answered(program, "before")
    place.keep()
    counts = {"kills": 0, "kept_at_kill": 0, "wrong_after_kill": 0}
    for point in range(1, kills_max + 1):
        place.put_back()
        if not _killed_at(program, "Kaai", point):
            break
        was_done = _effects(program, "Kaai")
        status, _, _ = _until_answered(program, "Kaai")
        counts["kills"] += 1
        counts["kept_at_kill"] += was_done
        counts["wrong_after_kill"] += (status, _effects(program, "Kaai")) != (201, 1)
    return counts


@cache
def _program() -> Any:
    from django.utils import timezone

    from tests.api.program import Program
    from tests.cast import make_cast

    cast = make_cast(timezone.now())
    return Program(cast.atelier, cast.an), cast


def _until_answered(program: Any, name: str) -> tuple[int, bytes, int]:
    """Send a request with the key of its name until it is answered: status, body, times asked again."""
    from django.db import connection

    try:
        for again in range(200):
            response = _send(program, name)
            if response.status_code != 409:
                return response.status_code, response.content, again
            time.sleep(0.02)  # a test need not be as polite as Retry-After asks
        return 409, response.content, again
    finally:
        connection.close()


def _send(program: Any, name: str) -> Any:
    from django.test import Client

    asks = program[0]
    headers = {**asks.headers, "Idempotency-Key": f"add {name}"}
    body = json.dumps({"name": name})
    return Client().post(asks.inside + "/contacts", body, content_type="application/json", headers=headers)


def _effects(program: Any, name: str) -> int:
    from boekbrug.business.contacts.models import Contact
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.timeline.models import Event

    with tenant.enter(program[1].atelier):
        count = Contact.objects.filter(name=name).count()
        ids = list(Contact.objects.filter(name=name).values_list("public_id", flat=True))
        assert Event.objects.filter(kind="contact.added", subject_id__in=ids).count() == count
    return count


def _killed_at(program: Any, name: str, point: int) -> bool:
    """Send in a fork that dies at a point; False when it came to its end alive."""
    from django.db import connections

    from tests.faults.points import Points, armed

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            with armed(Points(die_at=point)):
                _send(program, name)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) < 0


if __name__ == "__main__":
    main()
