"""How an invoice is paid: the page follows the means of payment, not what stands near it."""

from __future__ import annotations

from dataclasses import replace

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


def paid(**changes: object) -> Invoice:
    """An invoice that asks for a transfer, with another payment."""
    invoice = one_line("nl")
    return replace(invoice, payment=replace(invoice.payment, **changes))  # type: ignore[arg-type]


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
