"""e-FFF: the structure that version 3.0 asks for, and the enterprise number that versions 1 and 2 carry.

EFFF-T10-R002 asks that a reference with the mark has the mark; nothing breaks it, so it is not here.
"""

from __future__ import annotations

from typing import Any

from boekbrug.belgium import enterprise_number
from boekbrug.formats.einvoice.rules import hints, peppol, sentences
from boekbrug.formats.einvoice.rules import ublbe_words as words
from boekbrug.formats.einvoice.rules.families import LINE, judged
from boekbrug.formats.einvoice.rules.lists import code_list
from boekbrug.formats.einvoice.rules.rule import About, Check, Fault, Layer, RuleSet
from boekbrug.formats.einvoice.rules.tree import El, Tree
from boekbrug.formats.einvoice.rules.ublbe import IMAGES, text_in
from boekbrug.formats.problem import Severity

MARK = "eFFF"
DISCOUNT_REASON = "Cash Discount"
_OURS: dict[str, Any] = {"layer": Layer.EFFF, "source": "e-FFF 3.0"}
_REFERENCE = "cac:AdditionalDocumentReference"
_TERMS, _DISCOUNT = "cac:PaymentTerms", "cbc:SettlementDiscountPercent"
_LINE_VAT = "cac:TaxTotal/cac:TaxSubtotal"
_LINE_CATEGORY = f"{_LINE_VAT}/cac:TaxCategory"
_NUMBERS = (
    "cac:PartyIdentification/cbc:ID",
    "cac:PartyTaxScheme/cbc:CompanyID",
    "cac:PartyLegalEntity/cbc:CompanyID",
    "cbc:EndpointID",
)
_VERSION_3 = "biitrns010:ver2.0:extended:urn:www.peppol.eu:bis:peppol4a"
_CODES_OF = {
    "Z": ("00",),
    "AA": ("01", "02"),
    "S": ("03", "MA", "03/SE"),
    "AE": ("45", "46/GO", "47/TO", "47/AS", "47/DI", "47/SE", "46/TR", "44"),
    "E": ("NA", "00/44", "47/EX", "47/EI", "47/EE"),
}
_CATEGORY_OF = {code: category for category, codes in _CODES_OF.items() for code in codes}


def _image(root: El, tree: Tree) -> Fault | None:
    kinds = [one.text for one in root.every(f"{_REFERENCE}/cbc:DocumentType")]
    return None if any(kind in IMAGES for kind in kinds) else Fault()


def _mark(root: El, tree: Tree) -> Fault | None:
    return None if any(_is_mark(one) for one in root.every(_REFERENCE)) else Fault("0")


def _is_mark(reference: El) -> bool:
    return any(one.text == MARK for one in reference.every("cbc:ID"))


def _program(reference: El, tree: Tree) -> Fault | None:
    return Fault() if _is_mark(reference) and len(reference.value_at("cbc:DocumentType")) <= 1 else None


def _with_discount(path: str) -> Check:
    """Payment terms with a cash discount say this too."""

    def check(terms: El, tree: Tree) -> Fault | None:
        return Fault(terms.value_at(_DISCOUNT)) if terms.has(_DISCOUNT) and not terms.has(path) else None

    return check


def _has_discount(tree: Tree) -> bool:
    return tree.root.has(f"{_TERMS}/{_DISCOUNT}")


def _on_line(path: str) -> Check:
    """With a cash discount, a line says this of its VAT."""

    def check(line: El, tree: Tree) -> Fault | None:
        return Fault(path.rpartition(":")[2]) if tree.fact(_has_discount) and not line.has(path) else None

    return check


def _line_scheme(line: El, tree: Tree) -> Fault | None:
    schemes = [one.text for one in line.every(f"{_LINE_CATEGORY}/cac:TaxScheme/cbc:ID")]
    return Fault("TaxScheme") if tree.fact(_has_discount) and "VAT" not in schemes else None


def _named(path: str) -> Check:
    def check(element: El, tree: Tree) -> Fault | None:
        return None if element.has(path) else Fault("0")

    return check


def _reason(subtotal: El, tree: Tree) -> Fault | None:
    if not tree.fact(_has_discount) or subtotal.value_at("cac:TaxCategory/cbc:ID") != "E":
        return None
    found = subtotal.value_at("cac:TaxCategory/cbc:TaxExemptionReason")
    return None if found == DISCOUNT_REASON else Fault(found, DISCOUNT_REASON)


