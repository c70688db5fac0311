"""Invoice, credit note, quote, order and delivery note: what stands on each, and what must not."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from PIL import Image, ImageChops

from boekbrug.belgium import iban, ogm
from boekbrug.formats import invoice_pdf
from boekbrug.formats.einvoice.model import Address, Card, CashDiscount, DirectDebit, Payment
from boekbrug.formats.invoice_pdf import LANGUAGES, Kind, pictures
from tests.formats.invoice_pdf.reading import made, text_of
from tests.formats.invoice_pdf.samples import as_kind, one_line

TITLES = {
    Kind.INVOICE: ("Factuur", "Facture", "Rechnung", "Invoice"),
    Kind.CREDIT_NOTE: ("Creditnota", "Note de crédit", "Gutschrift", "Credit note"),
    Kind.QUOTE: ("Offerte", "Offre", "Angebot", "Quote"),
    Kind.ORDER: ("Bestelbon", "Bon de commande", "Bestellschein", "Order"),
    Kind.DELIVERY_NOTE: ("Leveringsbon", "Bon de livraison", "Lieferschein", "Delivery note"),
}
SCAN = "Scan met uw bankapp"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_its_title_in_each_language(kind: Kind, language: str) -> None:
    pdf = made(as_kind(one_line(language), kind), language, kind=kind)

    title = TITLES[kind][LANGUAGES.index(language)]
    assert pdf.metadata.title == f"{title} 2026/00031"
    assert title in text_of(pdf)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.INVOICE])
def test_only_an_invoice_asks_for_money(kind: Kind) -> None:
    asking = one_line("nl")
    invoice = replace(asking, is_credit_note=kind is Kind.CREDIT_NOTE)

    text = text_of(made(invoice, kind=kind))

    for asked in (SCAN, iban.show(asking.payment.iban), ogm.show(asking.payment.reference), "Te betalen"):
        assert asked not in text
        assert asked in text_of(made(asking))


def test_what_is_marked_as_a_draft_has_no_code_to_pay_with() -> None:
    text = text_of(made(one_line("nl"), watermark="ONTWERP"))

    assert SCAN not in text
    assert "ONTWERP" in text


def test_the_mark_of_a_draft_shows_through_the_payment() -> None:
    def middle(mark: str) -> Image.Image:
        pages = invoice_pdf.draw(one_line("nl"), language="nl", style=invoice_pdf.Style(), watermark=mark)
        return Image.open(io.BytesIO(pages[0])).convert("RGB").crop((330, 530, 560, 565))

    assert ImageChops.difference(middle("ONTWERP"), middle(".")).getbbox()


def test_a_quote_says_until_when_and_is_signed() -> None:
    text = text_of(made(one_line("nl"), kind=Kind.QUOTE))

    assert "Geldig tot en met 14/04/2026" in text
    assert "Totaal € 1.436,88" in text
    assert "Voor akkoord" in text
    assert "Handtekening" in text


def test_a_delivery_note_may_be_without_prices() -> None:
    note = as_kind(one_line("nl"), Kind.DELIVERY_NOTE)

    with_prices = text_of(made(note, kind=Kind.DELIVERY_NOTE))
    without = text_of(made(note, kind=Kind.DELIVERY_NOTE, shows_prices=False))

    assert "12,5 uur" in without
    assert "Voor ontvangst" in without
    for price in ("95,00", "1.187,50", "1.436,88", "21 %", "Prijs"):
        assert price in with_prices
        assert price not in without


def test_another_place_of_delivery_is_shown() -> None:
    place = Address(street="Werfkaai 9", postcode="8380", city="Zeebrugge", country="BE")
    invoice = replace(one_line("fr"), delivered_to=place, delivered_to_name="Chantier Nord")

    text = text_of(made(invoice, "fr"))

    assert "Adresse de livraison Chantier Nord Werfkaai 9 8380 Zeebrugge" in text


def test_a_country_alone_is_no_place_of_delivery() -> None:
    invoice = replace(one_line("nl"), delivered_to=Address(country="FR"))

    assert "Leveringsadres" not in text_of(made(invoice))


def test_a_direct_debit_is_announced_and_not_asked_for() -> None:
    debit = DirectDebit("MND-17", iban=iban.make_belgian(9_876_543_210))
    invoice = replace(one_line("nl"), payment=Payment("59", iban="", direct_debit=debit))

    text = text_of(made(invoice))

    assert "MND-17" in text
    assert "Geïnd op 14/04/2026" in text
    assert SCAN not in text


@pytest.mark.parametrize("means_code", ["48", "49", "54", "55", "59"])
def test_what_is_taken_by_card_or_debit_has_no_payment_code(means_code: str) -> None:
    invoice = one_line("nl")
    taken = replace(invoice, payment=replace(invoice.payment, means_code=means_code))
    carded = replace(invoice, payment=replace(invoice.payment, means_code="", card=Card("1234")))

    assert pictures.payment_code(taken) == ""
    assert pictures.payment_code(carded) == ""
    assert pictures.payment_code(invoice)


def test_a_card_that_pays_is_named() -> None:
    invoice = replace(one_line("nl"), payment=Payment("48", card=Card("4321", network="VISA")))

    assert "Kaart VISA 4321" in text_of(made(invoice))


def test_countries_are_named_when_one_is_abroad() -> None:
    invoice = one_line("fr")
    abroad = replace(invoice, buyer=replace(invoice.buyer, country="BG"))

    at_home = text_of(made(invoice, "fr"))
    across = text_of(made(abroad, "fr"))

    assert "Belgique" not in at_home
    assert "Belgique" in across
    assert "Bulgarie" in across


def test_a_cash_discount_says_how_much_and_until_when() -> None:
    invoice = one_line("nl")
    offered = CashDiscount(percentage=invoice.vat[0].rate, until_on=invoice.issued_on)

    asked = text_of(made(replace(invoice, cash_discount=offered)))
    without_account = text_of(made(replace(invoice, cash_discount=offered, payment=Payment())))

    for text in (asked, without_account):
        assert "Korting contant" in text
        assert "21 % bij betaling tegen 15/03/2026" in text


def test_every_cash_discount_is_told() -> None:
    invoice = one_line("nl")
    first, second = (CashDiscount(Decimal(share), until_on=invoice.issued_on) for share in (3, 2))
    offered = replace(invoice, cash_discount=first, further_cash_discounts=(second,))

    for text in (text_of(made(offered)), text_of(made(replace(offered, payment=Payment())))):
        assert text.count("Korting contant") == 2
        assert "3 % bij betaling tegen 15/03/2026" in text
        assert "2 % bij betaling tegen 15/03/2026" in text


def test_factoring_pays_the_payee() -> None:
    invoice = one_line("nl")
    factored = replace(invoice, payee=replace(invoice.seller, name="Factormaatschappij Noord NV"))

    assert "Begunstigde Factormaatschappij Noord NV" in text_of(made(factored))
