"""An anonymous file has the shape and the problems of the original, and nothing of what it said."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug.belgium import enterprise_number, iban, ogm
from boekbrug.formats import coda, workshop
from tests.formats.coda import cases
from tests.formats.workshop import files

KEY = b"a key of the test"
FULL = coda.write([files.full()])
ENDS = {"LF": b"\n", "CRLF": b"\r\n", "CR": b"\r"}


def only(data: bytes) -> coda.Statement:
    """The one statement of a file."""
    (statement,) = coda.read(data)
    return statement


def test_no_name_account_or_text_is_left() -> None:
    made = workshop.anonymised(FULL, KEY).decode("cp1252")

    assert len(files.said(FULL)) > 30
    assert [one for one in files.said(FULL) if one in made] == []


def test_shape_figures_and_problems_stay() -> None:
    before, after = only(FULL), only(workshop.anonymised(FULL, KEY))

    assert len(workshop.anonymised(FULL, KEY)) == len(FULL)
    assert files.problems(FULL) == files.problems(workshop.anonymised(FULL, KEY)) == []
    assert before.booked_thousandths == after.booked_thousandths
    assert (before.sequence, before.opening_on, before.bic) == (after.sequence, after.opening_on, after.bic)
    assert [len(one.details) for one in before.movements] == [len(one.details) for one in after.movements]
    assert [one.structured_type for one in before.movements] == [
        one.structured_type for one in after.movements
    ]


def test_check_digits_hold() -> None:
    after = only(workshop.anonymised(FULL, KEY))
    accounts = [after.account, *(one.counterparty.iban for one in after.movements)]
    slip, free = after.movements[-2:]

    assert [iban.parse_or_none(one) for one in accounts if one] == [one for one in accounts if one]
    assert enterprise_number.is_valid(after.company_number)
    assert after.movements[0].structured_reference not in {None, cases.REFERENCE}
    assert slip.structured is not None
    assert slip.structured.wrong == ()
    assert len(ogm.find_all(free.communication)) == 1
    assert free.counterparty.iban.startswith("FR")


def test_the_same_account_becomes_the_same_account_and_another_key_gives_another() -> None:
    once, again = (only(workshop.anonymised(FULL, KEY)) for _ in range(2))
    other = only(workshop.anonymised(FULL, b"another key"))

    assert once == again
    assert once.account != other.account
    assert once.movements[0].counterparty.iban == once.movements[1].counterparty.iban
    assert once.movements[0].counterparty.iban in once.movements[-1].communication


def test_what_was_wrong_stays_wrong() -> None:
    wrong = cases.edited(FULL, 3, 66, "000000424272")
    wrong = cases.edited(wrong, 2, 44, "00000000100000x")
    after = workshop.anonymised(wrong, KEY)

    assert {code for code, _, _ in files.problems(wrong)} == {
        "coda-not-a-number",
        "coda-communication-field",
    }
    assert files.problems(after) == files.problems(wrong)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "utf-8", "utf-8-sig", "utf-16", "cp1140"])
def test_the_encoding_stays(encoding: str) -> None:
    statement = cases.statement(cases.incoming(counterparty_name="CAFÉ DE GEÜRZTE VOGEL"))
    data = coda.write([statement]).decode("cp1252").encode(encoding)

    made = workshop.anonymised(data, KEY)

    assert coda.read(made).encoding == coda.read(data).encoding
    assert files.problems(made) == files.problems(data) == []
    assert len(made.decode(encoding)) == len(data.decode(encoding))
    assert "GEÜRZTE" not in made.decode(encoding)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_line_ends_and_what_follows_them_stay(end: bytes) -> None:
    data = FULL.rstrip(b"\n").replace(b"\n", end) + b"\x1a"

    made = workshop.anonymised(data, KEY)

    assert (made.count(end), made[-1:]) == (data.count(end), b"\x1a")
    assert [len(line) for line in made.split(end)] == [len(line) for line in data.split(end)]


def test_version_1_and_lines_outside_records_lose_their_texts_too() -> None:
    old = coda.write([cases.old_statement()])
    data = b"Beste collega Vandersteen,\n" + old

    made = workshop.anonymised(data, KEY).decode("cp1252")

    assert [one for one in {*files.said(old), "Vandersteen", "collega"} if one in made] == []
    assert len(only(made.encode("cp1252")).movements) == 1


@given(st.text(st.characters(codec="cp1252", categories=["L", "N"]), min_size=7, max_size=35))
def test_no_name_comes_through(name: str) -> None:
    statement = cases.statement(cases.incoming(counterparty_name=name, communication=name, reference=""))

    data = coda.write([statement])

    made = workshop.anonymised(data, KEY).decode(coda.read(data).encoding, errors="replace")

    assert name not in made or not name.strip("0")


def test_a_damaged_file_never_raises_and_loses_its_texts() -> None:
    dice = random.Random(4)
    for _ in range(150):
        data = bytearray(FULL)
        place = dice.randrange(len(data))
        data[place : place + dice.choice((0, 1, 40))] = dice.choice((b"", b"\xff", b" ", b"\n", b"0"))

        made = workshop.anonymised(bytes(data), KEY)

        assert b"PETERSELIE EN DOCHTERS" not in made
        assert cases.PARTY_ACCOUNT.encode() not in made
        assert len(made) == len(data)


def test_the_samples_keep_their_problems_and_lose_their_texts(shared: Path) -> None:
    samples = [
        one for one in sorted((shared / "samples" / "coda").iterdir()) if one.suffix in (".cod", ".txt")
    ]
    assert len(samples) == 24
    for path in samples:
        data = path.read_bytes()
        made = workshop.anonymised(data, KEY)
        reading = coda.read(data)
        banks = {one.bic for one in reading}  # stay
        left = made.decode(reading.encoding, errors="replace")
        told = {one for one in files.said(data) if not one.isdigit() and one.strip("BE0")} - banks

        assert files.problems(made) == files.problems(data), path.name
        assert [one for one in told if one in left] == [], path.name


def test_the_category_of_a_detail_amount_stays() -> None:
    information = coda.PlainInformation(f"{'KOST VAN PETERSELIE':30}EUR{1250:015d}1013", "006")
    data = coda.write([cases.statement(cases.outgoing(information=(information,)))])

    (found,) = only(workshop.anonymised(data, KEY)).movements[0].information

    assert found.structured is not None
    assert (found.structured["category"], found.structured["currency"]) == ("013", "EUR")
    assert "PETERSELIE" not in found.communication
