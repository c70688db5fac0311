"""Invented documents to look at: one line, sixty lines, and names as long as they come."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from PIL import Image, ImageDraw

from boekbrug.belgium import enterprise_number, iban, ogm
from boekbrug.formats.einvoice.compute import completed, default_exemptions
from boekbrug.formats.einvoice.model import (
    AllowanceCharge,
    Attachment,
    CashDiscount,
    Invoice,
    Line,
    Party,
    Payment,
    PrecedingInvoice,
    Totals,
)
from boekbrug.formats.invoice_pdf import Kind

SELLER = Party(
    name="Atelier Verlinden BV",
    vat_number="BE" + enterprise_number.make(4_567_890),
    street="Nijverheidsstraat 12",
    postcode="9000",
    city="Gent",
    country="BE",
    email="info@atelierverlinden.example",
    phone="+32 9 000 00 00",
    legal_text="RPR Gent, afdeling Gent",
)
BUYER = Party(
    name="Brouwerij Ten Dries NV",
    vat_number="BE" + enterprise_number.make(6_543_210),
    contact_name="Dienst boekhouding",
    street="Kouter 4",
    postcode="1000",
    city="Brussel",
    country="BE",
)
WORK = {
    "nl": ("Ontwerp van de website", "Onderhoud en hosting", "Drukwerk, 250 folders A5"),
    "fr": ("Conception du site web", "Entretien et hébergement", "Impression, 250 dépliants A5"),
    "de": ("Gestaltung der Website", "Wartung und Hosting", "Druck, 250 Faltblätter A5"),
    "en": ("Design of the website", "Maintenance and hosting", "Printing, 250 leaflets A5"),
}
LONG_NAME = (
    "Vereniging van mede-eigenaars Residentie De Gulden Spoor en Aanhorigheden, vertegenwoordigd door "
    "Syndicus Vandenbroucke-Vanderstraeten & Partners Vastgoedbeheer Zuid-West-Vlaanderen CommV"
)
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def line(place: int, name: str, *, price: str = "95.00", rate: int = 21, quantity: str = "1") -> Line:
    """Return a line of the invoice; its net is worked out later."""
    category = "S" if rate else "AE"
    counted, asked = Decimal(quantity), Decimal(price)
    return Line(str(place), name, counted, asked, Decimal(0), category, Decimal(rate), unit_code="HUR")


def invoice(language: str, lines: tuple[Line, ...], **more: object) -> Invoice:
    """Return an invoice with its sums, as it is told to the customer in a language."""
    bare = Invoice(
        is_credit_note=False,
        number="2026/00031",
        issued_on=dt.date(2026, 3, 15),
        due_on=dt.date(2026, 4, 14),
        currency="EUR",
        seller=SELLER,
        buyer=BUYER,
        lines=lines,
        vat=(),
        totals=Totals(),
        buyer_reference="KL-0412",
        order_reference="PO 2026-118",
        payment=Payment("30", ogm.make(202_600_031), iban.make_belgian(1_234_567_890), "GKCCBEBB"),
    )
    said = replace(bare, **more)  # type: ignore[arg-type]
    return completed(said, exemptions=default_exemptions(language))


def one_line(language: str) -> Invoice:
    """Return the shortest invoice."""
    return invoice(language, (line(1, WORK[language][0], quantity="12.5"),))


def sixty_lines(language: str) -> Invoice:
    """Return an invoice of three pages, with three rates, discounts and an attachment."""
    lines = tuple(
        replace(
            line(place, WORK[language][place % 3], price=f"{place * 7}.25", rate=(21, 6, 0)[place % 3]),
            description="2026-03" if place % 5 == 0 else "",
            item_number=f"ART-{place:04d}" if place % 4 == 0 else "",
        )
        for place in range(1, 61)
    )
    less = AllowanceCharge(is_charge=False, amount=Decimal("50.00"), vat_category="S", vat_rate=Decimal(21))
    timesheet = Attachment("timesheet-2026-03.pdf", "application/pdf", b"", "Timesheet")
    discount = CashDiscount(Decimal(2), until_on=dt.date(2026, 3, 25))
    return invoice(
        language, lines, allowances_and_charges=(less,), attachments=(timesheet,), cash_discount=discount
    )


def long_names(language: str) -> Invoice:
    """Return an invoice on which nothing is short."""
    buyer = replace(
        BUYER,
        name=LONG_NAME,
        trade_name=LONG_WORD,
        contact_name="Mevrouw Marie-Antoinette de la Faille de Leverghem-Vanderstraeten",
        street="Sint-Kwintens-Lennikse-Steenweg-op-Bruggenhoofd 1204 bus 0317, verdieping 14, deur links",
        extra="Gebouw Zonnebloem, ingang langs de parking achter de oude brouwerij",
        city="Onze-Lieve-Vrouw-Waver-Sint-Katelijne-Waver",
        country="FR",
    )
    lines = tuple(
        replace(
            line(place, f"{LONG_NAME} {LONG_WORD}", price="1234567.12345678", quantity="12345.678"),
            description=LONG_NAME,
        )
        for place in range(1, 4)
    )
    return invoice(
        language,
        lines,
        number="2026/AFDELING-ZUID/WEST-VLAANDEREN/000000031-A",
        seller=replace(SELLER, name=LONG_NAME, legal_text=LONG_NAME),
        buyer=buyer,
        order_reference="PO-2026-118-" + "X" * 60,
        contract_reference="Raamovereenkomst 2024-2028 voor het onderhoud van gebouwen",
        notes=(LONG_NAME * 2,),
        payment_terms=LONG_NAME,
        delivered_on=dt.date(2026, 3, 12),
    )


SAMPLES: dict[str, Callable[[str], Invoice]] = {
    "one": one_line,
    "sixty": sixty_lines,
    "long": long_names,
}


def as_kind(made: Invoice, kind: Kind) -> Invoice:
    """Return a sample as it would be for another kind of document."""
    if kind is Kind.CREDIT_NOTE:
        earlier = (PrecedingInvoice("2026/00012", dt.date(2026, 2, 1)),)
        return replace(made, is_credit_note=True, due_on=None, preceding=earlier, payment=Payment())
    if kind is Kind.DELIVERY_NOTE:
        return replace(made, due_on=None, delivered_on=dt.date(2026, 3, 14))
    return made if kind is Kind.INVOICE else replace(made, payment=Payment())


def logo() -> bytes:
    """Return a drawn logo, three times as wide as tall."""
    picture = Image.new("RGBA", (720, 240))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((10, 20, 210, 220), fill="#b4530a")
    pen.rectangle((250, 60, 700, 110), fill="#3f2a14")
    pen.rectangle((250, 140, 560, 180), fill="#b4530a")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
