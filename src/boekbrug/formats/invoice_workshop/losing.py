"""What an invoice says that its converted form does not, and what the form says in addition.

Places are not compared: an attachment that moved lost nothing. A line is known by its number: its fields are
compared with its own, and those of lines with the same number with each other. Only where our writers join
texts, line below line, does a text count that stands within another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from boekbrug.formats.einvoice.model import Invoice
from boekbrug.formats.einvoice.ubl_tree import parse_note
from boekbrug.formats.invoice_workshop.outside_vat import without_zero_rates
from boekbrug.formats.invoice_workshop.view import Row
from boekbrug.formats.invoice_workshop.viewing import row_of
from boekbrug.formats.invoice_workshop.walking import Leaf, leaves
from boekbrug.formats.invoice_workshop.writing_out import Translate

_OF_THE_FORM = frozenset({"customization", "profile"})  # they say which form it is
# Fields whose texts are joined, and into what: notes, mentions and reasons become notes.
_JOINED = {
    **dict.fromkeys(("notes", "subject", "text", "exemption_reason"), "notes"),
    "payment_terms": "payment_terms",
}
_LINE = re.compile(r"lines\[\d+\](?:\.sub_lines\[\d+\])*")


@dataclass(frozen=True, slots=True)
class _Said:
    """A value of an invoice, with the number of the line that it stands in; "" elsewhere."""

    line: str
    leaf: Leaf


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows that are lost, and rows that were filled in."""

    lost: tuple[Row, ...]
    filled_in: tuple[Row, ...]


def difference(before: Invoice, after: Invoice, translate: Translate) -> Difference:
    """Compare an invoice with what its converted form says."""
    old, new = _said(without_zero_rates(before)), _said(without_zero_rates(after))
    shared = _shared_numbers(old) | _shared_numbers(new)
    return Difference(
        tuple(row_of(leaf, translate) for leaf in _only_in(old, new, shared)),
        tuple(row_of(leaf, translate) for leaf in _only_in(new, old, shared)),
    )


def _said(invoice: Invoice) -> list[_Said]:
    found = [leaf for leaf in leaves(invoice) if leaf.name not in _OF_THE_FORM]
    numbers = {leaf.path: str(leaf.value).strip() for leaf in found if leaf.name == "number"}
    return [_Said(numbers.get(f"{_line_of(leaf)}.number", ""), leaf) for leaf in found]


def _line_of(leaf: Leaf) -> str:
    """The path of the line, or of the line below it, in which a value stands; "" elsewhere."""
    found = _LINE.match(leaf.path)
    return found.group() if found else ""


def _shared_numbers(said: list[_Said]) -> set[str]:
    """The numbers that more than one line of an invoice has, which tell none of them apart."""
    counts = Counter(one.line for one in said if one.line and one.leaf.path == f"{_line_of(one.leaf)}.number")
    return {number for number, count in counts.items() if count > 1}


def _only_in(ones: list[_Said], others: list[_Said], shared: set[str]) -> Iterator[Leaf]:
    """The leaves of the first whose value is not among the second, each as often as it is lacking."""
    left = Counter(_key(one, shared) for one in others)
    joined = {part for one in others for part in _parts(one.leaf)}
    for one in ones:
        key = _key(one, shared)
        if left[key] > 0:
            left[key] -= 1
        elif not (parts := set(_parts(one.leaf))) or not parts <= joined:
            yield one.leaf


def _key(one: _Said, shared: set[str]) -> tuple[str, str, object]:
    """A line, a field and its value; blanks around a text say nothing, and no form keeps them."""
    value = one.leaf.value
    line = "" if one.line in shared else one.line
    return line, one.leaf.name, value.strip() if isinstance(value, str) else value


def _parts(leaf: Leaf) -> Iterator[tuple[str, str]]:
    """What a text that may be joined with others says: its subjects and lines, with where such texts go."""
    place = _JOINED.get(leaf.name)
    if place is None or not isinstance(leaf.value, str):
        return
    for text in leaf.value.splitlines():
        coded = parse_note(text.strip())
        if coded and coded.subject:
            yield place, coded.subject
        if said := (coded.text if coded else text).strip():
            yield place, said
