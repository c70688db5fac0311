"""UBL.BE 1.31: its own fifteen rules, and the three of Peppol that it changes or keeps, as tables.

Official facts that are kept: -02 and -03 count in the whole document, and only when it refers to a document
at all; -13 is broken by text that is no number only.
"""

from __future__ import annotations

from typing import Any

from boekbrug.formats.einvoice.recognition import UBL_BE_CUSTOMIZATION
from boekbrug.formats.einvoice.rules import hints, peppol, sentences
from boekbrug.formats.einvoice.rules import peppol_lines as lines
from boekbrug.formats.einvoice.rules import peppol_words as peppol_says
from boekbrug.formats.einvoice.rules import ublbe_words as words
from boekbrug.formats.einvoice.rules.families import LINE, judged
from boekbrug.formats.einvoice.rules.lists import code_list
from boekbrug.formats.einvoice.rules.rule import Check, Fault, Layer, Rule, RuleSet
from boekbrug.formats.einvoice.rules.tree import El, Tree

SOURCE = "UBL.BE 1.31"
MARK = "UBL.BE"
IMAGES = ("CommercialInvoice", "CreditNote")
_OURS: dict[str, Any] = {"layer": Layer.UBLBE, "source": SOURCE}
_REFERENCE = "cac:AdditionalDocumentReference"
_TERMS = "cac:PaymentTerms"
_DISCOUNT = "cbc:SettlementDiscountPercent"
_BREAKDOWN = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory"
_DOCUMENTS_MIN, _PERCENT_MAX = 2, 100


def _documents(root: El, tree: Tree) -> Fault | None:
    count = len(root.every(_REFERENCE))
    return Fault(str(count)) if count < _DOCUMENTS_MIN else None


def _image(root: El, tree: Tree) -> Fault | None:
    count = sum(one.text in IMAGES for one in tree.every("cbc:DocumentDescription"))
    return Fault(str(count)) if tree.every(_REFERENCE) and count != 1 else None


def _mark(root: El, tree: Tree) -> Fault | None:
    count = sum(one.text == MARK for one in tree.every("cbc:ID"))
    return Fault(str(count)) if tree.every(_REFERENCE) and count != 1 else None


def _description(reference: El, tree: Tree) -> Fault | None:
    count = len(reference.every("cbc:DocumentDescription"))
    return Fault(str(count)) if reference.has("cbc:ID") and count != 1 else None


def text_in(path: str, name: str, *, is_trimmed: bool = True, is_required: bool = False) -> Check:
    """The text at the path is in the list; when nothing stands there, that is wrong if it is required."""
    accepted = code_list(name).codes

    def check(element: El, tree: Tree) -> Fault | None:
        found = element.first(path)
        if found is None:
            return Fault() if is_required else None
        text = " ".join(found.text.split()) if is_trimmed else found.text
        return None if text in accepted else Fault(text, at=found)

    return check


def _discount_rate(terms: El, tree: Tree) -> Fault | None:
    if not terms.has(_DISCOUNT):
        return None
    rate = terms.number_at(_DISCOUNT)
    is_right = rate is not None and (0 < rate < _PERCENT_MAX or rate == -1)
    return None if is_right else Fault(terms.value_at(_DISCOUNT))


def _discount_amount(terms: El, tree: Tree) -> Fault | None:
    if not terms.has(_DISCOUNT) or terms.number_at("cbc:Amount"):
        return None
    return Fault(terms.value_at(_DISCOUNT))


def _discount_date(terms: El, tree: Tree) -> Fault | None:
    if not terms.has(_DISCOUNT) or lines.date_of(terms.value_at("cbc:PaymentDueDate")):
        return None
    return Fault(terms.value_at("cbc:PaymentDueDate"))


def _line_vat(line: El, tree: Tree) -> Fault | None:
    count = len(line.every("cac:TaxTotal"))
    return None if count == 1 else Fault(str(count))


