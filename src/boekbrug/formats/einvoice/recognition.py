"""Tell the e-invoice formats apart by root element and CustomizationID (BT-24), never by file name."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from boekbrug.formats.einvoice.code_lists import SELF_BILLING_TYPE_CODES
from boekbrug.formats.einvoice.node import CBC
from boekbrug.formats.einvoice.reading import Format

INVOICE_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CREDIT_NOTE_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
CII_NAMESPACE = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
ENVELOPE_NAMESPACE = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"

BIS_3_CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
BIS_3_PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
SELF_BILLING_CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0"
SELF_BILLING_PROFILE = "urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0"
UBL_BE_CUSTOMIZATION = "urn:cen.eu:en16931:2017#conformant#urn:UBL.BE:1.0.0.20180214"
EN16931 = "urn:cen.eu:en16931:2017"

READ = frozenset({Format.PEPPOL_BIS_3, Format.EN16931_UBL, Format.XRECHNUNG})
TITLES = {
    Format.PEPPOL_SELF_BILLING: "Peppol Self-Billing 3",
    Format.UBL_BE: "UBL.BE",
    Format.E_FFF: "e-FFF",
    Format.CII: "UN/CEFACT CII (Factur-X, ZUGFeRD 2)",
    Format.ZUGFERD_1: "ZUGFeRD 1",
    Format.ENVELOPE: "SBDH",
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """The format of a tree, and whether a UBL root is a credit note."""

    format: Format
    is_credit_note: bool = False


def by_root(namespace: str, name: str) -> Format | None:
    """Return the format that a root element alone decides, OTHER_UBL for the two UBL roots, or None."""
    match namespace, name:
        case (namespace, "Invoice") if namespace == INVOICE_NAMESPACE:
            return Format.OTHER_UBL
        case (namespace, "CreditNote") if namespace == CREDIT_NOTE_NAMESPACE:
            return Format.OTHER_UBL
        case (namespace, "CrossIndustryInvoice") if namespace == CII_NAMESPACE:
            return Format.CII
        case (namespace, "CrossIndustryDocument") if namespace.startswith("urn:ferd:"):
            return Format.ZUGFERD_1
        case (namespace, "StandardBusinessDocument") if namespace == ENVELOPE_NAMESPACE:
            return Format.ENVELOPE
    return None


def recognise(root: etree._Element) -> Recognised:
    """Return the format of a parsed document."""
    name = etree.QName(root)
    found = by_root(name.namespace or "", name.localname) or Format.UNKNOWN
    if found is not Format.OTHER_UBL:
        return Recognised(found)
    is_credit_note = name.localname == "CreditNote"
    type_code = _value(root, "CreditNoteTypeCode" if is_credit_note else "InvoiceTypeCode")
    if type_code in SELF_BILLING_TYPE_CODES:
        return Recognised(Format.PEPPOL_SELF_BILLING, is_credit_note)
    return Recognised(_by_customization(root), is_credit_note)


def _by_customization(root: etree._Element) -> Format:
    """The format of a UBL document by its CustomizationID and ProfileID, whatever their capitals."""
    customization = _value(root, "CustomizationID").lower()
    profile = _value(root, "ProfileID").lower()
    if "poacc:selfbilling" in customization:
        return Format.PEPPOL_SELF_BILLING
    if customization == BIS_3_CUSTOMIZATION:
        return Format.PEPPOL_BIS_3
    if "urn:ubl.be:" in customization:
        return Format.UBL_BE
    if "biitrns010" in customization or "fff.be" in profile:
        return Format.E_FFF
    if customization.startswith(f"{EN16931}#compliant#") and "xrechnung" in customization:
        return Format.XRECHNUNG if "#conformant#" not in customization else Format.OTHER_UBL
    # A national CIUS ("compliant") only narrows EN 16931, so reading it as EN 16931 is right; an extension
    # ("conformant") may add amounts that we would miss.
    is_plain = customization == EN16931 or customization.startswith(f"{EN16931}#compliant#")
    return Format.EN16931_UBL if is_plain and "#conformant#" not in customization else Format.OTHER_UBL


def _value(root: etree._Element, name: str) -> str:
    """The text of a header element, or nothing."""
    return (root.findtext(f"{{{CBC}}}{name}") or "").strip()
