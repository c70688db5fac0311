"""EN 16931: discounts and charges of the document, totals and the VAT breakdown, with their sums."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_FLOOR, Decimal

from boekbrug.formats.einvoice.rules import sentences
from boekbrug.formats.einvoice.rules.families import (
    decimals,
    is_allowance,
    is_charge,
    is_vat,
    judged,
    never,
    present,
)
from boekbrug.formats.einvoice.rules.rule import About, Fault, Rule
from boekbrug.formats.einvoice.rules.tree import El, Tree

ZERO, ONE, HALF, HUNDRED = Decimal(0), Decimal(1), Decimal("0.5"), Decimal(100)
_TOTAL, _SUBTOTAL = "cac:LegalMonetaryTotal", "cac:TaxTotal/cac:TaxSubtotal"
_EXTRA = "/cac:AllowanceCharge"
_REASON = "cbc:AllowanceChargeReason|cbc:AllowanceChargeReasonCode"

_TOTALS_PRESENT = (
    ("BR-12", "BT-106", "cbc:LineExtensionAmount"),
    ("BR-13", "BT-109", "cbc:TaxExclusiveAmount"),
    ("BR-14", "BT-112", "cbc:TaxInclusiveAmount"),
    ("BR-15", "BT-115", "cbc:PayableAmount"),
)
_TOTALS_DECIMALS = (
    ("BR-DEC-09", "BT-106", "cbc:LineExtensionAmount"),
    ("BR-DEC-10", "BT-107", "cbc:AllowanceTotalAmount"),
    ("BR-DEC-11", "BT-108", "cbc:ChargeTotalAmount"),
    ("BR-DEC-12", "BT-109", "cbc:TaxExclusiveAmount"),
    ("BR-DEC-14", "BT-112", "cbc:TaxInclusiveAmount"),
    ("BR-DEC-16", "BT-113", "cbc:PrepaidAmount"),
    ("BR-DEC-17", "BT-114", "cbc:PayableRoundingAmount"),
    ("BR-DEC-18", "BT-115", "cbc:PayableAmount"),
)
_EXTRAS = (  # rule numbers of a discount and of a charge, then the terms
    (is_allowance, ("BR-31", "BR-32", "BR-33", "BR-CO-21"), ("BT-92", "BT-95", "BG-20")),
    (is_charge, ("BR-36", "BR-37", "BR-38", "BR-CO-22"), ("BT-99", "BT-102", "BG-21")),
)
_EXTRAS_DECIMALS = (
    (is_allowance, "BR-DEC-01", "BT-92", "cbc:Amount"),
    (is_allowance, "BR-DEC-02", "BT-93", "cbc:BaseAmount"),
    (is_charge, "BR-DEC-05", "BT-99", "cbc:Amount"),
    (is_charge, "BR-DEC-06", "BT-100", "cbc:BaseAmount"),
)


def rounded(amount: Decimal) -> Decimal:
    """Round to cents the way XPath does: a half goes up, also below zero."""
    return (amount * HUNDRED + HALF).to_integral_value(ROUND_FLOOR) / HUNDRED


def total(elements: Iterable[El], path: str) -> Decimal:
    """Add up the numbers at a path below each element; what is no number counts as nothing."""
    return sum((one for element in elements if (one := element.number_at(path)) is not None), ZERO)


def shown(amount: Decimal) -> str:
    """Return an amount as it stands in a file, with at least two decimals."""
    exponent = amount.as_tuple().exponent
    return f"{amount:.2f}" if isinstance(exponent, int) and exponent > -2 else f"{amount:f}"


def _differs(element: El, path: str, expected: Decimal | None) -> Fault | None:
    """The fault of an amount that is not what the rest adds up to."""
    stated = element.first(path)
    if stated is not None and expected is not None and stated.number == expected:
        return None
    found = "–" if stated is None else stated.value
    return Fault(found, "–" if expected is None else shown(expected), at=stated)


def _sum_of_lines(totals: El, tree: Tree) -> Fault | None:
    return _differs(totals, "cbc:LineExtensionAmount", tree.fact(_of_all_lines))


def _of_all_lines(tree: Tree) -> Decimal:
    return rounded(total(tree.lines, "cbc:LineExtensionAmount"))


def _sum_of_allowances(totals: El, tree: Tree) -> Fault | None:
    return _sum_of_extras(totals, tree, "cbc:AllowanceTotalAmount", is_wanted_charge=False)


def _sum_of_charges(totals: El, tree: Tree) -> Fault | None:
    return _sum_of_extras(totals, tree, "cbc:ChargeTotalAmount", is_wanted_charge=True)


def _sum_of_extras(totals: El, tree: Tree, path: str, *, is_wanted_charge: bool) -> Fault | None:
    expected = tree.fact(_extras_by_owner).get((totals.parent, is_wanted_charge))
    if expected is None and not totals.has(path):
        return None
    return _differs(totals, path, rounded(expected or ZERO))


def _extras_by_owner(tree: Tree) -> dict[tuple[El | None, bool | None], Decimal]:
    """What the discounts and the charges beside each other add up to."""
    found: dict[tuple[El | None, bool | None], Decimal] = {}
    for one in tree.every("cac:AllowanceCharge"):
        key = one.parent, one.truth_at("cbc:ChargeIndicator")
        found[key] = found.get(key, ZERO) + (one.number_at("cbc:Amount") or ZERO)
    return found


def _total_without_vat(totals: El, _: Tree) -> Fault | None:
    lines = totals.number_at("cbc:LineExtensionAmount")
    if lines is None:
        return _differs(totals, "cbc:TaxExclusiveAmount", None)
    paths = ("cbc:ChargeTotalAmount", "cbc:AllowanceTotalAmount")
    charges, allowances = (totals.number_at(path) or ZERO for path in paths)
    expected = lines + charges - allowances
    return _differs(
        totals, "cbc:TaxExclusiveAmount", rounded(expected) if any(map(totals.has, paths)) else lines
    )


def _amount_to_pay(totals: El, _: Tree) -> Fault | None:
    with_vat, payable = totals.number_at("cbc:TaxInclusiveAmount"), totals.number_at("cbc:PayableAmount")
    if with_vat is None or payable is None:
        return _differs(totals, "cbc:PayableAmount", with_vat)
    paid, rounding = (totals.number_at(f"cbc:{name}Amount") for name in ("Prepaid", "PayableRounding"))
    rest = with_vat if paid is None else rounded(with_vat - paid)
    stated = payable if rounding is None else rounded(payable - rounding)
    if stated == rest:
        return None
    return _differs(totals, "cbc:PayableAmount", rest + (rounding or ZERO)) or Fault(
        shown(payable), shown(rest)
    )


def _total_with_vat(root: El, _: Tree) -> Fault | None:
    """BT-112 = BT-109 + BT-110, and BT-110 stands once in the currency of the invoice."""
    totals = root.first(_TOTAL) or root
    stated: dict[str | None, list[El]] = {}
    for amount in root.every("cac:TaxTotal/cbc:TaxAmount"):
        stated.setdefault(amount.source.get("currencyID"), []).append(amount)
    for currency in root.every("cbc:DocumentCurrencyCode"):
        own = stated.get(currency.text, [])
        without, vat = totals.number_at("cbc:TaxExclusiveAmount"), own[0].number if own else None
        expected = None if len(own) != 1 or without is None or vat is None else rounded(without + vat)
        if fault := _differs(totals, "cbc:TaxInclusiveAmount", expected):
            return fault
    return None


def _sum_of_vat(tax_total: El, _: Tree) -> Fault | None:
    parts = tax_total.every("cac:TaxSubtotal")
    if not parts:
        return None
    return _differs(tax_total, "cbc:TaxAmount", rounded(total(parts, "cbc:TaxAmount")))


def vat_categories(element: El) -> list[El]:
    """Return the categories of a subtotal, discount or charge that are for VAT."""
    return [one for one in element.every("cac:TaxCategory") if is_vat(one)]


def is_about(tax: Decimal, base: Decimal, rate: Decimal) -> bool:
    """Whether a VAT amount is less than one unit away from base times rate, signs aside."""
    expected = rounded(abs(base) * (rate / HUNDRED))
    return abs(tax) - ONE < expected < abs(tax) + ONE


def _whole(amount: Decimal) -> Decimal:
    return (amount + HALF).to_integral_value(ROUND_FLOOR)


def _vat_of_subtotal(subtotal: El, _: Tree) -> Fault | None:
    """VAT = base times rate, with the room of just under one unit that the standard leaves."""
    rates = [one for category in vat_categories(subtotal) for one in category.every("cbc:Percent")]
    tax, base = subtotal.number_at("cbc:TaxAmount"), subtotal.number_at("cbc:TaxableAmount")
    rate = rates[0].number if rates else ZERO
    if tax is not None and rate is not None:
        if not _whole(rate):
            if not _whole(tax):
                return None
        elif base is not None and is_about(tax, base, rate):
            return None
    expected = "–" if rate is None or base is None else shown(rounded(base * rate / HUNDRED))
    values = {"rate": "–" if rate is None else f"{rate:f}", "base": "–" if base is None else shown(base)}
    return Fault(subtotal.value_at("cbc:TaxAmount") or "–", expected, values=values)


def _category_of_subtotal(subtotal: El, _: Tree) -> Fault | None:
    return None if any(one.has("cbc:ID") for one in vat_categories(subtotal)) else Fault()


def _category_of_extra(extra: El, _: Tree) -> Fault | None:
    return _category_of_subtotal(extra, _)


def _rate_of_subtotal(subtotal: El, _: Tree) -> Fault | None:
    categories = vat_categories(subtotal)
    is_told = any(one.has("cbc:Percent") or one.value_at("cbc:ID") == "O" for one in categories)
    return None if is_told else Fault()


def _extras() -> Iterable[Rule]:
    for when, (amount, category, reason, same_reason), (of_amount, of_category, group) in _EXTRAS:
        yield present(amount, of_amount, _EXTRA, "cbc:Amount", when=when, about=About.AMOUNTS)
        yield judged(
            category,
            of_category,
            _EXTRA,
            _category_of_extra,
            when=when,
            wording=sentences.MISSING,
            about=About.VAT,
        )
        for rule_id in (reason, same_reason):
            yield present(rule_id, group, _EXTRA, _REASON, when=when, wording=sentences.NO_REASON)
    for when, rule_id, term, path in _EXTRAS_DECIMALS:
        yield decimals(rule_id, term, _EXTRA, path, when=when)


TOTALS: tuple[Rule, ...] = (
    *_extras(),
    *(present(rule, term, _TOTAL, path, about=About.AMOUNTS) for rule, term, path in _TOTALS_PRESENT),
    *(decimals(rule, term, _TOTAL, path) for rule, term, path in _TOTALS_DECIMALS),
    judged("BR-CO-10", "BT-106", _TOTAL, _sum_of_lines),
    judged("BR-CO-11", "BT-107", _TOTAL, _sum_of_allowances),
    judged("BR-CO-12", "BT-108", _TOTAL, _sum_of_charges),
    judged("BR-CO-13", "BT-109", _TOTAL, _total_without_vat),
    judged("BR-CO-14", "BT-110", "/cac:TaxTotal", _sum_of_vat),
    judged("BR-CO-15", "BT-112", "/", _total_with_vat),
    judged("BR-CO-16", "BT-115", _TOTAL, _amount_to_pay),
    judged(
        "BR-CO-17", "BT-117", _SUBTOTAL, _vat_of_subtotal, wording=sentences.VAT_AMOUNT, about=About.AMOUNTS
    ),
    present("BR-45", "BT-116", _SUBTOTAL, "cbc:TaxableAmount", about=About.AMOUNTS),
    present("BR-46", "BT-117", _SUBTOTAL, "cbc:TaxAmount", about=About.AMOUNTS),
    judged("BR-47", "BT-118", _SUBTOTAL, _category_of_subtotal, wording=sentences.MISSING, about=About.VAT),
    judged("BR-48", "BT-119", _SUBTOTAL, _rate_of_subtotal, wording=sentences.MISSING, about=About.VAT),
    decimals("BR-DEC-19", "BT-116", _SUBTOTAL, "cbc:TaxableAmount"),
    decimals("BR-DEC-20", "BT-117", _SUBTOTAL, "cbc:TaxAmount"),
    never("BR-DEC-13", "BT-110"),  # its official form compares with a child of the amount: UBL-DT-01 finds it
    never("BR-DEC-15", "BT-111"),
)
