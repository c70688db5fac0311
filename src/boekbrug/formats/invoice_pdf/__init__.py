"""Make the PDF of an invoice: PDF/A-3b, with the UBL inside and a payment code. Same input, same bytes."""

from boekbrug.formats.invoice_pdf.making import NotAColour, Style, draw, make
from boekbrug.formats.invoice_pdf.pictures import LogoNotReadable
from boekbrug.formats.invoice_pdf.words import LANGUAGES, UnknownLanguage

__all__ = ["LANGUAGES", "LogoNotReadable", "NotAColour", "Style", "UnknownLanguage", "draw", "make"]
