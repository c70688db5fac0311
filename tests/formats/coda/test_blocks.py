"""Blocks of bytes to lines: where a block is cut changes nothing, and no byte raises."""

from __future__ import annotations

import codecs
import io

import pytest

from boekbrug.formats.coda import encoding as encodings
from boekbrug.formats.coda import tolerances
from boekbrug.formats.coda.lines import Lines

MIB = 1024 * 1024


class InBlocks(io.BytesIO):
    """A file that gives these blocks, whatever size is asked, and remembers what was asked."""

    def __init__(self, *blocks: bytes) -> None:
        super().__init__()
        self._blocks = list(blocks)
        self.asked: list[int | None] = []

    def read(self, size: int | None = -1) -> bytes:
        self.asked.append(size)
        return self._blocks.pop(0) if self._blocks else b""


@pytest.fixture(autouse=True)
def _weighed_afresh() -> None:
    """What a byte weighed in another test proves nothing here."""
    encodings._weights.cache_clear()


@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "cp1140"])
def test_a_file_is_asked_for_a_little_at_a_time(encoding: str) -> None:
    file = InBlocks("00000\n".encode(encoding))

    list(Lines(file))

    assert len(file.asked) > 1
    assert all(size is not None and 0 < size <= MIB for size in file.asked)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_long_file_comes_in_pieces_of_whole_lines(end: str) -> None:
    lines = Lines(f"{'x' * 99}{end}".encode() * 10_000)

    pieces = list(lines.texts())

    assert lines.line_end == end
    assert len(pieces) > 2
    assert all(piece.endswith("x\n") and len(piece) < 250_000 for piece in pieces)
    assert "".join(pieces) == f"{'x' * 99}\n" * 10_000
    assert lines.tolerances == []


def test_an_end_of_two_bytes_may_be_cut_between_blocks() -> None:
    lines = Lines(InBlocks(b"one\r", b"\ntwo\r\nth", b"ree\r", b"\n"))

    assert list(lines) == ["one", "two", "three"]
    assert lines.line_end == "\r\n"


def test_an_end_of_one_cr_may_end_a_block() -> None:
    assert list(Lines(InBlocks(b"one\rtwo\r", b"three\rfo", b"ur\r"))) == ["one", "two", "three", "four"]


def test_a_block_with_many_ends_waits_for_the_rest_of_its_last_line_only() -> None:
    lines = Lines(InBlocks(b"one\ntwo\nth", b"ree\n"))

    assert list(lines.texts()) == ["one\ntwo\n", "three\n"]


def test_without_an_end_for_long_a_piece_counts_as_a_line() -> None:
    lines = Lines(InBlocks(*[b"x" * 40_000] * 4, b"y\n"))

    found = list(lines)

    assert [len(line) for line in found] == [80_000, 80_000, 1]
    assert lines.tolerances == []


def test_a_line_of_the_longest_length_is_one_line() -> None:
    assert [len(line) for line in Lines(InBlocks(b"x" * 65_536, b"y\n"))] == [65_537]


def test_nothing_and_only_the_last_byte_of_dos_are_no_line() -> None:
    assert list(Lines(b"")) == []
    lines = Lines(b"\x1a\x1a")

    assert (list(lines.texts()), lines.used) == ([], {tolerances.FINAL_0X1A: 1})


def test_the_first_line_where_a_tolerance_was_needed_counts() -> None:
    lines = Lines(b"")

    lines.use(tolerances.BLANK_LINES, 3)
    lines.use(tolerances.BLANK_LINES, 7)

    assert lines.used == {tolerances.BLANK_LINES: 3}


def test_a_mark_before_utf_8_is_kept_apart() -> None:
    marked, plain = Lines(codecs.BOM_UTF8 + b"one\n"), Lines(b"one\n")

    assert (list(marked), marked.mark) == (["one"], codecs.BOM_UTF8)
    assert (list(plain), plain.mark) == (["one"], b"")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1140"])
def test_a_character_may_be_cut_between_blocks(encoding: str) -> None:
    data = "00000 één\ntwéé\n".encode(encoding)
    blocks = [data[place : place + 3] for place in range(0, len(data), 3)]

    assert list(Lines(InBlocks(*blocks))) == ["00000 één", "twéé"]


def test_broken_wide_text_is_replaced() -> None:
    lines = Lines("één\nab".encode("utf-16-le").join([codecs.BOM_UTF16_LE, b"\x00\xdc\n\x00x"]))

    assert list(lines) == ["één", "ab\N{REPLACEMENT CHARACTER}", "\N{REPLACEMENT CHARACTER}"]


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_what_a_given_encoding_does_not_know_is_replaced(encoding: str) -> None:
    lines = Lines(b"caf\xe9 x\n", encoding=encoding)

    assert list(lines) == ["caf\N{REPLACEMENT CHARACTER} x"]
    assert (lines.encoding, lines.tolerances) == (encoding, [])


def test_a_byte_that_the_found_encoding_lacks_is_replaced_and_no_other_encoding() -> None:
    lines = Lines("déjà entré à côté\n".encode("cp1252") * 3 + b"1 \x81 2\n")

    assert list(lines)[-1] == "1 \N{REPLACEMENT CHARACTER} 2"
    assert (lines.encoding, lines.tolerances) == ("cp1252", [])


def test_a_block_in_another_encoding_is_read_in_its_own() -> None:
    text = "déjà entré à côté"
    lines = Lines(InBlocks(f"{text}\n".encode(), f"{text}\n".encode("cp1252"), f"{text}\n".encode()))

    assert list(lines) == [text] * 3
    assert (lines.encoding, lines.used) == ("utf-8", {tolerances.MIXED_ENCODING: 2})


def test_letters_in_long_blocks_of_one_byte_each_stay_in_place() -> None:
    text = f"{'x' * 2_047}é{'y' * 3_000}ü{'z' * 2_000}à"

    assert list(Lines(f"{text}\n".encode("cp850"), encoding=None)) == [text]


def test_a_last_line_without_an_end_stands_before_the_last_byte_of_dos() -> None:
    lines = Lines(b"one\ntwo\x1a\x1a")

    assert list(lines) == ["one", "two"]
    assert lines.tolerances == ["final-0x1a", "missing-final-newline"]
