"""What an invoice says that its converted form does not, and what the form says in addition.

Places are not compared: an attachment that moved, or notes that were joined into one, lost nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from boekbrug.formats.einvoice.model import Invoice
from boekbrug.formats.invoice_workshop.view import Row
from boekbrug.formats.invoice_workshop.viewing import row_of
from boekbrug.formats.invoice_workshop.walking import Leaf, leaves
from boekbrug.formats.invoice_workshop.writing_out import Translate

_OF_THE_FORM = frozenset({"customization", "profile"})  # they say which form it is


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows that are lost, and rows that were filled in."""

    lost: tuple[Row, ...]
    filled_in: tuple[Row, ...]


def difference(before: Invoice, after: Invoice, translate: Translate) -> Difference:
    """Compare an invoice with what its converted form says."""
    old, new = _said(before), _said(after)
    return Difference(
        tuple(row_of(leaf, translate) for leaf in _only_in(old, new)),
        tuple(row_of(leaf, translate) for leaf in _only_in(new, old)),
    )


def _said(invoice: Invoice) -> list[Leaf]:
    return [leaf for leaf in leaves(invoice) if leaf.name not in _OF_THE_FORM]


def _only_in(ones: list[Leaf], others: list[Leaf]) -> Iterator[Leaf]:
    """The leaves of the first whose value is not among the second, each as often as it is lacking."""
    left = Counter((leaf.name, leaf.value) for leaf in others)
    texts = [leaf.value for leaf in others if isinstance(leaf.value, str)]
    for leaf in ones:
        key = (leaf.name, leaf.value)
        if left[key] > 0:
            left[key] -= 1
        elif not any(_holds(text, leaf.value) for text in texts):
            yield leaf


def _holds(text: str, value: object) -> bool:
    """Whether a text that stays says a text among more: notes that were joined."""
    return isinstance(value, str) and len(value) > 1 and text != value and value.strip() in text
