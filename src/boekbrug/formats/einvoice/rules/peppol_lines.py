"""The Peppol rules about lines, prices, discounts and charges, periods and dates."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from boekbrug.formats.einvoice.rules.en16931_totals import HUNDRED, ONE, ZERO, rounded, shown
from boekbrug.formats.einvoice.rules.rule import Check, Fault
from boekbrug.formats.einvoice.rules.tree import El, Tree

SLACK = Decimal("0.02")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_RATE, _BASE, _AMOUNT = "cbc:MultiplierFactorNumeric", "cbc:BaseAmount", "cbc:Amount"
_INDICATOR = "cbc:ChargeIndicator"
_PERIOD = "cac:InvoicePeriod/cbc:"


def percent_amount(extra: El, tree: Tree) -> Fault | None:
    """R040: a discount or charge is its percentage of its base, give or take two cents."""
    rate, base = extra.number_at(_RATE), extra.number_at(_BASE)
    if rate is None or base is None:
        return None
    amount = extra.number_at(_AMOUNT) if extra.has(_AMOUNT) else ZERO
    expected = base * rate / HUNDRED
    if amount is None or abs(amount - expected) <= SLACK:
        return None
    values = {"rate": str(rate), "base": str(base)}
    return Fault(str(amount), shown(rounded(expected)), values=values)


def with_base(extra: El, tree: Tree) -> Fault | None:
    """R041: a percentage comes with its base."""
    return Fault(extra.value_at(_RATE)) if extra.has(_RATE) and not extra.has(_BASE) else None


def with_rate(extra: El, tree: Tree) -> Fault | None:
    """R042: a base comes with its percentage."""
    return Fault(extra.value_at(_BASE)) if extra.has(_BASE) and not extra.has(_RATE) else None


def true_or_false(extra: El, tree: Tree) -> Fault | None:
    """R043: it says whether it is a charge (true) or a discount (false), in those words."""
    if extra.has(_RATE) != extra.has(_BASE):
        return None  # R041 or R042 says so already
    found = extra.value_at(_INDICATOR)
    return None if found in ("true", "false") else Fault(found)


def discount_on_price(extra: El, tree: Tree) -> Fault | None:
    """R044: a price has no charge."""
    found = extra.value_at(_INDICATOR)
    return None if found == "false" else Fault(found)


def net_price(extra: El, tree: Tree) -> Fault | None:
    """R046: the net price is the gross price less its discount."""
    price = extra.parent
    base, amount = extra.number_at(_BASE), extra.number_at(_AMOUNT)
    if price is None or base is None:
        return None
    net = price.number_at("cbc:PriceAmount")
    if net is None or amount is None:
        is_missing = not price.has("cbc:PriceAmount") or not extra.has(_AMOUNT)
        return Fault(price.value_at("cbc:PriceAmount"), str(base)) if is_missing else None
    return None if net == base - amount else Fault(str(net), str(base - amount))


def line_amount(line: El, tree: Tree) -> Fault | None:
    """R120: quantity times price, with charges and discounts of the line, give or take two cents."""
    amount = _number(line, "cbc:LineExtensionAmount", ZERO)
    quantity = _number(line, quantity_name(tree), ONE)
    price = _number(line, "cac:Price/cbc:PriceAmount", ZERO)
    units = _number(line, "cac:Price/cbc:BaseQuantity", ONE)
    if amount is None or quantity is None or price is None or units is None:
        return None
    extras = _extras(line, "true") - _extras(line, "false")
    expected = quantity * (price / (units or ONE)) + extras
    if abs(amount - expected) <= SLACK:
        return None
    return Fault(str(amount), shown(rounded(expected)), at=line.first("cbc:LineExtensionAmount"))


def quantity_name(tree: Tree) -> str:
    """The element of a quantity: it differs between an invoice and a credit note."""
    return "cbc:CreditedQuantity" if tree.is_credit_note else "cbc:InvoicedQuantity"


def _number(line: El, path: str, default: Decimal) -> Decimal | None:
    """A number, a default when it is absent, or None when it is no number."""
    found = line.first(path)
    return default if found is None else found.number


def _extras(line: El, indicator: str) -> Decimal:
    """The charges (true) or discounts (false) of a line, rounded to cents."""
    extras = [one for one in line.every("cac:AllowanceCharge") if one.value_at(_INDICATOR) == indicator]
    return rounded(sum((one.number_at(_AMOUNT) or ZERO for one in extras), ZERO))


def price_units(line: El, tree: Tree) -> Fault | None:
    """R121: a price is for more than zero units."""
    units = line.number_at("cac:Price/cbc:BaseQuantity")
    return (
        None if units is None or units > 0 else Fault(str(units), at=line.first("cac:Price/cbc:BaseQuantity"))
    )


def one_object(line: El, tree: Tree) -> Fault | None:
    """R100: a line has one invoiced object at most."""
    found = line.every("cac:DocumentReference")
    return Fault(str(len(found)), at=found[1]) if len(found) > 1 else None


def only_objects(line: El, tree: Tree) -> Fault | None:
    """R101: a document on a line is its invoiced object (130)."""
    if not line.has("cac:DocumentReference"):
        return None
    found = [one.text for one in line.every("cac:DocumentReference/cbc:DocumentTypeCode")]
    return None if "130" in found else Fault(", ".join(found), at=line.first("cac:DocumentReference"))


def price_unit(units: El, tree: Tree) -> Fault | None:
    """R130: the unit of the price is the unit of the quantity."""
    line = units.parent.parent if units.parent else None
    unit = units.source.get("unitCode")
    if unit is None or line is None:
        return None
    if not line.has("cbc:InvoicedQuantity") and not line.has("cbc:CreditedQuantity"):
        return None
    quantity = line.first(quantity_name(tree))
    expected = None if quantity is None else quantity.source.get("unitCode")
    return None if unit == expected else Fault(unit, expected or "")


def starts_within(start: El, tree: Tree) -> Fault | None:
    """R110: the period of a line does not start before the invoicing period."""
    own, whole = date_of(start.value), date_of(tree.root.value_at(f"{_PERIOD}StartDate"))
    return Fault(start.value, str(whole)) if own and whole and own < whole else None


def ends_within(end: El, tree: Tree) -> Fault | None:
    """R111: the period of a line does not end after the invoicing period."""
    own, whole = date_of(end.value), date_of(tree.root.value_at(f"{_PERIOD}EndDate"))
    return Fault(end.value, str(whole)) if own and whole and own > whole else None


def date_of(text: str) -> date | None:
    """Return a date written as YYYY-MM-DD, or None."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def is_date(element: El, tree: Tree) -> Fault | None:
    """F001: a date is written as YYYY-MM-DD."""
    return None if date_of(element.text) else Fault(element.text.strip())


def with_category(code: str, category: str) -> Check:
    """P0104 to P0111: a reason code goes with one VAT category."""

    def check(vat: El, tree: Tree) -> Fault | None:
        reason = vat.first("cbc:TaxExemptionReasonCode")
        if reason is None or reason.text.upper() != code or vat.value_at("cbc:ID") == category:
            return None
        return Fault(vat.value_at("cbc:ID"), category, values={"code": code})

    return check
