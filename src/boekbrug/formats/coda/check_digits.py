"""The check digits of accounts and references, on text whose shape is known: quick, and without imports."""

from __future__ import annotations


def is_belgian(digits: str) -> bool:
    """Whether the last two of twelve digits are the first ten by 97, or 97 for nought."""
    return (int(digits[:10]) % 97 or 97) == int(digits[10:])


def is_iso_7064(text: str) -> bool:
    """Whether letters (A is 10) and digits together, the check digits last, leave 1 by 97."""
    if len(text) < 5 or not (text.isascii() and text.isalnum()):
        return False
    return int("".join(str(int(one, 36)) for one in text)) % 97 == 1
