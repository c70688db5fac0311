"""Decode structured communications to named values, and say which fields hold what they may not.

Blank text gives "", a blank number, day or hour gives None. Check digits are tested: Belgian references and
accounts (mod 97), creditor references (ISO 11649), creditors (SEPA) and enterprise numbers. What is wrong is
named in `wrong` and still given as text, because a bank's slip must not cost the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from boekbrug.belgium import enterprise_number, ogm
from boekbrug.formats.coda.check_digits import is_isin, is_iso_7064
from boekbrug.formats.coda.columns import DAYS, NotADay
from boekbrug.formats.coda.communications import Communication, Field, Kind, Structured, Value, Wrong

_SECURITY, _SECURITY_TYPE, _ISIN = "security_code", "security_code_type", "02"


class NotThat(ValueError):
    """The text of a field is not what its kind asks."""


def decode(layout: Communication, text: str) -> Structured:
    """Decode the text behind a type; blanks at its end may be missing."""
    text = text.ljust(layout.width)
    values: dict[str, Value] = {}
    meanings: dict[str, str] = {}
    wrong: list[Wrong] = []
    for one, start in zip(layout.fields, layout.starts, strict=True):
        found = text[start : start + one.width]
        meaning = one.values.get(found.strip())
        if meaning is not None:
            meanings[one.name] = meaning
        try:
            is_special = meaning is not None and one.kind is not Kind.CODE
            values[one.name] = None if is_special else _READ[one.kind](one, found)
        except NotThat as why:
            values[one.name] = found.strip() if one.kind in _STAY_TEXT else None
            wrong.append(Wrong(one.name, start, one.width, found.rstrip(), str(why)))
    if values.get("sign") == "1" and isinstance(values.get("amount"), int):
        values["amount"] = -int(str(values["amount"]))
    wrong += _wrong_isin(layout, values)
    if rest := text[layout.width :].rstrip():
        wrong.append(Wrong("rest", layout.width, len(rest), rest, "␠"))
    return Structured(layout.type, values, meanings, tuple(wrong))


def _wrong_isin(layout: Communication, values: dict[str, Value]) -> list[Wrong]:
    """Test the security code where the field before it says that it is an ISIN."""
    found = str(values.get(_SECURITY) or "")
    if values.get(_SECURITY_TYPE) != _ISIN or is_isin(found):
        return []
    place = next(place for place, one in enumerate(layout.fields) if one.name == _SECURITY)
    width = layout.fields[place].width
    return [Wrong(_SECURITY, layout.starts[place], width, found, "ISIN (ISO 6166)")]


def _text(field: Field, found: str) -> str:
    del field
    return found.strip()


def _digits(field: Field, found: str) -> str:
    del field
    text = found.strip()
    if text and not _is_digits(text):
        raise NotThat("0–9")
    return text if text.strip("0") else ""


def _number(field: Field, found: str) -> int | None:
    del field
    if not (text := found.strip()):
        return None
    if not _is_digits(text) or len(text) != len(found):
        raise NotThat("0–9")
    return int(text)


def _decimal(field: Field, found: str) -> Decimal | None:
    whole = _number(field, found)
    return None if whole is None else Decimal(whole).scaleb(-field.decimals)


def _day(field: Field, found: str) -> dt.date | None:
    del field
    try:
        return DAYS[found] if found.strip() else None
    except NotADay:
        raise NotThat("DDMMYY") from None


def _long_day(field: Field, found: str) -> dt.date | None:
    del field
    if not found.strip() or not found.strip("0"):
        return None
    if not _is_digits(found):
        raise NotThat("DDMMYYYY")
    try:
        return dt.date(int(found[4:]), int(found[2:4]), int(found[:2]))
    except ValueError:
        raise NotThat("DDMMYYYY") from None


def _hour(field: Field, found: str) -> dt.time | None:
    del field
    if not found.strip():
        return None
    if not _is_digits(found):
        raise NotThat("HHMM")
    try:
        return dt.time(int(found[:2]), int(found[2:]))
    except ValueError:
        raise NotThat("HHMM") from None


def _code(field: Field, found: str) -> str:
    text = found.strip()
    is_unfilled = not text or (field.width > 1 and not text.strip("0"))
    if not is_unfilled and text not in field.values:
        raise NotThat(", ".join(field.values))
    return text


def _mod_97(field: Field, found: str) -> str:
    text = found.strip()
    if text.strip("0") and not (len(text) == field.width and _is_digits(text) and ogm.is_valid(text)):
        raise NotThat("0–9 ×12 (mod 97)")
    return text if text.strip("0") else ""


def _creditor_reference(field: Field, found: str) -> str:
    del field
    text = "".join(found.split())
    if text and ogm.parse_rf_or_none(text) is None:
        raise NotThat("RF… (ISO 11649, mod 97)")
    return text


def _creditor(field: Field, found: str) -> str:
    del field
    text = "".join(found.split())
    if text and not is_iso_7064(text[7:] + text[:4]):
        raise NotThat("BE69ZZZ… (SEPA, mod 97)")
    return text


def _enterprise(field: Field, found: str) -> str:
    del field
    text = found.strip()
    if not text.strip("0"):
        return ""
    is_whole = _is_digits(text) and len(text) == len(found) and text[0] == "0"
    if not (is_whole and enterprise_number.is_valid(text[1:])):
        raise NotThat("0 + 0–9 ×10 (mod 97)")
    return text[1:]


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


_READ: dict[Kind, Callable[[Field, str], Value]] = {
    Kind.TEXT: _text,
    Kind.DIGITS: _digits,
    Kind.COUNT: _number,
    Kind.AMOUNT: _number,
    Kind.RATE: _decimal,
    Kind.DAY: _day,
    Kind.LONG_DAY: _long_day,
    Kind.HOUR: _hour,
    Kind.CODE: _code,
    Kind.BELGIAN_REFERENCE: _mod_97,
    Kind.BELGIAN_ACCOUNT: _mod_97,
    Kind.CREDITOR_REFERENCE: _creditor_reference,
    Kind.CREDITOR: _creditor,
    Kind.ENTERPRISE: _enterprise,
}
_STAY_TEXT = frozenset(_READ) - {
    Kind.COUNT, Kind.AMOUNT, Kind.RATE, Kind.DAY, Kind.LONG_DAY, Kind.HOUR
}  # fmt: skip
