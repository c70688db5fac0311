"""The Belgian checks above EN 16931 and Peppol, as a table: numbers, payment, VAT to the cent, mentions.

Each names the law or standard behind it; docs/decisions/0026 says why each weighs as it does.
"""

from __future__ import annotations

import re
from typing import Any

from boekbrug.belgium import iban, ogm
from boekbrug.formats.einvoice.rules import belgium_parties as parties
from boekbrug.formats.einvoice.rules import belgium_vat as vat
from boekbrug.formats.einvoice.rules import belgium_words as words
from boekbrug.formats.einvoice.rules.efff import is_older, is_version_3
from boekbrug.formats.einvoice.rules.families import is_vat, judged
from boekbrug.formats.einvoice.rules.rule import About, Fault, Layer, Rule, RuleSet
from boekbrug.formats.einvoice.rules.tree import El, Tree
from boekbrug.formats.einvoice.rules.ublbe import is_ubl_be
from boekbrug.formats.problem import Severity

AS_OF = "2026-01"
_KBO = "Code of Economic Law, art. III.17"
_VAT_NUMBER = "VAT Code, art. 50"
_INVOICE = "Royal decree no. 1, art. 5"
_CORRECTION = "Directive 2006/112/EC, art. 219"
_CURRENCY = "Directive 2006/112/EC, art. 230"
_VAT_RATE = "Royal decree no. 20"
_ROUNDING = "Royal decree of 8 July 2025"
_FEBELFIN = "Febelfin, structured communication"
_SIGNED_OGM = re.compile(r"\s*(\+{3}|\*{3}).*\d.*|\s*\d{3}/\d{4}/\d{5}\s*", re.ASCII | re.DOTALL)
_RF = re.compile(r"\s*RF\s?\d\d", re.ASCII | re.IGNORECASE)
_IBAN = re.compile(r"\s*[A-Z]{2}\s?\d\d", re.ASCII | re.IGNORECASE)
_TRANSFERS = frozenset({"30", "58", "31", "42"})
_NUMBERS = "cac:PartyIdentification|cac:PartyLegalEntity|cac:Party/cbc:EndpointID|cbc:ID|cbc:CompanyID"
_SUBTOTAL = "/cac:TaxTotal/cac:TaxSubtotal"
_WARNING = {"severity": Severity.WARNING}


def _ogm(reference: El, tree: Tree) -> Fault | None:
    """A communication with the signs of an OGM is one."""
    is_meant = _SIGNED_OGM.fullmatch(reference.text) is not None
    return Fault(reference.value) if is_meant and ogm.parse_or_none(reference.value) is None else None


def _rf(reference: El, tree: Tree) -> Fault | None:
    """A reference that starts as an ISO 11649 reference is one."""
    is_meant = _RF.match(reference.text) is not None
    return Fault(reference.value) if is_meant and ogm.parse_rf_or_none(reference.value) is None else None


def _iban(means: El, tree: Tree) -> Fault | None:
    """An account that starts as an IBAN is one, and so is that of a Belgian seller paid by transfer."""
    account = means.first("cac:PayeeFinancialAccount/cbc:ID")
    if account is None or not account.value or iban.parse_or_none(account.value):
        return None
    code = means.value_at("cbc:PaymentMeansCode")
    is_meant = _IBAN.match(account.text) is not None
    is_sepa = code == "58" or (code in _TRANSFERS and parties.is_of_belgian_seller(tree))
    return Fault(account.value, at=account) if is_meant or is_sepa else None


