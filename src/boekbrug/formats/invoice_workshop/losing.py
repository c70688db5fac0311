"""What an invoice says that its converted form does not, and what the form says in addition.

Places are not compared: an attachment that moved lost nothing. Only where our writers join texts, line below
line, does a text count that stands within another.
"""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows that are lost, and rows that were filled in."""

    lost: tuple[Row, ...]
    filled_in: tuple[Row, ...]


def difference(before: Invoice, after: Invoice, translate: Translate) -> Difference:
    """Compare an invoice with what its converted form says."""
    old, new = _said(without_zero_rates(before)), _said(without_zero_rates(after))
    return Difference(
        tuple(row_of(leaf, translate) for leaf in _only_in(old, new)),
        tuple(row_of(leaf, translate) for leaf in _only_in(new, old)),
    )


def _said(invoice: Invoice) -> list[Leaf]:
    return [leaf for leaf in leaves(invoice) if leaf.name not in _OF_THE_FORM]


def _only_in(ones: list[Leaf], others: list[Leaf]) -> Iterator[Leaf]:
    """The leaves of the first whose value is not among the second, each as often as it is lacking."""
    left = Counter(_key(leaf) for leaf in others)
    joined = {part for leaf in others for part in _parts(leaf)}
    for leaf in ones:
        key = _key(leaf)
        if left[key] > 0:
            left[key] -= 1
        elif not (parts := set(_parts(leaf))) or not parts <= joined:
            yield leaf


def _key(leaf: Leaf) -> tuple[str, object]:
    """A field and its value; blanks around a text say nothing, and no form keeps them."""
    return leaf.name, leaf.value.strip() if isinstance(leaf.value, str) else leaf.value


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
