"""What a problem says, word for word: its line, its columns, what was found there and what was expected."""

from __future__ import annotations

import pytest

from boekbrug.formats import coda
from boekbrug.formats.coda.reader import FILE_PROBLEMS_MAX
from tests.formats.coda import cases

FILE = coda.write([cases.statement(cases.incoming(), cases.grouped(), messages=["BERICHT"])])
LINES = FILE.split(b"\n")
Said = tuple[str, int | None, str, str, str]
BY_COLUMN: list[tuple[tuple[int, int, str], list[Said]]] = [
    ((2, 45, "A"), [("not-a-number", 2, "columns 44–58", "0A0000001000000", "0–9")]),
    ((2, 43, "3"), [("not-a-sign", 2, "column 43", "3", "0, 1")]),
    ((2, 59, "310226"), [("not-a-date", 2, "columns 59–64", "310226", "DDMMYY")]),
    ((3, 62, "7"), [("not-a-code", 3, "column 62", "7", "0, 1")]),
    ((4, 3, "0009"), [("sequence-order", 4, "columns 3–6", "0009", "0001")]),
    ((4, 7, "0009"), [("sequence-order", 4, "columns 7–10", "0009", "0000")]),
    ((9, 3, "0007"), [("sequence-order", 9, "columns 3–6", "0007", "0002")]),
    ((9, 7, "0005"), [("sequence-order", 9, "columns 7–10", "0005", "0001"),
                      ("sequence-order", 10, "columns 7–10", "0002", "0006")]),
    ((6, 3, "0003"), [("sequence-order", 6, "columns 3–6", "0003", "0001"),
                      ("sequence-order", 7, "columns 3–6", "0001", "0003")]),
    ((3, 126, " "), [("next-code-wrong", 3, "column 126", " ", "1")]),
    ((5, 128, "0"), [("link-code-wrong", 5, "column 128", "0", "1")]),
    ((7, 128, "1"), [("link-code-wrong", 7, "column 128", "1", "0")]),
    ((7, 128, " "), [("link-code-wrong", 7, "column 128", " ", "0")]),
    ((12, 128, " "), [("link-code-wrong", 12, "column 128", " ", "1")]),
    ((13, 128, "1"), [("link-code-wrong", 13, "column 128", "1", "0")]),
    ((13, 128, " "), []),
    ((13, 126, "X  "), []),
    ((1, 15, "06"), [("application-code-wrong", 1, "columns 15–16", "06", "05")]),
    ((5, 1, "24"), [("unknown-record", 5, "columns 1–2", "24", "")]),
    ((3, 1, "XX"), [("unknown-record", 3, "columns 1–2", "XX", "")]),
    ((4, 1, "23"), [("record-out-of-order", 5, "columns 1–2", "23", "23")]),
    ((14, 128, "1"), [("multiple-file-code-wrong", 14, "column 128", "1", "2")]),
    ((1, 6, "310226"), [("not-a-date", 1, "columns 6–11", "310226", "DDMMYY")]),
]  # fmt: skip
COUNT: Said = ("record-count-differs", 13, "columns 17–22", "11", "10")
BY_LINE: list[tuple[int, list[Said]]] = [
    (1, [("not-coda", 1, "columns 1–5", LINES[1][:40].decode().strip(), "00000")]),
    (2, [("missing-opening", 1, "", "", ""), COUNT]),
    (3, [("record-out-of-order", 3, "columns 1–2", "22", "1"),
         ("sequence-order", 5, "columns 7–10", "0001", "0000")]),
    (4, [COUNT]),
    (5, [("next-code-wrong", 4, "column 126", "1", "0"), ("link-code-wrong", 4, "column 128", "0", "1"),
         COUNT]),
    (6, [("record-out-of-order", 6, "columns 1–2", "32", "23"), COUNT]),
    (12, [("missing-closing", 1, "", "", ""), ("record-out-of-order", 12, "column 1", "4", "21"), COUNT]),
    (13, [("link-code-wrong", 12, "column 128", "1", "0")]),
    (14, [("missing-trailer", 1, "", "", "")]),
]  # fmt: skip


