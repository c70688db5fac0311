"""Every kind of field of a structured communication: its value, its meaning, and what is wrong in it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from boekbrug.formats.coda.columns import DAYS, KNOWN_DAYS, NotADay
from boekbrug.formats.coda.communications import Communication, Field, Kind, Value, Wrong, amount, code
from boekbrug.formats.coda.decoding import decode
from boekbrug.formats.coda.information_types import OF_INFORMATION
from tests.formats.coda import cases

K = Kind
CHOICE = {"1": "one", "2": "two"}
DAY = dt.date(2026, 1, 15)
REFERENCE = "0–9 ×12 (mod 97)"
RF = "RF… (ISO 11649, mod 97)"
CREDITOR = "BE69ZZZ… (SEPA, mod 97)"
ENTERPRISE = "0 + 0–9 ×10 (mod 97)"

HELD: list[tuple[Kind, str, Value]] = [
    (K.TEXT, "  A  B ", "A  B"),
    (K.DIGITS, "00120", "00120"),
    (K.DIGITS, "00000", ""),
    (K.DIGITS, " 42  ", "42"),
    (K.COUNT, "0042", 42),
    (K.COUNT, "0000", 0),
    (K.COUNT, "    ", None),
    (K.AMOUNT, "000000001002500", 1_002_500),
    (K.RATE, "01599", Decimal("1.599")),
    (K.RATE, "     ", None),
    (K.DAY, "150126", DAY),
    (K.DAY, "000000", None),
    (K.DAY, "      ", None),
    (K.LONG_DAY, "15012026", DAY),
    (K.LONG_DAY, "00000000", None),
    (K.LONG_DAY, "        ", None),
    (K.HOUR, "1744", dt.time(17, 44)),
    (K.HOUR, "    ", None),
    (K.CODE, "1", "1"),
    (K.CODE, "  ", ""),
    (K.CODE, "00", "00"),
    (K.CODE, " ", ""),
    (K.BELGIAN_REFERENCE, cases.REFERENCE, cases.REFERENCE),
    (K.BELGIAN_REFERENCE, "000000000000", ""),
    (K.BELGIAN_REFERENCE, "            ", ""),
    (K.BELGIAN_ACCOUNT, "539007547034", "539007547034"),
    (K.CREDITOR_REFERENCE, "RF73 INV2 0260 042  ", "RF73INV20260042"),
    (K.CREDITOR_REFERENCE, "     ", ""),
    (K.CREDITOR, "BE81 ZZZ 0123456749  ", "BE81ZZZ0123456749"),
    (K.CREDITOR, "NL27ZZZ7", "NL27ZZZ7"),
    (K.CREDITOR, "     ", ""),
    (K.ENTERPRISE, "00123456749", "0123456749"),
    (K.ENTERPRISE, "00000000000", ""),
    (K.ENTERPRISE, "           ", ""),
]
WRONG: list[tuple[Kind, str, str, Value]] = [
    (K.DIGITS, " 1 2 ", "0–9", "1 2"),
    (K.COUNT, " 42", "0–9", None),
    (K.COUNT, "-42", "0–9", None),
    (K.AMOUNT, "00000000100250X", "0–9", None),
    (K.RATE, "0159X", "0–9", None),
    (K.DAY, "310226", "DDMMYY", None),
    (K.DAY, "15012X", "DDMMYY", None),
    (K.DAY, "0112 5", "DDMMYY", None),
    (K.DAY, "+1+1+5", "DDMMYY", None),
    (K.DAY, "01_1_5", "DDMMYY", None),
    (K.DAY, "1501２6", "DDMMYY", None),
    (K.LONG_DAY, "31022026", "DDMMYYYY", None),
    (K.LONG_DAY, "+1+12026", "DDMMYYYY", None),
    (K.LONG_DAY, "15 12026", "DDMMYYYY", None),
    (K.LONG_DAY, "0000 000", "DDMMYYYY", None),
    (K.HOUR, "2561", "HHMM", None),
    (K.HOUR, " 9 5", "HHMM", None),
    (K.HOUR, "+9+5", "HHMM", None),
    (K.CODE, "7", "1, 2", "7"),
    (K.CODE, "0", "1, 2", "0"),
    (K.CODE, "01", "1, 2", "01"),
    (K.BELGIAN_REFERENCE, "000000424272", REFERENCE, "000000424272"),
    (K.BELGIAN_REFERENCE, f"{cases.REFERENCE} ", REFERENCE, cases.REFERENCE),
    (K.BELGIAN_ACCOUNT, "53900754703X", REFERENCE, "53900754703X"),
    (K.CREDITOR_REFERENCE, " RF74INV20260042 ", RF, "RF74INV20260042"),
    (K.CREDITOR, "BE82ZZZ0123456749", CREDITOR, "BE82ZZZ0123456749"),
    (K.CREDITOR, "BE81ZZZ0123-56749", CREDITOR, "BE81ZZZ0123-56749"),
    (K.CREDITOR, "BE81ZZZ01234567²9", CREDITOR, "BE81ZZZ01234567²9"),
    (K.CREDITOR, "AB", CREDITOR, "AB"),
    (K.ENTERPRISE, "00123456748", ENTERPRISE, "00123456748"),
    (K.ENTERPRISE, "0123456749 ", ENTERPRISE, "0123456749"),
    (K.ENTERPRISE, "90403170701", ENTERPRISE, "90403170701"),
    (K.ENTERPRISE, "0012345674X", ENTERPRISE, "0012345674X"),
]


def _of(kind: Kind, width: int) -> Communication:
    field = Field("field", width, kind, decimals=3, values=CHOICE if kind is K.CODE else {})
    return Communication("900", (field,))


@pytest.mark.parametrize(("kind", "text", "value"), HELD)
def test_a_field_that_holds_what_it_may(kind: Kind, text: str, value: Value) -> None:
    decoded = decode(_of(kind, len(text)), text)

    assert (decoded["field"], decoded.wrong) == (value, ())
    assert type(decoded["field"]) is type(value)


@pytest.mark.parametrize(("kind", "text", "expected", "value"), WRONG)
def test_a_field_that_holds_what_it_may_not(kind: Kind, text: str, expected: str, value: Value) -> None:
    decoded = decode(_of(kind, len(text)), text)

    assert decoded["field"] == value
    assert decoded.wrong == (Wrong("field", 0, len(text), text.rstrip(), expected),)


def test_what_is_no_day_is_not_kept_as_one() -> None:
    decode(_of(K.DAY, 6), "0112 5")

    assert "0112 5" not in DAYS
    with pytest.raises(NotADay):
        DAYS["+1+1+5"]
    assert "+1+1+5" not in KNOWN_DAYS


def test_every_kind_is_tried() -> None:
    assert {kind for kind, *_ in HELD} == set(Kind)


def test_codes_have_meanings_and_a_day_may_be_a_code() -> None:
    layout = Communication(
        "901", (code("choice", CHOICE), Field("last", 6, K.DAY, values={"999999": "no end"}))
    )

    assert decode(layout, "2999999").meanings == {"choice": "two", "last": "no end"}
    assert decode(layout, "2999999").values == {"choice": "2", "last": None}
    assert decode(layout, "2999999").wrong == ()
    assert decode(layout, " 150126").meanings == {}
    assert decode(layout, " 150126").values == {"choice": "", "last": DAY}
    assert decode(layout, " 150126").type == "901"


def test_a_sign_turns_its_amount_and_what_is_too_much_is_named() -> None:
    layout = Communication("902", (amount("amount"), code("sign", CHOICE)))

    assert decode(layout, "0000000000005601").values == {"amount": -560, "sign": "1"}
    assert decode(layout, "0000000000005602").values == {"amount": 560, "sign": "2"}
    assert decode(layout, "00000000000056X1").values == {"amount": None, "sign": "1"}
    assert decode(layout, "0000000000005602  REST ").wrong == (Wrong("rest", 16, 6, "  REST", "␠"),)
    assert decode(Communication("903", (amount("amount"),)), "000000000000560").values == {"amount": 560}


@pytest.mark.parametrize("kind", ["010", "011"])
def test_a_security_that_is_called_an_isin_has_its_last_digit_right(kind: str) -> None:
    layout = OF_INFORMATION[kind]
    for code_type, found, is_right in (
        ("02", "BE0003470755", True),
        ("02", "US0378331005", True),
        ("02", "BE0003470756", False),
        ("02", "BE000347075", False),
        ("02", "1E0003470755", False),
        ("02", "", False),
        ("01", "BE0003470756", True),
        ("  ", "", True),
    ):
        decoded = decode(layout, " " * 41 + f"{code_type}{found:15}")
        wrong = Wrong("security_code", 43, 15, found, "ISIN (ISO 6166)")
        assert (wrong in decoded.wrong) == (not is_right), found
        assert decoded["security_code"] == found
