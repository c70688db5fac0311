"""Details make the amount of their total at every level (R08), and a level that is opened is closed (R09)."""

from __future__ import annotations

import dataclasses

import pytest

from boekbrug.formats import coda
from boekbrug.formats.problem import Severity
from tests.formats.coda import cases

Record = tuple[str, int, int]
"""The type, globalisation code and amount of a record 21."""


def _read(*records: Record) -> coda.Statement:
    """Read one booked movement and its details."""
    (kind, _, amount), *rest = records
    details = [coda.PlainMovement(one[2], cases.DAY, transaction_code=f"{one[0]}0437000") for one in rest]
    total = coda.PlainMovement(amount, cases.DAY, transaction_code=f"{kind}0437000", details=details)
    draft = cases.statement(total)
    booked = draft.movements[0]
    flat = [
        dataclasses.replace(one, details=[], globalisation=record[1])
        for record, one in zip(records, _all([booked]), strict=True)
    ]
    flat[0].details = flat[1:]
    return cases.only(coda.write([dataclasses.replace(draft, movements=flat[:1])]))


def _all(movements: list[coda.Movement]) -> list[coda.Movement]:
    return [one for each in movements for one in (each, *_all(each.details))]


def _told(statement: coda.Statement) -> list[tuple[str, int | None, str, str]]:
    return [(one.code, one.line, one.found, one.expected) for one in statement.problems]


@pytest.mark.parametrize(
    "records",
    [
        [("1", 1, -30), ("5", 0, -10), ("5", 1, -20)],
        [("1", 1, -30), ("0", 0, -10), ("0", 1, -20)],
        [("2", 1, 30), ("6", 0, 40), ("6", 1, -10)],
        [("2", 1, -50), ("7", 2, -30), ("9", 0, -25), ("9", 2, -5), ("6", 1, -20)],
        [("2", 0, -50), ("7", 0, -30), ("9", 0, -25), ("9", 0, -5), ("6", 0, -20)],
        [("3", 1, -75), ("8", 0, -70), ("8", 1, -5)],
        [("0", 0, -75), ("0", 0, -70), ("0", 0, -5)],
        [("1", 1, -75)],
        [("3", 0, -75)],
    ],
)
def test_details_that_make_their_total_need_no_word(records: list[Record]) -> None:
    assert _read(*records).problems == []


@pytest.mark.parametrize(
    ("records", "line", "found", "expected"),
    [
        ([("1", 1, -30), ("5", 0, -10), ("5", 1, -10)], 3, "−0,03", "−0,02"),
        ([("1", 1, -30), ("0", 0, -10), ("0", 1, 20)], 3, "−0,03", "0,01"),
        ([("2", 1, 30), ("6", 0, 40), ("6", 1, 10)], 3, "0,03", "0,05"),
        ([("2", 1, -50), ("7", 2, -30), ("9", 0, -25), ("9", 2, -4), ("6", 1, -20)], 4, "−0,03", "−0,029"),
        ([("2", 1, -50), ("7", 2, -31), ("9", 0, -26), ("9", 2, -5), ("6", 1, -20)], 3, "−0,05", "−0,051"),
        ([("3", 1, -75), ("8", 1, -70)], 3, "−0,075", "−0,07"),
    ],
)
def test_details_that_do_not_make_their_total_are_told(
    records: list[Record], line: int, found: str, expected: str
) -> None:
    read = _read(*records)

    assert _told(read) == [("coda-details-differ", line, found, expected)]
    assert read.problems[0].severity is Severity.WARNING
    assert not read.has_error
    assert read.booked_thousandths == [records[0][2]]


@pytest.mark.parametrize(
    ("records", "told"),
    [
        ([("1", 1, -30), ("5", 0, -10), ("5", 0, -20)], [(3, "1")]),
        ([("2", 1, -50), ("7", 2, -30), ("9", 0, -30), ("6", 1, -20)], [(4, "2")]),
        ([("2", 1, -50), ("7", 2, -30), ("9", 0, -30), ("6", 0, -20)], [(3, "1"), (4, "2")]),
        ([("2", 1, -50), ("6", 2, -50), ("6", 0, -50)], [(3, "1"), (4, "2")]),
        ([("2", 1, -50), ("6", 2, -50), ("6", 0, -50), ("6", 1, 0)], [(4, "2")]),
        ([("1", 1, -30), ("5", 2, -30)], [(3, "1")]),
    ],
)
def test_a_level_that_nothing_closes_is_a_note(records: list[Record], told: list[tuple[int, str]]) -> None:
    read = _read(*records)

    assert [(one.line, one.found) for one in read.problems] == told
    assert {(one.code, one.severity, one.place) for one in read.problems} == {
        ("coda-level-not-closed", Severity.NOTE, "column 125")
    }


