"""An invoice as JSON and back, without loss: `{"form": "boekbrug-invoice", "version": 1, "invoice": {...}}`.

The keys are the fields of the model. Days are written YYYY-MM-DD, numbers as text with a decimal point, files
in base64; nothing is `null`, several are a list. Reading is strict: a key that is not known, a value of
another kind or a number that is no text is refused with one sentence. Fields that are empty may be left out.
The version goes up when a key is renamed or taken away, not when one is added.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import re
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from boekbrug.formats.einvoice.model import Invoice
from boekbrug.formats.invoice_workshop import json_problems as problems
from boekbrug.formats.invoice_workshop.json_problems import NotRead
from boekbrug.formats.invoice_workshop.json_text import parsed
from boekbrug.periods import PeriodEndsBeforeItStarts

FORM, VERSION = "boekbrug-invoice", 1
_NUMBER = re.compile(r"-?\d{1,25}(\.\d{1,25})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# XML 1.0 section 2.2: what no e-invoice can carry.
_NOT_CARRIED = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRONG = {
    str: problems.NO_TEXT,
    bool: problems.NO_TRUTH,
    Decimal: problems.NO_NUMBER,
    dt.date: problems.NO_DAY,
    bytes: problems.NO_FILE,
}


def looks_like_json(data: bytes) -> bool:
    """Whether the first letter of the bytes is a brace."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def write_json(invoice: Invoice) -> bytes:
    """Return the invoice as JSON; the same invoice always gives the same bytes."""
    data = {"form": FORM, "version": VERSION, "invoice": invoice_data(invoice)}
    return json.dumps(data, indent=2, ensure_ascii=False).encode() + b"\n"


def invoice_data(invoice: Invoice) -> dict[str, Any]:
    """Return the whole model of an invoice as plain data, every key present except those without a value."""
    data = _plain(invoice)
    if not isinstance(data, dict):
        raise TypeError(f"An invoice became {type(data).__name__}.")
    return data


def read_json(data: bytes) -> Invoice:
    """Return the invoice that JSON of this form holds.

    :raises NotRead: when it is another form, or something in it is not as it should be
    """
    found = parsed(data)
    form = f"{found.get('form')} {found.get('version')}" if isinstance(found, dict) else _shown(found)
    if form != f"{FORM} {VERSION}":
        raise NotRead(problems.OTHER_FORM.at(found=form[:100], expected=f"{FORM} {VERSION}"))
    rest = {name: value for name, value in found.items() if name not in ("form", "version")}
    for name in rest.keys() - {"invoice"}:
        raise NotRead(problems.UNKNOWN_KEY.at(place="/", found=name[:100]))
    if "invoice" not in rest:
        raise NotRead(problems.MISSING_KEY.at(place="/", expected="invoice"))
    invoice: Invoice = _value(Invoice, rest["invoice"], "invoice")
    return invoice


def _plain(value: Any) -> Any:
    """A value of the model as JSON has it."""
    match value:
        case bool() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case dt.date():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case tuple():
            return [_plain(one) for one in value]
    named = ((one.name, getattr(value, one.name)) for one in fields(value))
    return {name: _plain(one) for name, one in named if one is not None}


def _value(kind: Any, found: Any, place: str) -> Any:
    """Return a value of the kind that the model asks for at a place."""
    origin = get_origin(kind)
    if origin in (UnionType, Union):
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
        return _value(kind, found, place)
    if origin is tuple:
        if not isinstance(found, list):
            raise NotRead(problems.NO_LIST.at(place=place, found=_shown(found)))
        return tuple(_value(get_args(kind)[0], one, f"{place}[{at}]") for at, one in enumerate(found, 1))
    if is_dataclass(kind):
        return _group(kind, found, place)
    return _simple(kind, found, place)


def _group(kind: Any, found: Any, place: str) -> Any:
    if not isinstance(found, dict):
        raise NotRead(problems.NO_GROUP.at(place=place, found=_shown(found)))
    wanted = _fields(kind)
    for name in found:
        if name not in wanted:
            raise NotRead(problems.UNKNOWN_KEY.at(place=place, found=name[:100]))
    for name, (hint, is_needed) in wanted.items():
        if is_needed and name not in found and NoneType not in get_args(hint):
            raise NotRead(problems.MISSING_KEY.at(place=place, expected=name))
    given = {name: _value(wanted[name][0], one, f"{place}.{name}") for name, one in found.items()}
    needed = {name: None for name, (_, is_needed) in wanted.items() if is_needed}
    try:
        return kind(**{**needed, **given})
    except PeriodEndsBeforeItStarts:
        raise NotRead(problems.TURNED_PERIOD.at(place=place)) from None


@cache
def _fields(kind: Any) -> dict[str, tuple[Any, bool]]:
    """The fields of a group: the type of each, and whether it has no value of its own."""
    hints = get_type_hints(kind)
    return {
        one.name: (hints[one.name], one.default is MISSING and one.default_factory is MISSING)
        for one in fields(kind)
    }


def _simple(kind: type, found: Any, place: str) -> Any:
    """Return a value that has no fields of its own; text is the form of all but truths."""
    if kind is bool and isinstance(found, bool):
        return found
    if kind is bytes and isinstance(found, str | bytes):
        return _file(found, place)
    if kind is bool or not isinstance(found, str):
        raise _wrong(kind, found, place)
    if kind is str:
        if odd := _NOT_CARRIED.search(found):
            raise NotRead(problems.NOT_CARRIED.at(place=place, found=f"U+{ord(odd[0]):04X}"))
        return found
    if kind is Decimal and _NUMBER.fullmatch(found):
        return Decimal(found)
    try:
        if kind is dt.date and _DAY.fullmatch(found):
            return dt.date.fromisoformat(found)
    except ValueError:
        raise _wrong(kind, found, place) from None
    raise _wrong(kind, found, place)


def _file(found: str | bytes, place: str) -> bytes:
    try:
        return base64.b64decode(found, validate=True)
    except (ValueError, binascii.Error):
        raise _wrong(bytes, found, place) from None


def _wrong(kind: type, found: Any, place: str) -> NotRead:
    return NotRead(_WRONG[kind].at(place=place, found=_shown(found)))


def _shown(found: Any) -> str:
    """What stands there, short enough for a sentence; a file that was set aside by its first letters."""
    return json.dumps(found, ensure_ascii=True, default=lambda file: file[:60].decode("ascii"))[:60]
