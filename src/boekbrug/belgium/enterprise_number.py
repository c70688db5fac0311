"""The Belgian enterprise number (KBO/BCE): any spelling in, ten digits inside, 0123.456.749 on screen.

Rule: ten digits that start with 0 or 1, the last two being 97 minus the first eight modulo 97 (Code of
Economic Law art. III.17; the same check as PEPPOL-COMMON-R043 for scheme 0208).
"""

from __future__ import annotations

import re

from stdnum.be import vat as stdnum_vat

from boekbrug.wording import Sentence, Wording

NOT_AN_ENTERPRISE_NUMBER = Wording(
    "not-an-enterprise-number",
    "{found} is not a Belgian enterprise number: expected ten digits with a correct check, "
    "such as 0123.456.749. Check it against the invoice or the KBO.",
)
_PREFIX = re.compile(r"^(?:0208:|9925:|9956:|[A-Z]+[.:\s-]*)+")
_SEPARATORS = re.compile(r"[\s.\-/()]+")
_DIGITS = re.compile(r"[01]\d{9}", re.ASCII)


class NotAnEnterpriseNumber(ValueError):
    """A text that is no Belgian enterprise number."""

    def __init__(self, found: str) -> None:
        self.found = found
        self.sentence: Sentence = NOT_AN_ENTERPRISE_NUMBER.say(found=found)
        super().__init__(self.sentence.english)


def parse_or_none(typed: str) -> str | None:
    """Return the ten digits of an enterprise number in any spelling, or None when the check fails.

    Leading words (`BE`, `BTW`, `TVA`, `KBO`, a Peppol scheme), spaces, points, dashes, slashes and round
    brackets are ignored; nine digits get the 0 that old numbers lacked.
    """
    digits = _SEPARATORS.sub("", _PREFIX.sub("", typed.strip().upper()))
    if len(digits) == 9:
        digits = "0" + digits
    return digits if _DIGITS.fullmatch(digits) and stdnum_vat.is_valid(digits) else None


def parse(typed: str) -> str:
    """Return the ten digits of an enterprise number in any spelling; raises NotAnEnterpriseNumber."""
    digits = parse_or_none(typed)
    if digits is None:
        raise NotAnEnterpriseNumber(typed)
    return digits


def is_valid(digits: str) -> bool:
    """Whether a text is exactly ten digits with the right check."""
    return parse_or_none(digits) == digits


def show(digits: str) -> str:
    """Write ten digits as people read them: 0123.456.749."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def make(base: int) -> str:
    """Make a number with valid check digits from eight digits (0 to 19,999,999), for demo data and tests.

    Raises ValueError for a base outside that range.
    """
    if not 0 <= base < 20_000_000:
        raise ValueError(f"An enterprise number starts with eight digits below 20 000 000, not {base}.")
    return f"{base:08d}{97 - base % 97:02d}"
