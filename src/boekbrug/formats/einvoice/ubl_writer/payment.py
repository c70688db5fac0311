"""How and when to pay: means, accounts, card, mandate, terms."""

from __future__ import annotations

from lxml import etree

from boekbrug.belgium import ogm
from boekbrug.formats.einvoice.model import Card, CashDiscount, DirectDebit, Invoice, Payment
from boekbrug.formats.einvoice.ubl_tree import amount, day, group, leaf, number


def write_payments(root: etree._Element, invoice: Invoice) -> None:
    """Every way to pay (BG-16) and the terms (BT-20); a credit note has its due date with the first way."""
    for position, payment in enumerate(invoice.payments):
        means = group(root, "PaymentMeans")
        named = {"name": payment.means_text} if payment.means_text else {}
        leaf(means, "PaymentMeansCode", payment.means_code, **named)
        if invoice.is_credit_note and position == 0:
            day(means, "PaymentDueDate", invoice.due_on)
        leaf(means, "PaymentID", ogm.show(payment.ogm) if payment.ogm else payment.reference)
        if payment.card:
            _card(means, payment.card)
        _account(means, payment)
        if payment.direct_debit and (payment.direct_debit.mandate or payment.direct_debit.iban):
            _mandate(means, payment.direct_debit)
    _terms(root, invoice)


def _card(means: etree._Element, card: Card) -> None:
    """The card that paid (BG-18); its network must be there in UBL."""
    node = group(means, "CardAccount")
    leaf(node, "PrimaryAccountNumberID", card.number)
    leaf(node, "NetworkID", card.network)
    leaf(node, "HolderName", card.holder)


def _account(means: etree._Element, payment: Payment) -> None:
    """The account that is paid (BG-17)."""
    if payment.iban:
        account = group(means, "PayeeFinancialAccount")
        leaf(account, "ID", payment.iban)
        leaf(account, "Name", payment.name)
        if payment.bic:
            leaf(group(account, "FinancialInstitutionBranch"), "ID", payment.bic)


def _mandate(means: etree._Element, debit: DirectDebit) -> None:
    """The mandate of a direct debit (BG-19); its creditor stands with the party that is paid."""
    node = group(means, "PaymentMandate")
    leaf(node, "ID", debit.mandate)
    if debit.iban:
        leaf(group(node, "PayerFinancialAccount"), "ID", debit.iban)


def _terms(root: etree._Element, invoice: Invoice) -> None:
    """The terms in words, and the cash discounts as UBL.BE has them, each in terms of its own."""
    discounts: list[CashDiscount | None] = [*invoice.cash_discounts]
    if invoice.payment_terms and not discounts:
        discounts = [None]
    for position, discount in enumerate(discounts):
        terms = group(root, "PaymentTerms")
        leaf(terms, "Note", invoice.payment_terms if position == 0 else "")
        if discount is None:
            continue
        if discount.percentage is not None:
            leaf(terms, "SettlementDiscountPercent", number(discount.percentage))
        if discount.amount is not None:
            amount(terms, "Amount", discount.amount, currency=invoice.currency)
        day(terms, "PaymentDueDate", discount.until_on)
