"""The texts of a line in which something may be named."""

from __future__ import annotations

import re

from boekbrug.belgium import ogm
from boekbrug.matching.values import BankLine

STRUCTURED_OGM = frozenset({"101", "102"})  # Febelfin CODA 2.6: types whose text is an OGM
OGM_DIGITS = 12
_NO_DIGIT = re.compile(r"[^0-9]+")


def structured_ogm(line: BankLine) -> str:
    """The twelve digits of a structured communication, or "" when the line has none."""
    if line.structured_type not in STRUCTURED_OGM:
        return ""
    digits = line.communication[:OGM_DIGITS]
    return (
        digits
        if len(digits) == OGM_DIGITS and digits.isdecimal()
        else ogm.parse_or_none(line.communication) or ""
    )


def free_text(line: BankLine) -> str:
    """Everything that people and banks wrote, without a structured communication; " | " stands between."""
    texts = () if structured_ogm(line) else (line.communication,)
    if not line.information and not line.customer_reference:
        return texts[0] if texts else ""
    return " | ".join(text for text in (*texts, *line.information, line.customer_reference) if text)


def references(text: str) -> dict[str, str]:
    """The structured references in a text: reference as stored -> as people read it."""
    found: dict[str, str] = {}
    if len(_NO_DIGIT.sub("", text)) >= OGM_DIGITS:  # most texts hold fewer, and the search is thorough
        for one in ogm.find_all(text):
            found[one.digits] = ogm.show(one.digits)
    if "RF" in text.upper():
        for reference in ogm.find_rf(text):
            found[reference] = ogm.show_rf(reference)
    return found
