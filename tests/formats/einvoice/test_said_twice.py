"""What a document says twice and not alike: kept where the model has room, else listed with its value."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import CashDiscount, Invoice
from tests.formats.einvoice.full import by_direct_debit
from tests.formats.einvoice.invoices import PDF, a_credit_note, an_invoice, xml
from tests.formats.einvoice.old_files import CII_LINE, E_FFF_2, cii

DISCOUNTS = (
    CashDiscount(Decimal(3), Decimal("1.34"), dt.date(2026, 3, 24)),
    CashDiscount(Decimal(2), Decimal("0.89"), dt.date(2026, 3, 31)),
)


def read(text: str) -> tuple[Invoice, list[tuple[str, str]]]:
    """The invoice, and where what stays unread stands, with its text."""
    reading = einvoice.read(text.encode())
    assert reading.invoice is not None, reading.problems
    return reading.invoice, [(one.path.rpartition("/")[2], one.text) for one in reading.unread]


def test_two_discounts_for_paying_in_time_are_kept_and_written() -> None:
    invoice = an_invoice(cash_discount=DISCOUNTS[0], further_cash_discounts=DISCOUNTS[1:])
    written = einvoice.write_ubl_be(invoice, pdf=PDF)
    found, unread = read(written.decode())

    assert found.cash_discounts == DISCOUNTS
    assert (found.payment_terms, unread) == ("30 dagen", [])
    assert (
        einvoice.validate(written).findings
        == einvoice.validate(einvoice.write_ubl_be(an_invoice(), pdf=PDF)).findings
    )


def due(day: int) -> str:
    """A due date of a way to pay."""
    return f"<cbc:PaymentDueDate>2026-05-{day:02}</cbc:PaymentDueDate>"


def test_other_due_dates_than_that_of_the_invoice_are_listed() -> None:
    code = "</cbc:PaymentMeansCode>"

    invoice, unread = read(xml().replace(code, f"{code}{due(1)}"))
    _, same = read(xml().replace(code, f"{code}<cbc:PaymentDueDate>2026-04-15</cbc:PaymentDueDate>"))

    assert invoice.due_on == dt.date(2026, 4, 15)
    assert unread == [("cbc:PaymentDueDate", "2026-05-01")]
    assert same == []


def test_the_first_due_date_of_the_ways_to_pay_of_a_credit_note_counts_and_the_others_are_listed() -> None:
    text = xml(a_credit_note())
    means = text[text.index("<cac:PaymentMeans>") : text.index("</cac:PaymentMeans>") + 19]
    later = means.replace(">2026-04-15<", ">2026-05-02<")

    invoice, unread = read(text.replace(means, means + later))

    assert invoice.due_on == dt.date(2026, 4, 15)
    assert unread == [("cbc:PaymentDueDate", "2026-05-02")]


def test_a_due_date_in_the_terms_of_an_old_file_is_listed_when_it_differs() -> None:
    terms = f"<cac:PaymentTerms>{due(3)}</cac:PaymentTerms>"

    invoice, unread = read(E_FFF_2.replace("<cac:TaxTotal>", f"{terms}<cac:TaxTotal>", 1))

    assert invoice.due_on == dt.date(2026, 4, 15)
    assert unread == [("cbc:PaymentDueDate", "2026-05-03")]


NUMBER = '<cac:PartyIdentification><cbc:ID schemeID="SEPA">{}</cbc:ID></cac:PartyIdentification>'
PARTIES = {
    "seller": ("<cac:AccountingSupplierParty>\n    <cac:Party>", NUMBER),
    "buyer": ("<cac:AccountingCustomerParty>\n    <cac:Party>", NUMBER),
    "representative": (
        "</cac:PayeeParty>",
        f"<cac:TaxRepresentativeParty>{NUMBER}</cac:TaxRepresentativeParty>",
    ),
}


@pytest.mark.parametrize("party", PARTIES)
def test_a_creditor_number_that_is_not_that_of_the_payee_is_listed(party: str) -> None:
    end, (place, more) = "</cac:AccountingCustomerParty>", PARTIES[party]
    name = "<cac:PartyName><cbc:Name>Factor</cbc:Name></cac:PartyName>"
    payee = f"{end}<cac:PayeeParty>{NUMBER.format('P-1')}{name}</cac:PayeeParty>"
    text = xml(by_direct_debit()).replace(">BE69ZZZ0123456749<", ">P-1<").replace(end, payee)
    assert place in text

    invoice, unread = read(text.replace(place, place + more.format("S-2")))

    assert invoice.payment.direct_debit is not None
    assert invoice.payment.direct_debit.creditor == "P-1"
    assert unread == [("cbc:ID", "S-2"), ("@schemeID", "SEPA")]


TERMS = """<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20260501
 </udt:DateTimeString></ram:DueDateDateTime><ram:DirectDebitMandateID>{}</ram:DirectDebitMandateID>
 </ram:SpecifiedTradePaymentTerms>"""


def test_later_due_dates_and_mandates_of_cii_are_listed() -> None:
    end = "</ram:ApplicableHeaderTradeSettlement>"

    invoice, unread = read(cii().replace(end, TERMS.format("M-1") + TERMS.format("M-2") + end))

    assert invoice.due_on == dt.date(2026, 4, 15)
    assert invoice.payment.direct_debit is not None
    assert invoice.payment.direct_debit.mandate == "M-1"
    assert sorted(unread) == [
        ("ram:DirectDebitMandateID", "M-2"),
        ("udt:DateTimeString", "20260501"),
        ("udt:DateTimeString", "20260501"),
    ]


@pytest.mark.parametrize(
    ("quantity", "expected"), [("10", [("ram:BasisQuantity", "10")]), ("1", []), ("1.0", [])]
)
def test_a_gross_price_for_another_quantity_than_the_net_price_is_listed(
    quantity: str, expected: list[tuple[str, str]]
) -> None:
    basis = "<ram:BasisQuantity>{}</ram:BasisQuantity>"
    net = "<ram:NetPriceProductTradePrice><ram:ChargeAmount>25</ram:ChargeAmount>"
    gross = (
        f"<ram:GrossPriceProductTradePrice><ram:ChargeAmount>25</ram:ChargeAmount>{basis.format(quantity)}"
    )
    line = CII_LINE.replace(net, f"{gross}</ram:GrossPriceProductTradePrice>{net}{basis.format('1')}")

    invoice, unread = read(cii(lines=line))

    assert invoice.lines[0].price_base_quantity == 1
    assert unread == expected


def test_the_reason_of_a_line_is_read_when_the_breakdown_gives_it_too() -> None:
    reason = "<cbc:TaxExemptionReason>{}</cbc:TaxExemptionReason>"
    text = xml(an_invoice(lines=an_invoice().lines[:1], vat=())).replace(
        "</cbc:Percent>", f"</cbc:Percent>{reason.format('Vrij')}"
    )

    assert read(text)[1] == []
    before, _, after = text.rpartition(reason.format("Vrij"))
    assert read(f"{before}{reason.format('Anders')}{after}")[1] == [("cbc:TaxExemptionReason", "Anders")]


@pytest.mark.parametrize(("hour", "expected"), [("T00:00:00", []), ("T14:30:00", [("cbc:IssueDate", "{}")])])
def test_the_hour_behind_a_day_of_an_old_file_is_listed(hour: str, expected: list[tuple[str, str]]) -> None:
    invoice, unread = read(E_FFF_2.replace(">2026-03-16<", f">2026-03-16{hour}<"))

    assert invoice.issued_on == dt.date(2026, 3, 16)
    assert unread == [(name, text.format(f"2026-03-16{hour}")) for name, text in expected]


@pytest.mark.parametrize("hour", ["1430", "T14:30:00+01:00"])
def test_the_hour_behind_a_day_of_cii_is_listed(hour: str) -> None:
    invoice, unread = read(cii().replace(">20260316<", f">20260316{hour}<"))

    assert invoice.issued_on == dt.date(2026, 3, 16)
    assert unread == [("udt:DateTimeString", f"20260316{hour}")]
    assert read(cii().replace(">20260316<", ">202603160000<"))[1] == []


@pytest.mark.parametrize(("scheme", "expected"), [("FC", []), ("??", [("@schemeID", "??")])])
def test_a_tax_number_of_another_kind_tells_its_kind(scheme: str, expected: list[tuple[str, str]]) -> None:
    end = "</ram:SellerTradeParty>"
    group = "ram:SpecifiedTaxRegistration"
    number = f'<{group}><ram:ID schemeID="{scheme}">ACC-7</ram:ID></{group}>'

    invoice, unread = read(cii().replace(end, f"{number}{end}"))

    assert invoice.seller.tax_registration == "ACC-7"
    assert unread == expected
