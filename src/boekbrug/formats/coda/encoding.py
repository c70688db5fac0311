"""Find out in which encoding a CODA file is written, from its bytes.

The standard does not name an encoding; ASCII, Windows-1252, Latin-9, cp850, UTF-8 and EBCDIC were seen. A
byte order mark decides, or five zeros in EBCDIC; then UTF-8 when the lines have 128 characters as UTF-8; then
the 8-bit encoding whose letters stand best between other letters. When two fit as well, Windows-1252 wins:
most banks use it.
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

_OUR_LETTERS = frozenset("éèêëàâäùûüôöîïçñœæß")  # French, Dutch and German
_OUR_SIGNS = frozenset("°§²³½«»’‘“”–—´¨·")


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
        _weights(
            block[place], block[max(place - 1, 0) : place].isalpha(), block[place + 1 : place + 2].isalpha()
        )
        for place in places
    ]
    scores = dict(zip(_EIGHT_BIT, map(sum, zip(*weights, strict=True)), strict=True))
    return max(_EIGHT_BIT, key=scores.__getitem__)


@cache
def _weights(byte: int, is_after_letter: bool, is_before_letter: bool) -> list[int]:
    """Score one byte in its surroundings, in each encoding; kept, as a text repeats the same few."""
    characters = [bytes([byte]).decode(encoding, errors="replace") for encoding in _EIGHT_BIT]
    return [_weigh(character, is_after_letter, is_before_letter) for character in characters]


def _weigh(character: str, is_after_letter: bool, is_before_letter: bool) -> int:
    """Score a character: a letter next to a letter speaks for its encoding, noise against it."""
    if character == "\N{REPLACEMENT CHARACTER}" or not character.isprintable():
        return -2
    if character.isalpha():
        is_at_home = is_after_letter or is_before_letter
        return (3 if character.lower() in _OUR_LETTERS else 2) if is_at_home else 1
    if character == "€":
        return 0 if is_after_letter and is_before_letter else 3
    return 1 if character in _OUR_SIGNS else 0
