"""The PDF of an invoice, read back by another library."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pypdf
import pytest

from boekbrug.belgium import enterprise_number, iban, ogm
from boekbrug.formats import invoice_pdf
from boekbrug.formats.einvoice.model import (
    AllowanceCharge,
    Invoice,
    Line,
    Party,
    Payment,
    PrecedingInvoice,
    Totals,
    VatSubtotal,
)
from boekbrug.formats.invoice_pdf import pictures
from tests.formats.invoice_pdf.reading import text_of

STYLE = invoice_pdf.Style()
IBAN = iban.make_belgian(1_234_567_890)
OGM = ogm.make(202_600_031)
SELLER = Party(
    name="Atelier Verlinden BV",
    vat_number="BE" + enterprise_number.make(4_567_890),
    street="Nijverheidsstraat 12",
    postcode="9000",
    city="Gent",
    country="BE",
)
BUYER = Party(name="Brouwerij Ten Dries NV", street="Kouter 4", postcode="1000", city="Brussel", country="BE")


def charged(name: str = "Ontwerp", net: str = "1234.56") -> Line:
    return Line(
        number="1",
        name=name,
        quantity=Decimal(1),
        unit_price=Decimal(net),
        net=Decimal(net),
        vat_category="S",
        vat_rate=Decimal(21),
    )


INVOICE = Invoice(
    is_credit_note=False,
    number="2026/00031",
    issued_on=dt.date(2026, 3, 15),
    due_on=dt.date(2026, 4, 14),
    currency="EUR",
    seller=SELLER,
    buyer=BUYER,
    lines=(charged(),),
    vat=(VatSubtotal("S", Decimal(21), Decimal("1234.56"), Decimal("259.26")),),
    totals=Totals(
        lines=Decimal("1234.56"),
        net=Decimal("1234.56"),
        vat=Decimal("259.26"),
        gross=Decimal("1493.82"),
        payable=Decimal("1493.82"),
    ),
    payment=Payment("30", OGM, IBAN),
)


def made(invoice: Invoice = INVOICE, *, language: str = "nl", **more: object) -> pypdf.PdfReader:
    content = invoice_pdf.make(invoice, language=language, style=more.pop("style", STYLE), **more)
    return pypdf.PdfReader(io.BytesIO(content))


def test_the_page_says_what_an_invoice_must_say() -> None:
    text = text_of(made())

    for said in (
        "Factuur",
        "2026/00031",
        "15/03/2026",
        "14/04/2026",
        "Atelier Verlinden BV",
        "Brouwerij Ten Dries NV",
    ):
        assert said in text
    for said in (
        "BE 0456.789.034",
        "1.234,56",
        "21 %",
        "259,26",
        "€ 1.493,82",
        ogm.show(OGM),
        iban.show(IBAN),
    ):
        assert said in text


@pytest.mark.parametrize(
    ("language", "title", "credit", "asked", "page"),
    [
        ("nl", "Factuur", "Creditnota", "Te betalen", "Pagina 1 van 1"),
        ("fr", "Facture", "Note de crédit", "À payer", "Page 1 sur 1"),
        ("de", "Rechnung", "Gutschrift", "Zu zahlen", "Seite 1 von 1"),
        ("en", "Invoice", "Credit note", "To pay", "Page 1 of 1"),
    ],
)
def test_each_language_has_its_words(language: str, title: str, credit: str, asked: str, page: str) -> None:
    invoice = text_of(made(language=language))
    note = text_of(made(replace(INVOICE, is_credit_note=True), language=language))

    assert title in invoice
    assert asked in invoice
    assert page in invoice
    assert credit in note


def test_a_credit_note_asks_for_no_money() -> None:
    earlier = PrecedingInvoice("2026/00012", dt.date(2026, 2, 1))

    text = text_of(made(replace(INVOICE, is_credit_note=True, preceding=(earlier,))))

    assert "In uw voordeel" in text
    assert "2026/00012 (01/02/2026)" in text
    assert iban.show(IBAN) not in text


@pytest.mark.parametrize("ubl", ["<Invoice>é\r\n</Invoice>".encode(), b"<Invoice>\xe9\x00</Invoice>", b""])
def test_the_ubl_inside_is_equal_byte_for_byte(ubl: bytes) -> None:
    pdf = made(ubl=ubl)

    assert dict(pdf.attachments) == {"2026-00031.xml": [ubl]}


def test_it_declares_itself_pdf_a_3b() -> None:
    content = invoice_pdf.make(INVOICE, language="nl", style=STYLE, ubl=b"<Invoice/>")
    pdf = pypdf.PdfReader(io.BytesIO(content))
    metadata = pdf.trailer["/Root"]["/Metadata"].get_data().decode()

    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert "/OutputIntents" in pdf.trailer["/Root"]
    assert pdf.trailer["/Root"]["/Lang"] == "nl"


def test_without_ubl_nothing_is_attached() -> None:
    assert not made().attachments


def test_the_same_invoice_gives_the_same_bytes() -> None:
    first = invoice_pdf.make(INVOICE, language="fr", style=STYLE, ubl=b"<Invoice/>")
    again = invoice_pdf.make(INVOICE, language="fr", style=STYLE, ubl=b"<Invoice/>")

    assert first == again
    assert made().metadata.creation_date.date() == INVOICE.issued_on


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("x") #read("/etc/passwd") $x^2$ *vet* _schuin_ = kop',
        '\\ " \' ` #import "@preview/x:1.0.0": y',
        "<script>alert(1)</script> // weg /* weg */",
        "😀 漢字 Ω Привет עברית",
        "x" * 400,
        "nul\x00bel\x07regel\u2028einde",
    ],
)
def test_texts_of_others_are_set_as_text(hostile: str) -> None:
    hurt = replace(
        INVOICE,
        number="2026/00031",
        lines=(replace(charged(hostile), description=hostile),),
        notes=(hostile,),
        seller=replace(SELLER, trade_name=hostile),
        buyer=replace(BUYER, street=hostile),
        payment_terms=hostile,
        order_reference=hostile[:60],
    )

    text = text_of(made(hurt, style=invoice_pdf.Style(footer=hostile), watermark=hostile[:10]))

    assert "€ 1.493,82" in text
    kept = [word for word in hostile.split() if word.isascii() and word.isprintable() and len(word) < 20]
    assert all(word in text for word in kept)


def test_a_long_invoice_repeats_its_head_and_counts_its_pages() -> None:
    lines = tuple(charged(f"Artikel {number}") for number in range(1, 201))

    pdf = made(replace(INVOICE, lines=lines))

    count = len(pdf.pages)
    assert count > 4
    for number, page in enumerate(pdf.pages, start=1):
        said = page.extract_text().replace("\u00a0", " ")
        assert f"Pagina {number} van {count}" in said
        assert "Omschrijving" in said
    assert all(f"Artikel {number}" in text_of(pdf) for number in (1, 100, 200))


def test_discounts_rounding_and_what_was_paid_are_shown() -> None:
    sums = replace(INVOICE.totals, prepaid=Decimal(100), rounding=Decimal("0.02"), payable=Decimal("1393.84"))
    less = AllowanceCharge(is_charge=False, amount=Decimal(50), reason="Trouwe klant", percentage=Decimal(4))

    text = text_of(made(replace(INVOICE, totals=sums, allowances_and_charges=(less,))))

    for said in ("Trouwe klant", "−50,00", "Al betaald", "−100,00", "Afronding", "0,02", "€ 1.393,84"):
        assert said in text


def test_what_is_paid_already_is_not_asked_again() -> None:
    sums = replace(INVOICE.totals, prepaid=INVOICE.totals.gross, payable=Decimal(0))

    text = text_of(made(replace(INVOICE, totals=sums)))

    assert "€ 0,00" in text
    assert iban.show(IBAN) not in text


def test_it_says_why_there_is_no_vat() -> None:
    reverse = VatSubtotal("AE", Decimal(0), Decimal("1234.56"), Decimal(0), "VATEX-EU-AE", "Btw verlegd")

    text = text_of(made(replace(INVOICE, vat=(reverse,))))

    assert "Btw 0 % (verlegd) op 1.234,56" in text
    assert "Btw verlegd" in text


def test_another_currency_has_its_own_sign_and_no_payment_code() -> None:
    dollars = replace(INVOICE, currency="USD")

    text = text_of(made(dollars))

    assert "USD 1.493,82" in text
    assert "Scan met uw bankapp" not in text


def test_the_payment_code_needs_an_account_euro_and_something_to_pay() -> None:
    nothing = replace(INVOICE, totals=replace(INVOICE.totals, payable=Decimal(0)))
    nowhere = replace(INVOICE, payment=Payment())

    assert pictures.payment_code(INVOICE).startswith("<svg")
    for invoice in (
        nothing,
        nowhere,
        replace(INVOICE, currency="USD"),
        replace(INVOICE, is_credit_note=True),
    ):
        assert pictures.payment_code(invoice) == ""


def test_the_ogm_is_the_structured_reference_of_the_payment_code(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []
    real = pictures.helpers.make_epc_qr

    def listening(name: str, account: str, amount: Decimal, **said: object) -> object:
        asked.append({"name": name, "iban": account, "amount": amount, **said})
        return real(name, account, amount, **said)

    monkeypatch.setattr(pictures.helpers, "make_epc_qr", listening)

    pictures.payment_code(INVOICE)
    pictures.payment_code(replace(INVOICE, payment=Payment("30", "Bestelling 12", IBAN)))

    first = {"name": SELLER.name, "iban": IBAN, "amount": Decimal("1493.82"), "reference": OGM, "text": None}
    assert asked[0] == first
    assert asked[1]["reference"] is None
    assert asked[1]["text"] == "Bestelling 12"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x60\xa0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return pictures.PNG + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_a_logo_takes_the_place_of_the_name_in_the_head() -> None:
    pdf = made(style=invoice_pdf.Style("#0f766e", png(300, 80)))

    assert len(pdf.pages[0].images) == 1
    assert len(made().pages[0].images) == 0
    assert "Atelier Verlinden BV" in text_of(pdf)


@pytest.mark.parametrize("logo", [b"GIF89a", b"\xff\xd8\xff\xe0", b"<svg/>", pictures.PNG])
def test_a_logo_that_is_no_picture_is_refused_with_a_sentence(logo: bytes) -> None:
    with pytest.raises(invoice_pdf.LogoNotReadable, match="neither PNG nor JPEG"):
        made(style=invoice_pdf.Style(logo=logo))


@pytest.mark.parametrize("accent", ["red", "#12345", "#1234567", '#123456"); panic("', "#gggggg"])
def test_an_accent_is_a_colour(accent: str) -> None:
    with pytest.raises(invoice_pdf.NotAColour):
        invoice_pdf.Style(accent)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(invoice_pdf.UnknownLanguage):
        made(language="es")


def test_a_watermark_is_on_every_page() -> None:
    lines = tuple(charged(f"Artikel {number}") for number in range(60))

    pdf = made(replace(INVOICE, lines=lines), watermark="ONTWERP")

    assert all("ONTWERP" in page.extract_text() for page in pdf.pages)


def test_four_threads_make_the_same_pdf() -> None:
    with ThreadPoolExecutor(4) as threads:
        jobs = [threads.submit(invoice_pdf.make, INVOICE, language="nl", style=STYLE) for _ in range(12)]

    assert len({job.result() for job in jobs}) == 1


def test_the_pages_can_be_drawn_as_pictures() -> None:
    lines = tuple(charged(f"Artikel {number} 😀") for number in range(60))

    pages = invoice_pdf.draw(replace(INVOICE, lines=lines), language="nl", style=STYLE, watermark="ONTWERP")

    assert len(pages) == len(made(replace(INVOICE, lines=lines)).pages)
    assert all(page.startswith(pictures.PNG) for page in pages)