def said(data: bytes, *, strict: bool = False) -> list[Said]:
    """All that reading a file says."""
    reading = coda.read(data, strict=strict)
    statements = reading.all()
    problems = [*(each for one in statements for each in one.problems), *reading.problems]
    return [
        (one.code.removeprefix("coda-"), one.line, one.place, one.found, one.expected) for one in problems
    ]


@pytest.mark.parametrize(("edit", "expected"), BY_COLUMN)
def test_a_changed_column(edit: tuple[int, int, str], expected: list[Said]) -> None:
    assert said(cases.edited(FILE, *edit)) == expected


@pytest.mark.parametrize(("line", "expected"), BY_LINE)
def test_a_missing_line(line: int, expected: list[Said]) -> None:
    assert said(cases.without_line(FILE, line)) == expected


def test_what_a_record_that_cannot_be_read_takes_with_it() -> None:
    """The records that continue it attach to nothing, and no total is compared any more."""
    without_movement = cases.only(cases.edited(FILE, 3, 1, "XX"))
    without_first = cases.only(FILE.replace(LINES[2], LINES[2][:90]))
    without_information = cases.only(FILE.replace(LINES[5], LINES[5][:30]))

    assert [one.amount_thousandths for one in without_movement.movements] == [-3_500_000]
    assert [one.amount_thousandths for one in without_first.movements] == [-3_500_000]
    assert [one.has_second for one in without_first.movements] == [False]
    assert without_information.movements[0].information == []
    assert without_information.movements[0].counterparty.name == "KLANT EN ZONEN BV"
    assert cases.codes(without_first) == ["coda-line-length"]
    assert cases.codes(without_information) == ["coda-line-length"]
    assert without_first.record_count == 11


def test_what_continues_a_broken_record_does_not_continue_the_one_before_it() -> None:
    alone = cases.outgoing(counterparty_name="", counterparty_iban="")
    information = (coda.PlainInformation("KORT"), coda.PlainInformation("TEKST " * 40))
    data = coda.write([cases.statement(alone, cases.incoming(information=information))])
    lines = data.split(b"\n")
    assert [line[:2] for line in lines[2:11]] == [
        b"21",
        b"21",
        b"22",
        b"23",
        b"31",
        b"31",
        b"32",
        b"33",
        b"80",
    ]

    (first,) = cases.only(data.replace(lines[3], lines[3][:90])).movements
    _, second = cases.only(data.replace(lines[7], lines[7][:30])).movements
    _, other = cases.only(b"\n".join([*lines[:6], lines[9], *lines[10:]])).movements

    assert (first.has_second, first.has_third, first.counterparty.name) == (False, False, "")
    assert first.information == []
    assert [one.communication for one in second.information] == ["KORT"]
    assert other.information == []


def test_the_frame_of_a_statement_is_read_column_by_column() -> None:
    data = FILE
    for line, first, text in ((1, 17, "D"), (1, 25, "FILE 1    "), (1, 61, "00000000   "), (1, 84, "     "),
                              (1, 89, "TRANSACTION 2   "), (1, 105, "RELATED 3       "), (2, 43, "1"),
                              (2, 91, "ZICHT 4" + " " * 28)):  # fmt: skip
        data = cases.edited(data, line, first, text)

    read = cases.only(data)

    assert (read.is_duplicate, read.file_reference, read.bic) == (True, "FILE 1", "")
    assert (read.transaction_reference, read.related_reference) == ("TRANSACTION 2", "RELATED 3")
    assert (read.separate_application, read.account_description) == ("00000", "ZICHT 4")
    assert read.opening_balance_thousandths == -1_000_000
    assert not cases.only(cases.edited(FILE, 1, 17, "d")).is_duplicate


