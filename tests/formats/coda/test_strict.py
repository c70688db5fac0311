"""Strict reading takes what follows the standard, and says what does not as an error."""

from __future__ import annotations

import pytest

from boekbrug.formats import coda
from boekbrug.formats.checking import Verdict, Way, check
from boekbrug.formats.problem import Problem, Severity
from tests.formats.coda import cases

PLAIN = coda.write([cases.statement(cases.incoming(), cases.outgoing(communication="TEXT"))])


def _told(data: bytes, *, strict: bool) -> list[Problem]:
    reading = coda.read(data, strict=strict)
    return [*(one for each in reading for one in each.problems), *reading.problems]


@pytest.mark.parametrize(
    ("line", "first", "text", "code"),
    [
        (3, 126, "0", "coda-next-code-wrong"),
        (1, 15, "06", "coda-application-code-wrong"),
        (11, 128, "1", "coda-multiple-file-code-wrong"),
    ],
)
def test_a_warning_is_an_error_in_strict_reading(line: int, first: int, text: str, code: str) -> None:
    data = cases.edited(PLAIN, line, first, text)

    (ordinary,), (strict,) = _told(data, strict=False), _told(data, strict=True)

    assert (ordinary.code, ordinary.severity) == (code, Severity.WARNING)
    assert (strict.code, strict.severity, strict.line) == (code, Severity.ERROR, line)
    assert check(data, "a.cod", Way(is_strict=True)).verdict is Verdict.PROBLEMS


def test_text_in_blank_columns_is_refused_with_its_place() -> None:
    data = cases.edited(PLAIN, 1, 18, "TRACES")

    assert _told(data, strict=False) == []
    (problem,) = _told(data, strict=True)

    assert (problem.code, problem.line, problem.columns) == ("coda-text-in-blank-columns", 1, (18, 24))
    assert (problem.found, problem.severity) == ("TRACES", Severity.ERROR)


def test_the_zero_of_version_1_is_no_text_in_blank_columns() -> None:
    assert _told(coda.write([cases.old_statement()]), strict=True) == []


def test_text_in_blank_columns_of_every_line_is_summed_up() -> None:
    data = coda.write([cases.statement(*[cases.incoming()] * 30)])
    lines = [line[:126] + b"0" + line[127:] if line.startswith(b"2") else line for line in data.split(b"\n")]

    codes = [one.code for one in _told(b"\n".join(lines), strict=True)]

    assert codes == ["coda-text-in-blank-columns"] * 20 + ["coda-more-problems"]


def test_a_file_that_holds_a_statement_twice_follows_the_standard() -> None:
    data = coda.write(list(coda.read(PLAIN)) * 2)

    (problem,) = _told(data, strict=True)

    assert (problem.code, problem.severity) == ("coda-repeated-statement", Severity.WARNING)


def test_a_wrong_field_of_a_communication_is_refused() -> None:
    movement = cases.outgoing(communication="123412341234", structured_type="101")
    data = coda.write([cases.statement(movement)])

    told = {is_strict: check(data, "a.cod", Way(is_strict=is_strict)) for is_strict in (False, True)}

    assert [one.code for one in told[True].problems] == ["coda-communication-field"]
    assert (told[False].verdict, told[True].verdict) == (Verdict.OK, Verdict.PROBLEMS)
