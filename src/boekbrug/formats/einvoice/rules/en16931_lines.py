"""EN 16931: the lines of an invoice (BR-21 to BR-30, BR-41 to BR-44, BR-54, BR-64, BR-65)."""

from __future__ import annotations

from collections.abc import Iterable

from boekbrug.formats.einvoice.rules import sentences
from boekbrug.formats.einvoice.rules.families import (
    LINE,
    decimals,
    is_allowance,
    is_charge,
    is_vat,
    judged,
    period_ends_after_start,
    present,
    required,
    with_attribute,
)
from boekbrug.formats.einvoice.rules.rule import About, Fault, Rule
from boekbrug.formats.einvoice.rules.tree import El, Tree

_EXTRA = f"{LINE}/cac:AllowanceCharge"
_PERIOD = f"{LINE}/cac:InvoicePeriod"
_REASON = "cbc:AllowanceChargeReason|cbc:AllowanceChargeReasonCode"
_QUANTITY = "cbc:InvoicedQuantity|cbc:CreditedQuantity"
_EXTRAS = (
    (is_allowance, "BR-41", "BT-136", ("BR-42", "BR-CO-23"), "BG-27"),
    (is_charge, "BR-43", "BT-141", ("BR-44", "BR-CO-24"), "BG-28"),
)
_EXTRAS_DECIMALS = (
    (is_allowance, "BR-DEC-24", "BT-136", "cbc:Amount"),
    (is_allowance, "BR-DEC-25", "BT-137", "cbc:BaseAmount"),
    (is_charge, "BR-DEC-27", "BT-141", "cbc:Amount"),
    (is_charge, "BR-DEC-28", "BT-142", "cbc:BaseAmount"),
)


def _has_unit(line: El, _: Tree) -> Fault | None:
    quantities = (*line.every("cbc:InvoicedQuantity"), *line.every("cbc:CreditedQuantity"))
    return None if any(one.source.get("unitCode") is not None for one in quantities) else Fault()


def _has_vat_category(line: El, _: Tree) -> Fault | None:
    categories = line.every("cac:Item/cac:ClassifiedTaxCategory")
    return None if any(is_vat(one) and one.has("cbc:ID") for one in categories) else Fault()


def _price_not_below_zero(line: El, _: Tree) -> Fault | None:
    price = line.first("cac:Price/cbc:PriceAmount")
    if price is None:
        return Fault("–")  # the official rule breaks on an absent price too
    return None if price.number is not None and price.number >= 0 else Fault(price.value, at=price)


def _gross_price_not_below_zero(line: El, _: Tree) -> Fault | None:
    price = line.first("cac:Price/cac:AllowanceCharge/cbc:BaseAmount")
    if price is None or (price.number is not None and price.number >= 0):
        return None
    return Fault(price.value, at=price)


def _property_is_whole(held: El, _: Tree) -> Fault | None:
    return None if held.has("cbc:Name") and held.has("cbc:Value") else Fault()


def _extras() -> Iterable[Rule]:
    for when, amount, term, reasons, group in _EXTRAS:
        yield present(amount, term, _EXTRA, "cbc:Amount", when=when, about=About.AMOUNTS)
        for rule_id in reasons:
            yield present(rule_id, group, _EXTRA, _REASON, when=when, wording=sentences.NO_REASON)
    for when, rule_id, term, path in _EXTRAS_DECIMALS:
        yield decimals(rule_id, term, _EXTRA, path, when=when)


LINES: tuple[Rule, ...] = (
    required("BR-21", "BT-126", LINE, "cbc:ID"),
    present("BR-22", "BT-129", LINE, _QUANTITY),
    judged("BR-23", "BT-130", LINE, _has_unit, wording=sentences.MISSING),
    present("BR-24", "BT-131", LINE, "cbc:LineExtensionAmount", about=About.AMOUNTS),
    required("BR-25", "BT-153", LINE, "cac:Item/cbc:Name"),
    present("BR-26", "BT-146", LINE, "cac:Price/cbc:PriceAmount"),
    judged("BR-27", "BT-146", LINE, _price_not_below_zero, wording=sentences.BELOW_ZERO),
    judged("BR-28", "BT-148", LINE, _gross_price_not_below_zero, wording=sentences.BELOW_ZERO),
    judged("BR-CO-04", "BT-151", LINE, _has_vat_category, wording=sentences.MISSING, about=About.VAT),
    decimals("BR-DEC-23", "BT-131", LINE, "cbc:LineExtensionAmount"),
    *_extras(),
    period_ends_after_start("BR-30", "BG-26", _PERIOD),
    present("BR-CO-20", "BG-26", _PERIOD, "cbc:StartDate|cbc:EndDate", wording=sentences.PERIOD_EMPTY),
    judged("BR-54", "BG-32", "cac:AdditionalItemProperty", _property_is_whole, wording=sentences.MISSING),
    with_attribute("BR-64", "BT-157", f"{LINE}/cac:Item/cac:StandardItemIdentification/cbc:ID", "schemeID"),
    with_attribute(
        "BR-65",
        "BT-158",
        f"{LINE}/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode",
        "listID",
        wording=sentences.NO_LIST,
    ),
)
