"""Structured communications: every type decoded to named values, check digits tested, slips named."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug.formats import coda
from boekbrug.formats.coda.decoding import decode
from boekbrug.formats.coda.information_types import OF_INFORMATION
from boekbrug.formats.coda.movement_types import OF_MOVEMENTS
from tests.formats.coda import cases

ALL = [*OF_MOVEMENTS.values(), *OF_INFORMATION.values()]
D = dt.date(2026, 1, 15)

WANTED: dict[str, dict[str, object]] = {
    "100": {"reference": "RF73INV20260042"},
    "101": {"reference": "123456789002"},
    "102": {"reference": "135900401969"},
    "103": {"number": "000007654321"},
    "105": {"gross_amount": 1_002_500, "original_amount": 1_180_000, "currency": "USD", "country": "US",
            "rate": Decimal("1.17705735")},
    "106": {"percentage": Decimal(21), "base_amount": 2660, "minimum": "2", "equivalent_in_euro": 560},
    "107": {"direct_debit_number": "774071599264", "creditor_number": "0426403684", "paid_or_reason": "0"},
    "108": {"interest_rate": Decimal("8.5"), "first_day": dt.date(2026, 1, 1), "interest_numbers": 90_500},
    "111": {"first_sequence": 101, "last_sequence": 142, "terminal_locality": "GENT"},
    "113": {"hour": dt.time(17, 44), "terminal_name": "VOORBEELD ATM", "card_number": "6703230000002371"},
    "114": {"sequence": 490_056, "transaction_reference": "2905172259460041"},
    "115": {"original_amount": 300_000, "message": "010000001293", "validation_day": D},
    "121": {"bill_amount": 2_500_000, "company_number": "0123456749", "bill_number": "WISSEL0000042"},
    "122": {"days": 90, "interest_rate": Decimal("7.5"), "maturity_day": dt.date(2026, 1, 31)},
    "123": {"maturity_day": None, "term_days": 90, "guarantee_number": "BORG000000077"},
    "124": {"issuer": "2", "invoice_number": "202600010042", "day": dt.date(2026, 1, 14)},
    "125": {"credit_account": "737654321021", "new_balance": 11_580_080, "transaction_reference": "KRED-42"},
    "126": {"deposit_amount": 1_000_000, "interest_amount": 10_413, "interest_rate": Decimal("2.1")},
    "127": {"mandate": "MANDAAT-000042", "creditor_id": "BE69ZZZ0123456749", "r_type": "0",
            "communication": "FACTUUR 2026-0042 ABONNEMENT JANUARI"},
    "001": {"name": "ANNEMIE VOORBEELD EN ZONEN", "identification": "ID-0001"},
    "002": {"line_1": "REGEL EEN", "line_4": "REGEL VIER"},
    "004": {"line_2": "KEIZERSGRACHT 1 AMSTERDAM"},
    "005": {"line_2": "LONDON"},
    "006": {"amount": -560, "sign": "1", "category": "011", "currency": "EUR"},
    "007": {"count": 25, "denomination": Decimal(50), "total": 1_250_000},
    "008": {"identification": "BE0123456749"},
    "009": {"name": "UITEINDELIJKE OPDRACHTGEVER"},
    "010": {"price": Decimal(85), "number": Decimal(100), "trade_day": D, "entry_method": "U"},
    "011": {"coupon_amount": Decimal("2.5"), "amount_type": "1", "day": D, "nature": "DIVIDEND"},
}  # fmt: skip


def _decoded(folder: Path) -> dict[str, coda.Structured]:
    found: dict[str, coda.Structured] = {}
    for name in ("synthetic-structured-movement.cod", "synthetic-structured-information.cod"):
        for movement in next(iter(coda.read((folder / name).read_bytes()))).movements:
            for one in (movement, *movement.information):
                if one.structured is not None:
                    found.setdefault(one.structured.type, one.structured)
    return found


def test_every_type_is_decoded(shared: Path) -> None:
    found = _decoded(shared / "samples" / "coda")

    assert found.keys() == WANTED.keys() == {one.type for one in ALL}
    assert (len(OF_MOVEMENTS), len(OF_INFORMATION)) == (19, 10)
    for kind, values in WANTED.items():
        assert {name: found[kind][name] for name in values} == values, kind
    assert {kind for kind, one in found.items() if one.wrong} == {"127"}  # its invented creditor


def test_codes_have_meanings(shared: Path) -> None:
    found = _decoded(shared / "samples" / "coda")

    assert found["113"].meanings["transaction_type"] == "withdrawal"
    assert found["123"].meanings["maturity_day"] == "guarantee without a fixed term"
    assert found["006"].meanings["sign"] == "debit"


def test_the_widths_are_those_of_the_standard(shared: Path) -> None:
    table = (shared / "reference" / "coda" / "structured_communications.yaml").read_text("utf-8")
    widths = {
        kind: [int(width) for width in re.findall(r'\[\w+, "?[\w+]+"?, (\d+)', text)]
        for kind, text in re.findall(r'"(\d{3})":(.*?)(?=\n  "|\ninformation|\nremoved)', table, re.DOTALL)
    }

    assert {one.type: [each.width for each in one.fields] for one in ALL} == widths
    assert OF_MOVEMENTS["127"].width == 146


@pytest.mark.parametrize(
    ("kind", "text", "name", "found"),
    [
        ("101", "123456789003", "reference", "123456789003"),
        ("100", "RF74INV20260042", "reference", "RF74INV20260042"),
        ("121", " " * 33 + "00123456748", "company_number", "00123456748"),
        ("125", "737654321022", "credit_account", "737654321022"),
        ("127", "150126110NL09ZZZ502057730000", "creditor_id", "NL09ZZZ502057730000"),
        ("105", "00000000100250X", "gross_amount", "00000000100250X"),
        ("122", "00901", "interest_rate", "1"),
        ("123", "310226", "first_day", "310226"),
        ("113", " " * 35 + "2561", "hour", "2561"),
        ("124", " " * 20 + "7", "issuer", "7"),
        ("103", "123456789012 TEXT", "rest", "TEXT"),
    ],
)
def test_a_field_that_holds_something_else_is_named(kind: str, text: str, name: str, found: str) -> None:
    decoded = decode(OF_MOVEMENTS[kind], text)

    wrong = next(one for one in decoded.wrong if one.name == name)
    assert wrong.found.strip() == found
    assert wrong.expected


def test_check_digits_that_hold_are_not_named() -> None:
    debit = decode(OF_MOVEMENTS["127"], "150126110NL08ZZZ502057730000")

    assert debit.wrong == ()
    assert debit["creditor_id"] == "NL08ZZZ502057730000"


def test_what_is_blank_is_not_given() -> None:
    for layout in ALL:
        decoded = decode(layout, "")
        assert decoded.wrong == ()
        assert set(decoded.values.values()) <= {"", None}


def test_an_unknown_type_and_free_text_are_not_decoded() -> None:
    free, unknown = cases.statement(cases.outgoing(), cases.outgoing(structured_type="999")).movements

    assert (free.structured, unknown.structured) == (None, None)


@given(st.sampled_from(ALL), st.text(max_size=300))
def test_any_text_is_decoded_without_exception(layout: coda.Communication, text: str) -> None:
    decoded = decode(layout, text)

    assert decoded.values.keys() == {one.name for one in layout.fields}
