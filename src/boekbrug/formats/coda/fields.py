"""Small readings of single columns that need more than a slice."""

from __future__ import annotations

from boekbrug.formats.coda.layout import HEADER, MOVEMENT_2

R_TRANSACTIONS = "12345"
"""Reject, return, refund, reversal, cancellation (standard 2.5, record 22 column 113)."""

_AREA = slice(MOVEMENT_2["blank_110"].first - 1, MOVEMENT_2["purpose"].last)
_BLANK, _TYPE, _REASON = (MOVEMENT_2.cut[name] for name in ("blank_110", "r_transaction", "r_reason"))
_CATEGORY_PURPOSE, _PURPOSE = MOVEMENT_2.cut["category_purpose"], MOVEMENT_2.cut["purpose"]

_COMPANY_NUMBER_WIDTH = HEADER["company_number"].width


def payment_codes(line: str) -> tuple[str, str, str, str] | None:
    """Return R-transaction, its reason, category purpose and purpose of a record 22, or None without any.

    Before version 2.5 these columns held other text. An R-transaction counts only as 1 to 5 behind three
    blanks, a purpose only as four letters.
    """
    if line[_AREA].isspace():
        return None
    kind, reason = line[_TYPE], line[_REASON].strip()
    if kind not in R_TRANSACTIONS or not line[_BLANK].isspace():
        kind = reason = ""
    return kind, reason, _four_letters(line[_CATEGORY_PURPOSE]), _four_letters(line[_PURPOSE])


def _four_letters(text: str) -> str:
    return text if text.isascii() and text.isalpha() else ""


def company_number(text: str) -> str:
    """Return the ten digits of the enterprise number, "" for zeros, or else the text itself."""
    digits = text.strip()
    if not digits.strip("0"):
        return ""
    return (
        digits[1:]
        if len(digits) == _COMPANY_NUMBER_WIDTH and digits.isdigit() and digits[0] == "0"
        else digits
    )


def company_number_text(number: str) -> str:
    """Write the enterprise number for the header: zeros in front, zeros when there is none."""
    return number.zfill(_COMPANY_NUMBER_WIDTH) if not number or number.isdigit() else number
