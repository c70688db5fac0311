"""Make a text of others safe to lay out: what cannot be drawn is replaced, and very long words may break."""

from __future__ import annotations

import re
import unicodedata

LONGEST_WORD = 32  # letters that fit on the narrowest line for running text
LONGEST_IN_A_COLUMN = 16  # … and in a quarter of the page
UNKNOWN = "?"
_BREAK = "\u200b"
# What is no letter: controls, half pairs, and marks that turn the direction of what follows (Unicode UAX 9).
_CONTROL = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff]+"
)
_UNSEEN = re.compile(r"[\u00ad\u034f\u061c\u200b-\u200f\ufe00-\ufe0f]+")
# What our fonts hold, and those that typst brings (Greek, Cyrillic, Hebrew, Arabic); PDF/A refuses any other.
DRAWN = (
    r"\n\u0020-\u007e\u00a0-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u0531-\u0556"
    r"\u0561-\u0587\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u10d0-\u10ff\u1e00-\u1eff\u2000-\u200a\u2010-\u2027"
    r"\u202f-\u2040\u2044-\u2052\u2054-\u205f\u2070\u2071\u2074-\u208e\u2090-\u209c\u20a0-\u20c0\u2100-\u211e"
    r"\u2120\u2122\u2126\u2153-\u215f\u2190-\u21ff\u2200-\u22ff\u2500-\u25ff\u2605\u2606\u2610-\u2612"
    r"\u2713\u2714\u2717\u2718"
)
_NOT_DRAWN = re.compile(f"[^{DRAWN}]")
_LONG_WORDS = {
    longest: re.compile(rf"\S{{{longest + 1},}}") for longest in (LONGEST_WORD, LONGEST_IN_A_COLUMN)
}


def text(given: str, longest: int = LONGEST_WORD) -> str:
    """Return a text that can be drawn, letter by letter as it was given where we have the letter.

    A control character becomes a space, a letter without a shape its nearest form or a question mark.
    """
    if not given.isascii():
        given = _UNSEEN.sub("", unicodedata.normalize("NFC", given))
    shown = _NOT_DRAWN.sub(_nearest, _CONTROL.sub(" ", given)).strip()
    return _LONG_WORDS[longest].sub(lambda word: _breakable(word[0], longest), shown)


def one_line(given: str, longest: int = LONGEST_WORD) -> str:
    """Return a text for a name or a label, in which a line break or an indent is only a space."""
    return text(" ".join(given.split()), longest)


def _breakable(word: str, longest: int) -> str:
    """Let a word break where a part of it fills a line, and nowhere near its end."""
    parts = -(-len(word) // longest)
    size = -(-len(word) // parts)
    return _BREAK.join(word[start : start + size] for start in range(0, len(word), size))


def _nearest(letter: re.Match[str]) -> str:
    return _NOT_DRAWN.sub("", unicodedata.normalize("NFKD", letter[0])) or UNKNOWN
