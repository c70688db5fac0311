"""Make one form of e-invoice from another, and say what the new form does not carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice.model import Attachment, Invoice
from boekbrug.formats.invoice_workshop import file_names
from boekbrug.formats.invoice_workshop.json_form import write_json
from boekbrug.formats.invoice_workshop.losing import Difference, difference
from boekbrug.formats.invoice_workshop.writing_out import Translate
from boekbrug.formats.problem import Problem, has_error


class Form(StrEnum):
    """What can be made of an e-invoice."""

    JSON = "json"
    UBL = "ubl"
    UBL_BE = "ubl-be"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Converted:
    """The new file, what it lost and filled in, and what keeps it from being sent over Peppol."""

    content: bytes
    difference: Difference
    problems: tuple[Problem, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing was lost and nothing refuses it."""
        return not self.difference.lost and not has_error(self.problems)


NOTHING = Difference((), ())
PDF = "application/pdf"
MakePdf = Callable[[bytes], bytes]


def as_json(invoice: Invoice) -> Converted:
    """Return the invoice as JSON, which carries all of it."""
    return Converted(write_json(invoice), NOTHING)


def as_ubl(invoice: Invoice, translate: Translate) -> Converted:
    """Return the invoice as Peppol BIS 3 (self-billed ones as Peppol Self-Billing 3)."""
    made = _compared(invoice, einvoice.write_bis3(invoice), translate)
    return replace(made, problems=(*einvoice.readiness(invoice), *made.problems))


def as_ubl_be(invoice: Invoice, translate: Translate, make: MakePdf) -> Converted:
    """Return the invoice as UBL.BE for older packages, with a PDF of it inside unless it has one already."""
    pdf = invoice.pdf
    if pdf is None:
        name = file_names.of_attachments([Attachment(invoice.number, PDF, b"")])[0]
        pdf = Attachment(name, PDF, make(einvoice.write_bis3(invoice)))
    return _compared(invoice, einvoice.write_ubl_be(invoice, pdf=pdf), translate)


def as_pdf(invoice: Invoice, translate: Translate, make: MakePdf, *, document: bytes = b"") -> Converted:
    """Return the invoice as PDF with an e-invoice inside: the one it came from, else Peppol BIS 3.

    With its own document inside it carries all of it; `make` draws the pages around that file.
    """
    if document:
        return Converted(make(document), NOTHING)
    inside = as_ubl(invoice, translate)
    return Converted(make(inside.content), inside.difference, inside.problems)


def _compared(invoice: Invoice, content: bytes, translate: Translate) -> Converted:
    """The new file beside what was there, as our own reader finds it."""
    reading = einvoice.read(content)
    if reading.invoice is None:
        return Converted(content, NOTHING, reading.problems)
    return Converted(content, difference(invoice, reading.invoice, translate))
