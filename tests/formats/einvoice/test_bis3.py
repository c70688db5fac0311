"""What BIS 3 has no place for is brought into shape, one rule at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from boekbrug.belgium import iban
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import (
    AllowanceCharge,
    Attachment,
    Card,
    CodedNote,
    DirectDebit,
    Identifier,
    Invoice,
    LegalMention,
    LinkedDocument,
    Party,
    Payment,
    Totals,
)
from tests.formats.einvoice import belgian
from tests.formats.einvoice.invoices import BUYER, PDF, SELLER, a_credit_note, a_line, an_invoice
from tests.formats.einvoice.test_writer import NAMES

FIRST, SECOND = (iban.make_belgian(6100000000 + one) for one in (1, 2))


def shaped(**changes: object) -> Invoice:
    """An invoice with these changes, as BIS 3 carries it."""
    return einvoice.as_bis3(an_invoice(**changes))


def test_all_notes_become_one_and_a_mention_of_the_law_is_one_of_them() -> None:
    invoice = shaped(
        notes=("Een", "Twee"),
        coded_notes=(CodedNote("REG", "RPR Gent"),),
        legal_mentions=(LegalMention("BELM-006", "Factuur uitgereikt door de afnemer"),),
    )

    assert invoice.notes == ("Een\nTwee\nFactuur uitgereikt door de afnemer\n#REG#RPR Gent",)


def test_a_note_with_a_subject_alone_stays_so() -> None:
    assert shaped(notes=(), coded_notes=(CodedNote("REG", "A"),)).coded_notes == (CodedNote("REG", "A"),)


def test_two_german_parties_may_have_several_notes() -> None:
    german = {"seller": replace(SELLER, country="DE"), "buyer": replace(BUYER, country="DE")}

    assert shaped(**german, notes=("Een", "Twee", "#AAI#Drie")).notes == ("Een", "Twee")


def test_the_way_with_a_readable_account_is_first() -> None:
    invoice = shaped(payment=Payment("30", iban="OTHER"), further_payments=(Payment("30", iban=FIRST),))

    assert [one.iban for one in invoice.payments] == [FIRST, "OTHER"]


def test_every_way_to_pay_has_the_code_and_the_reference_of_the_first() -> None:
    ways = (Payment("58", "other", SECOND), Payment("48", card=Card("1234")))
    invoice = shaped(payment=Payment("30", "ref", FIRST), further_payments=ways)

    assert [(one.means_code, one.reference, one.iban) for one in invoice.payments] == [
        ("30", "ref", FIRST),
        ("30", "", SECOND),
    ]


def test_a_card_has_a_network_and_a_creditor_stands_with_the_first_way() -> None:
    debit = DirectDebit(creditor="BE69ZZZ")
    invoice = shaped(
        payment=Payment("10", card=Card("1234")), further_payments=(Payment("10", direct_debit=debit),)
    )

    assert invoice.payments == (
        Payment("10", card=Card("1234", network="NA"), direct_debit=debit),
        Payment("10"),
    )


@pytest.mark.parametrize(
    "payee", [Party(name=SELLER.trade_name), Party(name=""), Party(name="X", identifiers=(Identifier("7"),))]
)
def test_a_payee_that_is_the_seller_or_has_no_name_is_left_out(payee: Party) -> None:
    assert shaped(payee=payee, seller=replace(SELLER, identifiers=(Identifier("7", "0088"),))).payee is None


def test_a_buyer_has_one_number_and_no_legal_text() -> None:
    numbers = (Identifier("1"), Identifier("2"))
    buyer = shaped(buyer=replace(BUYER, identifiers=numbers, legal_text="RPR", tax_registration="T")).buyer

    assert (buyer.identifiers, buyer.legal_text, buyer.tax_registration) == (numbers[:1], "", "")


def test_a_sales_order_alone_has_an_order_beside_it() -> None:
    invoice = shaped(sales_order_reference="VO-8", buyer_reference="")

    assert (invoice.order_reference, invoice.buyer_reference) == ("NA", "")


def test_a_day_of_the_tax_point_goes_before_its_code() -> None:
    assert shaped(tax_point_code="35", tax_point_on=dt.date(2026, 3, 1)).tax_point_code == ""


@pytest.mark.parametrize(("currency", "accounted"), [("EUR", Decimal(7)), ("", Decimal(7)), ("USD", None)])
def test_vat_in_a_second_currency_needs_that_currency_and_an_amount(
    currency: str, accounted: Decimal | None
) -> None:
    invoice = shaped(accounting_currency=currency, totals=Totals(vat_accounted=accounted))

    assert (invoice.accounting_currency, invoice.totals.vat_accounted) == ("", None)


def test_a_price_before_discount_explains_the_discount() -> None:
    assert shaped(lines=(a_line(gross_price=Decimal("13.345")),)).lines[0].price_discount == Decimal(1)


def test_an_empty_file_is_only_named() -> None:
    invoice = shaped(attachments=(Attachment("plan.pdf", "application/pdf", b"", "Plan"), PDF))

    assert invoice.attachments == (PDF,)
    assert invoice.linked_documents == (LinkedDocument("plan.pdf", "Plan"),)


def test_the_total_of_allowances_is_there_when_an_allowance_of_zero_is() -> None:
    nothing = AllowanceCharge(False, Decimal(0), "Korting", "95", None, None, "S", Decimal(21))
    root = etree.fromstring(einvoice.write_bis3(an_invoice(allowances_and_charges=(nothing,))))

    assert root.findtext("cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount", None, NAMES) == "0.00"
    assert root.find("cac:LegalMonetaryTotal/cbc:ChargeTotalAmount", NAMES) is None


@pytest.mark.parametrize(("code", "expected"), [("389", "261"), ("380", "381"), ("", "381"), ("396", "396")])
def test_a_credit_note_has_the_code_of_one(code: str, expected: str) -> None:
    assert einvoice.as_bis3(a_credit_note(type_code=code)).type_code == expected


def test_outside_vat_there_is_no_rate_also_when_it_came_as_zero() -> None:
    ready = einvoice.as_bis3(belgian.outside_vat_at_zero())
    verdict = einvoice.validate(einvoice.write_bis3(ready), profile=einvoice.SEND)

    assert [one.vat_rate for one in ready.lines] == [None]
    assert [one.rate for one in ready.vat] == [None]
    assert [one.code for one in verdict.findings] == []
