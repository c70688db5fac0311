"""What is paid of documents, moved by many at once; the constraint in the database is the judge."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import set_based
from boekbrug.wording import Refusal, Wording

SETTLED_TOO_MUCH = Wording(
    "document-settled-too-much",
    "This would settle more than is left on a document. Look at what is left, and try again.",
)


class SettledTooMuch(Refusal):
    """More would be paid on a document than its total, or less than nothing; no balance was moved."""

    def __init__(self) -> None:
        super().__init__(SETTLED_TOO_MUCH.say())


def settle(changes: Mapping[int, int]) -> None:
    """Add thousandths (negative takes back) to what is settled, by primary key, in one UPDATE.

    Call it inside the act that writes the allocations. Zero changes are left out.
    :raises SettledTooMuch: when one of them would leave 0 to its payable total
    :raises set_based.RowsMissing: when a key is no document of this dossier
    """
    moved = {key: delta for key, delta in changes.items() if delta}
    if not moved:
        return
    try:
        with transaction.atomic():
            set_based.add(Document, "settled_thousandths", moved)
    except IntegrityError as refused:
        raise SettledTooMuch from refused
