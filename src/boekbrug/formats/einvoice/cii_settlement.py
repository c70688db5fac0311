"""Read the settlement of a CII document: payment, VAT, totals, terms, earlier invoices."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from boekbrug.belgium import iban, ogm
from boekbrug.formats.einvoice.cii_parts import REASONS, read_date, read_trade_tax
from boekbrug.formats.einvoice.model import (
    NO_PAYMENT,
    ZERO,
    Card,
    DirectDebit,
    Payment,
    PrecedingInvoice,
    Totals,
    VatSubtotal,
)
from boekbrug.formats.einvoice.node import Node

# BT-8: CII takes its codes from UNTDID 2475, UBL from UNTDID 2005; the model keeps the latter.
_TAX_POINT_CODES = {"5": "3", "29": "35", "72": "432"}


class Terms(NamedTuple):
    """What the payment terms say: text (BT-20), due date (BT-9), mandate (BT-89)."""

    text: str = ""
    due_on: dt.date | None = None
    mandate: str = ""


class Vat(NamedTuple):
    """The breakdown (BG-23), and the tax point (BT-7, BT-8) that stands in it."""

    subtotals: tuple[VatSubtotal, ...]
    tax_point_on: dt.date | None
    tax_point_code: str


def read_terms(settlement: Node) -> Terms:
    """Read every SpecifiedTradePaymentTerms; another due date or mandate than the first stays unread."""
    texts: list[str] = []
    due_on: dt.date | None = None
    mandate = ""
    for node in settlement.every("ram:SpecifiedTradePaymentTerms"):
        texts += node.texts("ram:Description")
        due_on = node.beside("ram:DueDateDateTime", due_on, partial(read_date, node))
        mandate = node.beside("ram:DirectDebitMandateID", mandate, node.text) or ""
    return Terms("\n".join(texts), due_on, mandate)


def read_payments(settlement: Node, *, mandate: str) -> tuple[Payment, ...]:
    """Read every way to pay (BG-16 to BG-19), the one with a readable account first."""
    creditor = settlement.text("ram:CreditorReferenceID")
    text = settlement.text("ram:PaymentReference")
    reference = ogm.parse_or_none(text) or text
    found = [
        replace(_payment(node), reference=reference)
        for node in settlement.every("ram:SpecifiedTradeSettlementPaymentMeans")
    ]
    if not found and (reference or creditor or mandate):
        found = [Payment(reference=reference)]
    if creditor or mandate:
        place = next((at for at, one in enumerate(found) if one.direct_debit), 0)
        debit = replace(found[place].direct_debit or DirectDebit(), mandate=mandate, creditor=creditor)
        found[place] = replace(found[place], direct_debit=debit)
    chosen = next((at for at, one in enumerate(found) if iban.parse_or_none(one.iban)), 0)
    return (found.pop(chosen), *found) if found else (NO_PAYMENT,)


def _payment(node: Node) -> Payment:
    """Read one way to pay."""
    account = node.first("ram:PayeePartyCreditorFinancialAccount")
    number = (account.text("ram:IBANID") or account.text("ram:ProprietaryID")) if account else ""
    payment = Payment(
        means_code=node.text("ram:TypeCode"),
        means_text="\n".join(node.texts("ram:Information")),
        iban=iban.parse_or_none(number) or number,
        bic=node.deep_text("ram:PayeeSpecifiedCreditorFinancialInstitution", "ram:BICID"),
        name=account.text("ram:AccountName") if account else "",
    )
    if node.is_spent():
        return payment
    card = node.first("ram:ApplicableTradeSettlementFinancialCard")
    debited = node.deep_text("ram:PayerPartyDebtorFinancialAccount", "ram:IBANID")
    return replace(
        payment,
        card=Card(card.text("ram:ID"), card.text("ram:CardholderName")) if card else None,
        direct_debit=DirectDebit(iban=iban.parse_or_none(debited) or debited) if debited else None,
    )


def read_vat(settlement: Node) -> Vat:
    """Read the VAT breakdown."""
    is_strict = not settlement.walk.is_tolerant
    subtotals = []
    point_on: dt.date | None = None
    point_code = ""
    for node in settlement.every("ram:ApplicableTradeTax"):
        amount = node.amount("ram:CalculatedAmount", is_required=True) or ZERO
        taxable = node.amount("ram:BasisAmount", is_required=is_strict)
        point_on = node.beside("ram:TaxPointDate", point_on, partial(read_date, node))
        point_code = node.beside("ram:DueDateTypeCode", point_code, node.text) or ""
        exemption_code, exemption_reason = (node.text(name) for name in REASONS)
        node.walk.reasons |= {exemption_code, exemption_reason}
        tax = read_trade_tax(node, is_required=is_strict)
        subtotals.append(
            VatSubtotal(
                category=tax.code,
                rate=tax.rate,
                taxable=_base(amount, tax.rate) if taxable is None else taxable,
                amount=amount,
                exemption_code=exemption_code,
                exemption_reason=exemption_reason,
            )
        )
    return Vat(tuple(subtotals), point_on, _TAX_POINT_CODES.get(point_code, point_code))


def _base(amount: Decimal, rate: Decimal | None) -> Decimal:
    """The taxable amount that ZUGFeRD 1 may leave out."""
    return amount * 100 / rate if rate else ZERO


def read_totals(settlement: Node, *, accounting_currency: str) -> Totals:
    """Read the totals (BG-22) as they stand; a profile without lines has no total of them."""
    node = settlement.required("ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    if node is None:
        return Totals()
    vat, accounted = _vat_totals(node, accounting_currency)
    is_strict = not node.walk.is_tolerant
    gross = node.amount("ram:GrandTotalAmount", is_required=True) or ZERO
    allowances = node.amount("ram:AllowanceTotalAmount") or ZERO
    charges = node.amount("ram:ChargeTotalAmount") or ZERO
    net = node.amount("ram:TaxBasisTotalAmount", is_required=is_strict)
    net = gross - vat if net is None else net
    lines = node.amount("ram:LineTotalAmount", is_required=is_strict)
    prepaid = node.amount("ram:TotalPrepaidAmount") or ZERO
    rounding = node.amount("ram:RoundingAmount") or ZERO
    payable = node.amount("ram:DuePayableAmount", is_required=is_strict)
    return Totals(
        lines=net + allowances - charges if lines is None else lines,
        allowances=allowances,
        charges=charges,
        net=net,
        vat=vat,
        gross=gross,
        prepaid=prepaid,
        rounding=rounding,
        payable=gross - prepaid + rounding if payable is None else payable,
        vat_accounted=accounted,
    )


def _vat_totals(node: Node, accounting_currency: str) -> tuple[Decimal, Decimal | None]:
    """The VAT total (BT-110) and that in the accounting currency (BT-111)."""
    total = ZERO
    accounted: Decimal | None = None
    for element in node.elements("ram:TaxTotalAmount").copy():
        currency = (element.get("currencyID") or "").strip()
        is_accounting = accounting_currency and currency == accounting_currency != node.walk.currency
        if is_accounting and accounted is None:
            node.take_one("ram:TaxTotalAmount", element)
            accounted = node.number_in(element, "ram:TaxTotalAmount")
            node.walk.attribute(element, "currencyID")
    if "ram:TaxTotalAmount" in node:
        total = node.amount("ram:TaxTotalAmount") or ZERO
    return total, accounted


def read_preceding(settlement: Node) -> tuple[PrecedingInvoice, ...]:
    """Read the invoices that this one corrects (BG-3)."""
    found = []
    for node in settlement.every("ram:InvoiceReferencedDocument"):
        number = node.text("ram:IssuerAssignedID") or node.text("ram:ID")
        found.append(PrecedingInvoice(number, read_date(node, "ram:FormattedIssueDateTime")))
    return tuple(found)
