"""The Peppol rules about the document as a whole: process, references, parties, VAT totals, currency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from boekbrug.formats.einvoice.rules.rule import Fault
from boekbrug.formats.einvoice.rules.tree import El, Tree

SELLER = "cac:AccountingSupplierParty/cac:Party"
BUYER = "cac:AccountingCustomerParty/cac:Party"
_COUNTRY = "cac:PostalAddress/cac:Country/cbc:IdentificationCode"
_SELF_BILLING = re.compile(r"urn:fdc:peppol\.eu:2017:poacc:selfbilling:(\d\d):1\.0", re.ASCII)
_BILLING = {  # the business processes that Peppol approves for billing, as of May 2026
    "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0": "01",
    "urn:peppol:france:billing:regulated": "01",
    "urn:peppol:france:billing:non-regulated": "01",
    "urn:peppol:bis:billing_with_response": "02",
}
_TYPE_OF_PROJECT = "50"
_ZERO = Decimal(0)


def billing_process(tree: Tree) -> str:
    """Return the number of the business process (BT-23), or nothing when it is not approved."""
    return _BILLING.get(" ".join(tree.root.value_at("cbc:ProfileID").split()), "")


def self_billing_process(tree: Tree) -> str:
    """Return the number of the business process of self-billing, or nothing."""
    found = _SELF_BILLING.search(tree.root.value_at("cbc:ProfileID"))
    return found[1] if found else ""


def is_between_germans(tree: Tree) -> bool:
    """Whether both parties stand in Germany; a few rules are looser there."""
    root = tree.root
    return all(root.value_at(f"{party}/{_COUNTRY}").upper() == "DE" for party in (SELLER, BUYER))


def one_note(root: El, tree: Tree) -> Fault | None:
    """R002: at most one note, unless both parties are German."""
    notes = root.every("cbc:Note")
    if len(notes) <= 1 or is_between_germans(tree):
        return None
    return Fault(str(len(notes)), at=notes[1])


def reference(root: El, tree: Tree) -> Fault | None:
    """R003: a reference of the buyer or an order number."""
    if root.has("cbc:BuyerReference") or root.has("cac:OrderReference/cbc:ID"):
        return None
    return Fault()


def one_project(root: El, tree: Tree) -> Fault | None:
    """R080: a credit note refers to one project at most."""
    if not tree.is_credit_note:
        return None
    path = "cac:AdditionalDocumentReference/cbc:DocumentTypeCode"
    projects = [one for one in root.every(path) if one.text == _TYPE_OF_PROJECT]
    return Fault(str(len(projects)), at=projects[1]) if len(projects) > 1 else None


def one_breakdown(root: El, tree: Tree) -> Fault | None:
    """R053: one total of the VAT with a breakdown."""
    count = sum(one.has("cac:TaxSubtotal") for one in root.every("cac:TaxTotal"))
    return None if count == 1 else Fault(str(count), "1")


def second_total(root: El, tree: Tree) -> Fault | None:
    """R054: one total without breakdown with a currency of the VAT (BT-6), else none."""
    count = sum(not one.has("cac:TaxSubtotal") for one in root.every("cac:TaxTotal"))
    expected = 1 if root.has("cbc:TaxCurrencyCode") else 0
    return None if count == expected else Fault(str(count), str(expected))


def same_sign(root: El, tree: Tree) -> Fault | None:
    """R055: both totals of the VAT are above zero, or both below."""
    if not root.has("cbc:TaxCurrencyCode"):
        return None
    own = _vat_totals(root, "cbc:DocumentCurrencyCode")
    other = _vat_totals(root, "cbc:TaxCurrencyCode")
    if any(one <= _ZERO for one in other) and any(one <= _ZERO for one in own):
        return None
    if any(one >= _ZERO for one in other) and any(one >= _ZERO for one in own):
        return None
    return Fault(_listed(own), _listed(other))


def _vat_totals(root: El, currency: str) -> list[Decimal]:
    code = root.value_at(currency)
    amounts = [
        one for one in root.every("cac:TaxTotal/cbc:TaxAmount") if one.source.get("currencyID") == code
    ]
    return [one.number for one in amounts if one.number is not None]


def _listed(amounts: Sequence[Decimal]) -> str:
    return ", ".join(str(one) for one in amounts) or "–"


def other_currency(code: El, tree: Tree) -> Fault | None:
    """R005: the currency of the VAT differs from that of the invoice."""
    return Fault(code.value) if code.value == tree.root.value_at("cbc:DocumentCurrencyCode") else None


def mandate(means: El, tree: Tree) -> Fault | None:
    """R061: a direct debit (49, 59) names its mandate."""
    if means.value_at("cbc:PaymentMeansCode") not in ("49", "59") or means.has("cac:PaymentMandate/cbc:ID"):
        return None
    return Fault()


def in_currency(amount: El, tree: Tree) -> Fault | None:
    """R051: amounts are in the currency of the invoice."""
    found, expected = amount.source.get("currencyID", ""), tree.root.value_at("cbc:DocumentCurrencyCode")
    return None if found == expected != "" else Fault(found, expected)


def is_in_document_currency(amount: El) -> bool:
    """Whether an amount must be in the currency of the invoice: all but the second total of the VAT."""
    if amount.name != "cbc:TaxAmount":
        return True
    parent = amount.parent
    if parent is None or parent.name not in ("cac:TaxTotal", "cac:TaxSubtotal"):
        return False
    return parent.name == "cac:TaxSubtotal" or parent.has("cac:TaxSubtotal")


def filled(element: El, tree: Tree) -> Fault | None:
    """R008: no element is empty."""
    if element.children or element.text.strip():
        return None
    return Fault(element.name)


def is_leaf(element: El) -> bool:
    """Whether an element has nothing below it."""
    return not element.children
