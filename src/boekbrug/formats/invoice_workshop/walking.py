"""Walk through an invoice field by field, whatever the model holds, to show it and to compare two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from boekbrug.formats.einvoice.model import AllowanceCharge
from boekbrug.formats.invoice_workshop.terms import TERMS, Term


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that is no group: where it stands, what it is called, its number in EN 16931."""

    path: str
    term: Term
    number: str
    value: object

    @property
    def name(self) -> str:
        """The name of its field."""
        return self.path.rpartition(".")[2].partition("[")[0]


def leaves(
    value: Any, path: str = "", *, role: int = 0, without: frozenset[str] = frozenset()
) -> Iterator[Leaf]:
    """Yield every value below a group that says something, in the order of the tables of terms.

    `without` names fields of the group itself to leave out.
    """
    if isinstance(value, AllowanceCharge):
        role += value.is_charge
    for name, term in terms_of(value.__class__):
        if name in without:
            continue
        place = f"{path}.{name}" if path else name
        for at, one in each(getattr(value, name), place):
            if is_group(one):
                yield from leaves(one, at, role=term.role or role)
            elif says_something(one):
                yield Leaf(at, term, term.number_in(role), one)


def each(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Yield a value with its path; of several each, counted from 1 as people do."""
    if isinstance(value, tuple):
        yield from ((f"{place}[{at}]", one) for at, one in enumerate(value, 1))
    else:
        yield place, value


def is_group(value: object) -> bool:
    """Whether a value has fields of its own."""
    return type(value).__name__ in TERMS


def says_something(value: object) -> bool:
    """Whether a value is more than the absence of one: zero says something, no text and False do not."""
    return not (value is None or value is False or value in ("", b"", ()))


@cache
def terms_of(group: Any) -> tuple[tuple[str, Term], ...]:
    """Return the fields of a group of the model with their terms, in the order in which they are shown."""
    names = {one.name for one in fields(group)}
    return tuple((name, term) for name, term in TERMS[group.__name__].items() if name in names)
