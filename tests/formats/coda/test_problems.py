"""Damage: each kind is told with its place, and a broken statement never hides its neighbours."""

from __future__ import annotations

import re

import pytest

from boekbrug.formats import coda
from boekbrug.formats.problem import Severity
from tests.formats.coda import cases

FILE = coda.write([cases.statement()])
LINES = FILE.split(b"\n")

# What is written over which column of the file below, and what must be said of it.
DAMAGES = [
    (2, 45, "A", "coda-not-a-number", "columns 44–58"),
    (2, 43, "3", "coda-not-a-sign", "column 43"),
    (2, 2, "9", "coda-not-a-code", "column 2"),
    (3, 33, "X", "coda-not-a-number", "columns 33–47"),
    (3, 48, "310226", "coda-not-a-date", "columns 48–53"),
    (3, 48, "      ", "coda-not-a-date", "columns 48–53"),
    (3, 32, "2", "coda-not-a-sign", "column 32"),
    (3, 62, "7", "coda-not-a-code", "column 62"),
    (3, 3, "0002", "coda-sequence-order", "columns 3–6"),
    (4, 3, "0009", "coda-sequence-order", "columns 3–6"),
    (4, 7, "0009", "coda-sequence-order", "columns 7–10"),
    (6, 7, "0004", "coda-sequence-order", "columns 7–10"),
    (3, 126, "0", "coda-next-code-wrong", "column 126"),
    (5, 128, "0", "coda-link-code-wrong", "column 128"),
    (10, 5, cases.OTHER_ACCOUNT, "coda-account-differs", "columns 5–41"),
    (10, 55, "751", "coda-balance-differs", "columns 43–57"),
    (10, 42, "1", "coda-balance-differs", "columns 43–57"),
    (11, 20, "999", "coda-record-count-differs", "columns 17–22"),
    (11, 35, "251", "coda-debit-total-differs", "columns 23–37"),
    (11, 50, "001", "coda-credit-total-differs", "columns 38–52"),
    (11, 128, "1", "coda-multiple-file-code-wrong", "column 128"),
    (1, 15, "06", "coda-application-code-wrong", "columns 15–16"),
    (1, 86, "X", "coda-not-a-number", "columns 84–88"),
    (1, 86, " ", "coda-not-a-number", "columns 84–88"),
]
COLUMNS = re.compile(r"\d+")
WARNINGS = {
    "coda-next-code-wrong",
    "coda-link-code-wrong",
    "coda-multiple-file-code-wrong",
    "coda-application-code-wrong",
}


@pytest.mark.parametrize(("line", "first", "text", "code", "place"), DAMAGES)
def test_a_damaged_column_is_told_with_its_place(
    line: int, first: int, text: str, code: str, place: str
) -> None:
    data = cases.edited(coda.write([cases.statement()]), line, first, text)

    told = next(problem for problem in cases.only(data).problems if problem.code == code)

    assert (told.line, told.place) == (line, place)
    assert told.columns is not None
    assert told.columns == (int(COLUMNS.findall(place)[0]), int(COLUMNS.findall(place)[-1]))
    assert (told.severity is Severity.WARNING) == (code in WARNINGS)
    assert told.sentence.english.startswith(f"Line {line}, {place}")


def test_an_ordinary_statement_called_details_only_is_refused() -> None:
    data = cases.edited(coda.write([cases.statement()]), 1, 88, "1")

    read = cases.only(data)

    assert read.is_separate_application
    assert [(one.code, one.line, one.columns, one.found) for one in read.problems] == [
        ("coda-separate-balance", 2, (44, 58), "1.000,00"),
        ("coda-separate-balance", 10, (43, 57), "1.090,75"),
    ]
    assert read.has_error


def test_a_statement_may_leave_the_code_of_its_application_blank() -> None:
    read = cases.only(cases.edited(coda.write([cases.statement()]), 1, 84, "     "))

    assert (read.separate_application, read.problems) == ("00000", [])


def test_an_amount_edited_by_hand_differs_from_balance_and_total() -> None:
    data = cases.edited(coda.write([cases.statement()]), 3, 33, "000000000122000")

    read = cases.only(data)

    assert cases.codes(read) == ["coda-balance-differs", "coda-credit-total-differs"]
    assert [problem.line for problem in read.problems] == [10, 11]
    assert [(problem.found, problem.expected) for problem in read.problems] == [
        ("1.090,75", "1.091,75"),
        ("121,00", "122,00"),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (2, "coda-missing-opening"),
        (3, "coda-record-out-of-order"),
        (5, "coda-record-count-differs"),
        (6, "coda-record-out-of-order"),
        (10, "coda-missing-closing"),
        (11, "coda-missing-trailer"),
    ],
)
def test_a_missing_record_is_told(line: int, code: str) -> None:
    data = cases.without_line(coda.write([cases.statement()]), line)

    read = cases.only(data)

    assert code in cases.codes(read)
    assert read.has_error
    assert read.is_whole == (line not in (2, 10, 11))


def test_a_missing_header_puts_its_lines_outside() -> None:
    reading = coda.read(cases.without_line(coda.write([cases.statement()]), 1))

    assert list(reading) == []
    assert [problem.code for problem in reading.problems] == ["coda-not-coda"]


def test_a_broken_statement_does_not_hide_its_neighbours() -> None:
    statements = [cases.statement(sequence=number) for number in (1, 2, 3)]
    whole = coda.write(statements)
    cut_short = b"\n".join(
        line for number, line in enumerate(whole.split(b"\n"), 1) if not 14 <= number <= 22
    )

    first, second, third = coda.read(cut_short)

    assert (first, third) == (statements[0], statements[2])
    assert {"coda-missing-opening", "coda-missing-trailer"} >= set(cases.codes(second))
    assert second.has_error
    assert (second.first_line, second.last_line) == (12, 13)


