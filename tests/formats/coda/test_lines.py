"""Bytes to lines: encodings, line ends, and the tolerances that are named when they were needed."""

from __future__ import annotations

import codecs
import io
import re

import pytest

from boekbrug.formats import coda
from boekbrug.formats.coda import encoding as encodings
from boekbrug.formats.coda import tolerances
from tests.formats.coda import cases

TEXT = "Café Brûlé à Liège, maïs et bœuf: Ça coûte ÉNORMÉMENT"
MADE = cases.statement(cases.outgoing(communication=TEXT))
PLAIN = coda.write([MADE]).decode("cp1252")
MARKS = {"utf-8-sig": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}


@pytest.fixture(autouse=True)
def _weighed_afresh() -> None:
    """What a byte weighed in another test proves nothing here."""
    encodings._weights.cache_clear()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-32", "iso8859-15"])
def test_an_encoding_is_found(encoding: str) -> None:
    reading = coda.read(PLAIN.encode(encoding))

    assert list(reading) == [MADE]
    assert reading.encoding == MARKS.get(encoding, encoding)
    assert reading.problems == []
    assert reading.tolerances == (["byte-order-mark"] if encoding in MARKS else [])


@pytest.mark.parametrize("text", ["Théâtre", "crème", "FRANÇOIS", "één", "Müller", "à côté", "ELÎK", "Noël"])
@pytest.mark.parametrize("encoding", ["cp850", "cp1252", "utf-8", "iso8859-15"])
def test_one_accent_is_enough(text: str, encoding: str) -> None:
    made = cases.statement(cases.outgoing(communication=text))

    read = cases.only(coda.write([made]).decode("cp1252").encode(encoding))

    assert read == made


def test_plain_letters_are_ascii() -> None:
    reading = coda.read(coda.write([cases.statement()]))

    assert (reading.encoding, len(list(reading))) == ("ascii", 1)


def test_an_encoding_may_be_given() -> None:
    made = cases.statement(cases.outgoing(communication="PRIJS IN ƒ"))
    data = coda.write([made])

    assert list(coda.read(data, encoding="cp1252")) == [made]
    assert list(coda.read(data, encoding="cp850")) != [made]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_each_line_end_is_read(end: str, encoding: str) -> None:
    reading = coda.read(PLAIN.replace("\n", end).encode(encoding))

    assert list(reading) == [MADE]
    assert reading.tolerances == (["byte-order-mark"] if encoding in MARKS else [])


OLD = coda.write([cases.old_statement()]).decode("cp1252")

TOLERATED = {
    "missing-final-newline": PLAIN.removesuffix("\n"),
    "final-0x1a": PLAIN + "\x1a",
    "blank-lines": PLAIN.replace("\n22", "\n\n22") + "\n   \n",
    "trailing-blanks": PLAIN.replace("\n", "  \n"),
    "right-trimmed-lines": re.sub(" +\n", "\n", OLD),
    "byte-order-mark": "\ufeff" + PLAIN,
    "mixed-line-ends": PLAIN.replace("\n23", "\r\n23", 1),
    "short-last-line": PLAIN.rstrip("\n2 ") + "\n",
}


def _bytes(name: str) -> bytes:
    return TOLERATED[name].encode("utf-8" if name == "byte-order-mark" else "cp1252")


@pytest.mark.parametrize("name", TOLERATED)
def test_a_tolerance_is_named_when_it_was_needed(name: str) -> None:
    whole = cases.old_statement() if name == "right-trimmed-lines" else MADE

    reading = coda.read(_bytes(name))

    (statement,) = reading

    assert reading.tolerances == [name]
    assert (statement.fingerprint, statement.problems) == (whole.fingerprint, [])


@pytest.mark.parametrize("name", TOLERATED)
def test_strict_reading_refuses_each_tolerance(name: str) -> None:
    reading = coda.read(_bytes(name), strict=True)
    list(reading)

    (problem,) = reading.problems

    assert (problem.code, problem.found) == ("coda-tolerance-refused", name)
    assert problem.line
    assert name in problem.sentence.english


def test_strict_reading_of_a_perfect_file_says_nothing() -> None:
    reading = coda.read(PLAIN.encode("cp1252"), strict=True)

    assert list(reading) == [MADE]
    assert (reading.problems, reading.tolerances) == ([], [])


@pytest.mark.parametrize("end", ["\n", "\x85", "\r\n"])
def test_ebcdic_is_read(end: str) -> None:
    data = PLAIN.replace("œ", "o").replace("\n", end).encode("cp1140")

    for reading in (coda.read(data), coda.read(data, encoding="cp1140")):
        (statement,) = reading
        assert (reading.encoding, reading.problems, statement.problems) == ("cp1140", [], [])
        assert statement.movements[0].communication == TEXT.replace("œ", "o")
    assert coda.looks_like_coda(data)


def test_an_encoding_that_does_not_exist_is_our_mistake() -> None:
    with pytest.raises(LookupError):
        coda.read(PLAIN.encode("cp1252"), encoding="klingon")


