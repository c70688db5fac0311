"""Lay out a document with typst: one template, data as JSON, one compiler per thread."""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from boekbrug.formats.einvoice.model import Invoice
from boekbrug.formats.invoice_pdf import pictures
from boekbrug.formats.invoice_pdf.content import content
from boekbrug.formats.invoice_pdf.kinds import Kind, kind_of
from boekbrug.formats.invoice_pdf.letters import text

_FOLDER = Path(__file__).parent
_TEMPLATE = _FOLDER / "document.typ"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_mine = threading.local()
# Kept for ten years (ISO 19005-3, level B), and that with tags for a screen reader (ISO 14289-1).
_PDF_A: Mapping[str, Any] = {"format": "pdf", "pdf_standards": ["a-3b"]}
_READ_ALOUD: Mapping[str, Any] = {"format": "pdf", "pdf_standards": ["a-3b", "ua-1"]}
_PICTURE: Mapping[str, Any] = {"format": "png", "ppi": 96}


class NotAColour(ValueError):
    """An accent that is no colour written as #rrggbb."""

    def __init__(self, found: str) -> None:
        super().__init__(f"{found!r} is not a colour; write it as #1f5fbf.")


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a dossier's documents: an accent colour #rrggbb, a PNG or JPEG logo, a line at the foot."""

    accent: str = "#1f4e79"
    logo: bytes | None = None
    footer: str = ""

    def __post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.accent):
            raise NotAColour(self.accent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What to make of the data: which kind (None: what the invoice is), with prices or not, marked across."""

    kind: Kind | None = None
    shows_prices: bool = True
    watermark: str = ""


def make(
    invoice: Invoice,
    *,
    language: str,
    style: Style,
    ubl: bytes | None = None,
    watermark: str = "",
    kind: Kind | None = None,
    shows_prices: bool = True,
) -> bytes:
    """Return a document as PDF/A-3b in a language (nl, fr, de, en), with the UBL attached when given.

    `kind` is by itself what the e-invoice is: an invoice or a credit note. Raises UnknownLanguage and
    LogoNotReadable. The creation date in the file is the date of issue: the same data give the same bytes.
    """
    shape = Shape(kind=kind, shows_prices=shows_prices, watermark=watermark)
    data = _data(invoice, language, style, shape)
    inside = _ubl_input(ubl)
    try:
        made = _compiled(data, invoice, ubl_input=inside, options=_READ_ALOUD)
    except typst.TypstError:
        # Its check of the tags is young (0.15): a document that it does not pass can be kept all the same.
        made = _compiled(data, invoice, ubl_input=inside, options=_PDF_A)
    if not isinstance(made, bytes):
        raise TypeError(f"typst gave {type(made).__name__} instead of one PDF.")
    return made


def draw(
    invoice: Invoice,
    *,
    language: str,
    style: Style,
    watermark: str = "",
    kind: Kind | None = None,
    shows_prices: bool = True,
) -> list[bytes]:
    """Return the pages of a document as PNG pictures, to look at on a screen; raises as `make` does."""
    shape = Shape(kind=kind, shows_prices=shows_prices, watermark=watermark)
    data = _data(invoice, language, style, shape)
    made = _compiled(data, invoice, ubl_input={}, options=_PICTURE)
    return [made] if isinstance(made, bytes) else list(made)


def _data(invoice: Invoice, language: str, style: Style, shape: Shape) -> dict[str, Any]:
    kind = shape.kind or kind_of(invoice)
    is_asking = kind is Kind.INVOICE and not shape.watermark
    return content(invoice, kind, language, shows_prices=shape.shows_prices) | {
        "language": language,
        "accent": style.accent,
        "footer": text(style.footer),
        "watermark": text(shape.watermark),
        "code": pictures.payment_code(invoice) if is_asking else "",
        "logo": pictures.logo(style.logo) if style.logo else "",
        "ubl_name": _file_name(invoice.number),
    }


def _compiled(
    data: dict[str, Any], invoice: Invoice, *, ubl_input: dict[str, str], options: Mapping[str, Any]
) -> bytes | list[bytes]:
    on = invoice.issued_on
    issued_at = dt.datetime(on.year, on.month, on.day, tzinfo=dt.UTC)
    made = _compiler().compile(
        sys_inputs={"data": json.dumps(data), **ubl_input}, timestamp=issued_at, **options
    )
    if made is None:
        raise TypeError("typst gave nothing.")
    return made


def _compiler() -> typst.Compiler:
    """The compiler of this thread: one that two threads share raises "Already borrowed"."""
    compiler: typst.Compiler | None = getattr(_mine, "compiler", None)
    if compiler is None:
        fonts = [str(_FOLDER / "fonts")]
        compiler = _mine.compiler = typst.Compiler(
            str(_TEMPLATE), root=str(_FOLDER), font_paths=fonts, ignore_system_fonts=True
        )
    return compiler


def _ubl_input(ubl: bytes | None) -> dict[str, str]:
    """The attachment as text, which is quick, or as a list of bytes when it is not UTF-8."""
    if ubl is None:
        return {}
    try:
        return {"ubl": ubl.decode()}
    except UnicodeDecodeError:
        return {"ubl_bytes": json.dumps(list(ubl))}


def _file_name(number: str) -> str:
    return (re.sub(r"[^A-Za-z0-9]+", "-", number).strip("-") or "invoice") + ".xml"
