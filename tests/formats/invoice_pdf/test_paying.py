"""How an invoice is paid: the page follows the means of payment, not what stands near it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from boekbrug.belgium import iban
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice.model import Card, DirectDebit, Invoice, PaidBy, Payment
from boekbrug.formats.invoice_pdf import Kind, pictures
from boekbrug.formats.invoice_pdf.content import content
from tests.formats.einvoice import belgian, old_files
from tests.formats.invoice_pdf.samples import one_line

CREDITOR = DirectDebit(creditor="BE69ZZZ0123456749")
ACCOUNT = iban.make_belgian(1_234_567_890)
NUMBER = (
    b'<cac:PartyIdentification><cbc:ID schemeID="SEPA">BE69ZZZ0123456749</cbc:ID></cac:PartyIdentification>'
)


def said(invoice: Invoice, language: str = "nl") -> dict[str, str]:
    """What the page says of the payment, by its words."""
    return dict(content(invoice, Kind.INVOICE, language)["payment"])


def costing(amount: str) -> Invoice:
    """An invoice with another amount to pay."""
    invoice = one_line("nl")
    return replace(invoice, totals=replace(invoice.totals, payable=Decimal(amount)))


def paid(**changes: object) -> Invoice:
    """An invoice that asks for a transfer, with another payment."""
    invoice = one_line("nl")
    return replace(invoice, payment=replace(invoice.payment, **changes))


def test_a_transfer_with_the_creditor_number_of_the_seller_stays_a_transfer() -> None:
    file = einvoice.write_bis3(belgian.rates())
    end = b"</cbc:EndpointID>"  # the first is of the seller
    invoice = einvoice.read(file.replace(end, end + NUMBER, 1)).invoice

    assert invoice.payment.direct_debit == CREDITOR
    assert said(invoice)["Rekening"] == iban.show(invoice.payment.iban)
    assert "Geïnd op" not in said(invoice)
    assert pictures.payment_code(invoice)


def test_so_does_a_transfer_in_cii() -> None:
    place = "<ram:PaymentReference>"
    number = "<ram:CreditorReferenceID>BE69ZZZ0123456749</ram:CreditorReferenceID>"
    invoice = einvoice.read(old_files.cii().replace(place, number + place).encode()).invoice

    assert invoice.payment.direct_debit == CREDITOR
    assert said(invoice)["Rekening"] == iban.show(invoice.payment.iban)
    assert pictures.payment_code(invoice)


@pytest.mark.parametrize(
    ("payment", "way"),
    [
        (Payment("30", iban=ACCOUNT, direct_debit=CREDITOR), PaidBy.TRANSFER),
        (Payment("58", iban=ACCOUNT, direct_debit=DirectDebit("M-1")), PaidBy.TRANSFER),
        (Payment("30", iban=ACCOUNT, card=Card("1234")), PaidBy.TRANSFER),
        (Payment(iban=ACCOUNT, direct_debit=CREDITOR), PaidBy.TRANSFER),
        (Payment("49", iban=ACCOUNT), PaidBy.DEBIT),
        (Payment("59"), PaidBy.DEBIT),
        (Payment("1", direct_debit=DirectDebit("M-1")), PaidBy.DEBIT),
        (Payment(direct_debit=DirectDebit(iban=ACCOUNT)), PaidBy.DEBIT),
        (Payment("48"), PaidBy.CARD),
        (Payment("54", iban=ACCOUNT), PaidBy.CARD),
        (Payment("55", direct_debit=CREDITOR), PaidBy.CARD),
        (Payment("1", card=Card("1234")), PaidBy.CARD),
    ],
)
def test_the_means_code_decides_first_and_then_what_is_known(payment: Payment, way: PaidBy) -> None:
    assert payment.paid_by is way


@pytest.mark.parametrize(
    ("language", "debit", "card"),
    [
        ("nl", ("Domiciliëring", "Het bedrag wordt geïnd"), ("Kaart", "Betaling met kaart")),
        ("fr", ("Domiciliation", "Le montant sera encaissé"), ("Carte", "Paiement par carte")),
        ("de", ("Lastschrift", "Der Betrag wird eingezogen"), ("Karte", "Zahlung mit Karte")),
        ("en", ("Direct debit", "The amount will be collected"), ("Card", "Payment by card")),
    ],
)
def test_a_debit_or_a_card_without_data_is_said_and_no_account_shown(
    language: str, debit: tuple[str, str], card: tuple[str, str]
) -> None:
    for code in ("49", "59"):
        assert list(said(replace(paid(means_code=code), due_on=None), language).items()) == [debit]
    for code in ("48", "54", "55"):
        assert list(said(paid(means_code=code), language).items()) == [card]


def test_a_debit_without_a_mandate_says_when() -> None:
    assert said(paid(means_code="59")) == {
        "Domiciliëring": "Het bedrag wordt geïnd",
        "Geïnd op": "14/04/2026",
    }


@pytest.mark.parametrize(
    "apart", ["\n", "\r\n", "\r", "\t", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\u00a0"]
)
def test_a_line_break_shifts_no_line_of_the_payment_code(apart: str) -> None:
    name, reference, number = "Voorbeeldbouw BV {}BE68539007547034{}EUR1.00", "B{}12", "2026{}31"

    def code(between: str) -> str:
        named = paid(name=name.format(between, between), reference=reference.format(between))
        bare = replace(paid(name="\n", reference=""), number=number.format(between))
        return pictures.payment_code(named) + pictures.payment_code(
            replace(bare, payment=replace(bare.payment, name="A"))
        )

    assert code(apart) == code(" ") != ""


def test_a_line_break_in_the_name_on_the_account_of_a_file_pays_the_account_on_the_page() -> None:
    file = einvoice.write_bis3(replace(belgian.rates(), payment=Payment("30", "B 12", ACCOUNT, name="NAME")))
    hostile = file.replace(b"NAME", b"Voorbeeldbouw BV&#10;BE68539007547034&#10;EUR1.00")

    fields = pictures.code_fields(einvoice.read(hostile).invoice)

    assert fields is not None
    assert fields.name == "Voorbeeldbouw BV BE68539007547034 EUR1.00"
    assert fields.iban == ACCOUNT


def test_the_fields_of_the_payment_code_are_within_the_lengths_of_the_standard() -> None:
    fields = pictures.code_fields(paid(name="N" * 69 + " NN", reference="r" * 139 + " rr"))

    assert fields is not None
    assert (fields.name, fields.text, fields.reference) == ("N" * 69, "r" * 139, None)


@pytest.mark.parametrize(
    "account", ["BE68539007547035", "1234567", "BE6853900754\n7034EUR1.00", "BE68539007547034\nEUR1"]
)
def test_an_account_that_is_no_iban_has_no_payment_code(account: str) -> None:
    assert pictures.payment_code(paid(iban=account)) == ""


@pytest.mark.parametrize(
    ("amount", "shown"), [("0.01", "0.01"), ("999999999.99", "999999999.99"), ("10.005", "10.01")]
)
def test_the_payment_code_asks_for_whole_cents_rounded_as_people_do(amount: str, shown: str) -> None:
    fields = pictures.code_fields(costing(amount))

    assert fields is not None
    assert str(fields.amount) == shown


@pytest.mark.parametrize("amount", ["0.004", "999999999.995", "1000000000"])
def test_an_amount_that_the_standard_does_not_take_has_no_payment_code(amount: str) -> None:
    assert pictures.payment_code(costing(amount)) == ""


def test_the_bic_is_no_part_of_the_payment_code() -> None:
    assert pictures.payment_code(paid(bic="GKCCBEBB\nMallory")) == pictures.payment_code(paid(bic=""))


def test_a_cash_discount_says_of_each_row_what_it_is() -> None:
    shown = content(belgian.cash_discount(), Kind.INVOICE, "nl")

    rows = [[label.replace("\u00a0", " "), amount] for label, amount in shown["totals"]]
    assert rows[1:4] == [
        ["Korting contant 2 % (btw 21 %)", "−20,00"],
        ["Korting contant 2 % (btw 6 %)", "−1,33"],
        ["Korting contant 2 %, nog niet afgetrokken", "21,33"],
    ]
    assert shown["mentions"] == ["De btw is berekend op het bedrag na korting contant."]


def test_a_discount_that_is_not_added_back_keeps_its_words_and_an_exemption_its_mention() -> None:
    invoice = belgian.cash_discount()
    taken = replace(invoice, allowances_and_charges=invoice.allowances_and_charges[:1])
    shown = content(taken, Kind.INVOICE, "nl")

    assert shown["totals"][1] == ["Korting contant 2 %", "−20,00"]
    assert shown["mentions"] == ["Korting contant 2 %"]