def test_every_tolerance_has_a_reason() -> None:
    assert {tolerance.name for tolerance in tolerances.ALL} == {*TOLERATED, "mixed-encoding"}
    assert all(tolerance.why.endswith(".") for tolerance in tolerances.ALL)


def test_files_of_different_encodings_may_be_joined() -> None:
    padding = [cases.statement(*[cases.incoming()] * 500) for _ in range(2)]
    first = coda.write([*padding, MADE, *padding]).decode("cp1252").encode("utf-8")
    second = coda.write([*padding, MADE])

    reading = coda.read(first + second)
    communications = [statement.movements[0].communication for statement in reading]

    assert communications.count(TEXT) == 2
    assert reading.tolerances == ["mixed-encoding"]


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_slow_file_gives_the_same(size: int) -> None:
    class Slow(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            return super().read(size)

    assert list(coda.read(Slow(PLAIN.encode("utf-8")))) == [MADE]


@pytest.mark.parametrize(("byte", "encoding"), [(b"\x81", None), (b"\xe9", "ascii"), (b"\xff", "utf-8")])
def test_a_byte_that_the_encoding_does_not_have_is_told_with_its_place(
    byte: bytes, encoding: str | None
) -> None:
    text = "AB?" if encoding else "Hélène café crâne ? à"
    data = coda.write([cases.statement(cases.outgoing(communication=text))])
    damaged = data.replace(b"?", byte)
    line = damaged[: damaged.index(byte)].count(b"\n") + 1
    column = damaged.split(b"\n")[line - 1].index(byte) + 1

    reading = coda.read(damaged, encoding=encoding)
    (statement,) = reading

    (problem,) = reading.problems
    assert (problem.code, problem.line, problem.columns) == ("coda-lost-character", line, (column, column))
    assert problem.severity == "warning"
    assert "\N{REPLACEMENT CHARACTER}" in statement.movements[0].communication


def test_lost_characters_on_many_lines_are_summed_up() -> None:
    data = coda.write([cases.statement(*[cases.outgoing(communication="É")] * 50)])

    reading = coda.read(data, encoding="ascii")
    reading.all()

    assert [one.code for one in reading.problems] == ["coda-lost-character"] * 20 + ["coda-more-warnings"]


BOM = codecs.BOM_UTF8
OTHER = coda.write([cases.statement(sequence=8)])


@pytest.mark.parametrize(
    ("between", "names"),
    [
        (b"\x1a", ["final-0x1a"]),
        (b"\x1a\x1a", ["final-0x1a"]),
        (b"\x1a\n", ["final-0x1a"]),
        (BOM, ["byte-order-mark"]),
        (b"\x1a" + BOM, ["final-0x1a", "byte-order-mark"]),
    ],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_file_joined_behind_another_is_read(between: bytes, names: list[str], end: bytes) -> None:
    first, second = (one.replace(b"\n", end) for one in (PLAIN.encode("cp1252"), OTHER))

    reading = coda.read(first + between.replace(b"\n", end) + second)

    assert [one.sequence for one in reading] == [7, 8]
    assert (reading.problems, reading.tolerances) == ([], names)


def test_a_file_joined_behind_one_without_its_last_line_end_is_read() -> None:
    for between in (b"\x1a", BOM):
        reading = coda.read(OTHER.rstrip(b"\n") + between + OTHER)
        assert [one.has_error for one in reading] == [False, False]


def test_the_last_byte_of_dos_may_have_a_line_of_its_own() -> None:
    for tail in (b"\x1a\n", b"\x1a\r\n", b"\x1a\x1a\n"):
        reading = coda.read(OTHER + tail)
        assert [one.problems for one in reading] == [[]]
        assert (reading.problems, "final-0x1a" in reading.tolerances) == ([], True)


def test_a_blank_before_the_header_is_shown() -> None:
    reading = coda.read(b" " + OTHER)
    list(reading)

    assert reading.problems[0].found.startswith(" 00000")
    assert "“ 00000" in reading.problems[0].sentence.english


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be", "utf-7", "gb18030", "unicode_escape"])
def test_no_encoding_makes_reading_raise(encoding: str) -> None:
    for data in (OTHER, OTHER + b"\xff\xfe\x81", b"\x81" * 300, b""):
        reading = coda.read(data, encoding=encoding)
        list(reading)
        assert data == OTHER or reading.problems


@pytest.mark.parametrize("encoding", ["idna", "punycode", "undefined", "hex"])
def test_what_decodes_no_files_is_no_encoding(encoding: str) -> None:
    with pytest.raises(LookupError):
        coda.read(OTHER, encoding=encoding)


def test_every_kind_of_bytes_is_read() -> None:
    assert list(coda.read(bytearray(OTHER))) == list(coda.read(memoryview(OTHER))) == list(coda.read(OTHER))


def test_lines_without_their_last_column_are_told_as_such() -> None:
    reading = coda.read(b"\n".join(line[:127] for line in OTHER.split(b"\n")))

    assert list(reading) == []
    (problem,) = reading.problems
    assert (problem.code, problem.line, problem.columns) == ("coda-line-length", 1, (128, 128))
    assert (problem.found, problem.expected) == ("127", "128")
