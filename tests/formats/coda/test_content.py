"""What is wrong inside a structured communication is told with its line and columns."""

from __future__ import annotations

import pytest

from boekbrug.formats import coda
from boekbrug.formats.checking import Verdict, check
from boekbrug.formats.problem import Severity
from tests.formats.coda import cases

DATA = coda.write([cases.statement()])
MANDATE = "150126110BE69ZZZ0123456749                  MANDAAT-1".ljust(141) + "9"


def test_check_digits_that_fail_are_told_with_columns() -> None:
    statement = cases.only(cases.edited(DATA, 3, 66, "000000424272"))

    (problem,) = coda.communication_problems(statement)

    assert (problem.code, problem.severity) == ("coda-communication-field", Severity.WARNING)
    assert (problem.line, problem.place, problem.found) == (3, "columns 66–77", "000000424272")
    assert problem.expected == "0–9 ×12 (mod 97)"
    assert problem.values == {"type": "101", "name": "reference"}
    assert statement.problems == []


def test_a_field_in_a_later_record_is_told_with_its_line() -> None:
    debit = cases.outgoing(structured_type="127", communication=MANDATE, transaction_code="00501000")

    found = list(coda.communication_problems(cases.statement(debit)))

    places = [(one.line, one.place, one.values["name"]) for one in found]
    assert places == [(3, "columns 75–109", "creditor_id"), (5, "column 121", "r_type")]


def test_checking_a_file_decodes_all() -> None:
    report = check(cases.edited(DATA, 3, 66, "000000424272"), "x.cod")

    assert report.verdict is Verdict.OK
    assert [one.code for one in report.problems] == ["coda-communication-field"]


def test_information_without_its_second_record_is_placed_too() -> None:
    made = cases.statement(cases.outgoing(information=(coda.PlainInformation("X" * 7, "007"),)))

    (problem,) = coda.communication_problems(made)

    assert (problem.line, problem.place) == (5, "columns 44–50")


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("006", "X" * 49, [("amount", 5, "columns 77–91"), ("sign", 5, "column 92")]),
        ("011", " " * 113 + "X" * 14, [("coupon_amount", 6, "columns 54–67")]),
        ("011", " " * 179 + "X" * 12, [("rate", 7, "columns 15–26")]),
    ],
)
def test_a_field_of_information_is_placed_in_the_record_where_it_begins(
    kind: str, text: str, told: list[tuple[str, int, str]]
) -> None:
    made = cases.statement(cases.outgoing(information=(coda.PlainInformation(text, kind),)))

    found = list(coda.communication_problems(made))

    assert [(one.values["name"], one.line, one.place) for one in found] == told
