"""The 37 columns that hold an account and its currency, in records 1, 8 and 23.

Source: Febelfin CODA 2.6, record 1, account structures 0 (Belgian number of before IBAN), 1 (foreign number),
2 (Belgian IBAN) and 3 (foreign IBAN). Positions inside the zone are 1-based and inclusive.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

BELGIAN_NUMBER = "0"
FOREIGN_NUMBER = "1"
BELGIAN_IBAN = "2"
FOREIGN_IBAN = "3"
NOT_SAID = " "  # version 1, and files of one bank


class Zone(NamedTuple):
    """An account without blanks, its currency, and what else stands in the zone."""

    account: str
    currency: str
    rest: str = ""


class _Shape(NamedTuple):
    """Where account, currency and rest stand: slices made from positions."""

    account: slice
    currency: slice
    rest: slice


def _positions(first: int, last: int) -> slice:
    return slice(first - 1, last)


_OLD = _Shape(_positions(1, 12), _positions(14, 16), _positions(17, 37))
_IBAN = _Shape(_positions(1, 31), _positions(35, 37), _positions(32, 34))
_FOREIGN = _Shape(_positions(1, 34), _positions(35, 37), slice(0, 0))
_GLUED = _positions(17, 19)  # a currency right behind the sixteen characters of a Belgian IBAN
_SHAPES = {BELGIAN_NUMBER: _OLD, FOREIGN_NUMBER: _FOREIGN, BELGIAN_IBAN: _IBAN, FOREIGN_IBAN: _FOREIGN}

STRUCTURES = frozenset({*_SHAPES, NOT_SAID})
"""The account structures that record 1 may name in column 2."""


def own_account(structure: str, zone: str) -> Zone:
    """Take apart the zone of record 1 or 8; an unnamed structure is decided by the first two characters."""
    shape = _shape(structure, zone)
    return Zone("".join(zone[shape.account].split()), zone[shape.currency].strip(), zone[shape.rest].rstrip())


def places(structure: str, zone: str) -> tuple[slice, slice]:
    """Return where account and currency stand in the zone of record 1 or 8."""
    shape = _shape(structure, zone)
    return shape.account, shape.currency


def _shape(structure: str, zone: str) -> _Shape:
    return _SHAPES.get(structure) or (_FOREIGN if zone[:2].isalpha() else _OLD)


def own_account_zone(structure: str, zone: Zone) -> str:
    """Write the zone of record 1 or 8, 37 columns; a value that is too wide makes it longer."""
    if structure in (FOREIGN_NUMBER, FOREIGN_IBAN) or (structure == NOT_SAID and zone.account[:2].isalpha()):
        return f"{zone.account:34}{zone.currency:3}"
    if structure == BELGIAN_IBAN:
        return f"{zone.account:31}{zone.rest:3}{zone.currency:3}"
    return f"{zone.account:12} {zone.currency:3}{zone.rest:21}"


@lru_cache(maxsize=4096)  # the same parties pay again and again
def other_account(zone: str) -> Zone:
    """Take apart the zone of record 23, whose shape only its content tells.

    Zeros only: none. Twelve digits and a blank: the old Belgian number, its currency in 14-16 (or at the
    end). A currency may stand right behind a Belgian IBAN. Otherwise 34 columns of account and 3 of currency.
    """
    stripped = zone.rstrip()
    if not stripped.strip("0 "):
        return Zone("", "")
    account, currency = zone[: _GLUED.start], zone[_GLUED]
    if len(stripped) == _GLUED.stop and account[:2] == "BE" and account[2:].isdigit() and currency.isalpha():
        return Zone(account, currency)
    if zone[12:13] == " " and zone[:12].isdigit():
        return Zone(zone[:12], zone[_OLD.currency].strip() or zone[_FOREIGN.currency].strip())
    return Zone("".join(zone[_FOREIGN.account].split()), zone[_FOREIGN.currency].strip())


def other_account_zone(zone: Zone) -> str:
    """Write the zone of record 23."""
    if len(zone.account) == 12 and zone.account.isdigit():
        return f"{zone.account:12} {zone.currency:3}"
    return f"{zone.account:34}{zone.currency}"
