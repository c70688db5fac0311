"""Replace words by others of the same shape: as long, with capitals, digits and accents in the same places.

The same word becomes the same word as long as the key is the same (HMAC-SHA-256 of the word); without the key
nothing can be computed back.
"""

from __future__ import annotations

import hmac
import re
from functools import lru_cache
from hashlib import sha256
from itertools import count

_WORD = re.compile(r"[^\W_]+")
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnprstvwz"
_ACCENTED = "éèêëàâäùûüôöîïç"  # in every encoding that a CODA file was seen in
_CACHED_WORDS_MAX = 100_000


class Scrambler:
    """Replaces words by others, with one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.word = lru_cache(_CACHED_WORDS_MAX)(self._word)

    def text(self, text: str, attempt: int = 0) -> str:
        """Return the text with other words; blanks and signs stay. Another attempt gives yet other words."""
        return _WORD.sub(lambda found: self.word(found[0], attempt), text)

    def digits(self, text: str, width: int) -> str:
        """Return so many digits that follow from a text."""
        return f"{int.from_bytes(self._bytes(text, 0)[:16], 'big') % 10**width:0{width}d}"

    def _word(self, word: str, attempt: int = 0) -> str:
        """Return another word; zeros alone say that there is nothing, and stay."""
        if not word.strip("0"):
            return word
        for number in count(attempt):
            made = self._attempt(word, number)
            if made.lower() != word.lower():
                return made
        raise AssertionError("count() never ends")

    def _attempt(self, word: str, attempt: int) -> str:
        noise, made, is_leading = b"", [], True
        for place, letter in enumerate(word):
            if place % 32 == 0:
                noise = self._bytes(word, attempt, place)
            made.append(_other(letter, noise[place % 32], is_leading=is_leading))
            is_leading = is_leading and letter == "0"
        return "".join(made)

    def _bytes(self, text: str, attempt: int, place: int = 0) -> bytes:
        said = f"{attempt}/{place}/{text}".encode("utf-8", errors="surrogatepass")
        return hmac.digest(self._key, said, sha256)


def _other(letter: str, noise: int, *, is_leading: bool) -> str:
    """Return a letter for a letter of its kind, a digit for a digit; zeros in front stay zeros."""
    if letter.isdecimal():
        if is_leading:
            return "0" if letter == "0" else str(1 + noise % 9)
        return str(noise % 10)
    plain = _VOWELS if letter.lower() in _VOWELS else _CONSONANTS
    kind = plain if letter.isascii() else _ACCENTED
    chosen = kind[noise % len(kind)]
    return chosen.upper() if letter.isupper() else chosen
