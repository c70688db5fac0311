"""What is wrong with a field of a request, said in our words: the schema's own complaint is English."""

from __future__ import annotations

from typing import Any

from boekbrug.api.fields import AMOUNT, CODE, ID, NUMBER
from boekbrug.api.problems import LocatedProblem, at
from boekbrug.wording import Sentence, Wording

MISSING = Wording("field-missing", "This is missing. Fill it in.")
UNKNOWN = Wording("field-unknown", "There is no such field here. Check its spelling, or leave it out.")
TOO_LONG = Wording("field-too-long", "This is too long; at most {expected} fit. Shorten it.")
TOO_SHORT = Wording("field-too-short", "This is too short; at least {expected} are expected. Add to it.")
NOT_ONE_OF = Wording("field-not-one-of", "This is not one of {expected}. Choose one of them.")
OUT_OF_RANGE = Wording("field-out-of-range", "This lies outside what is expected ({expected}). Change it.")
NOT_TEXT = Wording("field-not-text", "This is not a text. Put it between quotes.")
NOT_WHOLE = Wording("field-not-a-whole-number", "This is not a whole number. Write it in digits only.")
NOT_A_DAY = Wording("field-not-a-day", "This is not a date. Write it as 2026-03-31.")
NOT_YES_NO = Wording("field-not-yes-or-no", "This is neither true nor false. Choose one of the two.")
NOT_A_LIST = Wording("field-not-a-list", "This is not a list. Put it between square brackets.")
NOT_AN_OBJECT = Wording("field-not-an-object", "This is not an object with fields. Put it between braces.")
NOT_AN_AMOUNT = Wording("field-not-an-amount", 'This is not an amount. Write it as text: "1234.56".')
NOT_A_NUMBER = Wording(
    "field-not-a-number", 'This is not a number. Write it as text with at most eight decimals: "2.5".'
)
NOT_AN_ID = Wording("field-not-an-id", "This is not an id: thirteen letters and digits. Check it.")
NOT_A_CODE = Wording("field-not-a-code", "This is not a code: two or three capitals or digits. Check it.")
NOT_USABLE = Wording(
    "field-not-usable", "This value cannot be used here. The OpenAPI description says what is expected."
)

_OF_PATTERN = {AMOUNT: NOT_AN_AMOUNT, NUMBER: NOT_A_NUMBER, ID: NOT_AN_ID, CODE: NOT_A_CODE}
_OF_TYPE = {
    "missing": MISSING,
    "extra_forbidden": UNKNOWN,
    "string_type": NOT_TEXT,
    "int_type": NOT_WHOLE,
    "int_parsing": NOT_WHOLE,
    "int_from_float": NOT_WHOLE,
    "int_parsing_size": NOT_WHOLE,
    "bool_type": NOT_YES_NO,
    "bool_parsing": NOT_YES_NO,
    "list_type": NOT_A_LIST,
    "dict_type": NOT_AN_OBJECT,
    "model_type": NOT_AN_OBJECT,
    "model_attributes_type": NOT_AN_OBJECT,
}
_LIMITS = {
    "string_too_long": (TOO_LONG, "max_length"),
    "too_long": (TOO_LONG, "max_length"),
    "string_too_short": (TOO_SHORT, "min_length"),
    "too_short": (TOO_SHORT, "min_length"),
    "literal_error": (NOT_ONE_OF, "expected"),
    "greater_than_equal": (OUT_OF_RANGE, "ge"),
    "less_than_equal": (OUT_OF_RANGE, "le"),
}
_WRAPPERS = {"given"}  # what our operations call their body: no part of a place


def located(error: dict[str, Any]) -> LocatedProblem:
    """Return one complaint of the schema (pydantic's type, `loc` and `ctx`) in our words."""
    parts = [str(part)[:60] for part in error.get("loc", ())][1:]
    place = ".".join(parts[1:] if parts and parts[0] in _WRAPPERS else parts)
    return at(place, _sentence(str(error.get("type", "")), error.get("ctx") or {}))


def _sentence(kind: str, context: dict[str, Any]) -> Sentence:
    if kind in _OF_TYPE:
        return _OF_TYPE[kind].say()
    if kind in _LIMITS:
        wording, name = _LIMITS[kind]
        return wording.say(expected=str(context.get(name, "?")))
    if kind == "string_pattern_mismatch":
        return _OF_PATTERN.get(str(context.get("pattern")), NOT_USABLE).say()
    return (NOT_A_DAY if kind.startswith("date") else NOT_USABLE).say()