def test_another_account_in_records_1_and_8() -> None:
    other = f"{cases.OTHER_ACCOUNT:34}EUR"
    expected = f"{cases.ACCOUNT:34}EUR"

    assert said(cases.edited(FILE, 12, 5, other)) == [
        ("account-differs", 12, "columns 5–41", other, expected)
    ]
    told = said(cases.edited(FILE, 2, 2, "9"))
    assert told == [("not-a-code", 2, "column 2", "9", "0, 1, 2, 3")]
    assert cases.only(cases.edited(FILE, 2, 2, "9")).account_structure == " "


def test_a_version_that_cannot_be_read_is_told_with_those_that_can() -> None:
    assert said(cases.edited(FILE, 1, 128, "3")) == [("unknown-version", 1, "column 128", "3", "1, 2")]


def test_the_least_amount_counts_too() -> None:
    assert said(coda.write([cases.statement(cases.incoming(1), cases.outgoing(-1))])) == []


def test_a_file_may_end_in_several_bytes_1a() -> None:
    reading = coda.read(FILE + b"\x1a\x1a")

    assert [one.problems for one in reading] == [[]]
    assert reading.tolerances == ["final-0x1a"]


def test_a_closing_record_may_hold_traces_before_its_blank_link_code() -> None:
    plain = coda.write([cases.statement(cases.outgoing(counterparty_name="", counterparty_iban=""))])

    assert said(cases.edited(plain, 4, 126, "X  ")) == []
    assert said(cases.edited(plain, 4, 126, "X 1")) == [("link-code-wrong", 4, "column 128", "1", "0")]


def test_a_wrong_day_leaves_the_totals_compared_a_wrong_amount_does_not() -> None:
    wrong_day = cases.edited(cases.edited(FILE, 3, 48, "310226"), 12, 55, "999")
    wrong_amount = cases.edited(cases.edited(FILE, 3, 40, "X"), 12, 55, "999")

    assert [code for code, *_ in said(wrong_day)] == ["not-a-date", "balance-differs"]
    assert [code for code, *_ in said(wrong_amount)] == ["not-a-number"]


def test_a_detail_without_its_movement_is_told_once() -> None:
    lines = [*LINES[:2], *LINES[8:]]

    told = said(b"\n".join(lines))

    assert told[0] == ("sequence-order", 3, "columns 7–10", "0001", "0000")
    assert {code for code, *_ in told} <= {"sequence-order", "record-out-of-order"}
    assert len([one for one in told if one[0] == "sequence-order"]) == 1


def test_what_a_tolerance_is_refused_for_and_where() -> None:
    between = b"\n".join([*LINES[:3], b"", b"  ", *LINES[3:]])
    around = b"\n".join([b"", *LINES[:14], b" "])
    wide = FILE.replace(LINES[4], LINES[4] + b"  ")

    assert said(between, strict=True) == [("tolerance-refused", 4, "", "blank-lines", "")]
    assert said(around, strict=True) == [
        ("tolerance-refused", 1, "", "blank-lines", ""),
        ("tolerance-refused", 16, "", "missing-final-newline", ""),
    ]
    assert said(wide, strict=True) == [("tolerance-refused", 5, "", "trailing-blanks", "")]


def test_a_line_that_cannot_be_shown_is_shown_with_question_marks() -> None:
    assert said(b"\x01AB\x02 C\n") == [("not-coda", 1, "columns 1–5", "?AB? C", "00000")]


def test_a_hundred_problems_of_a_file_are_told_and_no_more() -> None:
    one = cases.statement(cases.outgoing())
    data = coda.write([one] * (FILE_PROBLEMS_MAX + 3))

    assert len(coda.write([one])) * (FILE_PROBLEMS_MAX + 3) == len(data)
    assert len(said(data)) == FILE_PROBLEMS_MAX


@pytest.mark.parametrize(("width", "code"), [(125, "line-length"), (126, ""), (127, "line-length")])
def test_a_line_may_stop_behind_its_next_code_but_not_in_a_blank(width: int, code: str) -> None:
    lines = [line[:width] if line.startswith(b"22") else line for line in LINES]

    assert [one for one, *_ in said(b"\n".join(lines))][:1] == [code] * bool(code)
