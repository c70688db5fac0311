"""Find out in which encoding a CODA file is written, from its bytes.

The standard does not name an encoding; ASCII, Windows-1252, Latin-9, cp850, UTF-8 and EBCDIC were seen. A
byte order mark decides, or five zeros in EBCDIC; then UTF-8 when the lines have 128 characters as UTF-8; then
the 8-bit encoding whose letters stand best between other letters. When two fit as well, Windows-1252 wins:
most banks use it. No letter counts for more than another: a Spanish or Czech name is as likely as a French
one.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

ASCII = "ascii"
UTF_8 = "utf-8"
WINDOWS = "cp1252"
LATIN_9 = "iso8859-15"
DOS = "cp850"
EBCDIC = "cp1140"

WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\xf0" * 5, EBCDIC),
)
"""What a file begins with when ASCII letters are not single bytes of their own in it: a byte order mark (that
of UTF-32 first, it begins as UTF-16's), or the five zeros of a header in EBCDIC."""

MARK_BYTES_MAX = max(len(mark) for mark, _ in WIDE_MARKS)

_EIGHT_BIT = (WINDOWS, LATIN_9, DOS)  # in order of preference
_HIGH = re.compile(rb"[\x80-\xff]")
_EVIDENCE_MAX = 2000  # that many letters tell enough

_COLUMNS = 128

_CONTROLS = range(0x80, 0xA0)  # where Windows-1252 has signs and few letters, cp850 most of its accents
_NO_LETTERS = frozenset("ªº")  # Python takes them for letters
_OUR_SIGNS = frozenset("°§²³½«»’‘“”–—´¨·")
_OPENING, _CLOSING, _APOSTROPHE = frozenset("‘“"), frozenset("’”"), "’"
_LOWER, _UPPER, _NO_LETTER = "a", "A", ""


Content = bytes | bytearray | memoryview
"""What a file that is held whole may be."""


def must_decode_files(encoding: str) -> None:
    """Raise LookupError for a name that is no encoding, or one that only decodes texts of its own (idna)."""
    try:
        b"\x81\xff".decode(encoding, errors="replace")
    except UnicodeError:
        raise LookupError(f"{encoding} decodes no files") from None


def is_like_ascii(encoding: str) -> bool:
    """Whether digits and line ends are the same bytes in an encoding as in ASCII; LookupError if unknown."""
    return "0\n".encode(encoding) == b"0\n"


def detect(block: bytes) -> str:
    """Return the encoding of whole lines without a byte order mark: one of the names above."""
    if block.isascii():
        return ASCII
    if _is_utf_8_by_columns(block):
        return UTF_8
    return _likeliest(block)


def _is_utf_8_by_columns(block: bytes) -> bool:
    """Whether the bytes are UTF-8, and their lines are not 128 wide only as single bytes."""
    try:
        block.decode(UTF_8)
    except UnicodeDecodeError:
        return False
    telling = [line for line in block.splitlines() if not line.isascii()][:_EVIDENCE_MAX]
    as_characters = sum(len(line.decode(UTF_8)) == _COLUMNS for line in telling)
    as_bytes = sum(len(line) == _COLUMNS for line in telling)
    return as_characters >= as_bytes


def _likeliest(block: bytes) -> str:
    places = [found.start() for _, found in zip(range(_EVIDENCE_MAX), _HIGH.finditer(block), strict=False)]
    weights = [
        _weights(block[place], _case(block[max(place - 1, 0) : place]), _case(block[place + 1 : place + 2]))
        for place in places
    ]
    scores = dict(zip(_EIGHT_BIT, map(sum, zip(*weights, strict=True)), strict=True))
    return max(_EIGHT_BIT, key=scores.__getitem__)


@cache
def _weights(byte: int, before: str, after: str) -> list[int]:
    """Score one byte in its surroundings, in each encoding; kept, as a text repeats the same few."""
    characters = [bytes([byte]).decode(encoding, errors="replace") for encoding in _EIGHT_BIT]
    return [
        _weigh(character, before, after) - _is_odd(character, before, after, is_control=byte in _CONTROLS)
        for character in characters
    ]


def _case(byte: bytes) -> str:
    """Return what stands beside a byte: a small letter, a capital or no letter (of ASCII)."""
    if not byte.isalpha():
        return _NO_LETTER
    return _UPPER if byte.isupper() else _LOWER


def _weigh(character: str, before: str, after: str) -> int:
    """Score a character: a letter next to a letter speaks for its encoding, noise against it."""
    if character == "\N{REPLACEMENT CHARACTER}" or not character.isprintable():
        return -2
    if _is_letter(character):
        return 2 if before or after else 1
    if character == "€":
        return 0 if after else 3
    if character not in _OUR_SIGNS:
        return 0
    is_apt = (
        (character in _OPENING and not before and after)
        or (character in _CLOSING and before and not after)
        or (character == _APOSTROPHE and before and after)
    )
    return 2 if is_apt else 1


def _is_odd(character: str, before: str, after: str, *, is_control: bool) -> bool:
    """Whether a letter has another case than its place asks: cafÚ, crŠme, MšLLER, èimek at a beginning.

    A small letter between capitals (SOCIéTé) proves nothing: programs leave it there.
    """
    if not _is_letter(character) or not (before or after):
        return False
    expected = _UPPER if not before else after or before
    if character.isupper():
        return expected == _LOWER
    return is_control and expected == _UPPER


def _is_letter(character: str) -> bool:
    return character.isalpha() and character not in _NO_LETTERS
