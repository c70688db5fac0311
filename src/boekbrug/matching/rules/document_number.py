"""A text on the line holds the number of a document, in one of the ways in which people write it."""

from __future__ import annotations

from boekbrug.matching import reasons
from boekbrug.matching.case import Case
from boekbrug.matching.named import Named, decide
from boekbrug.matching.numbers import find
from boekbrug.matching.texts import free_text
from boekbrug.matching.values import Proposal


def by_document_number(case: Case) -> Proposal | None:
    """Book on the named document when the number is clear and the amount is exactly what is left."""
    text = free_text(case.line)
    if not text:
        return None
    known = case.book.by_number_key
    named = [
        Named(known[one.key], reasons.NUMBER_IN_TEXT, one.written, one.is_clear) for one in find(text, known)
    ]
    return decide(case, named) if named else None
