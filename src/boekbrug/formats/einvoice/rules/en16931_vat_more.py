"""EN 16931: what holds for one VAT category only (O alone, goods within the Union, Italian split payment)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from boekbrug.formats.einvoice.rules import sentences
from boekbrug.formats.einvoice.rules.families import is_allowance, is_charge, is_vat, judged
from boekbrug.formats.einvoice.rules.rule import About, Fault, Rule
from boekbrug.formats.einvoice.rules.tree import El, Tree
from boekbrug.formats.einvoice.rules.vat_facts import vat_facts

_COUNTRY = "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode"
_SUBTOTALS = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory"


def _of_breakdown(tree: Tree) -> Iterable[El]:
    return tree.root.every(_SUBTOTALS)


def _of_lines(tree: Tree) -> Iterable[El]:
    return tree.every("cac:ClassifiedTaxCategory")


def _of_allowances(tree: Tree) -> Iterable[El]:
    return (
        one
        for extra in tree.every("cac:AllowanceCharge")
        if is_allowance(extra)
        for one in extra.every("cac:TaxCategory")
    )


def _of_charges(tree: Tree) -> Iterable[El]:
    return (
        one
        for extra in tree.every("cac:AllowanceCharge")
        if is_charge(extra)
        for one in extra.every("cac:TaxCategory")
    )


def _alone(rule_id: str, term: str, categories: Callable[[Tree], Iterable[El]]) -> Rule:
    """Where the breakdown states O, no other category may stand in this part of the invoice."""

    def check(_: El, tree: Tree) -> Fault | None:
        if not tree.fact(vat_facts).breakdown["O"]:
            return None
        others = (one for one in categories(tree) if one.value_at("cbc:ID") != "O" and is_vat(one))
        other = next(iter(others), None)
        return None if other is None else Fault(other.value_at("cbc:ID") or "–", at=other)

    return judged(rule_id, term, "/", check, wording=sentences.OUTSIDE_VAT_ALONE, about=About.VAT)


def _has_delivery_date(root: El, tree: Tree) -> Fault | None:
    if not tree.fact(vat_facts).breakdown["K"]:
        return None
    is_dated = any(len(one.text) > 1 for one in root.every("cac:Delivery/cbc:ActualDeliveryDate"))
    has_period = any(one.children for one in root.every("cac:InvoicePeriod"))
    return None if is_dated or has_period else Fault()


def _has_delivery_country(root: El, tree: Tree) -> Fault | None:
    if not tree.fact(vat_facts).breakdown["K"]:
        return None
    return None if any(len(one.text) > 1 for one in root.every(_COUNTRY)) else Fault()


def _split_payment_is_italian(_: El, tree: Tree) -> Fault | None:
    """Category B is known in Italy only."""
    categories = (*tree.every("cac:TaxCategory"), *tree.every("cac:ClassifiedTaxCategory"))
    if not any(code.text == "B" for one in categories for code in one.every("cbc:ID")):
        return None
    abroad = next((one for one in tree.every("cbc:IdentificationCode") if one.text != "IT"), None)
    return None if abroad is None else Fault(abroad.value, at=abroad)


def _split_payment_is_alone(_: El, tree: Tree) -> Fault | None:
    """Category B and S exclude each other."""
    paths = (f"{_SUBTOTALS}/cbc:ID", "cac:AllowanceCharge/cac:TaxCategory/cbc:ID")
    codes = {one.text for path in paths for one in tree.root.every(path)}
    codes |= {code.text for one in tree.every("cac:ClassifiedTaxCategory") for code in one.every("cbc:ID")}
    return Fault("S") if {"B", "S"} <= codes else None


VAT_MORE: tuple[Rule, ...] = (
    _alone("BR-O-11", "BG-23", _of_breakdown),
    _alone("BR-O-12", "BT-151", _of_lines),
    _alone("BR-O-13", "BT-95", _of_allowances),
    _alone("BR-O-14", "BT-102", _of_charges),
    judged("BR-IC-11", "BT-72", "/", _has_delivery_date, wording=sentences.NO_DELIVERY_DATE, about=About.VAT),
    judged(
        "BR-IC-12",
        "BT-80",
        "/",
        _has_delivery_country,
        wording=sentences.NO_DELIVERY_COUNTRY,
        about=About.VAT,
    ),
    judged(
        "BR-B-01",
        "BT-118",
        "/",
        _split_payment_is_italian,
        wording=sentences.SPLIT_PAYMENT_ABROAD,
        about=About.VAT,
    ),
    judged(
        "BR-B-02",
        "BT-118",
        "/",
        _split_payment_is_alone,
        wording=sentences.SPLIT_PAYMENT_MIXED,
        about=About.VAT,
    ),
)
