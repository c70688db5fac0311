"""What a verification finds: a code that docs/verify.md explains, the dossier, and one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from boekbrug.wording import Sentence


class Code(StrEnum):
    """Every kind of thing that can be wrong; the codes are stable."""

    DOSSIER_GONE = "dossier-gone"
    FILE_DAMAGED = "file-damaged"
    TIMELINE_BROKEN = "timeline-broken"
    MOVEMENT_ALLOCATED = "movement-allocated"
    DOCUMENT_SETTLED = "document-settled"
    STATEMENT_SUM = "statement-sum"
    STATEMENT_COUNT = "statement-count"
    CHAIN_BROKEN = "chain-broken"
    CHAIN_START = "chain-start"
    NUMBER_SERIES = "number-series"
    DELIVERY_UNPROVEN = "delivery-unproven"
    ROW_ORPHANED = "row-orphaned"
    ROW_OF_OTHER = "row-of-other-dossier"


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that is not as it should be, in the dossier that is being verified."""

    code: Code
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, in which dossier or firm."""

    dossier: str
    code: Code
    sentence: Sentence

    @property
    def what(self) -> str:
        """The sentence in the source language, for logs and tests."""
        return self.sentence.english
