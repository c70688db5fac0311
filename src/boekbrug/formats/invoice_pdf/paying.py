"""How to pay: the account, the communication, the last day; nothing when nothing is left to pay."""

from __future__ import annotations

from collections.abc import Iterable

from boekbrug.belgium import iban, ogm
from boekbrug.formats.einvoice.model import ZERO, Card, CashDiscount, DirectDebit, Invoice, PaidBy
from boekbrug.formats.invoice_pdf.figures import NO_BREAK, day, money, percentage
from boekbrug.formats.invoice_pdf.letters import text
from boekbrug.formats.invoice_pdf.words import words


def is_to_pay(invoice: Invoice) -> bool:
    """Whether somebody must transfer something: not a credit note, not paid, debited or put on a card."""
    return _is_open(invoice) and invoice.payment.paid_by is PaidBy.TRANSFER


def _is_open(invoice: Invoice) -> bool:
    return not invoice.is_credit and invoice.totals.payable > ZERO


def beneficiary(invoice: Invoice) -> str:
    """Return the name on the account: the one given, the payee (factoring), else the seller."""
    payee = invoice.payee.name if invoice.payee else ""
    return invoice.payment.name or payee or invoice.seller.name


def payment(invoice: Invoice, language: str) -> Iterable[tuple[str, str]]:
    """Tell how to pay: word and text, the most needed first."""
    if not _is_open(invoice):
        return
    match invoice.payment.paid_by:
        case PaidBy.DEBIT:
            yield from _collected(invoice, language)
        case PaidBy.CARD:
            card = invoice.payment.card or Card("")
            known = text(f"{card.network} {card.number}")
            yield "card", known or words(language)["by_card"]
        case PaidBy.TRANSFER:
            yield from _transferred(invoice, language)


def _collected(invoice: Invoice, language: str) -> Iterable[tuple[str, str]]:
    debit = invoice.payment.direct_debit or DirectDebit()
    if debit.mandate:
        yield "mandate", text(debit.mandate)
    else:
        yield "direct_debit", words(language)["will_be_collected"]
    yield "debited_account", _account(debit.iban)
    yield "collected_on", day(invoice.due_on)


def _transferred(invoice: Invoice, language: str) -> Iterable[tuple[str, str]]:
    asked = invoice.payment
    if not asked.iban:
        return
    yield "account", _account(asked.iban)
    yield "communication", ogm.show(asked.ogm) if asked.ogm else text(asked.reference)
    yield "due", day(invoice.due_on)
    yield "beneficiary", text(beneficiary(invoice))
    yield "bic", text(asked.bic)
    for offered in invoice.cash_discounts:
        yield "cash_discount", cash_discount(offered, invoice.currency, language)


def cash_discount(offered: CashDiscount, currency: str, language: str) -> str:
    """Return what may be taken off, and until when; "" when nothing is offered."""
    share = percentage(offered.percentage) if offered.percentage is not None else ""
    amount = money(offered.amount, currency) if offered.amount is not None else ""
    taken = f"{share} ({amount})" if share and amount else share or amount
    if not offered.until_on or not taken:
        return taken
    return words(language)["if_paid_by"].format(discount=taken, day=day(offered.until_on))


def _account(given: str) -> str:
    return text(iban.show(given.replace(" ", ""))).replace(" ", NO_BREAK) if given else ""
