"""The days of a statement: which may be unknown, and in what order they stand."""

from __future__ import annotations

import pytest

from boekbrug.formats import coda
from boekbrug.formats.problem import Severity
from tests.formats.coda import cases

FILE = coda.write([cases.statement(cases.incoming(), cases.outgoing(), cases.grouped())])
CLOSING = next(n for n, line in enumerate(FILE.split(b"\n"), 1) if line.startswith(b"8"))
DETAIL = next(n for n, line in enumerate(FILE.split(b"\n"), 1) if line.startswith(b"2100030003"))
ENTRY, OPENING = (116, 121), (59, 64)
UNKNOWN, ORDER, MISSING = "coda-day-unknown", "coda-day-out-of-order", "coda-day-missing"


def _told(data: bytes) -> list[tuple[str, int | None, tuple[int, int] | None]]:
    return [(one.code, one.line, one.columns) for one in cases.only(data).problems]


@pytest.mark.parametrize(
    ("line", "columns", "code"),
    [
        (1, (6, 11), MISSING),
        (2, OPENING, UNKNOWN),
        (3, ENTRY, UNKNOWN),
        (DETAIL, ENTRY, UNKNOWN),
        (CLOSING, (58, 63), MISSING),
    ],
)
def test_only_a_value_date_may_be_unknown(line: int, columns: tuple[int, int], code: str) -> None:
    read = cases.only(cases.edited(FILE, line, columns[0], "000000"))

    assert [(one.code, one.line, one.columns) for one in read.problems] == [(code, line, columns)]
    assert (read.problems[0].severity is Severity.ERROR) == (code == MISSING)
    assert _told(cases.edited(FILE, 3, 48, "000000")) == []


@pytest.mark.parametrize(
    ("line", "columns", "day", "found", "expected"),
    [
        (CLOSING, (58, 63), "020226", "02/02/2026", "≥ 27/02/2026"),
        (3, ENTRY, "030326", "03/03/2026", "≤ 02/03/2026"),
        (DETAIL, ENTRY, "030326", "03/03/2026", "≤ 02/03/2026"),
        (3, ENTRY, "260126", "26/01/2026", "≥ 27/01/2026"),
        (1, (6, 11), "290126", "29/01/2026", "≥ 30/01/2026"),
    ],
)
def test_a_day_that_does_not_follow_is_told_with_its_place(
    line: int, columns: tuple[int, int], day: str, found: str, expected: str
) -> None:
    read = cases.only(cases.edited(FILE, line, columns[0], day))

    told = read.problems[-1] if line == 3 else next(one for one in read.problems if one.line == line)
    assert (told.code, told.line, told.columns) == (ORDER, line, columns)
    assert (told.found, told.expected) == (found, expected)
    assert not read.has_error


@pytest.mark.parametrize(
    ("line", "first", "day"), [(3, 116, "270126"), (1, 6, "300126"), (3, 116, "010326"), (2, 59, "020326")]
)
def test_a_correction_of_last_month_is_no_reason_to_complain(line: int, first: int, day: str) -> None:
    assert _told(cases.edited(FILE, line, first, day)) == []


def test_a_day_outside_the_calendar_is_told_once() -> None:
    for line, first in ((1, 6), (2, 59), (3, 116), (CLOSING, 58)):
        assert [code for code, _, _ in _told(cases.edited(FILE, line, first, "310226"))] == [
            "coda-not-a-date"
        ]


def test_an_empty_statement_is_dated_by_its_opening_balance() -> None:
    made = cases.statement()
    empty = coda.write([cases.statement(opening_on=made.created_on)])
    lines = [line for line in empty.split(b"\n") if line[:1] in (b"0", b"1")]
    data = b"\n".join([*lines, b"9".ljust(16) + b"000001" + b"0" * 30 + b" " * 75 + b"2"])

    assert _told(data) == []
    assert _told(cases.edited(data, 1, 6, "010126")) == [(ORDER, 1, (6, 11))]
