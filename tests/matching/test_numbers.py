"""Both sides of a document number meet: the keys of the document and the keys of what people type."""

from __future__ import annotations

import pytest

from boekbrug import matching
from boekbrug.matching.names import name_key


def line(text: str) -> matching.BankLine:
    return matching.BankLine(1, 1000, "EUR", None, text)


@pytest.mark.parametrize(
    "typed",
    [
        "2026/00031",
        "202600031",
        "2026 - 00031",
        "2026_00031",
        "20260 0031",
        "2026/31",
        "26/00031",
        "2600031",
        "00031/2026",
        "31/2026",
        "factuur 31",
        "facturen 2026/00030, 31",
    ],
)
@pytest.mark.parametrize("number", ["2026/00031", "VF26-00031", "202600031", "2026.00031"])
def test_the_keys_of_a_text_meet_those_of_the_document(typed: str, number: str) -> None:
    assert matching.keys_in(line(typed)).numbers & matching.number_keys(number)


@pytest.mark.parametrize(
    "typed", ["huur maart", "15/03/2026", "121,50 euro", "BE13 7360 1234 5639", "2025/00032"]
)
def test_other_texts_do_not_name_it(typed: str) -> None:
    assert not matching.keys_in(line(typed)).numbers & (matching.number_keys("2026/00031") - {"~31"})


def test_a_number_without_digits_has_no_keys() -> None:
    assert matching.number_keys("PROEF") == frozenset()


def test_the_references_of_a_line_come_from_its_field_and_its_texts() -> None:
    structured = matching.BankLine(1, 1000, "EUR", "101", "020260003111", information=("RF46 BB20 2600 47",))

    assert matching.keys_in(structured).ogms == {"020260003111", "RF46BB20260047"}


def test_absurdly_long_digits_are_no_number() -> None:
    assert matching.propose([line("9" * 5000 + " 2026/00031")], []) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Garage Noël SA", "GARAGE NOEL"),
        ("B.V.B.A. De Smet", "Smet De"),
        ("Dhr. Jan Peeters", "PEETERS JAN"),
    ],
)
def test_names_compare_without_legal_form_accent_and_order(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_another_name_stays_another() -> None:
    assert name_key("Garage Noël SA") != name_key("Garage Noelle SA")


def test_a_legal_form_alone_is_no_name() -> None:
    assert name_key("NV") == ""
