"""The check digits of accounts and references, on text whose shape is known: quick, and without imports."""

from __future__ import annotations


def is_belgian(digits: str) -> bool:
    """Whether the last two of twelve digits are the first ten by 97, or 97 for nought."""
    return (int(digits[:10]) % 97 or 97) == int(digits[10:])


def is_isin(text: str) -> bool:
    """Whether twelve letters and digits are a security with the right last digit (ISO 6166, Luhn)."""
    if len(text) != 12 or not (
        text.isascii() and text.isalnum() and text[:2].isalpha() and text[11].isdigit()
    ):
        return False
    digits = [int(one) for one in "".join(str(int(letter, 36)) for letter in text)][::-1]
    doubled = [sum(divmod(2 * one, 10)) for one in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def is_iso_7064(text: str) -> bool:
    """Whether letters (A is 10) and digits together, the check digits last, leave 1 by 97."""
    if len(text) < 5 or not (text.isascii() and text.isalnum()):
        return False
    return int("".join(str(int(one, 36)) for one in text)) % 97 == 1
