"""Invoices that fill every field of the model, whatever the model holds: found from its types."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import count
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from boekbrug.formats.einvoice import Invoice
from boekbrug.formats.einvoice.model.period import InvoicingPeriod

SOME_DAY = dt.date(2026, 3, 1)
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
DECIMALS = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(LETTERS, max_size=8),
    bool: st.booleans(),
    Decimal: DECIMALS | st.integers(-999, 999).map(Decimal),
    dt.date: st.dates(),
    bytes: st.binary(max_size=20),
    InvoicingPeriod: st.lists(st.dates(), min_size=2, max_size=2).map(
        lambda days: InvoicingPeriod(min(days), max(days))
    ),
}


def invoices() -> st.SearchStrategy[Invoice]:
    """Any invoice that the model can hold."""
    return _strategy(Invoice, 0)


def full(kind: Any = Invoice) -> Any:
    """A value with something of its own in every field, at every depth."""
    return _filled(kind, count(1), ())


def _strategy(kind: Any, depth: int) -> st.SearchStrategy[Any]:
    if kind in SIMPLE:
        return SIMPLE[kind]
    kinds = [one for one in get_args(kind) if one not in (NoneType, Ellipsis)]
    if get_origin(kind) in (UnionType, Union):
        return st.none() | _strategy(kinds[0], depth)
    if get_origin(kind) is tuple:
        return st.just(()) if depth > 3 else st.lists(_strategy(kinds[0], depth + 1), max_size=2).map(tuple)
    hints = get_type_hints(kind)
    return st.builds(kind, **{one.name: _strategy(hints[one.name], depth + 1) for one in fields(kind)})


def _filled(kind: Any, numbers: count[int], within: tuple[Any, ...]) -> Any:
    if get_origin(kind) in (UnionType, Union):
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return () if inner in within else (_filled(inner, numbers, within),)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{one.name: _filled(hints[one.name], numbers, (*within, kind)) for one in fields(kind)})
    at = next(numbers)
    return {
        str: f"text{at:04d}",
        bool: True,
        Decimal: Decimal(1000 + at),
        dt.date: SOME_DAY + dt.timedelta(days=at),
        bytes: b"x" * at,
    }[kind]
