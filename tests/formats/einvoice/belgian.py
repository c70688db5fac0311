"""Belgian cases as invoices and documents: invented parties with valid check digits, one case each.

The cases are those of issue 5; `tests.gate.official` has the official rules judge what we write of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from boekbrug.belgium import vat_rates
from boekbrug.belgium.vat_rates import VatTreatment
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import Address, AllowanceCharge, Endpoint, Invoice, Line, Party, compute
from tests.formats.einvoice import full
from tests.formats.einvoice.invoices import PDF, a_credit_note, a_line, an_invoice

DELIVERED_ON = dt.date(2026, 3, 12)
ZERO = Decimal(0)

DUTCH_BUYER = Party(
    name="Proefhandel B.V.",
    vat_number="NL100000009B01",
    street="Teststraat 3",
    postcode="1011 AA",
    city="Amsterdam",
    country="NL",
    endpoint=Endpoint("9944", "NL100000009B01"),
)
FRENCH_BUYER = Party(
    name="Société Exemple SARL",
    enterprise_number="999999006",
    vat_number="FR42999999006",
    street="Rue du Test 4",
    postcode="59000",
    city="Lille",
    country="FR",
    endpoint=Endpoint("9957", "FR42999999006"),
)
AMERICAN_BUYER = Party(
    name="Sample Import Inc.",
    street="5 Example Avenue",
    postcode="10001",
    city="New York",
    country="US",
    endpoint=Endpoint("0088", "9999999000010"),
)


PRIVATE_BUYER = Party(
    name="Dirk Voorbeeld",
    street="Dorp 1",
    postcode="9000",
    city="Gent",
    country="BE",
    email="dirk@voorbeeld.example",
)


def _treated(treatment: VatTreatment, line: Line | None = None, **changes: object) -> Invoice:
    """An invoice of one line under a Belgian treatment, with the mention of the law."""
    rate = None if treatment.category == "O" else ZERO
    priced = replace(line or a_line(), vat_category=treatment.category.value, vat_rate=rate)
    invoice = an_invoice(lines=(priced,), **changes)
    reason = {treatment.category.value: (treatment.exemption_code, treatment.mention("nl"))}
    return einvoice.completed(invoice, exemptions=reason)


def rates() -> Invoice:
    """The three rates, where rounding once per rate differs from rounding per line."""
    lines = (
        a_line(number="1", name="Eik", unit_price=Decimal("0.31"), quantity=Decimal(1)),
        a_line(number="2", name="Beuk", unit_price=Decimal("0.31"), quantity=Decimal(1)),
        a_line(number="3", name="Renovatie", vat_rate=Decimal(6), unit_code="HUR", quantity=Decimal("7.5")),
        a_line(number="4", name="Margarine", vat_rate=Decimal(12), quantity=Decimal(3)),
    )
    return an_invoice(lines=lines)


def contractor() -> Invoice:
    """Work in immovable state for a taxable Belgian customer: reverse charge (royal decree no. 1 art. 20)."""
    return _treated(vat_rates.REVERSE_CHARGE, a_line(name="Dakwerken", unit_price=Decimal("4250.00")))


def intra_community_goods() -> Invoice:
    """Goods delivered in the Netherlands, with the day and the country of delivery."""
    return _treated(
        vat_rates.INTRA_COMMUNITY,
        buyer=DUTCH_BUYER,
        delivered_on=DELIVERED_ON,
        delivered_to=Address(country="NL"),
    )


def intra_community_services() -> Invoice:
    """A service to a taxable French customer: taxed there (VAT Code art. 21 par. 2)."""
    return _treated(vat_rates.REVERSE_CHARGE, a_line(name="Advies", unit_code="HUR"), buyer=FRENCH_BUYER)


def foreign_buyer_without_address() -> Invoice:
    """The same for a buyer of whom nothing but the VAT number is known: that is its address on Peppol."""
    return _treated(
        vat_rates.REVERSE_CHARGE, buyer=replace(FRENCH_BUYER, enterprise_number="", endpoint=None)
    )


def export() -> Invoice:
    """Goods that leave the European Union."""
    return _treated(
        vat_rates.EXPORT, buyer=AMERICAN_BUYER, delivered_on=DELIVERED_ON, delivered_to=Address(country="US")
    )


def small_business() -> Invoice:
    """A seller under the exemption for small businesses (VAT Code art. 56bis)."""
    return _treated(vat_rates.SMALL_BUSINESS)


def exempt() -> Invoice:
    """An activity that is exempt (VAT Code art. 44)."""
    return _treated(vat_rates.EXEMPT, a_line(name="Opleiding"))


def margin() -> Invoice:
    """Used goods under the margin scheme (VAT Code art. 58 par. 4): VAT is never shown."""
    treatment = VatTreatment(
        "margin",
        vat_rates.VatCategory.EXEMPT,
        "VATEX-EU-F",
        {"nl": "Bijzondere regeling - gebruikte goederen"},
    )
    return _treated(treatment, a_line(name="Gebruikte zaagmachine", unit_price=Decimal("750.00")))


def outside_vat() -> Invoice:
    """What is not subject to VAT: no VAT numbers, and alone on its invoice."""
    return _treated(vat_rates.OUTSIDE_VAT, a_line(name="Schadevergoeding"))


def outside_vat_at_zero() -> Invoice:
    """The same with the rate of zero that many packages give it; it is written without (BR-O-05)."""
    invoice = outside_vat()
    lines = tuple(replace(one, vat_rate=ZERO) for one in invoice.lines)
    return replace(invoice, lines=lines, vat=tuple(replace(one, rate=ZERO) for one in invoice.vat))


def cash_discount() -> Invoice:
    """2 % when paid within eight days: VAT on the discounted base, the whole price due all the same.

    As BIS 3 carries it: an allowance per rate (code 66), one charge (ZZZ) of the same total in category E.
    """
    lines = (
        a_line(number="1", unit_price=Decimal("500.00")),
        a_line(number="2", name="Boek", unit_price=Decimal("33.35"), vat_rate=Decimal(6)),
    )
    text = "Korting contant 2 %"
    discounts = tuple(
        AllowanceCharge(False, amount, text, "66", Decimal(2), base, "S", rate)
        for amount, base, rate in (
            (Decimal("20.00"), Decimal("1000.00"), Decimal(21)),
            (Decimal("1.33"), Decimal("66.70"), Decimal(6)),
        )
    )
    charge = AllowanceCharge(True, Decimal("21.33"), text, "ZZZ", None, None, "E", ZERO)
    invoice = an_invoice(
        lines=lines,
        allowances_and_charges=(*discounts, charge),
        payment_terms="2 % korting bij betaling binnen 8 dagen; anders 30 dagen",
    )
    return einvoice.completed(invoice, exemptions={"E": ("", text)})


def self_billing() -> Invoice:
    """An invoice that the customer makes in the name of the seller (VAT Code art. 53 par. 2)."""
    return an_invoice(type_code="389", notes=("Factuur uitgereikt door de afnemer",))


def self_billing_credit() -> Invoice:
    """A credit note that the customer makes in the name of the seller."""
    return a_credit_note(type_code="261", notes=("Factuur uitgereikt door de afnemer",))


def credit_note() -> Invoice:
    """A credit note with the invoice that it corrects."""
    return a_credit_note()


def negative() -> Invoice:
    """An invoice that gives money back: negative quantities, positive prices."""
    return an_invoice(lines=(a_line(quantity=Decimal(-2)),))


def prepaid() -> Invoice:
    """An advance was paid, and the rest is rounded to five cents as in cash."""
    invoice = rates()
    known = replace(invoice.totals, prepaid=Decimal("50.00"), rounding=Decimal("0.01"))
    return einvoice.completed(replace(invoice, totals=known))


def with_pdf() -> Invoice:
    """The document for people embedded, and a photograph with it."""
    photograph = einvoice.Attachment("foto.jpg", "image/jpeg", b"\xff\xd8\xff invented", "Foto van de werf")
    return an_invoice(attachments=(PDF, photograph))


def line_discounts() -> Invoice:
    """Discounts and charges on lines, a price per hundred, and costs of transport with their own rate."""
    lines = (
        a_line(
            number="1",
            quantity=Decimal(250),
            price_base_quantity=Decimal(100),
            allowances_and_charges=(
                compute.discount(Decimal(10), quantity=Decimal("2.5"), unit_price=Decimal("12.345")),
            ),
        ),
        a_line(
            number="2",
            name="Levering op maat",
            allowances_and_charges=(AllowanceCharge(True, Decimal("4.00"), "Verpakking", "PC"),),
        ),
    )
    transport = AllowanceCharge(
        True, Decimal("15.00"), "Vervoer", "FC", vat_category="S", vat_rate=Decimal(21)
    )
    return an_invoice(lines=lines, allowances_and_charges=(transport,))


def private_buyer() -> Invoice:
    """A private person: handed over, never sent by Peppol, which asks an address of the buyer (R010)."""
    return an_invoice(buyer=PRIVATE_BUYER)


CASES: tuple[Callable[[], Invoice], ...] = (
    rates,
    contractor,
    intra_community_goods,
    intra_community_services,
    foreign_buyer_without_address,
    export,
    small_business,
    exempt,
    margin,
    outside_vat,
    outside_vat_at_zero,
    cash_discount,
    self_billing,
    self_billing_credit,
    credit_note,
    negative,
    prepaid,
    with_pdf,
    line_discounts,
    full.full_invoice,
    full.full_credit_note,
    full.by_card,
    full.by_direct_debit,
)


def invoices() -> dict[str, Invoice]:
    """Every case by name."""
    return {case.__name__.replace("_", "-"): case() for case in CASES}


def documents() -> dict[str, bytes]:
    """Every case as the legal document, and as UBL.BE with a PDF for older packages."""
    legal = {name: einvoice.write_bis3(invoice) for name, invoice in invoices().items()}
    older = {f"{name}.ubl-be": einvoice.write_ubl_be(one, pdf=PDF) for name, one in invoices().items()}
    return legal | older
