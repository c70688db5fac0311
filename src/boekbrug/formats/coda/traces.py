"""What banks leave in columns that mean nothing, kept when a statement that was read is written again.

A line that was read is written as it stood when it says the same as the line that would be made: blanks and
zeros for “none”, text in unused columns, link codes on every article. A changed value gets a fresh line.
"""

from __future__ import annotations

from collections.abc import Callable

from boekbrug.formats.coda import layout
from boekbrug.formats.coda.columns import BLANK, Record
from boekbrug.formats.coda.fields import company_number, payment_area, payment_codes
from boekbrug.formats.coda.order import AFTER
from boekbrug.formats.coda.zones import other_account

_PAYMENT = frozenset({"blank_110", "r_transaction", "r_reason", "category_purpose", "purpose"})
_VERSION = layout.HEADER["version"].cut
_MESSAGE = layout.MESSAGE.mark  # lines of a message are told by their numbers, kept together or not at all
_TAIL_FIRST = layout.MOVEMENT_1["next_code"].first - 1
_TAIL_NAMES = frozenset({"next_code", "filler", "link_code"})


def kept(made: list[tuple[Record, str]], read: list[str]) -> list[str]:
    """Return the lines to write: those that were read where they say the same, else those that were made."""
    is_of_another_version = made[0][1][_VERSION] != read[0][_VERSION]
    if len(made) != len(read) or is_of_another_version:
        return [line for _, line in made]
    marks = [record.mark for record, _ in made]
    is_same = [
        old == new or _says_the_same(record, (old, new), (mark, following))
        for (record, new), old, mark, following in zip(made, read, marks, [*marks[1:], ""], strict=True)
    ]
    if not all(same for same, mark in zip(is_same, marks, strict=True) if mark == _MESSAGE):
        is_same = [same and mark != _MESSAGE for same, mark in zip(is_same, marks, strict=True)]
    return [old if same else new for same, old, (_, new) in zip(is_same, read, made, strict=True)]


def _says_the_same(record: Record, lines: tuple[str, str], marks: tuple[str, str]) -> bool:
    old, new = lines
    if record.match(old) is None:
        return False
    tails = AFTER.get(marks[0], {}).get(marks[1])
    is_tail_free = tails is not None and old[_TAIL_FIRST:] in tails
    is_payment_equal = record is layout.MOVEMENT_2 and (
        payment_codes(payment_area(old)) == payment_codes(payment_area(new))
    )
    for column in record.columns:
        one, other = old[column.cut], new[column.cut]
        if one == other or column.kind is BLANK:
            continue
        if is_tail_free and column.name in _TAIL_NAMES:
            continue
        if is_payment_equal and column.name in _PAYMENT:
            continue
        same = _SAME.get((record.mark, column.name))
        if same is None or not same(one, other):
            return False
    return True


def _none_alike(one: str, other: str) -> bool:
    """Blanks, zeros and a text that is not aligned to the left say the same."""
    return one.strip(" 0") == other.strip(" 0") == "" or one.strip() == other.strip()


_SAME: dict[tuple[str, str], Callable[[str, str], bool]] = {
    ("0", "bic"): _none_alike,
    ("0", "company_number"): lambda one, other: company_number(one) == company_number(other),
    ("0", "separate_application"): lambda one, other: one.isspace() and not other.strip("0"),
    ("0", "duplicate"): lambda one, other: "D" not in (one, other),
    ("22", "bic"): lambda one, other: one.strip() == other.strip(),
    ("22", "amount"): lambda one, other: True,  # version 1; not read
    ("23", "account_zone"): lambda one, other: other_account(one) == other_account(other),
    ("4", "sequence"): lambda one, other: True,  # the order of the file counts
    ("4", "detail"): lambda one, other: True,
}
