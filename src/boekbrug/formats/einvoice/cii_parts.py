"""Read the small groups that stand in many places of a CII document: dates, periods, references, VAT."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import NamedTuple

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.model import ZERO, AllowanceCharge, InvoicingPeriod
from boekbrug.formats.einvoice.node import MIDNIGHT, Node
from boekbrug.formats.einvoice.ubl_parts import period_in

# UNTDID 2379: 102 is YYYYMMDD, 203 adds hours and minutes (listed as unread); some write dates as XML does.
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:(\d{4})|T([\d:.]{1,20})(?:Z|[-+]\d{2}:\d{2})?)?", re.ASCII)
REASONS = ("ram:ExemptionReasonCode", "ram:ExemptionReason")
_DATE_NAMES = ("udt:DateTimeString", "udt:DateString", "qdt:DateTimeString", "udt:DateTime", "udt:Date")


def read_date(owner: Node, name: str, *, is_required: bool = False) -> dt.date | None:
    """Take a date in its wrapping, such as ram:IssueDateTime; text that is no date is a problem."""
    node = owner.first(name)
    if node is None:
        if is_required:
            owner.miss(name)
        return None
    inner = next((one for one in _DATE_NAMES if one in node), "")
    text = node.text(inner) if inner or len(node.element) else node.own_text()
    match = _DATE.fullmatch(text)
    try:
        if match:
            day = dt.date(int(match[1]), int(match[2]), int(match[3]))
            if (match[4] or match[5] or "").strip(MIDNIGHT):
                node.drop()
            return day
    except ValueError:
        pass
    if text:
        node.complain(problems.NOT_A_DATE, found=text)
    elif is_required:
        owner.miss(name)
    return None


def read_period(owner: Node, name: str) -> InvoicingPeriod | None:
    """Take a period (BG-14, BG-26) with one day or both; one that ends before it starts is unread."""
    node = owner.first(name)
    if node is None:
        return None
    return period_in(node, read_date(node, "ram:StartDateTime"), read_date(node, "ram:EndDateTime"))


def read_reference(owner: Node, name: str) -> str:
    """Take the number of a document that is referred to; ZUGFeRD 1 calls it ID."""
    node = owner.first(name)
    return "" if node is None else node.text("ram:IssuerAssignedID") or node.text("ram:ID")


def read_truth(owner: Node, name: str) -> bool:
    """Take an indicator in its wrapping; one that is missing is a problem."""
    node = owner.required(name)
    if node is None:
        return False
    return node.truth("udt:Indicator")


class TradeTax(NamedTuple):
    """What an ApplicableTradeTax says of a category."""

    code: str = ""
    rate: Decimal | None = None


def read_trade_tax(node: Node | None, *, is_required: bool) -> TradeTax:
    """Read the VAT of a line, a subtotal or an allowance; another tax than VAT is listed as unread."""
    if node is None:
        return TradeTax()
    kind = node.text("ram:TypeCode")
    if kind not in ("", "VAT"):
        node.drop()
    code = node.text("ram:CategoryCode", is_required=is_required)
    rate = node.rate("ram:RateApplicablePercent", is_required=is_required and code == "S")
    if not node.is_spent():
        for name in REASONS:
            node.take_known(name, node.walk.reasons)
    return TradeTax(code, rate)


def read_allowances(owner: Node, *, of_line: bool) -> tuple[AllowanceCharge, ...]:
    """Read the allowances and charges of a document (with VAT) or of a line (without)."""
    name = "ram:SpecifiedTradeAllowanceCharge"
    found = [_allowance(node, of_line=of_line) for node in owner.every(name)] if name in owner else []
    if not of_line:
        found += [_freight(node) for node in owner.every("ram:SpecifiedLogisticsServiceCharge")]
    return tuple(found)


def _allowance(node: Node, *, of_line: bool) -> AllowanceCharge:
    """Read one allowance or charge."""
    is_charge = read_truth(node, "ram:ChargeIndicator")
    is_required = not (of_line or node.walk.is_tolerant)
    tax = TradeTax() if of_line else _category(node, "ram:CategoryTradeTax", is_required=is_required)
    return AllowanceCharge(
        is_charge=is_charge,
        amount=node.amount("ram:ActualAmount", is_required=True) or ZERO,
        reason=node.text("ram:Reason"),
        reason_code=node.text("ram:ReasonCode"),
        percentage=node.number("ram:CalculationPercent"),
        base_amount=node.amount("ram:BasisAmount"),
        vat_category=tax.code,
        vat_rate=tax.rate,
    )


def _freight(node: Node) -> AllowanceCharge:
    """Read a charge for transport (ZUGFeRD 1, the extended profiles)."""
    tax = _category(node, "ram:AppliedTradeTax", is_required=False)
    return AllowanceCharge(
        is_charge=True,
        amount=node.amount("ram:AppliedAmount", is_required=True) or ZERO,
        reason=node.text("ram:Description"),
        vat_category=tax.code,
        vat_rate=tax.rate,
    )


def _category(node: Node, name: str, *, is_required: bool) -> TradeTax:
    tax = node.required(name) if is_required else node.first(name)
    return read_trade_tax(tax, is_required=is_required)
