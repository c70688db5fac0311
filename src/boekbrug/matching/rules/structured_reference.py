"""The line holds a structured communication (OGM) or an RF reference, in its own field or typed in a text."""

from __future__ import annotations

from boekbrug.matching import reasons
from boekbrug.matching.case import Case
from boekbrug.matching.named import Named, decide
from boekbrug.matching.texts import free_text, references, structured_ogm
from boekbrug.matching.values import Proposal
from boekbrug.wording import Sentence


def by_structured_reference(case: Case) -> Proposal | None:
    """Book on the document whose reference is on the line, when the amount is exactly what is left."""
    known = case.book.by_reference
    if not known:
        return None
    if digits := structured_ogm(case.line):
        places = known.get(digits)
        if places:
            if len(places) == 1 and case.is_exact(places[0]):
                number = case.book.items[places[0]].number
                return case.sure(places[0], (Sentence(reasons.REFERENCE_ON_LINE, {"number": number}),))
            return decide(case, (Named(places, reasons.REFERENCE_ON_LINE, digits),))
    found = references(free_text(case.line))
    named = [
        Named(known[reference], reasons.REFERENCE_IN_TEXT, shown)
        for reference, shown in found.items()
        if reference in known
    ]
    return decide(case, named) if named else None
