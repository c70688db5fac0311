"""What reading an e-invoice gives: the invoice or none, its format, and what is wrong or was not read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from boekbrug.formats.einvoice.model import Invoice
from boekbrug.formats.problem import Problem


class Format(StrEnum):
    """The formats that we can tell apart (reference: EN 16931 BT-24 and the root element)."""

    PEPPOL_BIS_3 = "peppol-bis-3"
    EN16931_UBL = "en16931-ubl"
    PEPPOL_SELF_BILLING = "peppol-self-billing-3"
    XRECHNUNG = "xrechnung"
    UBL_BE = "ubl-be"
    E_FFF = "e-fff"
    CII = "cii"
    ZUGFERD_1 = "zugferd-1"
    ENVELOPE = "sbdh"
    OTHER_UBL = "ubl-other"
    UNKNOWN = "unknown"


ENVELOPE_PATH = "/StandardBusinessDocument/"  # where everything stands that is not of a document


@dataclass(frozen=True, slots=True)
class Unread:
    """What our model has no place for: where it stands and its text.

    Mostly an element; `path` ends in /@name for an attribute, in /text() for text beside elements.
    """

    path: str
    line: int | None
    text: str


class Container(StrEnum):
    """What a document may be wrapped in."""

    ENVELOPE = "sbdh"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading some bytes. `invoice` is None exactly when a problem of severity error says why.

    `seen` is for looking, never for booking: the same invoice, or one that was read whole and is refused
    because its sums differ.

    `unread` lists what the model has no place for: nothing is dropped in silence. A PDF or an envelope may
    hold more than one document: the first is this reading, the rest stand in `others`.
    """

    format: Format
    invoice: Invoice | None
    problems: tuple[Problem, ...] = ()
    unread: tuple[Unread, ...] = ()
    original: bytes = field(default=b"", repr=False)  # the file as it came
    document: bytes = field(default=b"", repr=False)  # its XML, taken out of what it was wrapped in
    container: Container | None = None
    others: tuple[Reading, ...] = ()
    seen: Invoice | None = None

    @property
    def documents(self) -> tuple[Reading, ...]:
        """Every document of the file, the first one first."""
        return (self, *self.others)

    @property
    def around(self) -> tuple[Unread, ...]:
        """What was not read of the envelope around the documents; it is listed with the first of them."""
        return tuple(one for one in self.unread if one.path.startswith(ENVELOPE_PATH))
