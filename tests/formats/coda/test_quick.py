"""The hot path says what the careful one says, for whole and for damaged files; late texts are no secret."""

from __future__ import annotations

import copy
import dataclasses
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from boekbrug.formats import coda
from boekbrug.formats.coda import quick
from boekbrug.formats.coda.body import Body
from boekbrug.formats.coda.late import LateMovement
from tests.formats.coda import cases

LONG = (coda.PlainInformation("TEKST " * 40), coda.PlainInformation("KORT", "002"))
FILE = coda.write(
    [
        cases.statement(cases.incoming(information=LONG), cases.grouped(), cases.outgoing()),
        cases.statement(*[cases.incoming()] * 3, sequence=8),
    ]
)


def _told(data: bytes) -> list[object]:
    """Everything that reading says."""
    reading = coda.read(data)
    statements = list(reading)
    lines = [
        (each.first_line, each.last_line, [(one.first_line, one.last_line) for one in each.movements])
        for each in statements
    ]
    return [
        statements,
        lines,
        [each.fingerprint for each in statements],
        reading.problems,
        reading.tolerances,
    ]


def _carefully(data: bytes, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    with monkeypatch.context() as patched:
        patched.setattr(quick, "take", lambda body, text, place, number: place)
        return _told(data)


RICH = coda.write(
    [
        cases.statement(
            cases.incoming(information=LONG, bank_reference="BANK 1", customer_reference="KLANT 2"),
            cases.incoming(
                information=[coda.PlainInformation("KORT"), coda.PlainInformation("X" * 90), *LONG],
                reference="",
            ),
            cases.outgoing(counterparty_name="", counterparty_iban="", counterparty_bic="KREDBEBB"),
            cases.outgoing(counterparty_name="", counterparty_iban="", communication="X" * 60),
            cases.outgoing(communication="X" * 140, structured_type="127"),
            coda.PlainMovement(-10, None, cases.DAY),
            cases.grouped(),
        )
    ]
)


def _deeply(movements: list[coda.Movement]) -> Iterator[object]:
    """Every value and line of movements, of what hangs below them and of their information."""
    for one in movements:
        assert one.communication is not None  # so that it is late no more
        yield (repr(dataclasses.replace(one, details=[])), one.first_line, one.last_line)
        yield from ((repr(each), each.first_line, each.last_line) for each in one.information)
        yield from _deeply(one.details)


def test_both_paths_make_the_same_values_on_the_same_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = list(_deeply(cases.only(RICH).movements))
    monkeypatch.setattr(quick, "take", lambda body, text, place, number: place)

    assert at_once == list(_deeply(cases.only(RICH).movements))
    assert len(at_once) == 16
    assert "BANK 1" in str(at_once[0])


def test_a_perfect_statement_is_taken_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that is as it should be falls back to the careful path, which is far slower."""
    cases.only(RICH)  # now its days are known
    calls = []
    take = quick.take

    def counted(body: Body, text: str, place: int, number: int) -> int:
        calls.append(place)
        return take(body, text, place, number)

    monkeypatch.setattr(quick, "take", counted)
    booked = cases.only(RICH).movements

    assert len(calls) == 1
    assert {type(one) for one in [*booked, *(each for one in booked for each in one.details)]} == {
        LateMovement
    }


def test_information_of_another_movement_is_not_taken() -> None:
    data = cases.edited(coda.write([cases.statement(cases.incoming(), cases.outgoing())]), 6, 7, "0007")

    (movement, other) = cases.only(data).movements

    assert [one.detail for one in movement.information] == [7]
    assert other.information == []


def test_both_paths_read_the_samples_alike(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in sorted((shared / "samples" / "coda").iterdir()):
        if path.suffix in (".cod", ".txt"):
            data = path.read_bytes()
            assert _told(data) == _carefully(data, monkeypatch), path.name


def test_both_paths_read_damage_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(4)
    for _ in range(600):
        changed = bytearray(FILE)
        for _ in range(chance.randrange(1, 4)):
            changed[chance.randrange(len(changed))] = chance.choice(b"0129 \x00\xff\nA")
        assert _told(bytes(changed)) == _carefully(bytes(changed), monkeypatch)


def test_both_paths_read_missing_and_moved_lines_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = FILE.splitlines(keepends=True)
    for place in range(len(lines)):
        for other in range(len(lines)):
            moved = [*lines[:place], *lines[place + 1 :]]
            moved.insert(other, lines[place])
            data = b"".join(moved)
            assert _told(data) == _carefully(data, monkeypatch)


def test_both_paths_count_past_9999(monkeypatch: pytest.MonkeyPatch) -> None:
    details = [coda.PlainMovement(-10, cases.DAY) for _ in range(10_002)]
    total = coda.PlainMovement(-100_020, cases.DAY, transaction_code="10107000", details=details)
    data = coda.write([cases.statement(total, cases.outgoing())])
    many = coda.write([cases.statement(*[cases.outgoing()] * 10_002)])

    assert _told(data) == _carefully(data, monkeypatch)
    assert _told(many) == _carefully(many, monkeypatch)


def test_a_late_movement_is_a_movement() -> None:
    late, other = cases.only(FILE[: FILE.index(b"\n00") + 1]).movements[:2]
    assert isinstance(late, coda.Movement)

    late.communication = "SET BEFORE IT WAS READ"

    assert late.communication == "SET BEFORE IT WAS READ"
    assert late.structured_type == "101"
    assert late.counterparty.name == "KLANT EN ZONEN BV"
    assert type(late) is coda.Movement
    assert late != other
    assert copy.deepcopy(other) == other


def test_information_comes_with_its_movement() -> None:
    late = cases.only(coda.write([cases.statement()])).movements[0].information[0]
    assert isinstance(late, coda.Information)

    late.structured_type = "002"

    assert (late.structured_type, late.has_second, type(late)) == ("002", True, coda.Information)
    with pytest.raises(AttributeError):
        late.colour  # type: ignore[attr-defined] # noqa: B018
