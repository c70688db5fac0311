"""Bank account numbers (ISO 13616 IBAN): any spelling in, no spaces inside, groups of four on screen."""

from __future__ import annotations

import re

from stdnum import iban as stdnum_iban
from stdnum.exceptions import ValidationError

from boekbrug.wording import Sentence, Wording

NOT_AN_IBAN = Wording(
    "not-an-iban",
    "{found} is not an IBAN: the length or the check digits are not right. "
    "Copy it from a bank statement or an invoice, such as BE68 5390 0754 7034.",
)
_SEPARATORS = re.compile(r"[\s.\-/]+")
_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}", re.ASCII)


class NotAnIban(ValueError):
    """A text that is no IBAN."""

    def __init__(self, found: str) -> None:
        self.found = found
        self.sentence: Sentence = NOT_AN_IBAN.say(found=found)
        super().__init__(self.sentence.english)


def _checks(text: str) -> bool:
    """Whether length, shape and check digits are right, whatever the bank."""
    try:
        stdnum_iban.validate(text, check_country=False)
    except ValidationError:
        return False
    return True


def parse_or_none(typed: str) -> str | None:
    """Return the IBAN in capitals without separators, or None when length, country or check is wrong.

    Length and shape per country come from python-stdnum's copy of the IBAN registry. Its list of Belgian
    banks is not used: a bank that opens next year must not be refused.
    """
    text = _SEPARATORS.sub("", typed.upper()).removeprefix("IBAN").removeprefix(":")
    return text if _SHAPE.fullmatch(text) and _checks(text) else None


def parse(typed: str) -> str:
    """Return the IBAN in capitals without separators; raises NotAnIban."""
    number = parse_or_none(typed)
    if number is None:
        raise NotAnIban(typed)
    return number


def show(number: str) -> str:
    """Write an IBAN in groups of four, as on a bank card: BE68 5390 0754 7034."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def make_belgian(base: int) -> str:
    """Make a Belgian IBAN with valid check digits from ten digits (bank 3, account 7), for demo data.

    Raises ValueError for a base outside 0 to 9,999,999,999.
    """
    if not 0 <= base < 10**10:
        raise ValueError(f"A Belgian account starts with ten digits, not {base}.")
    account = f"{base:010d}{base % 97 or 97:02d}"
    return f"BE{98 - int(account + '111400') % 97:02d}{account}"