def test_each_booked_movement_has_levels_of_its_own() -> None:
    grouped, left_open = cases.grouped(), cases.grouped()
    made = cases.statement(grouped, left_open, grouped)
    made.movements[1].details[-1].globalisation = 0

    read = cases.only(coda.write([made]))

    assert _told(read) == [("coda-level-not-closed", made.movements[1].first_line, "1", "")]


def test_where_an_amount_cannot_be_read_no_sum_is_blamed() -> None:
    data = cases.edited(coda.write([cases.statement(cases.grouped())]), 4, 40, "X")

    assert cases.codes(cases.only(data)) == ["coda-not-a-number"]


def test_an_edited_amount_of_a_detail_is_noticed() -> None:
    data = cases.edited(coda.write([cases.statement(cases.grouped())]), 4, 33, "000000002000001")

    assert _told(cases.only(data)) == [("coda-details-differ", 3, "−3.500,00", "−3.500,001")]


@pytest.mark.parametrize("kept", ["coda-level-not-closed", "coda-details-differ"])
def test_what_is_told_of_details_does_not_change_how_the_lines_are_written(kept: str) -> None:
    records = [("1", 1, -30), ("5", 0, -10), ("5", 0 if kept == "coda-level-not-closed" else 1, -20)]
    data = coda.write([_read(*records)]).replace(
        b"000000000000020", b"000000000000021", int("differ" in kept)
    )
    odd = cases.edited(data, 1, 2, "0012")  # columns that no rule looks at

    read = cases.only(odd)

    assert cases.codes(read) == [kept]
    assert coda.write([read]) == odd


def test_fees_that_stand_without_the_total_of_their_total_are_added_up_too() -> None:
    fees = [coda.PlainMovement(-5, cases.DAY, transaction_code=f"{kind}0437000") for kind in "799"]
    total = coda.PlainMovement(-15, cases.DAY, transaction_code="20437000", details=fees)
    made = cases.statement(total, opening_balance_thousandths=0, separate_application="04370")
    data = cases.edited(cases.without_line(coda.write([made]), 3), 7, 17, f"{5:06d}{0:015d}")

    assert _told(cases.only(data)) == [("coda-details-differ", 3, "−0,005", "−0,01")]


def test_the_builder_hangs_details_below_details() -> None:
    fees = (coda.PlainMovement(-25, cases.DAY), coda.PlainMovement(-5, cases.DAY))
    with_fees = coda.PlainMovement(-30, cases.DAY, information=(coda.PlainInformation("NR 1"),), details=fees)
    alone = coda.PlainMovement(-20, cases.DAY)
    for details in ((with_fees, alone), (alone, with_fees)):
        total = coda.PlainMovement(-50, cases.DAY, transaction_code="20437000", details=details)

        read = cases.only(coda.write([cases.statement(total)]))

        booked = read.movements[0]
        kinds = [one.transaction_code[0] for one in booked.details]
        assert kinds == ["7" if one.details else "6" for one in details]
        below = next(one for one in booked.details if one.details)
        assert [(one.transaction_code, one.amount_thousandths) for one in below.details] == [
            ("90437000", -25),
            ("90437000", -5),
        ]
        assert [one.detail for one in _all([booked])] in ([0, 1, 3, 4, 5], [0, 1, 2, 4, 5])
        assert read.problems == []


def test_details_that_cannot_have_their_own_are_refused() -> None:
    below = coda.PlainMovement(-10, cases.DAY, details=(coda.PlainMovement(-10, cases.DAY),))
    total = coda.PlainMovement(-10, cases.DAY, transaction_code="10105000", details=(below,))

    with pytest.raises(coda.CannotBeWritten, match="type 2"):
        cases.statement(total)