def _code_of_category(category: El, tree: Tree) -> Fault | None:
    code, found = category.value_at("cbc:Name"), category.value_at("cbc:ID")
    if not code or _CATEGORY_OF.get(code) in (None, found):
        return None
    return Fault(code, values={"category": found})


def _number(party: El, tree: Tree) -> Fault | None:
    """The seller has a Belgian enterprise number: as KBO number, VAT number, legal number or address."""
    found = [one.value for path in _NUMBERS for one in party.every(path) if one.value]
    return None if any(enterprise_number.parse_or_none(one) for one in found) else Fault(", ".join(found))


def is_version_3(tree: Tree) -> bool:
    """Whether a document says that it follows e-FFF 3.0."""
    return _VERSION_3 in tree.fact(peppol.customization_of)


def is_older(tree: Tree) -> bool:
    """Whether a document carries the marks of e-FFF 1 or 2."""
    kind = tree.root.first("cbc:InvoiceTypeCode")
    listed = "" if kind is None else kind.attribute("listURI") or ""
    return "fff.be" in f"{tree.root.value_at('cbc:ProfileID')} {listed}".lower()


_RULES = tuple(
    judged(f"EFFF-T10-{number}", term, context, check, wording=wording, hint=hints.FILE, **_OURS, **more)
    for number, term, context, check, wording, more in (
        ("R001", "BT-125", "/", _image, words.NO_IMAGE, {}),
        ("R003", "BT-122", "/", _mark, words.ONE_MARK, {"values": {"mark": MARK}}),
        ("R004", "BT-122", _REFERENCE, _program, words.NO_PROGRAM, {}),
        ("R005", "BT-20", _TERMS, _with_discount("cbc:Amount"), words.NO_DISCOUNT_AMOUNT, {}),
        (
            "R006",
            "BT-20",
            _TERMS,
            _with_discount("cac:SettlementPeriod/cbc:EndDate"),
            words.NO_DISCOUNT_DATE,
            {},
        ),
        ("R007", "BT-118", "cac:TaxCategory", _named("cbc:Name"), words.ONE_BELGIAN_CODE, {}),
        ("R008", "BT-131", LINE, _on_line(f"{_LINE_VAT}/cbc:TaxableAmount"), words.DISCOUNT_ON_LINE, {}),
        ("R009", "BT-131", LINE, _on_line(f"{_LINE_VAT}/cbc:TaxAmount"), words.DISCOUNT_ON_LINE, {}),
        ("R010", "BT-151", LINE, _on_line(f"{_LINE_CATEGORY}/cbc:ID"), words.DISCOUNT_ON_LINE, {}),
        ("R011", "BT-151", LINE, _on_line(f"{_LINE_CATEGORY}/cbc:Name"), words.DISCOUNT_ON_LINE, {}),
        ("R012", "BT-152", LINE, _on_line(f"{_LINE_CATEGORY}/cbc:Percent"), words.DISCOUNT_ON_LINE, {}),
        ("R013", "BT-120", _LINE_VAT, _reason, words.DISCOUNT_REASON, {}),
        ("R014", "BT-151", LINE, _line_scheme, words.DISCOUNT_ON_LINE, {}),
        (
            "R015",
            "BT-151",
            LINE,
            _named("cac:Item/cac:ClassifiedTaxCategory/cbc:Name"),
            words.ONE_BELGIAN_CODE,
            {},
        ),
        (
            "R017",
            "BT-118",
            "cac:TaxCategory",
            _code_of_category,
            words.CODE_AND_CATEGORY,
            {"severity": Severity.WARNING, "about": About.VAT},
        ),
    )
)
_CODE = judged(
    "EFFF-T10-R016",
    "BT-118",
    "cac:TaxCategory",
    text_in("cbc:Name", "efff-vat-codes"),
    wording=sentences.UNKNOWN_CODE,
    hint=hints.CHOOSE,
    values={"list": code_list("efff-vat-codes").title},
    **_OURS,
)
_OLDER = (
    judged(
        "EFFF-2-01",
        "BT-30",
        "cac:AccountingSupplierParty/cac:Party",
        _number,
        wording=sentences.MISSING,
        about=About.IDENTITY,
        layer=Layer.EFFF,
        source="e-FFF 2.0",
    ),
)
E_FFF_3 = RuleSet("efff", Layer.EFFF, "3.0", (*_RULES, _CODE), is_version_3)
E_FFF_2 = RuleSet("efff-2", Layer.EFFF, "2.0", _OLDER, is_older)
