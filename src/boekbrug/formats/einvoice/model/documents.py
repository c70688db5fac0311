"""Which papers and sentences belong to an invoice: earlier invoices, files, links, notes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attachment:
    """An embedded file (BG-24, BT-125); `name` is for people, never used as a path."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    description: str = ""
    identifier: str = ""  # BT-122 where it is not the name
    url: str = ""  # BT-124 where it stands beside the file
    document_type: str = ""  # e-FFF: CommercialInvoice; UBL type code elsewhere


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A supporting document that is only named, or lies at an address (BG-24, BT-124); never fetched."""

    identifier: str  # BT-122
    description: str = ""  # BT-123
    url: str = ""
    document_type: str = ""


@dataclass(frozen=True, slots=True)
class PrecedingInvoice:
    """An earlier invoice that this one corrects (BG-3)."""

    number: str
    issued_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CodedNote:
    """A note with its subject (BG-1): BT-21 of UNTDID 4451 (REG is the register, AAK the price), BT-22."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class LegalMention:
    """A mention that Belgian law asks for, with its code in UBL.BE (BELM-001 to BELM-008)."""

    code: str
    text: str