_Row = tuple[str, str, str, Any, Any, str, dict[str, Any]]
_ROWS: tuple[_Row, ...] = (  # number, term, context, check, sentence, source, more
    ("01", "BT-30", _NUMBERS, parties.enterprise_number_is_right, words.NO_ENTERPRISE_NUMBER, _KBO,
     {"when": parties.is_kbo, "about": About.IDENTITY}),
    ("02", "BT-34", "cbc:EndpointID", parties.vat_address_is_right, words.NO_VAT_ADDRESS, _VAT_NUMBER,
     {"when": parties.is_vat_address, "about": About.IDENTITY}),
    ("03", "BT-31", "cac:PartyTaxScheme", parties.belgian_vat_number_is_right, words.NO_BELGIAN_VAT_NUMBER,
     _VAT_NUMBER, {"when": is_vat, "about": About.IDENTITY}),
    ("04", "BT-31", "cac:PartyTaxScheme", parties.eu_vat_number_is_right, words.NO_EU_VAT_NUMBER,
     "Directive 2006/112/EC, art. 215", {"when": is_vat, **_WARNING}),
    ("05", "BG-4", parties.SELLER, parties.numbers_agree, words.NUMBERS_DISAGREE, _VAT_NUMBER, _WARNING),
    ("06", "BG-7", parties.BUYER, parties.numbers_agree, words.NUMBERS_DISAGREE, _VAT_NUMBER, _WARNING),
    ("07", "BG-5", parties.SELLER, parties.address_is_complete, words.SELLER_ADDRESS, _INVOICE, _WARNING),
    ("08", "BG-8", parties.BUYER, parties.address_is_complete, words.BUYER_ADDRESS, _INVOICE, _WARNING),
    ("09", "BT-48", parties.BUYER, parties.buyer_has_vat_number, words.BUYER_VAT_NUMBER, _INVOICE, _WARNING),
    ("10", "BT-83", "cac:PaymentMeans/cbc:PaymentID", _ogm, words.NO_OGM, _FEBELFIN, {}),
    ("11", "BT-83", "cac:PaymentMeans/cbc:PaymentID", _rf, words.NO_RF, "ISO 11649", {}),
    ("12", "BT-84", "cac:PaymentMeans", _iban, words.NO_IBAN, "ISO 13616", {}),
    ("20", "BT-117", _SUBTOTAL, vat.exact_vat(is_small=False), words.EXACT_VAT, _ROUNDING,
     {"about": About.AMOUNTS}),
    ("21", "BT-117", _SUBTOTAL, vat.exact_vat(is_small=True), words.EXACT_VAT, _ROUNDING,
     {"about": About.VAT}),
    ("22", "BT-119", _SUBTOTAL, vat.belgian_rate, words.NO_BELGIAN_RATE, _VAT_RATE, _WARNING),
    ("23", "BT-120", _SUBTOTAL, vat.reverse_charge_mention, words.REVERSE_CHARGE_MENTION, _INVOICE,
     _WARNING),
    ("24", "BT-118", _SUBTOTAL, vat.intra_community_buyer, words.INTRA_COMMUNITY_BUYER,
     "VAT Code, art. 39bis", {"about": About.VAT}),
    ("25", "BT-118", _SUBTOTAL, vat.export_destination, words.EXPORT_WITHIN_EU, "VAT Code, art. 39",
     _WARNING),
    ("26", "BT-118", _SUBTOTAL, vat.small_business, words.SMALL_BUSINESS_WITH_VAT, "VAT Code, art. 56bis",
     {"about": About.VAT}),
    ("27", "BT-118", _SUBTOTAL, vat.zero_rate_abroad, words.ZERO_RATE_ABROAD, _VAT_RATE, _WARNING),
    ("30", "BT-25", "/", vat.corrected_invoice, words.CORRECTED_INVOICE, _CORRECTION, _WARNING),
    ("32", "BT-6", "/", vat.vat_in_euro, words.VAT_IN_EURO, _CURRENCY, {"about": About.VAT}),
    ("33", "BT-22", "/", vat.self_billing_mention, words.SELF_BILLING_MENTION, _INVOICE, _WARNING),
)  # fmt: skip


def _rule(row: _Row) -> Rule:
    number, term, context, check, wording, source, more = row
    rule_id = f"BE-{number}"
    return judged(rule_id, term, context, check, wording=wording, layer=Layer.BELGIUM, source=source, **more)


def _applies(tree: Tree) -> bool:
    """Whether a Belgian business sells or buys; old Belgian formats do not always say so."""
    is_belgian_format = is_ubl_be(tree) or is_version_3(tree) or is_older(tree)
    return is_belgian_format or parties.is_belgian_document(tree)


BELGIUM = RuleSet("belgium", Layer.BELGIUM, AS_OF, tuple(_rule(row) for row in _ROWS), _applies)
