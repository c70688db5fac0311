"""Small readings of single columns that need more than a slice."""

from __future__ import annotations

from boekbrug.formats.coda.layout import HEADER, MOVEMENT_2

R_TRANSACTIONS = "12345"
"""Reject, return, refund, reversal, cancellation (standard 2.5, record 22 column 113)."""

_AREA = slice(MOVEMENT_2["blank_110"].first - 1, MOVEMENT_2["purpose"].last)
_BLANK, _TYPE, _REASON, _CATEGORY_PURPOSE, _PURPOSE = (
    slice(MOVEMENT_2[name].first - 1 - _AREA.start, MOVEMENT_2[name].last - _AREA.start)
    for name in ("blank_110", "r_transaction", "r_reason", "category_purpose", "purpose")
)
NO_PAYMENT_CODES = ("", "", "", "")

_COMPANY_NUMBER_WIDTH = HEADER["company_number"].width
_DIGITS = _COMPANY_NUMBER_WIDTH - 1  # a zero stands before them; some leave zeros out


def payment_area(line: str) -> str:
    """Return columns 110-125 of a record 22."""
    return line[_AREA]


def payment_codes(area: str) -> tuple[str, str, str, str]:
    """Return R-transaction, its reason, category purpose and purpose, each "" when it is not there.

    Before version 2.5 these columns (110-125) held other text. An R-transaction counts only as 1 to 5 behind
    three blanks, with a reason that begins with a letter (ISO 20022), a purpose only as four letters.
    """
    if area.isspace():
        return NO_PAYMENT_CODES
    kind, reason = area[_TYPE], area[_REASON].strip()
    if kind not in R_TRANSACTIONS or not area[_BLANK].isspace() or reason[:1].isdigit():
        kind = reason = ""
    return kind, reason, _four_letters(area[_CATEGORY_PURPOSE]), _four_letters(area[_PURPOSE])


def _four_letters(text: str) -> str:
    return text if text.isascii() and text.isalpha() else ""


def company_number(text: str) -> str:
    """Return the ten digits of the enterprise number, "" for zeros, or else the text itself."""
    digits = text.strip()
    if not digits.strip("0"):
        return ""
    if not (digits.isascii() and digits.isdigit()):
        return digits
    return digits.removeprefix("0") if len(digits) == _COMPANY_NUMBER_WIDTH else digits.zfill(_DIGITS)


def company_number_text(number: str) -> str:
    """Write the enterprise number for the header: zeros in front, zeros when there is none."""
    is_number = not number or (number.isascii() and number.isdigit())
    return number.zfill(_COMPANY_NUMBER_WIDTH) if is_number else number
