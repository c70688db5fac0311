"""Read how and when a UBL document is paid: transfers, cards, direct debits, terms."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

from boekbrug.belgium import iban, ogm
from boekbrug.formats.einvoice.model import Card, CashDiscount, DirectDebit, Payment
from boekbrug.formats.einvoice.node import Node


class Paying(NamedTuple):
    """The ways to pay, the one with a readable account first, and the due date as far as it is known."""

    first: Payment = Payment()
    further: tuple[Payment, ...] = ()
    due_on: dt.date | None = None


class Terms(NamedTuple):
    """What PaymentTerms say (BT-20), with what old software puts there."""

    text: str = ""
    cash_discounts: tuple[CashDiscount, ...] = ()
    due_on: dt.date | None = None


def read_paying(root: Node, *, creditor: str, due_on: dt.date | None) -> Paying:
    """Read every PaymentMeans (BG-16 to BG-19); the creditor number (BT-90) comes from the parties.

    A due date that differs from the one of the document, or of an earlier way to pay, is listed as unread.
    """
    found: list[Payment] = []
    for node in root.every("cac:PaymentMeans"):
        due_on = node.beside("cbc:PaymentDueDate", due_on, node.date)
        found.append(_payment(node))
    if creditor:
        found = _with_creditor(found, creditor)
    if not found:
        return Paying(due_on=due_on)
    chosen = next((at for at, one in enumerate(found) if iban.parse_or_none(one.iban)), 0)
    return Paying(found.pop(chosen), tuple(found), due_on)


def _payment(node: Node) -> Payment:
    """Read one way to pay."""
    code = node.take("cbc:PaymentMeansCode")
    means_code = "" if code is None else node.walk.text_of(code)
    if not means_code and not node.walk.is_tolerant:
        node.miss("cbc:PaymentMeansCode")
    references = node.elements("cbc:PaymentID").copy()
    reference = next((one for one in references if ogm.parse_or_none((one.text or "").strip())), None)
    if reference is not None:
        text = node.walk.text_of(node.take_one("cbc:PaymentID", reference))
    else:
        text = node.text("cbc:PaymentID")
        if not text and node.walk.is_tolerant and ogm.parse_or_none(_peeked(node, "cbc:InstructionNote")):
            text = node.text("cbc:InstructionNote")
    payment = Payment(
        means_code=means_code,
        means_text=node.walk.attribute(code, "name"),
        reference=ogm.parse_or_none(text) or text,
    )
    payment = _with_account(payment, node.first("cac:PayeeFinancialAccount"))
    return payment if node.is_spent() else replace(payment, card=_card(node), direct_debit=_debit(node))


def _peeked(node: Node, name: str) -> str:
    """The text of a child that stays."""
    found = node.elements(name)
    return (found[0].text or "").strip() if found else ""


def _with_account(payment: Payment, account: Node | None) -> Payment:
    """The payment with the account that is credited (BG-17)."""
    if account is None:
        return payment
    number = account.text("cbc:ID")
    branch = account.first("cac:FinancialInstitutionBranch")
    bic = branch.text("cbc:ID") if branch else ""
    if branch and not bic:  # UBL 2.0
        bic = branch.deep_text("cac:FinancialInstitution", "cbc:ID")
    return replace(payment, iban=iban.parse_or_none(number) or number, bic=bic, name=account.text("cbc:Name"))


def _card(node: Node) -> Card | None:
    """The card that paid (BG-18)."""
    card = node.first("cac:CardAccount")
    if card is None:
        return None
    number = card.text("cbc:PrimaryAccountNumberID")
    return Card(number, card.text("cbc:HolderName"), card.text("cbc:NetworkID"))


def _debit(node: Node) -> DirectDebit | None:
    """The mandate and the account that is debited (BG-19)."""
    mandate = node.first("cac:PaymentMandate")
    if mandate is None:
        return None
    account = mandate.deep_text("cac:PayerFinancialAccount", "cbc:ID")
    return DirectDebit(mandate=mandate.text("cbc:ID"), iban=iban.parse_or_none(account) or account)


def _with_creditor(found: list[Payment], creditor: str) -> list[Payment]:
    """The ways to pay with the creditor number on the one that is a direct debit, else on the first."""
    place = next((at for at, one in enumerate(found) if one.direct_debit), 0)
    if not found:
        return [Payment(direct_debit=DirectDebit(creditor=creditor))]
    debit = replace(found[place].direct_debit or DirectDebit(), creditor=creditor)
    return [*found[:place], replace(found[place], direct_debit=debit), *found[place + 1 :]]


def read_terms(root: Node, *, due_on: dt.date | None) -> Terms:
    """Read PaymentTerms: text, discounts for paying in time, in old files a due date that is only here."""
    texts: list[str] = []
    discounts: list[CashDiscount] = []
    for node in root.every("cac:PaymentTerms"):
        texts += node.texts("cbc:Note")
        if node.is_spent() or not root.walk.is_tolerant:
            continue
        if "cbc:SettlementDiscountPercent" in node or "cbc:Amount" in node:
            percentage = node.number("cbc:SettlementDiscountPercent")
            until_on = node.date("cbc:PaymentDueDate")
            discounts.append(CashDiscount(percentage, node.amount("cbc:Amount"), until_on))
        else:
            due_on = node.beside("cbc:PaymentDueDate", due_on, node.date)
        if due_on is None and (period := node.first("cac:SettlementPeriod")):
            due_on = period.date("cbc:EndDate")
    return Terms("\n".join(texts), tuple(discounts), due_on)
