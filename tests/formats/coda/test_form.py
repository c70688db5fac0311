"""A file is written as it was: its encoding, line ends and end, and what its bank left in unused columns."""

from __future__ import annotations

import codecs

import pytest

from boekbrug.formats import coda
from tests.formats.coda import cases

TEXT = "Café Brûlé à Liège"
PLAIN = coda.write([cases.statement(cases.incoming(), cases.outgoing(communication=TEXT))]).decode("cp1252")


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "utf-8", "utf-16", "cp1140"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_are_kept(encoding: str, end: str) -> None:
    data = PLAIN.replace("\n", end).encode(encoding)

    assert coda.write(coda.read(data)) == data


def test_the_end_of_the_file_is_kept() -> None:
    for text in (PLAIN.removesuffix("\n"), PLAIN + "\x1a", PLAIN[:-2] + "1\n"):
        data = text.encode("cp1252")
        assert coda.write(coda.read(data)) == data
    ends = ["\n", "\r", "\r\n", "\n", "\n", "\n", "\n", "\n", "\r\n", "\n", "\n"]
    mixed = "".join(map("".join, zip(PLAIN.split("\n")[:-1], ends, strict=True)))
    assert coda.write(coda.read(mixed.encode("cp1252"))) == mixed.encode("cp1252")
    for name, mark in (("utf-16-be", codecs.BOM_UTF16_BE), ("utf-32-be", codecs.BOM_UTF32_BE)):
        turned = mark + PLAIN.encode(name)
        assert coda.write(coda.read(turned)) == turned
    mainframe = PLAIN.replace("\n", "\x85").encode("cp1140")
    assert coda.write(coda.read(mainframe)) == mainframe
    marked = codecs.BOM_UTF8 + PLAIN.encode("utf-8")
    assert coda.write(coda.read(marked)) == marked


@pytest.mark.parametrize(
    ("line", "first", "text"),
    [
        (1, 18, "TRACES"),
        (1, 2, "0012"),
        (1, 72, "00000000000"),
        (1, 72, "123456749  "),
        (1, 84, "     "),
        (4, 110, "00843246306A1648"),
        (4, 110, "                "),
        (4, 128, "1"),
        (5, 127, "0"),
        (6, 114, "000000000000"),
        (10, 64, "0" * 60),
        (11, 2, "000000000000000"),
    ],
)
def test_what_a_bank_leaves_in_unused_columns_is_kept(line: int, first: int, text: str) -> None:
    data = cases.edited(PLAIN.encode("cp1252"), line, first, text)
    statement = cases.only(data)
    assert not statement.has_error

    assert coda.write(coda.read(data)) == data
    assert coda.write([statement]) == data


def test_every_changed_column_without_a_problem_is_written_back() -> None:
    """Found by the fuzzer: what no rule looks at was written as the standard has it."""
    files = [PLAIN.encode("cp1252"), coda.write([cases.old_statement(), cases.statement(cases.grouped())])]
    for data in files:
        for place in range(len(data)):
            for byte in b"X 01":
                changed = data[:place] + bytes([byte]) + data[place + 1 :]
                reading = coda.read(changed)
                statements = reading.all()
                problems = [*reading.problems, *(each for one in statements for each in one.problems)]
                if not problems and not reading.tolerances:
                    assert coda.write(statements, form=reading.form) == changed, place


def test_a_changed_value_is_written() -> None:
    statement = cases.only(cases.edited(PLAIN.encode("cp1252"), 4, 110, "00843246306A1648"))

    statement.movements[0].customer_reference = "NEW"
    statement.movements[1].communication = "OTHER TEXT"

    again = cases.only(coda.write([statement]))
    assert again.movements[0].customer_reference == "NEW"
    assert again.movements[1].communication == "OTHER TEXT"
    assert b"00843246306A1648" not in coda.write([statement])


def test_another_form_may_be_asked() -> None:
    data = coda.write([cases.statement()], form=coda.Form("utf-8", "\r\n", has_final_line_end=False))

    assert data.endswith(b"2")
    assert data.count(b"\r\n") == 10


@pytest.mark.parametrize("text", ["00123456749", "0123456749 ", "  123456749"])
def test_a_company_number_has_ten_digits_however_many_zeros_stand_before_it(text: str) -> None:
    statement = cases.only(cases.edited(PLAIN.encode("cp1252"), 1, 72, text))

    assert statement.company_number == "0123456749"
    assert cases.only(coda.write([statement])) == statement


def test_messages_keep_their_own_numbers_together_or_not_at_all() -> None:
    data = coda.write([cases.statement(messages=["X" * 150])])
    first, second = (place for place, line in enumerate(data.split(b"\n"), 1) if line.startswith(b"4"))
    for line in (first, second):  # both of message 0000, and the first without its link code
        data = cases.edited(data, line, 3, "00000000")
    statement = cases.only(cases.edited(data, first, 128, "0"))

    again = cases.only(coda.write([statement]))

    assert again.messages == statement.messages
