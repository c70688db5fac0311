"""The sentences that the law asks for, in the language of the page."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from boekbrug.formats.einvoice.model import (
    AllowanceCharge,
    Attachment,
    LegalMention,
    LinkedDocument,
    VatSubtotal,
)
from tests.formats.invoice_pdf.reading import made, text_of
from tests.formats.invoice_pdf.samples import one_line

NOTHING = Decimal(0)
CONTRACTOR = (
    "Verlegging van heffing. Bij gebrek aan schriftelijke betwisting binnen een termijn van één maand vanaf "
    "de ontvangst van de factuur, wordt de afnemer geacht te erkennen dat hij een belastingplichtige is "
    "gehouden tot de indiening van periodieke aangiften."
)
MARGIN = "Bijzondere regeling van winstmarge – gebruikte goederen"


def untaxed(category: str, code: str = "", reason: str = "", belgian_code: str = "") -> VatSubtotal:
    taxable = Decimal("1187.50")
    return VatSubtotal(category, NOTHING, taxable, NOTHING, code, reason, belgian_code)


@pytest.mark.parametrize("said", [CONTRACTOR, MARGIN, "Export exempt, article 39"])
def test_the_reason_of_the_document_is_shown_as_it_is(said: str) -> None:
    invoice = replace(one_line("nl"), vat=(untaxed("E", "VATEX-EU-F", said), untaxed("AE", reason=said)))

    text = text_of(made(invoice))

    assert text.count(said) == 1


@pytest.mark.parametrize(
    ("subtotal", "dutch", "french"),
    [
        (untaxed("AE", "VATEX-EU-AE"), "Btw verlegd", "Autoliquidation"),
        (untaxed("K", "VATEX-EU-IC"), "Vrijgestelde intracommunautaire levering", "article 39bis"),
        (untaxed("G"), "Vrijgestelde uitvoer", "Exportation exemptée"),
        (untaxed("E"), "Vrijgesteld van btw, artikel 44", "Exempté de TVA, article 44"),
        (untaxed("E", belgian_code="SC"), "artikel 56bis", "franchise des petites entreprises"),
        (untaxed("E", "VATEX-EU-F"), "gebruikte goederen", "biens d’occasion"),
        (untaxed("E", "VATEX-EU-D"), "reisbureaus", "agences de voyages"),
        (untaxed("O"), "Niet onderworpen aan btw", "Non soumis à la TVA"),
    ],
)
def test_a_document_with_only_a_code_gets_the_usual_mention(
    subtotal: VatSubtotal, dutch: str, french: str
) -> None:
    assert dutch in text_of(made(replace(one_line("nl"), vat=(subtotal,))))
    assert french in text_of(made(replace(one_line("fr"), vat=(subtotal,)), "fr"))


def test_each_rate_has_its_own_amount() -> None:
    subtotals = (
        VatSubtotal("S", Decimal(21), Decimal(100), Decimal(21)),
        VatSubtotal("S", Decimal("5.5"), Decimal(200), Decimal(11)),
        untaxed("K"),
        untaxed("O"),
    )

    text = text_of(made(replace(one_line("nl"), vat=subtotals)))

    for said in (
        "Btw 21 % op 100,00 21,00",
        "Btw 5,5 % op 200,00 11,00",
        "Btw 0 % (intracommunautair) op 1.187,50 0,00",
        "Btw niet van toepassing op 1.187,50 0,00",
    ):
        assert said in text


def test_self_billing_says_who_made_it() -> None:
    invoice = replace(one_line("nl"), type_code="389")

    assert "Factuur uitgereikt door afnemer" in text_of(made(invoice))
    assert "Factuur uitgereikt door afnemer" not in text_of(made(one_line("nl")))


def test_the_mentions_of_the_file_are_shown_once() -> None:
    mention = LegalMention("BELM-005", "Bijzondere vrijstellingsregeling kleine ondernemingen")
    invoice = replace(one_line("nl"), legal_mentions=(mention, mention))

    assert text_of(made(invoice)).count(mention.text) == 1


def test_vat_in_another_currency_is_said_beside_the_sums() -> None:
    invoice = one_line("nl")
    dollars = replace(
        invoice,
        currency="USD",
        accounting_currency="EUR",
        totals=replace(invoice.totals, vat_accounted=Decimal("230.11")),
    )

    text = text_of(made(dollars))

    assert "Verschuldigde btw: € 230,11" in text
    assert "Verschuldigde btw" not in text_of(made(replace(dollars, accounting_currency="USD")))


def test_attachments_are_mentioned_by_name() -> None:
    files = (Attachment("werkbon-112.pdf", "application/pdf", b"", "Werkbon"),)
    linked = (LinkedDocument("Plan 7", url="https://plans.example/7"),)

    text = text_of(made(replace(one_line("nl"), attachments=files, linked_documents=linked)))

    assert "Bijlagen werkbon-112.pdf (Werkbon) Plan 7 https://plans.example/7" in text


def test_the_reason_of_a_discount_is_one_line() -> None:
    invoice = one_line("nl")
    less = AllowanceCharge(
        is_charge=False, amount=Decimal(5), reason="Korting\n      voor trouwe\n klanten 2 %"
    )

    text = "\n".join(
        page.extract_text() for page in made(replace(invoice, allowances_and_charges=(less,))).pages
    )

    assert "Korting voor trouwe klanten 2 %" in text
