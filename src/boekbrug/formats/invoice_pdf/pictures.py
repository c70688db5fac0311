"""The two pictures on an invoice, as SVG: the payment code (EPC069-12) and the logo."""

from __future__ import annotations

import base64
import io
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from segno import helpers

from boekbrug.belgium import iban, ogm
from boekbrug.formats import pictures as drawing
from boekbrug.formats.einvoice.model import Invoice
from boekbrug.formats.invoice_pdf.paying import beneficiary, is_to_pay
from boekbrug.money import round_cents

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
NAME_MAX = 70  # EPC069-12: name of the beneficiary
TEXT_MAX = 140
AMOUNT_MIN = Decimal("0.01")
AMOUNT_MAX = Decimal("999999999.99")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class LogoNotReadable(ValueError):
    """A logo that is neither a PNG nor a JPEG picture, or a damaged one."""

    def __init__(self, what: str = "neither PNG nor JPEG; make it one of these and try again") -> None:
        super().__init__(f"The logo is {what}.")


class CodeFields(NamedTuple):
    """What the payment code says; each field is one line of it, so that none holds a line break."""

    name: str
    iban: str
    amount: Decimal
    reference: str | None
    text: str | None


def code_fields(invoice: Invoice) -> CodeFields | None:
    """Return what the payment code says, or None when there is nothing to pay in euro to an IBAN.

    An OGM goes in the field of the structured reference, as twelve digits (the form of Belgian SEPA files):
    banking apps show free text as free text. The BIC stays out: within the EEA the IBAN says enough.
    """
    asked, amount = invoice.payment, round_cents(invoice.totals.payable)
    account = iban.parse_or_none(asked.iban)
    is_payable = is_to_pay(invoice) and invoice.currency == "EUR" and AMOUNT_MIN <= amount <= AMOUNT_MAX
    if not account or not is_payable:
        return None
    structured = asked.ogm or ogm.parse_rf_or_none(asked.reference)
    free = None if structured else _one_line(asked.reference) or _one_line(invoice.number)
    name = _one_line(beneficiary(invoice))[:NAME_MAX].strip()
    return CodeFields(name, account, amount, structured, free and free[:TEXT_MAX].strip())


def _one_line(given: str) -> str:
    """Join the lines of a text, and drop the marks that nobody sees."""
    return "".join(letter for letter in " ".join(given.split()) if letter.isprintable())


def payment_code(invoice: Invoice) -> str:
    """Return the EPC QR code of an invoice as SVG, or "" where it has none."""
    fields = code_fields(invoice)
    if fields is None:
        return ""
    name, account, amount, reference, free = fields
    try:
        code = helpers.make_epc_qr(name, account, amount, reference=reference, text=free)
    except ValueError:  # a name or number that the standard has no place for: the page says how to pay
        return ""
    picture = io.BytesIO()
    code.save(picture, kind="svg", border=0, xmldecl=False)
    return picture.getvalue().decode()


@lru_cache(maxsize=4)  # a series has one logo, and looking it through takes longer than the page
def logo(picture: bytes) -> str:
    """Wrap a PNG or JPEG in SVG; raises LogoNotReadable. Text travels to the template faster than bytes."""
    kind, (width, height) = _kind_and_size(picture)
    if not width or not height:
        raise LogoNotReadable
    if not drawing.can_be_drawn(picture):
        raise LogoNotReadable("damaged and cannot be drawn; save it again as PNG and try again")
    content = base64.b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/{kind};base64,{content}"/></svg>'
    )


def _kind_and_size(picture: bytes) -> tuple[str, tuple[int, int]]:
    if picture.startswith(PNG) and len(picture) > 24:
        return "png", (int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big"))
    if picture.startswith(JPEG):
        return "jpeg", _jpeg_size(picture)
    raise LogoNotReadable


def _jpeg_size(picture: bytes) -> tuple[int, int]:
    """Walk the segments to the frame header (ITU T.81 B.2.2)."""
    at = 2
    while at + 9 < len(picture) and picture[at] == 0xFF:
        if picture[at + 1] in _FRAMES:
            height, width = picture[at + 5 : at + 7], picture[at + 7 : at + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        at += 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
    return 0, 0
