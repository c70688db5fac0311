"""VAT numbers: Belgian ones are BE and the enterprise number, other EU ones are checked by python-stdnum.

Inside we keep the letters and digits without separators (EN 16931 BT-31, BT-48): BE0123456749.
"""

from __future__ import annotations

import re

from stdnum.eu import vat as stdnum_eu_vat

from boekbrug.belgium import enterprise_number
from boekbrug.wording import Sentence, Wording

NOT_A_VAT_NUMBER = Wording(
    "not-a-vat-number",
    "{found} is not a VAT number: expected the letters of an EU country and its digits, "
    "such as BE 0123.456.749. Ask the other party, or look it up in VIES.",
)
COUNTRIES = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU",
     "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI"}
)  # fmt: skip
_SEPARATORS = re.compile(r"[\s.\-/]+")
_WORD = re.compile(r"^(?:BTW|TVA|VAT|MWST|UST)(?:[.:\s-]|NR|NO)*")


class NotAVatNumber(ValueError):
    """A text that is no VAT number of an EU member state (or Northern Ireland)."""

    def __init__(self, found: str) -> None:
        self.found = found
        self.sentence: Sentence = NOT_A_VAT_NUMBER.say(found=found)
        super().__init__(self.sentence.english)


def parse_or_none(typed: str) -> str | None:
    """Return the number without separators and with its country, or None when it is not valid.

    A Belgian enterprise number without letters is read as a Belgian VAT number.
    """
    text = _SEPARATORS.sub("", _WORD.sub("", typed.strip().upper()))
    if not text.isascii():
        return None
    if text[:2].isdigit() or text[:2] == "BE":
        digits = enterprise_number.parse_or_none(text)
        return f"BE{digits}" if digits else None
    return text if text[:2].isalpha() and stdnum_eu_vat.is_valid(text) else None


def parse(typed: str) -> str:
    """Return the number without separators and with its country; raises NotAVatNumber."""
    number = parse_or_none(typed)
    if number is None:
        raise NotAVatNumber(typed)
    return number


def from_enterprise_number(digits: str) -> str:
    """Return the VAT number of a Belgian enterprise that is registered for VAT."""
    return f"BE{digits}"


def to_enterprise_number(number: str) -> str | None:
    """Return the ten digits behind a Belgian VAT number, or None for another country."""
    return number[2:] if number.startswith("BE") else None


def show(number: str) -> str:
    """Write a number as people read it: BE 0123.456.749; other countries after a space."""
    digits = to_enterprise_number(number)
    return f"BE {enterprise_number.show(digits)}" if digits else f"{number[:2]} {number[2:]}"
