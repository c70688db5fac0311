"""Hostile JSON is refused with a sentence, quickly: depth, floods, numbers that take for ever."""

from __future__ import annotations

import time

import pytest

from tests.api.program import JSON, Program
from tests.cast import Cast

BODIES = {
    "100,000 lists deep": "[" * 100_000,
    "100,000 closed lists deep": "[" * 100_000 + "]" * 100_000,
    "50,000 objects deep": '{"name":' * 50_000 + "1" + "}" * 50_000,
    "deep inside a field": '{"name": "x", "street": ' + "[" * 50_000 + "]" * 50_000 + "}",
    "a number of a million digits": '{"name": ' + "9" * 1_000_000 + "}",
    "an exponent": '{"name": "x", "payment_days": 1e999999999}',
    "no number": '{"name": NaN}',
    "infinity": '{"name": -Infinity}',
    "200,000 names": "{" + ",".join(f'"n{n}": 1' for n in range(200_000)) + "}",
    "200,000 wrong items": '{"to": [' + ",".join(["1"] * 200_000) + "]}",
    "the same name twice": '{"name": "a", "name": "b"}',
    "half a letter": '{"name": "\\ud800"}',
    "NUL": '{"name": "a\\u0000b"}',
    "no JSON": "<xml/>",
    "nothing": "",
    "a list": "[]",
    "text": '"x"',
    "own keys": '{"__class__": "x", "__proto__": {"a": 1}, "constructor": 1}',
}


@pytest.mark.parametrize("name", BODIES)
def test_it_is_refused_in_time(cast: Cast, name: str) -> None:
    program = Program(cast.atelier, cast.an)
    program.client.raise_request_exception = False
    where = f"{program.inside}/contacts"
    started = time.perf_counter()

    answer = program.client.generic("POST", where, BODIES[name], JSON, headers=program.headers)

    assert answer.status_code in (400, 413, 422), (answer.status_code, answer.content[:200])
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert time.perf_counter() - started < 4  # a second when nothing else runs here
