"""Whether the account and currency of record 1 are what its structure says.

Source: Febelfin CODA 2.6, record 1: structure 0 is a Belgian number of before IBAN (its currency may be
blank), 1 a foreign number, 2 a Belgian IBAN, 3 a foreign IBAN. Version 1 and one bank name no structure.
Check digits of an IBAN only warn: files that were made anonymous keep the shape of an account, not its check.
Those of an old number are not tested: samples that the standard has nothing against hold others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from boekbrug.formats.coda import layout, problems
from boekbrug.formats.coda.check_digits import is_iso_7064
from boekbrug.formats.coda.zones import (
    BELGIAN_IBAN,
    BELGIAN_NUMBER,
    FOREIGN_IBAN,
    FOREIGN_NUMBER,
    Zone,
    places,
)
from boekbrug.formats.problem import Columns, Problem, ProblemKind

_OLD_NUMBER = re.compile(r"[0-9]{12}").fullmatch
_BELGIAN_IBAN = re.compile(r"BE[0-9]{14}").fullmatch
_BELGIAN_BEGIN = re.compile(r"BE[0-9]{2}").match
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}").fullmatch
_CURRENCY = re.compile(r"[A-Z]{3}").fullmatch
_SHAPES = {BELGIAN_NUMBER: "0–9 ×12", BELGIAN_IBAN: "BE + 0–9 ×14", FOREIGN_NUMBER: "A–Z, 0–9"}


def fitting_structure(account: str) -> str:
    """Return the account structure that an account has by its shape."""
    if _BELGIAN_IBAN(account):
        return BELGIAN_IBAN
    if _OLD_NUMBER(account):
        return BELGIAN_NUMBER
    return FOREIGN_IBAN if _IBAN(account) else FOREIGN_NUMBER


def own_account_problems(structure: str, zone: Zone, text: str, *, line: int) -> Iterator[Problem]:
    """Yield what is wrong with the zone of record 1, of which `text` is what stands there."""
    for kind, columns, found, expected in _faults(structure, zone, text):
        yield kind.at(line=line, columns=columns, found=found, expected=expected)


@lru_cache(maxsize=256)  # the same accounts come in each statement of a file
def _faults(structure: str, zone: Zone, text: str) -> tuple[tuple[ProblemKind, Columns, str, str], ...]:
    """Return each fault with its columns, what was found and what was expected."""
    faults = []
    account_at, currency_at = (_columns(place) for place in places(structure, text))
    is_old = account_at[1] - account_at[0] == 11
    told = _wrong_account(structure, zone.account, is_old=is_old)
    if told is not None and told[0] is problems.ACCOUNT_STRUCTURE_DIFFERS:
        faults.append((told[0], layout.OPENING["account_structure"].columns, structure, told[1]))
    elif told is not None:
        faults.append((told[0], account_at, zone.account, told[1]))
    if _CURRENCY(zone.currency) is None and not (is_old and not zone.currency):
        faults.append((problems.NOT_A_CURRENCY, currency_at, zone.currency, "A–Z ×3"))
    return tuple(faults)


def _wrong_account(structure: str, account: str, *, is_old: bool) -> tuple[ProblemKind, str] | None:
    """Return what to tell of an account, and what was expected."""
    fitting = fitting_structure(account)
    wanted = BELGIAN_NUMBER if is_old else structure
    if not account:
        wanted = FOREIGN_NUMBER
    elif _BELGIAN_BEGIN(account) and not is_old:
        wanted = BELGIAN_IBAN
    if not account or (wanted in (BELGIAN_NUMBER, BELGIAN_IBAN) and fitting != wanted):
        return problems.OWN_ACCOUNT_WRONG, _SHAPES[wanted]
    if fitting in (BELGIAN_IBAN, FOREIGN_IBAN) and not is_iso_7064(account[4:] + account[:4]):
        return problems.OWN_ACCOUNT_CHECK, "mod 97"
    if structure == FOREIGN_IBAN and fitting != structure:
        return problems.ACCOUNT_STRUCTURE_DIFFERS, BELGIAN_IBAN if fitting == BELGIAN_IBAN else FOREIGN_NUMBER
    if structure == FOREIGN_NUMBER and fitting == BELGIAN_IBAN:
        return problems.ACCOUNT_STRUCTURE_DIFFERS, fitting
    return None


def _columns(place: slice) -> Columns:
    before = layout.OPENING["account_zone"].first
    return before + place.start, before + place.stop - 1
