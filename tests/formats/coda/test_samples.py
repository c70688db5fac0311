"""The public and synthetic samples beside the project: read as their expected.json says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from boekbrug.formats import coda

CONTROLS = {  # what expected.json calls a failing check, and what we must then say
    "bal": "coda-balance-differs",
    "cnt": "coda-record-count-differs",
    "sums": ("coda-debit-total-differs", "coda-credit-total-differs"),
}
REFUSED = {"acsone-faulty_version.txt"}  # no layout is known for its version
TORN = {"bluesmile82-invalid.cod"}  # expected.json reads its stray last line as a record 1
SAME_LETTERS = {"iso8859-15": "cp1252"}  # the bytes of this sample mean the same in both
MIXED_ACCOUNTS = {"acsone-globalisation.txt", "triptyk-sample2-utf8.cod"}  # made anonymous in record 1 only


@pytest.fixture(scope="session")
def folder(shared: Path) -> Path:
    """The CODA samples."""
    return shared / "samples" / "coda"


@pytest.fixture(scope="session")
def expected(folder: Path) -> dict[str, Any]:
    """What each sample holds."""
    return dict(json.loads((folder / "expected.json").read_text("utf-8")))


def test_every_sample_has_the_expected_statements(folder: Path, expected: dict[str, Any]) -> None:
    assert len(expected) == 24
    for name, file in expected.items():
        reading = coda.read((folder / name).read_bytes())
        statements = list(reading)
        assert reading.encoding == SAME_LETTERS.get(file["encoding"], file["encoding"]), name
        assert reading.version == file["statements"][0]["version"], name
        assert len(statements) == (0 if name in REFUSED else len(file["statements"])), name
        for statement, wanted in zip(statements, file["statements"], strict=False):
            assert _figures(statement) == (
                wanted["old_balance_thousandths"],
                wanted["new_balance_thousandths"],
                wanted["booked_movements"],
                wanted["records_21"],
                wanted["records_31"],
            ), name
            assert name in TORN or _zone(statement) == wanted["account_zone"].split(), name


def test_the_failing_checks_of_each_sample_are_told_and_no_others(
    folder: Path, expected: dict[str, Any]
) -> None:
    for name, file in expected.items():
        statements = list(coda.read((folder / name).read_bytes()))
        for statement, wanted in zip(statements, file["statements"], strict=False):
            told = {problem.code for problem in statement.problems}
            for check, code in CONTROLS.items():
                is_told = bool(told & ({code} if isinstance(code, str) else set(code)))
                assert is_told == (check in wanted["checks_failing"]), (name, check)
            if not wanted["checks_failing"]:
                assert statement.has_error == (name in MIXED_ACCOUNTS), name
            assert all(problem.sentence.english for problem in statement.problems)


def test_the_synthetic_samples_give_no_problem_at_all(folder: Path, expected: dict[str, Any]) -> None:
    names = [name for name in expected if name.startswith("synthetic-")]
    assert len(names) == 11
    for name in names:
        reading = coda.read((folder / name).read_bytes())
        assert [problem for statement in reading for problem in statement.problems] == [], name
        assert reading.problems == [], name


def test_the_same_text_is_read_in_each_encoding(folder: Path) -> None:
    read = [next(iter(coda.read(path.read_bytes()))) for path in sorted(folder.glob("synthetic-encoding-*"))]

    assert len(read) == 4
    assert {statement.movements[0].communication for statement in read} == {"Théâtre d'Hélène à Dümùß"}
    assert {statement.movements[0].counterparty.name for statement in read} == {"FRANÇOIS ÇELÎK"}
    assert len({statement.fingerprint for statement in read}) == 1


def test_a_consistent_sample_is_written_back_byte_for_byte(folder: Path, expected: dict[str, Any]) -> None:
    identical = []
    for name in expected:
        data = (folder / name).read_bytes()
        reading = coda.read(data)
        if any(statement.has_error for statement in reading.all()) or reading.problems:
            continue
        if "short-last-line" not in reading.tolerances:
            assert coda.write(coda.read(data)) == data, name
            identical.append(name)
    assert len(identical) == 17


def test_every_sample_is_recognised_as_coda(folder: Path, expected: dict[str, Any]) -> None:
    assert [name for name in expected if not coda.looks_like_coda((folder / name).read_bytes())] == []


def test_a_public_sample_edited_by_hand_is_told_with_line_and_columns(folder: Path) -> None:
    (statement,) = coda.read((folder / "wimverstuyf-sample3.cod").read_bytes())

    balance = next(problem for problem in statement.problems if problem.code == "coda-balance-differs")

    assert (balance.line, balance.place) == (7, "columns 43–57")
    assert (balance.found, balance.expected) == ("99.999,99", "99.187,30")


def test_version_1_is_read(folder: Path) -> None:
    (statement,) = coda.read((folder / "synthetic-version1.cod").read_bytes())

    lease = statement.movements[1]
    assert (statement.account, statement.version, statement.problems) == ("737010689443", "1", [])
    assert (lease.structured_type, lease.customer_reference) == ("107", "")
    assert lease.counterparty.name == "LEASE VOORBEELD"
    first = statement.movements[0].counterparty
    assert (first.iban, first.street, first.locality) == (
        "738010356689",
        "VOORBEELDSTRAAT 30",
        "9700 OUDENAARDE",
    )


def _figures(statement: coda.Statement) -> tuple[int, int | None, int, int, int]:
    booked = statement.movements
    everything = [*booked, *(detail for movement in booked for detail in _below(movement))]
    return (
        statement.opening_balance_thousandths,
        statement.closing_balance_thousandths,
        len(booked),
        len(everything),
        sum(len(movement.information) for movement in everything),
    )


def _below(movement: coda.Movement) -> list[coda.Movement]:
    return [each for detail in movement.details for each in (detail, *_below(detail))]


def _zone(statement: coda.Statement) -> list[str]:
    is_old = statement.account_structure in ("0", " ")
    rest = statement.currency + statement.account_rest if is_old else statement.currency
    return f"{statement.account} {rest}".split()
