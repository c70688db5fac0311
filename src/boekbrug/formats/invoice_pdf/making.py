"""Lay out an invoice with typst: one template, data as JSON, one compiler per thread."""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from boekbrug.formats.einvoice.model import Invoice
from boekbrug.formats.invoice_pdf import pictures
from boekbrug.formats.invoice_pdf.content import content, text

_FOLDER = Path(__file__).parent
_TEMPLATE = _FOLDER / "invoice.typ"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# What our two font files hold; PDF/A refuses a letter without a shape.
_LETTERS = re.compile(
    r"[^\n\u0020-\u007e\u00a0-\u017f\u0192\u0218-\u021b\u1e9e\u2009\u200b\u2010-\u2015\u2018-\u2022\u2026\u202f"
    r"\u2030\u2032\u2033\u2039\u203a\u20ac\u2116\u2122\u2190-\u2193\u2212\u2260\u2264\u2265]"
)
_mine = threading.local()
_PDF_A: Mapping[str, Any] = {"format": "pdf", "pdf_standards": ["a-3b"]}
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


def make(
    invoice: Invoice, *, language: str, style: Style, ubl: bytes | None = None, watermark: str = ""
) -> bytes:
    """Return the invoice as PDF/A-3b in a language (nl, fr, de, en), with the UBL attached when given.

    Raises UnknownLanguage and LogoNotReadable. The creation date in the file is the date of issue, so
    the same invoice gives the same bytes.
    """
    data = _data(invoice, language, style, watermark)
    made = _compiled(data, invoice, ubl_input=_ubl_input(ubl), options=_PDF_A)
    if not isinstance(made, bytes):
        raise TypeError(f"typst gave {type(made).__name__} instead of one PDF.")
    return made


def draw(invoice: Invoice, *, language: str, style: Style, watermark: str = "") -> list[bytes]:
    """Return the pages of the invoice as PNG pictures, to look at on a screen; raises as `make` does."""
    data = _data(invoice, language, style, watermark)
    made = _compiled(data, invoice, ubl_input={}, options=_PICTURE)
    return [made] if isinstance(made, bytes) else list(made)


def _data(invoice: Invoice, language: str, style: Style, watermark: str) -> dict[str, Any]:
    return content(invoice, language) | {
        "language": language,
        "accent": style.accent,
        "footer": text(style.footer),
        "watermark": text(watermark),
        "code": pictures.payment_code(invoice),
        "logo": pictures.logo(style.logo) if style.logo else "",
        "ubl_name": _file_name(invoice.number),
    }


def _compiled(
    data: dict[str, Any], invoice: Invoice, *, ubl_input: dict[str, str], options: Mapping[str, Any]
) -> bytes | list[bytes]:
    inputs = {"data": json.dumps(data), **ubl_input}
    issued_at = dt.datetime(
        invoice.issued_on.year, invoice.issued_on.month, invoice.issued_on.day, tzinfo=dt.UTC
    )
    try:
        return _compile(inputs, issued_at, options)
    except typst.TypstError:
        # A letter that no font has (a smiley, Chinese) is refused in PDF/A: show its nearest form, or a mark.
        known = {**inputs, "data": json.dumps(_with_known_letters(data))}
        return _compile(known, issued_at, options)


def _compile(
    inputs: dict[str, str], issued_at: dt.datetime, options: Mapping[str, Any]
) -> bytes | list[bytes]:
    compiler: typst.Compiler | None = getattr(_mine, "compiler", None)
    if compiler is None:
        # A compiler that two threads share raises "Already borrowed".
        fonts = [str(_FOLDER / "fonts")]
        compiler = typst.Compiler(
            str(_TEMPLATE), root=str(_FOLDER), font_paths=fonts, ignore_system_fonts=True
        )
        _mine.compiler = compiler
    made = compiler.compile(sys_inputs=inputs, timestamp=issued_at, **options)
    if made is None:
        raise TypeError("typst gave nothing.")
    return made


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


def _with_known_letters(data: object) -> object:
    if isinstance(data, dict):
        return {
            name: value if name in ("code", "logo") else _with_known_letters(value)
            for name, value in data.items()
        }
    if isinstance(data, list):
        return [_with_known_letters(value) for value in data]
    return _LETTERS.sub(_nearest, data) if isinstance(data, str) else data


def _nearest(letter: re.Match[str]) -> str:
    return _LETTERS.sub("", unicodedata.normalize("NFKD", letter[0])) or "?"
