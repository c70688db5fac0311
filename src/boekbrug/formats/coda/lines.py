"""Turn bytes into decoded lines, block by block, so that a file of any size takes the same memory.

LF, CRLF and CR end a line. The encoding is found on the first block with other bytes than ASCII. A byte that
it does not have becomes U+FFFD, and its place is kept in `lost`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from boekbrug.formats.coda import encoding as encodings
from boekbrug.formats.coda import tolerances as tolerance_list
from boekbrug.formats.coda.tolerances import Tolerance
from boekbrug.formats.problem import Columns

BLOCK_BYTES = 128 * 1024
PIECE_BYTES = 2 * 1024
LINE_BYTES_MAX = 64 * 1024
"""Without a line end for this long it is no text; the piece counts as one (far too wide) line."""
LOST_MAX = 20
"""So many lines with lost characters are listed, and one more tells that there are others."""

RUNS_MAX = 10_000
"""After so many changes of line ends they are not followed any more, so that memory stays flat."""

FINAL, FINAL_BYTE = "\x1a", b"\x1a"
NEXT_LINE = "\x85"
_MARK_BYTE = codecs.BOM_UTF8[:1]

_JOINS = re.compile(rb"(?:\x1a|\xef\xbb\xbf)+(?=0000)")  # before a header
_ENDS = re.compile(r"\r\n|\r|\n")
_LOST = "\N{REPLACEMENT CHARACTER}"


class Lines:
    """The decoded lines of a file, without their ends, with the encoding found and the tolerances used."""

    def __init__(self, data: encodings.Content | BinaryIO, *, encoding: str | None = None) -> None:
        if encoding is not None:
            encodings.must_decode_files(encoding)
        self.encoding = encoding or encodings.ASCII
        self.used: dict[Tolerance, int | None] = {}  # by the line where it was needed first
        self.mark = b""  # a byte order mark that the encoding does not write by itself
        self.tail = ""  # what stands behind the last line: the byte 1A
        self._runs: list[tuple[int, str]] = []  # so many lines, and how each ends
        self._is_next_line = False  # EBCDIC has a line end of its own
        self.lost: list[tuple[int, Columns]] = []  # lines with characters that were not decoded, and where
        self.text_count = 0  # of the lines of the text that was yielded last
        self._count = 0  # of the lines that were handed out
        self._is_given = encoding is not None
        self._is_narrowed = False  # to UTF-8, before lines are looked for
        self._is_found = False
        self._file = BytesIO(data) if isinstance(data, encodings.Content) else data

    def __iter__(self) -> Iterator[str]:
        """Yield the lines; a last one without an end, and a final byte 1A, are noted as tolerances."""
        for text in self.texts():
            lines = text.split("\n")
            lines.pop()  # what follows the last line end is nothing
            yield from lines

    def texts(self) -> Iterator[str]:
        """Yield the text in pieces of whole lines that all end with LF."""
        for block, is_last in _whole_lines(self._narrow_blocks()):
            text = self._decode(self._parted(block) if _is_joined(block) else block)
            self.text_count = self._count_ends(text)
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            if is_last:
                text = self._ended(text)
                self.text_count = text.count("\n")
            if text:
                if _LOST in text:
                    self._note_lost(text)
                yield text
                self._count += self.text_count

    @property
    def tolerances(self) -> list[str]:
        """The names of the tolerances that were needed."""
        return [tolerance.name for tolerance in self.used]

    @property
    def line_end(self) -> str:
        """How the first line ends."""
        end = self._runs[0][1] if self._runs else "\n"
        return NEXT_LINE if end == "\n" and self._is_next_line else end

    @property
    def mixed_ends(self) -> tuple[tuple[int, str], ...]:
        """So many lines and how each ends, one after the other; nothing when all end alike."""
        return tuple(self._runs) if 1 < len(self._runs) < RUNS_MAX else ()

    @property
    def written_encoding(self) -> str:
        """The encoding that writes what stands behind the mark."""
        is_other_way = self.encoding in ("utf-16", "utf-32") and bool(self.mark)
        return f"{self.encoding}-be" if is_other_way else self.encoding

    def use(self, tolerance: Tolerance, line: int | None = None) -> None:
        """Note that a tolerance was needed, on this line; the first time counts."""
        self.used.setdefault(tolerance, line)

    def _note_lost(self, text: str) -> None:
        for number, line in enumerate(text.split("\n"), self._count + 1):
            if len(self.lost) > LOST_MAX:
                return
            if _LOST in line:
                self.lost.append((number, (line.index(_LOST) + 1, line.rindex(_LOST) + 1)))

    def _parted(self, block: bytes) -> bytes:
        """Take away what a file that was joined behind another brings along before its header."""
        end = b"\r\n" if b"\r\n" in block else b"\n" if b"\n" in block else b"\r"
        pieces, place, line = [], 0, self._count + 1
        for found in _JOINS.finditer(block):
            pieces.append(block[place : found.start()])
            line += _line_count(block[place : found.start()])
            is_begun = not pieces[-1].endswith((b"\n", b"\r")) and found.start() > 0
            pieces.append(end if is_begun else b"")
            line += is_begun
            if FINAL_BYTE in found.group():
                self.use(tolerance_list.FINAL_0X1A, line)
            if codecs.BOM_UTF8 in found.group():
                self.use(tolerance_list.BYTE_ORDER_MARK, line)
            place = found.end()
        return b"".join([*pieces, block[place:]])

    def _count_ends(self, text: str) -> int:
        """Follow how the lines end: all alike, but for files that were joined; return how many end."""
        count = text.count("\n")
        if "\r" not in text:
            self._add_run(count, "\n")
        elif count == text.count("\r") == text.count("\r\n"):
            self._add_run(count, "\r\n")
        elif count == 0:
            count = text.count("\r")
            self._add_run(count, "\r")
        else:
            ends = _ENDS.findall(text)
            count = len(ends)
            for end in ends:
                self._add_run(1, end)
        return count

    def _add_run(self, count: int, end: str) -> None:
        if not count:
            return
        if self._runs and self._runs[-1][1] == end:
            count += self._runs.pop()[0]
        elif self._runs:
            self.use(tolerance_list.MIXED_LINE_ENDS, sum(lines for lines, _ in self._runs) + 1)
        if len(self._runs) < RUNS_MAX:
            self._runs.append((count, end))

    def _ended(self, text: str) -> str:
        last_line = self._count + text.count("\n") + 1
        if text.endswith(FINAL):
            whole = text.rstrip(FINAL)
            self.tail = text[len(whole) :]
            text = whole
            self.use(tolerance_list.FINAL_0X1A, last_line)
        if text and not text.endswith("\n"):
            self.use(tolerance_list.MISSING_FINAL_NEWLINE, last_line)
            text += "\n"
        return text

    def _narrow_blocks(self) -> Iterator[bytes]:
        """Yield blocks in which a line end is one byte 0A or 0D; UTF-16, UTF-32 and EBCDIC become UTF-8."""
        block = self._file.read(BLOCK_BYTES)
        while len(block) < encodings.MARK_BYTES_MAX and (more := self._file.read(BLOCK_BYTES)):
            block += more  # a slow file may cut its mark in two
        mark = self._wide_encoding(block)
        if self._is_given:
            mark = None if encodings.is_like_ascii(self.encoding) else self._given(block)
        if mark is None:
            self.mark = codecs.BOM_UTF8 if block.startswith(codecs.BOM_UTF8) else b""
            if self.mark:
                self.use(tolerance_list.BYTE_ORDER_MARK, 1)
            yield block.removeprefix(codecs.BOM_UTF8)
            while block := self._file.read(BLOCK_BYTES):
                yield block
            return
        self.encoding = mark
        self._is_narrowed = True
        decoder = codecs.getincrementaldecoder(mark)(errors="replace")
        while block:
            yield self._narrow(decoder.decode(block))
            block = self._file.read(BLOCK_BYTES)
        yield self._narrow(decoder.decode(b"", final=True))

    def _given(self, block: bytes) -> str:
        """Return the encoding that was asked; Python wants its mark where UTF-16 and UTF-32 have one."""
        name = codecs.lookup(self.encoding).name
        is_marked = any(block.startswith(mark) for mark, wide in encodings.WIDE_MARKS if wide == name)
        return self.encoding if is_marked or name not in ("utf-16", "utf-32") else f"{name}-le"

    def _wide_encoding(self, block: bytes) -> str | None:
        """Return the encoding that the first bytes tell, and keep a mark that only reading takes away."""
        for mark, name in encodings.WIDE_MARKS:
            if block.startswith(mark):
                if name != encodings.EBCDIC:
                    self.use(tolerance_list.BYTE_ORDER_MARK, 1)
                self.mark = mark if mark in (codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE) else b""
                return name
        return None

    def _narrow(self, text: str) -> bytes:
        """Encode as UTF-8; the line end of EBCDIC (next line) becomes LF."""
        self._is_next_line = self._is_next_line or NEXT_LINE in text
        return text.replace(NEXT_LINE, "\n").encode(encodings.UTF_8, errors="replace")

    def _decode(self, block: bytes) -> str:
        if block.isascii():
            return block.decode(encodings.ASCII)
        if self._is_narrowed or self._is_given:
            return block.decode(encodings.UTF_8 if self._is_narrowed else self.encoding, errors="replace")
        if not self._is_found:
            self.encoding, self._is_found = encodings.detect(block), True
        try:
            if self.encoding != encodings.UTF_8:
                return _decode_by_pieces(block, self.encoding)
            return block.decode(self.encoding)
        except UnicodeDecodeError:
            found = encodings.detect(block)
            if found != self.encoding:
                self.use(tolerance_list.MIXED_ENCODING, self._count + _undecodable_line(block, self.encoding))
            return block.decode(found, errors="replace")


def _decode_by_pieces(block: bytes, encoding: str) -> str:
    """Decode an encoding of one byte per character: most pieces are plain ASCII, which is far quicker."""
    pieces = [block[place : place + PIECE_BYTES] for place in range(0, len(block), PIECE_BYTES)]
    return "".join([piece.decode(encodings.ASCII if piece.isascii() else encoding) for piece in pieces])


def _is_joined(block: bytes) -> bool:
    """Whether another file may begin in it; one byte is found thirty times as quickly as three."""
    return FINAL_BYTE in block or (_MARK_BYTE in block and codecs.BOM_UTF8 in block)


def _line_count(block: bytes) -> int:
    return block.count(b"\n") or block.count(b"\r")


def _undecodable_line(block: bytes, encoding: str) -> int:
    """Return the number of the first line that is not in an encoding."""
    text = block.decode(encoding, errors="surrogateescape")
    return next((number for number, line in enumerate(text.split("\n"), 1) if _is_escaped(line)), 1)


def _is_escaped(line: str) -> bool:
    return any("\udc80" <= character <= "\udcff" for character in line)


def _whole_lines(blocks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Regroup blocks so that each ends with a line end; the last one comes as it is, with True."""
    rest = b""
    for block in blocks:
        rest += block
        cut = rest.rfind(b"\n") + 1 or rest.rfind(b"\r", 0, len(rest) - 1) + 1
        if cut:
            yield rest[:cut], False
            rest = rest[cut:]
        elif len(rest) > LINE_BYTES_MAX:
            yield rest + b"\n", False
            rest = b""
    yield rest, True