def test_text_between_statements_is_told_once() -> None:
    one, two = cases.statement(), cases.statement(sequence=8)
    lines = coda.write([one, two]).split(b"\n")
    data = b"\n".join([*lines[:11], b"Dear customer,", b"here is more", *lines[11:]])

    reading = coda.read(data)

    assert list(reading) == [one, two]
    (problem,) = reading.problems
    assert (problem.code, problem.line, problem.found) == (
        "coda-text-outside-statement",
        12,
        "Dear customer,",
    )
    assert "2 line(s)" in problem.sentence.english


@pytest.mark.parametrize("width", [2, 60, 127, 129, 300])
def test_a_line_of_another_width_is_told(width: int) -> None:
    lines = coda.write([cases.statement()]).split(b"\n")
    lines[2] = (lines[2] * 3)[:width]

    read = cases.only(b"\n".join(lines))

    problem = next(problem for problem in read.problems if problem.code == "coda-line-length")
    assert (problem.line, problem.found, problem.expected) == (3, str(width), "128")
    assert read.has_error


def test_an_unknown_record_is_told() -> None:
    data = cases.edited(coda.write([cases.statement()]), 5, 1, "24")

    problem = cases.only(data).problems[0]

    assert (problem.code, problem.line, problem.found) == ("coda-unknown-record", 5, "24")


def test_an_unknown_version_is_refused_but_not_its_neighbour() -> None:
    data = cases.edited(coda.write([cases.statement(), cases.statement(sequence=8)]), 1, 128, "3")

    reading = coda.read(data)

    assert [statement.sequence for statement in reading] == [8]
    assert [(problem.code, problem.line, problem.found) for problem in reading.problems] == [
        ("coda-unknown-version", 1, "3")
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "coda-empty-file"),
        (b"\r\n\r\n", "coda-empty-file"),
        (b"%PDF-1.7\n\x00\xff", "coda-not-coda"),
        (b"<Invoice/>", "coda-not-coda"),
        (b"\x00" * 400_000, "coda-not-coda"),
    ],
)
def test_what_is_no_coda_is_said_in_one_sentence(data: bytes, code: str) -> None:
    reading = coda.read(data)

    assert list(reading) == []
    assert [problem.code for problem in reading.problems] == [code]
    assert len(reading.problems[0].sentence.english) < 300


def test_not_more_than_a_hundred_problems_are_listed() -> None:
    data = coda.write([cases.statement(*[cases.outgoing()] * 300)])
    broken = b"\n".join(line[:40] if line.startswith(b"21") else line for line in data.split(b"\n"))

    read = cases.only(broken)

    assert len(read.problems) == 101
    assert cases.codes(read).count("coda-more-problems") == 1


def test_many_wrong_link_codes_do_not_refuse_a_statement() -> None:
    lines = coda.write([cases.statement(*[cases.outgoing()] * 300)]).split(b"\n")
    data = b"\n".join(line[:127] + b"1" if line.startswith(b"23") else line for line in lines)

    read = cases.only(data)

    assert cases.codes(read) == ["coda-link-code-wrong"] * 20 + ["coda-more-warnings"]
    assert not read.has_error
    assert len(read.movements) == 300


def test_the_line_of_a_wrong_code_counts_blank_lines_too() -> None:
    lines = coda.write([cases.statement()]).split(b"\n")
    lines[4:5] = [lines[4][:127] + b"0", b"", b""]

    problem = cases.only(b"\n".join(lines)).problems[0]

    assert (problem.code, problem.line) == ("coda-link-code-wrong", 5)


def test_a_statement_that_comes_twice_is_told() -> None:
    one, two = cases.statement(), cases.statement(sequence=8)

    reading = coda.read(coda.write([one, two, one]))

    assert list(reading) == [one, two, one]
    (problem,) = reading.problems
    assert (problem.code, problem.line, problem.expected) == ("coda-repeated-statement", 23, "1")
    assert problem.severity is Severity.WARNING


def test_a_line_that_lost_a_column_in_its_middle_is_not_taken_for_a_trimmed_one() -> None:
    lines = coda.write([cases.statement()]).split(b"\n")
    lines[2] = lines[2][:4] + lines[2][5:]

    read = cases.only(b"\n".join(lines))

    assert "coda-line-length" in cases.codes(read)
    assert read.has_error


@pytest.mark.parametrize(
    ("data", "code", "columns"),
    [
        (b"\n".join([*LINES[:2], LINES[2][:60]]), "coda-line-length", (61, 128)),
        (FILE.replace(b"\n22", b"TOO \n22", 1), "coda-line-length", (129, 132)),
        (FILE.replace(b"\n21", b"\n71", 1), "coda-unknown-record", (1, 2)),
        (cases.without_line(FILE, 3), "coda-record-out-of-order", (1, 2)),
        (b"\n".join([*LINES[:10], *LINES[9:]]), "coda-record-out-of-order", (1, 1)),
        (cases.edited(FILE, 3, 66, "999999999999"), "coda-communication-field", (66, 77)),
    ],
)
def test_what_has_columns_names_them_as_numbers(data: bytes, code: str, columns: tuple[int, int]) -> None:
    read = cases.only(data)
    told = [*read.problems, *coda.communication_problems(read)]

    assert columns in [one.columns for one in told if one.code == code]


def test_no_problem_with_a_place_lacks_its_columns() -> None:
    for place in range(0, len(FILE), 3):
        reading = coda.read(FILE[:place] + b"?" + FILE[place + 1 :])
        told = [each for one in reading for each in (*one.problems, *coda.communication_problems(one))]
        for problem in [*told, *reading.problems]:
            assert bool(problem.place) == (problem.columns is not None), problem
