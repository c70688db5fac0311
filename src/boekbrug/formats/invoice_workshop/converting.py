"""Make one form of e-invoice from another, and say what the new form does not carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice.model import Attachment, Invoice
from boekbrug.formats.invoice_checking import checked
from boekbrug.formats.invoice_workshop import file_names
from boekbrug.formats.invoice_workshop.json_form import write_json
from boekbrug.formats.invoice_workshop.losing import Difference, difference
from boekbrug.formats.invoice_workshop.writing_out import Translate
from boekbrug.formats.problem import Problem, Severity


class Form(StrEnum):
    """What can be made of an e-invoice."""

    JSON = "json"
    UBL = "ubl"
    UBL_BE = "ubl-be"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Converted:
    """The new file, what it lost and filled in, and what refuses it: problems of reading, broken rules."""

    content: bytes
    difference: Difference
    problems: tuple[Problem, ...] = ()
    findings: tuple[einvoice.Finding, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing was lost and nothing refuses it."""
        return not (self.difference.lost or self.problems or self.findings)


NOTHING = Difference((), ())
PDF = "application/pdf"
MakePdf = Callable[[bytes], bytes]


def as_json(invoice: Invoice) -> Converted:
    """Return the invoice as JSON, which carries all of it."""
    return Converted(write_json(invoice), NOTHING)


def as_ubl(invoice: Invoice, translate: Translate) -> Converted:
    """Return the invoice as Peppol BIS 3 (self-billed ones as Peppol Self-Billing 3)."""
    return _compared(invoice, einvoice.write_bis3(invoice), translate)


def as_ubl_be(invoice: Invoice, translate: Translate, make: MakePdf) -> Converted:
    """Return the invoice as UBL.BE for older packages, with a PDF of it inside unless it has one."""
    pdf = invoice.pdf
    if pdf is None or not pdf.content:
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
    return Converted(make(inside.content), inside.difference, inside.problems, inside.findings)


def _compared(invoice: Invoice, content: bytes, translate: Translate) -> Converted:
    """The new file beside what was there, as our own reader finds it, and judged as a file that leaves."""
    after = einvoice.read(content).invoice
    told = NOTHING if after is None else difference(invoice, after, translate)
    judged = checked(content, einvoice.SEND.name)
    problems = tuple(one for one in judged.problems if one.severity is Severity.ERROR)
    findings = tuple(one for one in judged.findings if one.severity is Severity.ERROR)
    return Converted(content, told, problems, findings)
