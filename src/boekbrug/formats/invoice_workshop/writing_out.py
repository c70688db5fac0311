"""Write the values of an invoice for people: amounts, days, numbers and codes as Belgians write them."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from boekbrug.belgium import enterprise_number, iban, ogm
from boekbrug.formats.invoice_workshop.code_texts import CodeList, meaning
from boekbrug.formats.invoice_workshop.terms import Shape, Term
from boekbrug.wording import mark

Translate = Callable[[str], str]
NO_BREAK = "\u00a0"
_MONEY_PLACES = 2
_KIBI = 1024
_TENTH = Decimal("0.1")
_COMMANDING = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def written(term: Term, value: object, translate: Translate) -> str:
    """Return a value as people write it, with what it means when it is a code."""
    match value:
        case bool():
            return translate(mark("yes")) if value else translate(mark("no"))
        case dt.date():
            return day(value)
        case Decimal():
            return _number(term.shape, value)
        case bytes():
            return size(len(value))
        case str():
            means = meaning(term.codes, value)
            text = _text(term.shape, value)
            return f"{text} ({translate(means)})" if means else text
    return clean(str(value))


def day(on: dt.date | None) -> str:
    """Write a day as dd/mm/yyyy; nothing for None."""
    return f"{on.day:02d}/{on.month:02d}/{on.year:04d}" if on else ""


def number(value: Decimal, places: int = 0) -> str:
    """Write a number with a decimal comma, with at least so many decimals and never fewer than it has."""
    exponent = value.normalize().as_tuple().exponent
    shown = max(places, -exponent if isinstance(exponent, int) else 0)
    return f"{value:,.{shown}f}".translate(str.maketrans(",.", ".,")).replace("-", "−")


def money(value: Decimal, currency: str = "") -> str:
    """Write an amount with at least two decimals, with its currency behind it when given."""
    said = number(value, _MONEY_PLACES)
    return f"{said}{NO_BREAK}{clean(currency)}" if currency else said


def rate(category: str, percentage: Decimal | None, translate: Translate) -> str:
    """Write how VAT applies: the rate, and what the category means when it is not the normal one."""
    means = "" if category == "S" else translate(meaning(CodeList.VAT_CATEGORY, category)) or clean(category)
    said = "" if percentage is None or (means and not percentage) else f"{number(percentage)}{NO_BREAK}%"
    return " ".join(part for part in (said, means) if part)


def size(count: int) -> str:
    """Write a number of bytes in the unit that fits."""
    if count < _KIBI:
        return f"{count}{NO_BREAK}B"
    if count < _KIBI**2:
        return f"{number((Decimal(count) / _KIBI).quantize(_TENTH))}{NO_BREAK}kB"
    return f"{number((Decimal(count) / _KIBI**2).quantize(_TENTH))}{NO_BREAK}MB"


def clean(text: str) -> str:
    """Return a text in which no character commands a terminal or turns the direction of reading."""
    if text.isprintable():
        return text
    return "".join(
        "\ufffd"
        if one in _DIRECTIONS or (unicodedata.category(one) in _COMMANDING and one not in "\n\t")
        else one
        for one in text
    )


def _number(shape: Shape, value: Decimal) -> str:
    if shape is Shape.MONEY:
        return money(value)
    return f"{number(value)}{NO_BREAK}%" if shape is Shape.RATE else number(value)


def _text(shape: Shape, value: str) -> str:
    return number_for_people(shape, value) or clean(value)


def number_for_people(shape: Shape, value: str) -> str:
    """Return an account, a communication or an enterprise number in groups; "" when it is not valid."""
    if shape is Shape.ACCOUNT:
        return iban.show(value) if iban.parse_or_none(value) else ""
    if shape is Shape.REFERENCE:
        return ogm.show(value) if ogm.is_valid(value) else ""
    digits = value.removeprefix("BE")
    if shape in (Shape.ENTERPRISE, Shape.VAT_NUMBER) and enterprise_number.is_valid(digits):
        return f"{value[: -len(digits)]} {enterprise_number.show(digits)}".strip()
    return ""
