"""EN 16931: the rules of the VAT categories, ten per category, from one template.

| category | numbered | rate | VAT | reason | who needs a VAT number |
| S | BR-S | above 0 | base x rate | forbidden | seller |
| Z | BR-Z | 0 | 0 | forbidden | seller |
| E, AE, G, K | BR-E, -AE, -G, -IC | 0 | 0 | needed | seller; with AE and K the customer too |
| L, M | BR-AF, -AG | 0 or more | base x rate | forbidden | seller |
| O | BR-O | none | 0 | needed | nobody may state one |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from boekbrug.formats.einvoice.rules import sentences
from boekbrug.formats.einvoice.rules.en16931_totals import HUNDRED, ONE, is_about, rounded, shown
from boekbrug.formats.einvoice.rules.families import LINE, is_allowance, is_charge, is_vat
from boekbrug.formats.einvoice.rules.rule import About, Fault, Rule, When
from boekbrug.formats.einvoice.rules.tree import El, Tree
from boekbrug.formats.einvoice.rules.vat_facts import VatFacts, vat_facts
from boekbrug.wording import Wording

_CATEGORY = "/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory"
_EXTRA = "cac:AllowanceCharge/cac:TaxCategory"
_LINE = f"{LINE}/cac:Item/cac:ClassifiedTaxCategory"


_OF_AMOUNTS = ("08", "09")
_Check = Callable[[El, Tree], Fault | None]


@dataclass(frozen=True, slots=True)
class Family:
    """What holds for one VAT category; `is_known` says whether the VAT numbers are as it wants them."""

    name: str  # in the rule numbers
    category: str
    rate: Callable[[Decimal], bool] | None  # None: there may be no rate
    wrong_rate: Wording
    has_vat: bool
    needs_reason: bool
    is_known: Callable[[VatFacts], bool]
    unknown: Wording = sentences.SELLER_VAT_NUMBER
    is_once: bool = True  # the breakdown states it exactly once; else once per rate

    @property
    def is_alone(self) -> bool:
        """Whether it is what lies outside VAT, which may stand beside nothing else."""
        return self.rate is None


def _is_zero(rate: Decimal) -> bool:
    return not rate


def _is_above_zero(rate: Decimal) -> bool:
    return rate > 0


def _is_not_below_zero(rate: Decimal) -> bool:
    return rate >= 0


_ZERO, _ABOVE, _NOT_BELOW = sentences.RATE_ZERO, sentences.RATE_ABOVE_ZERO, sentences.RATE_NOT_BELOW_ZERO
_BOTH, _NOBODY = sentences.BOTH_VAT_NUMBERS, sentences.NO_VAT_NUMBERS
FAMILIES: tuple[Family, ...] = (
    Family("S", "S", _is_above_zero, _ABOVE, True, False, VatFacts.has_seller_tax_number, is_once=False),
    Family("Z", "Z", _is_zero, _ZERO, False, False, VatFacts.has_seller_tax_number),
    Family("E", "E", _is_zero, _ZERO, False, True, VatFacts.has_seller_tax_number),
    Family("AE", "AE", _is_zero, _ZERO, False, True, VatFacts.has_reverse_charge_numbers, _BOTH),
    Family("G", "G", _is_zero, _ZERO, False, True, VatFacts.has_seller_vat_number),
    Family("IC", "K", _is_zero, _ZERO, False, True, VatFacts.has_both_vat_numbers, _BOTH),
    Family(
        "AF", "L", _is_not_below_zero, _NOT_BELOW, True, False, VatFacts.has_seller_tax_number, is_once=False
    ),
    Family(
        "AG", "M", _is_not_below_zero, _NOT_BELOW, True, False, VatFacts.has_seller_tax_number, is_once=False
    ),
    Family("O", "O", None, sentences.NO_RATE, False, True, VatFacts.has_no_vat_number, _NOBODY),
)


def rules_of(family: Family) -> Iterator[Rule]:
    """Yield the ten rules of a family, with the values that its sentences need."""
    values = {"category": family.category}

    of_category = _of(family.category)
    is_known, rate = _numbers(family), (family.wrong_rate, _rate(family))
    amount = (sentences.VAT_AMOUNT, _computed) if family.has_vat else (sentences.VAT_NOT_ZERO, _nothing)
    reason = _NEEDED if family.needs_reason else _FORBIDDEN
    table: tuple[tuple[str, str, str, tuple[Wording, _Check], When | None], ...] = (
        ("01", "BG-23", "/", (sentences.NOT_IN_BREAKDOWN, _in_breakdown(family)), None),
        ("02", "BT-151", "/", (family.unknown, is_known("lines")), None),
        ("03", "BT-95", "/", (family.unknown, is_known("allowances")), None),
        ("04", "BT-102", "/", (family.unknown, is_known("charges")), None),
        ("05", "BT-152", _LINE, rate, of_category),
        ("06", "BT-96", _EXTRA, rate, _of(family.category, is_allowance)),
        ("07", "BT-103", _EXTRA, rate, _of(family.category, is_charge)),
        ("08", "BT-116", _CATEGORY, (sentences.VAT_BASE, _base(family)), of_category),
        ("09", "BT-117", _CATEGORY, amount, of_category),
        ("10", "BT-120", _CATEGORY, reason, of_category),
    )
    for number, term, context, (wording, check), when in table:
        about = About.AMOUNTS if number in _OF_AMOUNTS else About.VAT
        rule_id = f"BR-{family.name}-{number}"
        yield Rule(rule_id, term, wording, context, check, when, about=about, values=values)


def _of(code: str, of_extra: When | None = None) -> When:
    """Whether a category is this one, for VAT, and of such a discount or charge."""

    def when(category: El) -> bool:
        if category.value_at("cbc:ID") != code or not is_vat(category):
            return False
        return of_extra is None or (category.parent is not None and of_extra(category.parent))

    return when


def _in_breakdown(family: Family) -> _Check:
    code = family.category

    def check(_: El, tree: Tree) -> Fault | None:
        facts = tree.fact(vat_facts)
        if family.is_once:
            stated = facts.breakdown[code]
            return Fault(str(stated), "1") if facts.anywhere[code] and stated != 1 else None
        used, stated = facts.is_used(code), facts.breakdown[code]
        return None if used == bool(stated) else Fault(str(stated), "1" if used else "0")

    return check


def _numbers(family: Family) -> Callable[[str], _Check]:
    """The VAT numbers are as the category wants them, where lines, discounts or charges have it."""
    code, is_known = family.category, family.is_known

    def of(where: str) -> _Check:
        def check(_: El, tree: Tree) -> Fault | None:
            facts = tree.fact(vat_facts)
            if not facts.uses(where, code, is_alone=family.is_alone):
                return None
            is_for_vat = where != "lines" or facts.lines[code]
            return None if is_for_vat and is_known(facts) else Fault(facts.stated_vat_number)

        return check

    return of


def _rate(family: Family) -> _Check:
    wanted = family.rate

    def check(category: El, _: Tree) -> Fault | None:
        stated = category.first("cbc:Percent")
        if wanted is None:
            return None if stated is None else Fault(stated.value, at=stated)
        if stated is not None and (rate := stated.number) is not None and wanted(rate):
            return None
        return Fault("–" if stated is None else stated.value)

    return check


def _base(family: Family) -> _Check:
    """The base is the sum of the lines and charges less the discounts of the category (and rate)."""
    code = family.category

    def check(category: El, tree: Tree) -> Fault | None:
        facts, subtotal = tree.fact(vat_facts), category.parent
        stated = None if subtotal is None else subtotal.number_at("cbc:TaxableAmount")
        for rate in category.every("cbc:Percent") if family.has_vat else (None,):
            key = (code, None if rate is None else rate.number)
            expected = facts.base(key)
            if family.has_vat:
                is_right = stated is not None and abs(stated - expected) < ONE
            else:
                is_right = stated == expected
            is_there = key in facts.present if code == "S" else bool(tree.lines)
            if not (is_right and is_there):
                of_rate = "–" if rate is None else f"{rate.value} %"
                return Fault(
                    "–" if stated is None else shown(stated), shown(expected), values={"rate": of_rate}
                )
        return None

    return check


def _computed(category: El, _: Tree) -> Fault | None:
    subtotal, rate = category.parent, category.number_at("cbc:Percent")
    tax, base = (
        None if subtotal is None else subtotal.number_at(f"cbc:{one}Amount") for one in ("Tax", "Taxable")
    )
    if rate is not None and tax is not None and base is not None:
        if is_about(tax, base, rate):
            return None
        values = {"rate": f"{rate:f}", "base": shown(base)}
        return Fault(shown(tax), shown(rounded(base * rate / HUNDRED)), values=values)
    return Fault("–" if tax is None else shown(tax), "–", values={"rate": "–", "base": "–"})


def _nothing(category: El, _: Tree) -> Fault | None:
    tax = None if category.parent is None else category.parent.first("cbc:TaxAmount")
    if tax is not None and tax.number is not None and not tax.number:
        return None
    return Fault("–" if tax is None else tax.value)


def _reason_of(category: El) -> El | None:
    return category.first("cbc:TaxExemptionReason") or category.first("cbc:TaxExemptionReasonCode")


def _has_reason(category: El, _: Tree) -> Fault | None:
    return Fault() if _reason_of(category) is None else None


def _no_reason(category: El, _: Tree) -> Fault | None:
    reason = _reason_of(category)
    return None if reason is None else Fault(reason.value, at=reason)


_NEEDED = (sentences.REASON_NEEDED, _has_reason)
_FORBIDDEN = (sentences.REASON_FORBIDDEN, _no_reason)
