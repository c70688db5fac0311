"""Make the PDF of a sales document: PDF/A-3b with the UBL inside and a payment code. Same data, same file."""

from boekbrug.formats.invoice_pdf.kinds import Kind
from boekbrug.formats.invoice_pdf.making import NotAColour, Style, draw, make
from boekbrug.formats.invoice_pdf.pictures import LogoNotReadable
from boekbrug.formats.invoice_pdf.words import LANGUAGES, UnknownLanguage

__all__ = ["LANGUAGES", "Kind", "LogoNotReadable", "NotAColour", "Style", "UnknownLanguage", "draw", "make"]
