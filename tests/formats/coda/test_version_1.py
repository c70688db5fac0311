"""Version 1: its own columns for the counterparty, read and written, and told where they are wrong."""

from __future__ import annotations

import dataclasses

from boekbrug.formats import coda
from tests.formats.coda import cases

LONG = "A communication that runs on over two records of a movement, as long as that is"


def _file() -> bytes:
    party = coda.Counterparty("NAAM", "539007547034", "", "EUR", "KAAI 3", "2000 ANTWERPEN")
    plain = cases.outgoing(communication=LONG, customer_reference="KLANT 12", bank_reference="BANK 34")
    made = cases.statement(plain, account="539007547034", bic="")
    movements = [dataclasses.replace(one, counterparty=party) for one in made.movements]
    return coda.write([dataclasses.replace(made, version="1", account_structure=" ", movements=movements)])


FILE = _file()


def test_every_column_of_a_movement_is_read() -> None:
    statement = cases.only(FILE)
    (movement,) = statement.movements

    assert [line[:2] for line in FILE.split(b"\n")] == [b"00", b"1 ", b"21", b"22", b"23", b"80", b"9 ", b""]
    assert (movement.communication, movement.structured_type) == (LONG, None)
    assert (movement.customer_reference, movement.bank_reference) == ("KLANT 12", "BANK 34")
    assert movement.counterparty == coda.Counterparty(
        "NAAM", "539007547034", "", "EUR", "KAAI 3", "2000 ANTWERPEN"
    )
    assert (movement.has_second, movement.has_third) == (True, True)
    assert (movement.first_line, movement.last_line) == (3, 5)
    assert (statement.version, statement.problems) == ("1", [])


def test_numbers_of_another_movement_are_told() -> None:
    for line in (4, 5):
        wrong = cases.only(cases.edited(FILE, line, 3, "0009"))
        assert [(one.code, one.line, one.found, one.expected) for one in wrong.problems] == [
            ("coda-sequence-order", line, "0009", "0001")
        ]


def test_a_record_that_comes_twice_is_taken_once() -> None:
    lines = FILE.split(b"\n")
    for place in (3, 4):
        other = lines[place][:20] + b"OTHER" + lines[place][25:]
        twice = cases.only(b"\n".join([*lines[: place + 1], other, *lines[place + 1 :]]))
        assert "coda-record-out-of-order" in cases.codes(twice)
        assert twice.movements == cases.only(FILE).movements


def test_a_record_without_its_movement_is_left() -> None:
    lines = FILE.split(b"\n")

    statement = cases.only(b"\n".join([*lines[:2], *lines[3:]]))

    assert statement.movements == []
    assert cases.codes(statement)[0] == "coda-record-out-of-order"