def _line_vat_number(total: El, tree: Tree) -> Fault | None:
    amount = total.first("cbc:TaxAmount")
    return None if amount is None or amount.number is not None else Fault(amount.value, at=amount)


def one_name(category: El, tree: Tree) -> Fault | None:
    """A VAT category of a line has one Belgian code."""
    count = len(category.every("cbc:Name"))
    return None if count == 1 else Fault(str(count))


def _is_specification(root: El, tree: Tree) -> Fault | None:
    found = " ".join(root.value_at("cbc:CustomizationID").split())
    at = root.first("cbc:CustomizationID")
    return None if found.startswith(UBL_BE_CUSTOMIZATION) else Fault(found, UBL_BE_CUSTOMIZATION, at=at)


def is_ubl_be(tree: Tree) -> bool:
    """Whether a document says that it follows UBL.BE."""
    return "urn:ubl.be:" in tree.fact(peppol.customization_of)


def _list_rule(number: str, term: str, context: str, *, check: Check, name: str) -> Rule:
    """A rule whose check looks a text up in a list."""
    return judged(
        f"ubl-BE-{number}",
        term,
        context,
        check,
        wording=sentences.UNKNOWN_CODE,
        hint=hints.CHOOSE,
        values={"list": code_list(name).title},
        **_OURS,
    )


_LISTED = tuple(
    _list_rule(number, term, context, check=text_in(path, name, **more), name=name)
    for number, term, context, path, name, more in (
        ("05", "BT-22", "cac:Delivery/cac:DeliveryTerms", "cbc:ID", "ublbe-mentions", {"is_required": True}),
        (
            "06",
            "BT-22",
            "cac:Delivery/cac:DeliveryTerms",
            "cbc:SpecialTerms",
            "ublbe-mention-texts",
            {"is_required": True, "is_trimmed": False},
        ),
        ("10", "BT-118", _BREAKDOWN, "cbc:Name", "ublbe-vat-codes", {"is_required": True}),
        ("11", "BT-121", _BREAKDOWN, "cbc:TaxExemptionReasonCode", "ublbe-exemption-codes", {}),
        ("12", "BT-120", _BREAKDOWN, "cbc:TaxExemptionReason", "ublbe-exemption-texts", {}),
    )
)
_JUDGED = tuple(
    judged(f"ubl-BE-{number}", term, context, check, wording=wording, hint=hints.FILE, **_OURS)
    for number, term, context, check, wording in (
        ("01", "BT-122", "/", _documents, words.FEW_DOCUMENTS),
        ("02", "BT-123", "/", _image, words.ONE_IMAGE),
        ("04", "BT-123", _REFERENCE, _description, words.ONE_DESCRIPTION),
        ("07", "BT-20", _TERMS, _discount_rate, words.DISCOUNT_RATE),
        ("08", "BT-20", _TERMS, _discount_amount, words.NO_DISCOUNT_AMOUNT),
        ("09", "BT-20", _TERMS, _discount_date, words.NO_DISCOUNT_DATE),
        ("13", "BT-131", f"{LINE}/cac:TaxTotal", _line_vat_number, words.LINE_VAT_NO_NUMBER),
        ("14", "BT-131", LINE, _line_vat, words.LINE_VAT_ONCE),
        ("15", "BT-151", "cac:ClassifiedTaxCategory", one_name, words.ONE_BELGIAN_CODE),
    )
)
_MARK = judged(
    "ubl-BE-03", "BT-122", "/", _mark, wording=words.ONE_MARK, hint=hints.FILE, values={"mark": MARK}, **_OURS
)
_OF_PEPPOL = (
    judged(
        "PEPPOL-EN16931-R004",
        "BT-24",
        "/",
        _is_specification,
        wording=peppol_says.NOT_AS_EXPECTED,
        **_OURS,
    ),
    peppol.PROCESS,
    peppol.FILLED,
)
OWN = (_MARK, *_JUDGED, *_LISTED)
UBL_BE = RuleSet("ublbe", Layer.UBLBE, "1.31", (*OWN, *_OF_PEPPOL), is_ubl_be)
