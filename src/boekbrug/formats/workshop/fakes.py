"""Invented accounts, references and numbers for real ones: as long, in the same places, check digits held.

What was valid stays valid, and what was wrong stays wrong, so that a file shows the same problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from boekbrug.belgium import enterprise_number, iban, ogm
from boekbrug.formats.coda.check_digits import is_isin
from boekbrug.formats.workshop.scrambling import Scrambler

_BANK, _OWN = 3, 7  # digits of a Belgian account: its bank, which stays, and the number
_IN_TEXT = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]){10,30}(?!\w)", re.ASCII)
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
_ATTEMPTS_MAX = 1000
_KEPT_MAX = 10_000


class Fakes:
    """Makes the invented ones; the same real one gives the same invented one."""

    def __init__(self, scrambler: Scrambler) -> None:
        self._scrambler = scrambler
        self.text = lru_cache(_KEPT_MAX)(self._text)

    def _text(self, text: str) -> str:
        """Return free text with other words; accounts and Belgian references in it stay valid."""
        pieces, start = [], 0
        for begin, end, made in sorted(self._meant(text)):
            if begin >= start:
                pieces += [self._scrambler.text(text[start:begin]), made]
                start = end
        return "".join(pieces) + self._scrambler.text(text[start:])

    def _meant(self, text: str) -> list[tuple[int, int, str]]:
        """Return what stands for something in a free text: where, and what comes in its place."""
        accounts = [
            (found.start(), found.end(), refilled(found[0], self.account(compact)))
            for found in _IN_TEXT.finditer(text)
            if iban.parse_or_none(compact := found[0].replace(" ", "")) is not None
        ]
        references = [
            (one.start, one.end, refilled(text[one.start : one.end], self.reference(one.digits), str.isdigit))
            for one in ogm.find_all(text)
        ]
        return accounts + references

    def account(self, number: str) -> str:
        """Return another account of the same country and, in Belgium, of the same bank."""
        if (known := iban.parse_or_none(number)) == number and known is not None:
            return self._belgian(known) if known.startswith("BE") else self._foreign(known)
        if ogm.is_valid(number):
            return ogm.make(int(number[:_BANK] + self._others(number)))
        country = number[:2] if number[:2].isalpha() else ""
        return country + self.still(number[len(country) :], lambda made: not _is_account(country + made))

    def _belgian(self, number: str) -> str:
        return iban.make_belgian(int(number[4 : 4 + _BANK] + self._others(number)))

    def _others(self, number: str) -> str:
        """Return seven digits that are not those of the account."""
        made = self._scrambler.digits(number, _OWN)
        return made if made not in number else f"{(int(made) + 1) % 10**_OWN:0{_OWN}d}"

    def _foreign(self, number: str) -> str:
        country, own = number[:2], number[4:]
        return _checked(country, self._scrambler.word(own) if own.strip("0") else own)

    def reference(self, digits: str) -> str:
        """Return another Belgian reference; a wrong one stays wrong."""
        if not digits.strip("0 "):
            return digits
        if ogm.is_valid(digits):
            base = int(self._scrambler.digits(digits, 10))
            return ogm.make((base + (ogm.make(base) == digits)) % 10**10)
        return self.still(digits, lambda made: not ogm.is_valid(made))

    def creditor_reference(self, text: str) -> str:
        """Return another reference of ISO 11649."""
        if ogm.parse_rf_or_none(text) is None:
            return self.still(text, lambda made: ogm.parse_rf_or_none(made) is None)
        return _checked("RF", self._scrambler.word(text[4:]))

    def creditor(self, text: str) -> str:
        """Return another SEPA creditor identifier: country and business code stay."""
        own = text[7:]
        if len(own) < 1 or not text.isascii() or not text.isalnum() or not _is_97(own + text[:4]):
            return text[:2] + self._scrambler.text(text[2:])
        made = self._scrambler.word(own)
        return _checked(text[:2], made)[:4] + text[4:7] + made

    def enterprise(self, digits: str) -> str:
        """Return another enterprise number of ten digits; a wrong one stays wrong."""
        if not digits.strip("0 "):
            return digits
        if enterprise_number.is_valid(digits):
            base = int(digits[0] + self._scrambler.digits(digits, 7))
            base += f"{base:08d}" == digits[:8]
            return f"{base:08d}{97 - base % 97:02d}"
        return self.still(digits, lambda made: not enterprise_number.is_valid(made))

    def security(self, text: str) -> str:
        """Return another code of a security: an ISIN keeps its country and has its last digit right."""
        if not is_isin(text):
            return self.still(text, lambda made: not is_isin(made))
        made = text[:2] + self._scrambler.text(text[2:11])
        return next(made + digit for digit in "0123456789" if is_isin(made + digit))

    def bic(self, text: str) -> str:
        """Return another BIC of the same country."""
        if _BIC.fullmatch(text) is None:
            return self._scrambler.text(text)
        return self._scrambler.word(text[:4]) + text[4:6] + self._scrambler.text(text[6:])

    def still(self, text: str, is_fit: Callable[[str], bool]) -> str:
        """Return other words of which something still holds; the text's own words are never kept."""
        for attempt in range(_ATTEMPTS_MAX):
            made = self._scrambler.text(text, attempt)
            if is_fit(made):
                return made
        return self._scrambler.text(text)


def _is_account(number: str) -> bool:
    return iban.parse_or_none(number) is not None or ogm.is_valid(number)


def refilled(shape: str, made: str, is_taken: Callable[[str], bool] = str.isalnum) -> str:
    """Put the characters of one text in the places of the letters and digits of another."""
    letters = iter(made)
    return "".join(next(letters, one) if is_taken(one) else one for one in shape)


def _checked(front: str, own: str) -> str:
    """Put a country (or RF) and check digits in front (ISO 7064, mod 97-10)."""
    return f"{front}{98 - _remainder(own + front + '00'):02d}{own}"


def _is_97(text: str) -> bool:
    return _remainder(text) == 1


def _remainder(text: str) -> int:
    """Return what is left by 97 of letters (A is 10) and digits."""
    return int("".join(str(int(one, 36)) for one in text)) % 97
