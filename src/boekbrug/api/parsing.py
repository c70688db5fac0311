"""Read a JSON body strictly: UTF-8, each name once, no characters that no database stores."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from boekbrug.api.problems import NOT_JSON, Refused

NAMES_MAX = 500  # of one object; each name that we do not know would get a sentence of its own


class StrictParser(Parser):
    """Refuses what is not JSON, names that come twice, and texts with NUL or half a surrogate pair."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body as values; raises Refused."""
        try:
            text = request.body.decode("utf-8")
            value = json.loads(text, parse_constant=_refuse, object_pairs_hook=_each_name_once)
            _judge(value)
        except (ValueError, RecursionError) as broken:
            raise Refused(400, NOT_JSON.say()) from broken
        return value


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that comes twice means one thing to us and another to whoever looked before us."""
    made = dict(pairs)
    if len(made) != len(pairs) or len(pairs) > NAMES_MAX:
        raise ValueError("a name comes twice")
    return made


def _refuse(constant: str) -> None:
    """NaN and Infinity are no JSON (RFC 8259 section 6)."""
    raise ValueError(constant)


def _judge(value: Any) -> None:
    if isinstance(value, str):
        value.encode("utf-8")  # half a surrogate pair raises UnicodeEncodeError, a ValueError
        if "\0" in value:
            raise ValueError("NUL")
    elif isinstance(value, dict):
        for name, one in value.items():
            _judge(name)
            _judge(one)
    elif isinstance(value, list):
        for one in value:
            _judge(one)
