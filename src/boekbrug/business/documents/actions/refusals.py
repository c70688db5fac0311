"""Why a sales document cannot be kept or issued as it stands; each carries its sentence."""

from __future__ import annotations

from boekbrug.business.documents.models import Document
from boekbrug.wording import Sentence, Wording

EDITED_MEANWHILE = Wording(
    "draft-edited-meanwhile",
    "Somebody else changed this draft since you opened it. Open it again, and make your changes there.",
)
ALREADY_ISSUED = Wording(
    "document-already-issued",
    "This document was issued as {number} and cannot change any more. Make a credit note to correct it.",
)
NUMBER_TAKEN = Wording(
    "document-number-taken",
    "The number {number} is already used by an invoice that was taken in. "
    "Choose another prefix for your invoices in the settings, then issue it again.",
)


class Refusal(Exception):
    """An exception that carries a sentence."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence


class EditedMeanwhile(Refusal):
    """Two people edited one draft."""

    def __init__(self, document: Document) -> None:
        super().__init__(EDITED_MEANWHILE.say())
        self.document = document


class AlreadyIssued(Refusal):
    """The document has its number and its bytes."""

    def __init__(self, document: Document) -> None:
        super().__init__(ALREADY_ISSUED.say(number=document.number))
        self.document = document


class NumberTaken(Refusal):
    """A sales document that was made elsewhere has the number that would be given."""

    def __init__(self, number: str) -> None:
        super().__init__(NUMBER_TAKEN.say(number=number))
        self.number = number
