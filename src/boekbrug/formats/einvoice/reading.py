"""What reading an e-invoice gives: the invoice or none, its format, and what is wrong or was not read."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Unread:
    """An element that our model has no place for: where it stands and the text directly in it."""

    path: str
    line: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading some bytes. `invoice` is None exactly when a problem of severity error says why.

    `unread` lists what the model has no place for: nothing is dropped in silence.
    """

    format: Format
    invoice: Invoice | None
    problems: tuple[Problem, ...] = ()
    unread: tuple[Unread, ...] = ()
