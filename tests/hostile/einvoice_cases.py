"""Hostile e-invoices: XML and PDF that lie, swell, go round or call; and what is large and must be read."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from boekbrug.formats import einvoice
from tests.formats.einvoice import papers as pdf_files
from tests.formats.einvoice.invoices import an_invoice, xml
from tests.formats.einvoice.old_files import E_FFF_2, cii
from tests.formats.einvoice.papers import built, pdf_with, stream
from tests.hostile import documents, papers

SMALL = b"%PDF-1.7"
TAX_TOTAL = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">0</cbc:TaxAmount></cac:TaxTotal>'
TOTAL = "<cac:LegalMonetaryTotal>"


@dataclass(frozen=True)
class Case:
    """What it is, its bytes, and whether it must be read (or refused)."""

    title: str
    data: bytes
    is_read: bool = False


def cases() -> Iterator[Case]:
    """Yield every case, one at a time: some are large."""
    for title, data in documents.corpus(port=9, file="/etc/hostname"):
        yield Case(f"XML, {title}", data)
    for title, data in papers.corpus():
        yield Case(f"PDF, {title}", data)
    for title, data in pdf_files.hostile().items():
        yield Case(f"PDF with a file, {title}", data)
    for title, data in _pdfs():
        yield Case(f"PDF, {title}", data)
    yield from _invoices()
    yield Case("PDF, a script beside the invoice", _scripted(), is_read=True)


def _invoices() -> Iterator[Case]:
    yield Case("attachment of 22 MB", _attached(base64.b64encode(SMALL + b"x" * 22_000_000)), is_read=True)
    yield Case("attachment above the limit", _attached(b"A" * 31_000_000))
    yield Case("attachment of 29 MB that is no base64", _attached(b"!" + b"A" * 29_000_000))
    yield Case("base64 cut short", _attached(b"JVBERi0xLjc"))
    yield Case("64 levels", _inside("<cac:Party>" * 60 + "</cac:Party>" * 60), is_read=True)
    yield Case("5,000 levels", _inside("<cac:Party>" * 5000 + "</cac:Party>" * 5000))
    yield Case("100,000 unread elements", _inside("<cbc:Odd>x</cbc:Odd>" * 100_000), is_read=True)
    yield Case("5,000 empty lines", _inside("<cac:InvoiceLine/>" * 5000))
    totals = E_FFF_2.replace(TOTAL, TAX_TOTAL * 20_000 + TOTAL)
    yield Case("20,000 TaxTotals", totals.encode(), is_read=True)
    yield Case("Latin-1 called UTF-8", xml().replace("Voorbeeldbouw", "Bouwé").encode("latin-1"))


def _attached(content: bytes) -> bytes:
    attachment = einvoice.Attachment("a.pdf", "application/pdf", SMALL)
    return xml(an_invoice(attachments=(attachment,))).encode().replace(base64.b64encode(SMALL), content)


def _inside(more: str) -> bytes:
    return xml().replace("</Invoice>", f"{more}</Invoice>").encode()


def _scripted() -> bytes:
    action = b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Type/Catalog"
    made = pdf_with(("factur-x.xml", cii().encode()))
    return made.replace(b"/Type /Catalog", action, 1)


def _pdfs() -> Iterator[tuple[str, bytes]]:
    """Yield PDFs whose pages go round, whose objects lie packed, and that hold ten thousand files."""
    pages = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>"
    yield "pages that lead to themselves", built(b"<</Type/Catalog/Pages 2 0 R>>", pages)
    packed = zlib.compress(b"1 0 " * 9_000_000, 9)
    objects = stream(b"/Type/ObjStm/N 9000000/First 9/Filter/FlateDecode", packed)
    yield "bomb of an object stream", built(b"<</Type/Catalog/Names 9 0 R>>", objects)
    names = b"".join(b"(%d.xml) 2 0 R " % number for number in range(10_000))
    catalog = b"<</Type/Catalog/Names<</EmbeddedFiles<</Names[" + names + b"]>>>>>>"
    same = stream(b"/Type/EmbeddedFile/Subtype/text#2Fxml", b"<a/>")
    yield "10,000 names of one file", built(catalog, pdf_files.FILE, same)
    yield "10,000 files", _many_files(10_000)


def _many_files(count: int) -> bytes:
    names = b"".join(b"(%d.xml) %d 0 R " % (n, 2 + 2 * n) for n in range(count))
    made = [b"<</Type/Catalog/Names<</EmbeddedFiles<</Names[" + names + b"]>>>>>>"]
    for n in range(count):
        made.append(b"<</Type/Filespec/F(%d.xml)/EF<</F %d 0 R>>>>" % (n, 3 + 2 * n))
        made.append(stream(b"/Type/EmbeddedFile/Subtype/text#2Fxml", b"<a/>"))
    return built(*made)
