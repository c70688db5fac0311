"""The account of record 1: what its structure says is tested, and told with line and columns."""

from __future__ import annotations

import pytest

from boekbrug.formats import coda
from tests.formats.coda import cases

FILE = coda.write([cases.statement()])
OLD = coda.write([cases.statement(account="539007547034")])
FOREIGN = coda.write([cases.statement(account="FR9430004028379876543210943")])
WRONG, CHECK = "coda-own-account-wrong", "coda-own-account-check"
OTHER, CURRENCY = "coda-account-structure-differs", "coda-not-a-currency"


def _told(data: bytes) -> list[tuple[str, tuple[int, int] | None, str, str]]:
    """What is said of record 1."""
    problems = [one for one in cases.only(data).problems if one.line == 2]
    return [(one.code, one.columns, one.found, one.expected) for one in problems]


def _both(data: bytes, first: int, text: str) -> bytes:
    """Write a text over the account zone of records 1 and 8."""
    closing = next(n for n, line in enumerate(data.split(b"\n"), 1) if line.startswith(b"8"))
    return cases.edited(cases.edited(data, 2, first, text), closing, first - 1, text)


def test_another_structure_than_that_of_the_account_is_an_error() -> None:
    assert _told(cases.edited(FILE, 2, 2, "0")) == [
        (WRONG, (6, 17), "BE0771000791", "0–9 ×12"),
        (CURRENCY, (19, 21), "066", "A–Z ×3"),
    ]
    assert _told(cases.edited(OLD, 2, 2, "2"))[0] == (WRONG, (6, 36), "539007547034EUR0BE", "BE + 0–9 ×14")
    assert _told(cases.edited(OLD, 2, 2, "1")) == [(CURRENCY, (40, 42), "", "A–Z ×3")]
    assert cases.only(cases.edited(FILE, 2, 2, "0")).has_error


@pytest.mark.parametrize(
    ("data", "structure", "suits"),
    [(FILE, "3", "2"), (FILE, "1", "2"), (coda.write([cases.statement(account="NL-9876")]), "3", "1")],
)
def test_a_structure_that_reads_the_same_account_is_a_warning(
    data: bytes, structure: str, suits: str
) -> None:
    read = cases.only(cases.edited(data, 2, 2, structure))

    assert [(one.code, one.line, one.columns, one.expected) for one in read.problems] == [
        (OTHER, 2, (2, 2), suits)
    ]
    assert not read.has_error


@pytest.mark.parametrize(
    ("data", "text", "columns"),
    [
        (FILE, "BE07710007919067", (6, 36)),
        (FOREIGN, "FR9430004028379876543210944", (6, 39)),
    ],
)
def test_wrong_check_digits_of_the_own_account_are_a_warning(
    data: bytes, text: str, columns: tuple[int, int]
) -> None:
    read = cases.only(_both(data, 6, text))

    assert [(one.code, one.line, one.columns, one.found) for one in read.problems] == [
        (CHECK, 2, columns, text)
    ]


@pytest.mark.parametrize(
    "text", ["BE0771000791906", "BE0771000791906X", "BE077100079190660", "be07710007919066"]
)
def test_a_belgian_iban_has_its_shape(text: str) -> None:
    assert _told(_both(FILE, 6, f"{text:17}"))[0][0] == WRONG


@pytest.mark.parametrize(
    ("data", "text", "told"),
    [
        (FILE, "eur", [CURRENCY]),
        (FILE, "   ", [CURRENCY]),
        (FILE, "EU1", [CURRENCY]),
        (FOREIGN, "   ", [CURRENCY]),
        (OLD, "EU1", [CURRENCY]),
        (OLD, "   ", []),
        (FILE, "USD", []),
    ],
)
def test_a_currency_is_three_capitals_and_may_be_blank_behind_an_old_number_only(
    data: bytes, text: str, told: list[str]
) -> None:
    first = 19 if data is OLD else 40

    assert [one[0] for one in _told(_both(data, first, text))] == told


@pytest.mark.parametrize("account", ["", "BE07", "BE0771000791906"])
def test_a_belgian_account_that_is_none_cannot_be_built(account: str) -> None:
    with pytest.raises(coda.CannotBeWritten):
        cases.statement(account=account)


def test_an_account_without_structure_tells_itself_what_it_is() -> None:
    for data in (FILE, OLD, FOREIGN):
        assert _told(cases.edited(data, 2, 2, " ")) == []
    assert _told(_both(cases.edited(FILE, 2, 2, " "), 6, "BE0771000791906 "))[0][0] == WRONG
    assert _told(_both(cases.edited(OLD, 2, 2, " "), 6, "53900754703X"))[0][0] == WRONG
