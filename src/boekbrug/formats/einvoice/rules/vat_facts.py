"""What the VAT rules ask of a document, gathered once: categories and where they are used, bases, numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from boekbrug.formats.einvoice.rules.families import is_allowance, is_charge, is_vat
from boekbrug.formats.einvoice.rules.lists import code_list
from boekbrug.formats.einvoice.rules.tree import El, Tree

_CATEGORIES = code_list("vat-categories").codes
Key = tuple[str, Decimal | None]
"""A category with a rate, or with None for the category whatever its rate."""


@dataclass(slots=True)
class VatFacts:
    """Counts are of categories for VAT, unless `_any` says whatever the tax."""

    lines: Counter[str] = field(default_factory=Counter)
    lines_any: Counter[str] = field(default_factory=Counter)
    allowances: Counter[str] = field(default_factory=Counter)
    charges: Counter[str] = field(default_factory=Counter)
    extras: Counter[str] = field(default_factory=Counter)
    extras_any: Counter[str] = field(default_factory=Counter)
    own_allowances: Counter[str] = field(default_factory=Counter)  # of the document, not of lines
    own_charges: Counter[str] = field(default_factory=Counter)
    breakdown: Counter[str] = field(default_factory=Counter)
    anywhere: Counter[str] = field(default_factory=Counter)
    sums: dict[Key, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    present: set[Key] = field(default_factory=set)
    seller_tax_number: str = ""
    seller_vat_number: str = ""
    buyer_vat_number: str = ""
    buyer_number: str = ""

    def base(self, key: Key) -> Decimal:
        """Return what lines, charges and discounts of a category (and rate) add up to."""
        return self.sums.get(key, Decimal(0))

    def is_used(self, code: str) -> bool:
        """Whether a line, discount or charge has the category, for whatever tax when it is S."""
        if code == "S":
            return bool(self.lines_any[code] or self.extras_any[code])
        return bool(self.lines[code] or self.extras[code])

    def uses(self, where: str, code: str, *, is_alone: bool) -> bool:
        """Whether lines, allowances or charges have the category; outside VAT looks at the document's own."""
        if where == "lines":
            return bool((self.lines_any if code == "S" else self.lines)[code])
        counts = {
            ("allowances", False): self.allowances,
            ("charges", False): self.charges,
            ("allowances", True): self.own_allowances,
            ("charges", True): self.own_charges,
        }
        return bool(counts[where, is_alone][code])

    @property
    def stated_vat_number(self) -> str:
        """A VAT number that is stated, the seller's before the customer's."""
        return self.seller_vat_number or self.buyer_vat_number

    def has_seller_tax_number(self) -> bool:
        """Whether the seller has a number for any tax, or its representative for VAT."""
        return bool(self.seller_tax_number)

    def has_seller_vat_number(self) -> bool:
        """Whether the seller or its representative has a VAT number."""
        return bool(self.seller_vat_number)

    def has_reverse_charge_numbers(self) -> bool:
        """Whether the seller has a tax number, and the customer a VAT or an enterprise number."""
        return bool(self.seller_tax_number and self.buyer_number)

    def has_both_vat_numbers(self) -> bool:
        """Whether seller and customer have VAT numbers."""
        return bool(self.seller_vat_number and self.buyer_vat_number)

    def has_no_vat_number(self) -> bool:
        """Whether nobody states a VAT number."""
        return not self.stated_vat_number


def vat_facts(tree: Tree) -> VatFacts:
    """Gather the facts of a document."""
    facts = VatFacts()
    _of_lines(facts, tree)
    _of_extras(facts, tree)
    for category in tree.every("cac:TaxCategory"):
        if is_vat(category):
            facts.anywhere.update(_codes(category))
    for category in tree.root.every("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory"):
        if is_vat(category) or category.value_at("cbc:ID") == "S":
            facts.breakdown.update(_codes(category))
    _of_parties(facts, tree)
    return facts


def _codes(category: El) -> list[str]:
    return [one.value for one in category.every("cbc:ID")]


def _of_lines(facts: VatFacts, tree: Tree) -> None:
    """Categories of the lines, and their amounts."""
    for category in tree.every("cac:ClassifiedTaxCategory"):
        codes = _codes(category)
        facts.lines_any.update(codes)
        if is_vat(category):
            facts.lines.update(codes)
            facts.anywhere.update(codes)
    for line in tree.lines:
        keys = _keys(line.every("cac:Item/cac:ClassifiedTaxCategory"))
        facts.present |= keys
        if line.parent is tree.root:
            _add(facts, keys, line.number_at("cbc:LineExtensionAmount"))


def _of_extras(facts: VatFacts, tree: Tree) -> None:
    """Categories of discounts and charges, and the amounts of those of the document."""
    for extra in tree.every("cac:AllowanceCharge"):
        categories = extra.every("cac:TaxCategory")
        if not categories:
            continue
        is_own = extra.parent is tree.root
        keys = _keys(categories)
        facts.present |= keys
        codes = [code for one in categories if is_vat(one) for code in _codes(one)]
        facts.extras.update(codes)
        facts.extras_any.update(code for one in categories for code in _codes(one))
        amount = extra.number_at("cbc:Amount")
        if is_charge(extra):
            facts.charges.update(codes)
            if is_own:
                facts.own_charges.update(codes)
                _add(facts, keys, amount)
        elif is_allowance(extra):
            facts.allowances.update(codes)
            if is_own:
                facts.own_allowances.update(codes)
                _add(facts, keys, None if amount is None else -amount)


def _keys(categories: Iterable[El]) -> set[Key]:
    """The categories of a line or an extra, each alone and with each of its rates; those that exist."""
    codes = {code for one in categories for code in _codes(one)} & _CATEGORIES
    rates = {rate.number for one in categories for rate in one.every("cbc:Percent")}
    return {(code, rate) for code in codes for rate in (None, *rates)}


def _add(facts: VatFacts, keys: set[Key], amount: Decimal | None) -> None:
    if amount is not None:
        for key in keys:
            facts.sums[key] += amount


def _of_parties(facts: VatFacts, tree: Tree) -> None:
    """The VAT numbers of seller, representative and customer."""
    for supplier in tree.every("cac:AccountingSupplierParty"):
        for registration in supplier.every("cac:Party/cac:PartyTaxScheme"):
            number = _number(registration)
            facts.seller_tax_number = facts.seller_tax_number or number
            if is_vat(registration):
                facts.seller_vat_number = facts.seller_vat_number or number
    for representative in tree.every("cac:TaxRepresentativeParty"):
        for registration in representative.every("cac:PartyTaxScheme"):
            if is_vat(registration):
                number = _number(registration)
                facts.seller_tax_number = facts.seller_tax_number or number
                facts.seller_vat_number = facts.seller_vat_number or number
    for customer in tree.every("cac:AccountingCustomerParty"):
        for registration in customer.every("cac:Party/cac:PartyTaxScheme"):
            if is_vat(registration):
                facts.buyer_vat_number = facts.buyer_vat_number or _number(registration)
        if customer.has("cac:Party/cac:PartyLegalEntity/cbc:CompanyID"):
            facts.buyer_number = "–"
    facts.buyer_number = facts.buyer_number or facts.buyer_vat_number


def _number(registration: El) -> str:
    """The number of a registration; a dash when it is there but empty."""
    number = registration.first("cbc:CompanyID")
    return "" if number is None else number.value or "–"
