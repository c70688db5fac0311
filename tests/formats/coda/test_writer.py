"""Writing: what is written is read back the same, and what cannot be written is refused by name."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug.formats import coda
from tests.formats.coda import cases
from tests.formats.coda.strategies import plain_values, statements


@given(st.lists(statements, min_size=1, max_size=3))
def test_what_is_written_is_read_back_the_same(made: list[coda.Statement]) -> None:
    data = coda.write(made)

    reading = coda.read(data, encoding="cp1252")  # guessed, "A€A" may be the "AÇA" of cp850: the same bytes
    read = list(reading)

    assert read == made
    told = {problem.code for statement in read for problem in statement.problems}
    assert told <= {"coda-day-unknown", "coda-day-out-of-order"}  # its days are any days
    assert {problem.code for problem in reading.problems} <= {"coda-repeated-statement"}
    assert coda.write(read) == data
    assert {len(line) for line in data.decode("cp1252").split("\n")} == {128, 0}


@given(st.builds(coda.PlainMovement, **plain_values))
def test_the_plain_values_are_what_is_read(plain: coda.PlainMovement) -> None:
    movement = cases.statement(plain).movements[0]

    assert movement.amount_thousandths == plain.amount_thousandths
    assert (movement.value_on, movement.entry_on) == (plain.value_on, plain.entry_on)
    assert movement.communication == plain.communication
    assert movement.structured_type == plain.structured_type
    assert movement.customer_reference == plain.customer_reference
    assert movement.counterparty.name == plain.counterparty_name[:35].rstrip()
    assert movement.counterparty.iban == plain.counterparty_iban
    assert movement.counterparty.bic == plain.counterparty_bic
    assert [(each.communication, each.structured_type) for each in movement.information] == [
        (each.communication, each.structured_type) for each in plain.information
    ]


def test_the_codes_totals_and_count_are_made() -> None:
    lines = coda.write([cases.statement(), cases.statement(sequence=8)]).decode("cp1252").split("\n")

    assert [line[:2] for line in lines[:11]] == [
        "00",
        "12",
        "21",
        "22",
        "23",
        "31",
        "32",
        "21",
        "23",
        "80",
        "9 ",
    ]
    assert [line[125:128] for line in lines[2:9]] == ["1 0", "1 0", "0 1", "1 0", "0 0", "1 0", "0 0"]
    assert lines[10][16:52] == "000009" + "000000000030250" + "000000000121000"
    assert (lines[10][127], lines[21][127]) == ("1", "2")


def test_a_statement_that_is_not_whole_is_not_written() -> None:
    cut_off = cases.only(cases.without_line(coda.write([cases.statement()]), 11))

    with pytest.raises(coda.CannotBeWritten):
        coda.write([cut_off])


@pytest.mark.parametrize(
    "values",
    [{"customer_reference": "X" * 36}, {"bank_reference": "X" * 22}, {"amount_thousandths": 10**15}],
)
def test_a_value_that_is_too_wide_is_refused_with_its_column(values: dict[str, object]) -> None:
    with pytest.raises(coda.DoesNotFit, match=r"record 2[12], columns \d+–\d+"):
        cases.statement(cases.outgoing(**values))


def test_a_communication_that_is_too_long_is_refused() -> None:
    with pytest.raises(coda.CommunicationTooLong, match="149 fit"):
        cases.statement(cases.outgoing(communication="X" * 150))


@pytest.mark.parametrize("text", ["漢字", "TWO\nLINES"])
def test_text_that_a_line_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises((coda.CannotBeWritten, coda.DoesNotFit)):
        cases.statement(cases.outgoing(communication=text))


def test_a_transaction_code_that_is_no_number_is_refused() -> None:
    with pytest.raises(coda.DoesNotFit, match="columns 54–61"):
        cases.statement(cases.outgoing(transaction_code="ABCDEFGH"))


def test_no_statements_make_no_bytes() -> None:
    assert coda.write([]) == b""


def test_version_1_is_written_in_its_own_columns() -> None:
    old = cases.old_statement()

    read = cases.only(coda.write([old]))

    assert read.version == "1"
    assert read.problems == []
    assert read.movements[0].counterparty == old.movements[0].counterparty


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("sequence", -5, "record 1, columns 126–128"),
        ("sequence", "7", "record 1, columns 126–128"),
        ("opening_on", dt.date(1970, 1, 2), "record 1, columns 59–64"),
        ("closing_on", dt.date(2075, 1, 2), "record 8, columns 58–63"),
        ("created_on", dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC), "record 0, columns 6–11"),
        ("created_on", "030326", "record 0, columns 6–11"),
        ("opening_balance_thousandths", 1.5, "record 1, columns 44–58"),
        ("version", "3", "record 0, column 128"),
        ("holder_name", None, "record 1, columns 65–90"),
    ],
)
def test_a_wrong_value_of_a_statement_is_refused_with_its_column(
    name: str, value: object, place: str
) -> None:
    for made in (cases.statement(), dataclasses.replace(cases.statement(), pieces=None)):
        setattr(made, name, value)
        with pytest.raises(coda.DoesNotFit) as refused:
            coda.write([made])
        assert str(refused.value).startswith(f"{value!r} does not fit in {place} ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("amount_thousandths", one) for one in (1.5, Decimal("1.5"))],
        *[("transaction_code", one) for one in ("AB", "0015000X", "001500000")],
        *[("value_on", one) for one in (dt.date(1970, 1, 1), dt.date(2075, 1, 1))],
        *[("sequence", -1), ("detail", 1.0), ("globalisation", "1"), ("bank_reference", 5)],
    ],
)
def test_a_wrong_value_of_a_movement_is_refused(name: str, value: object) -> None:
    made = cases.statement()
    setattr(made.movements[1], name, value)

    with pytest.raises(coda.DoesNotFit, match="record 21"):
        coda.write([made])
