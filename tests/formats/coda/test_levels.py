"""Details hang below their totals: by type, by globalisation code, and by both."""

from __future__ import annotations

import dataclasses

import pytest

from boekbrug.formats import coda
from boekbrug.formats.coda import quick
from tests.formats.coda import cases

Tree = list[tuple[str, "Tree"]]


def _read(*records: tuple[str, int]) -> coda.Statement:
    """Read a booked movement and its details, each of a type and with a globalisation code."""
    (kind, code), *rest = records
    details = [coda.PlainMovement(-10, cases.DAY, transaction_code=f"{one}0437000") for one, _ in rest]
    total = coda.PlainMovement(-10, cases.DAY, transaction_code=f"{kind}0437000", details=details)
    made = cases.statement(total).movements[0]
    flat = [dataclasses.replace(made, details=[], globalisation=code)]
    for (_, code), detail in zip(rest, _all(made.details), strict=True):
        flat.append(dataclasses.replace(detail, details=[], globalisation=code))
    flat[0].details = flat[1:]
    draft = dataclasses.replace(cases.statement(total), movements=flat[:1])
    return cases.only(coda.write([draft]))


def _all(movements: list[coda.Movement]) -> list[coda.Movement]:
    return [one for each in movements for one in (each, *_all(each.details))]


def _tree(movements: list[coda.Movement]) -> Tree:
    return [(each.transaction_code[0], _tree(each.details)) for each in movements]


CASES: list[tuple[list[tuple[str, int]], Tree]] = [
    ([("1", 1), ("5", 0), ("5", 1)], [("1", [("5", []), ("5", [])])]),
    ([("3", 0), ("8", 0), ("8", 0)], [("3", [("8", []), ("8", [])])]),
    ([("2", 1), ("7", 2), ("9", 0), ("9", 2), ("6", 1)], [("2", [("7", [("9", []), ("9", [])]), ("6", [])])]),
    ([("2", 0), ("7", 0), ("9", 0), ("6", 0), ("7", 0)], [("2", [("7", [("9", [])]), ("6", []), ("7", [])])]),
    ([("2", 1), ("7", 2), ("9", 0), ("6", 0)], [("2", [("7", [("9", [])]), ("6", [])])]),
    ([("1", 1), ("5", 2), ("5", 2), ("5", 1)], [("1", [("5", [("5", [])]), ("5", [])])]),
    ([("1", 1), ("0", 0), ("0", 1), ("0", 0)], [("1", [("0", []), ("0", []), ("0", [])])]),
    ([("0", 0), ("0", 0), ("0", 0)], [("0", [("0", []), ("0", [])])]),
    ([("2", 1), ("6", 2), ("6", 3), ("6", 3), ("6", 2)], [("2", [("6", [("6", [("6", [])]), ("6", [])])])]),
    ([("2", 0), ("9", 0), ("6", 0)], [("2", [("9", []), ("6", [])])]),
    ([("7", 1), ("9", 2), ("6", 0)], [("7", [("9", []), ("6", [])])]),
    ([("2", 1), ("6", 2), ("7", 3), ("9", 0), ("9", 3), ("6", 2)],
     [("2", [("6", [("7", [("9", []), ("9", [])]), ("6", [])])])]),
    ([("2", 1), ("7", 2), ("9", 3), ("9", 3), ("9", 2), ("6", 1)],
     [("2", [("7", [("9", [("9", [])]), ("9", [])]), ("6", [])])]),
    ([("2", 1), ("7", 2), ("9", 0), ("6", 1), ("6", 0)], [("2", [("7", [("9", [])]), ("6", []), ("6", [])])]),
]  # fmt: skip


@pytest.fixture(params=["many at once", "by record"], autouse=True)
def _path(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hang details below their totals on both paths of the reader."""
    if request.param == "by record":
        monkeypatch.setattr(quick, "take", lambda body, text, place, number: place)


@pytest.mark.parametrize(("records", "tree"), CASES)
def test_each_detail_hangs_below_its_total(records: list[tuple[str, int]], tree: Tree) -> None:
    read = _read(*records)

    assert _tree(read.movements) == tree
    assert not {*cases.codes(read)} - {"coda-details-differ", "coda-level-not-closed"}
    assert [one.detail for one in _all(read.movements)] == list(range(len(records)))


def test_only_the_booked_movement_counts_for_the_balance() -> None:
    read = _read(("2", 1), ("7", 2), ("9", 2), ("6", 1))

    assert read.booked_thousandths == [-10]
    assert not read.has_error


def test_a_fee_hangs_below_its_own_movement_not_below_the_fees_of_another() -> None:
    kinds = [("2", ("7",)), ("2", ("9",)), ("1", ("5", "5"))]
    movements = [
        coda.PlainMovement(
            -10,
            cases.DAY,
            transaction_code=f"{kind}0437000",
            details=[coda.PlainMovement(-10, cases.DAY, transaction_code=f"{one}0437000") for one in details],
        )
        for kind, details in kinds
    ]

    read = cases.statement(*movements)

    assert _tree(read.movements) == [("2", [("7", [])]), ("2", [("9", [])]), ("1", [("5", []), ("5", [])])]


def test_each_movement_knows_its_lines_and_those_below_it() -> None:
    information = (coda.PlainInformation("TEKST " * 40),)
    detail = coda.PlainMovement(-10, cases.DAY, counterparty_name="NAAM", information=information)
    total = coda.PlainMovement(-20, cases.DAY, transaction_code="10107000", details=[detail, detail])

    booked, other = cases.statement(total, cases.incoming()).movements

    assert [(one.first_line, one.last_line) for one in (booked, *booked.details)] == [
        (3, 13),
        (4, 8),
        (9, 13),
    ]
    assert [(one.first_line, one.last_line) for one in booked.details[0].information] == [(6, 8)]
    assert (other.first_line, other.last_line) == (14, 18)
    assert [(one.first_line, one.last_line) for one in other.information] == [(17, 18)]
