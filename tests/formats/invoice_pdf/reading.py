"""Read a PDF of ours back, with another library than the one that made it."""

from __future__ import annotations

import io

import pypdf

from boekbrug.formats import invoice_pdf
from boekbrug.formats.einvoice.model import Invoice


def made(invoice: Invoice, language: str = "nl", **more: object) -> pypdf.PdfReader:
    """Return the PDF of an invoice, opened."""
    style = more.pop("style", invoice_pdf.Style())
    content = invoice_pdf.make(invoice, language=language, style=style, **more)  # type: ignore[arg-type]
    return pypdf.PdfReader(io.BytesIO(content))


def pages_of(pdf: pypdf.PdfReader) -> list[str]:
    """Return the text of each page, with plain spaces."""
    return [" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in pdf.pages]


def text_of(pdf: pypdf.PdfReader) -> str:
    """Return the text of all pages, with plain spaces."""
    return " ".join(pages_of(pdf))
