"""Tell the e-invoice formats apart by root element and CustomizationID (BT-24), never by file name."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from boekbrug.formats.einvoice.names import CAC, CBC, RAM
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

READ = frozenset(Format) - {Format.ENVELOPE, Format.UNKNOWN}
CII = frozenset({Format.CII, Format.ZUGFERD_1})
_TOLERANT = frozenset({Format.UBL_BE, Format.E_FFF, Format.OTHER_UBL, Format.ZUGFERD_1})
_GUIDELINE = f"{{*}}ExchangedDocumentContext/{{{RAM}}}GuidelineSpecifiedDocumentContextParameter/{{{RAM}}}ID"
_PDF_MARK_WITHIN = 1024
_EXTENSION = "#conformant#"  # adds to EN 16931; "compliant" only narrows it
_NARROW_PROFILES = (":minimum", ":basicwl")  # of Factur-X: no lines, perhaps no breakdown
_E_FFF_3 = "urn:www.cenbii.eu:transaction:biitrns010:ver2.0:extended:urn:www.peppol.eu:bis:peppol4a:ver2.0"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The format of a tree, whether a UBL root is a credit note, and whether it is read tolerantly."""

    format: Format
    is_credit_note: bool = False
    is_tolerant: bool = False


def looks_like_pdf(data: bytes) -> bool:
    """Whether the mark of a PDF stands where readers accept it (PDF 32000-1 annex H)."""
    return b"%PDF-" in data[:_PDF_MARK_WITHIN]


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
    if found in CII:
        guideline = (root.findtext(_GUIDELINE) or "").strip().lower()
        is_narrow = guideline.endswith(_NARROW_PROFILES) or _EXTENSION in guideline
        return Recognised(found, is_tolerant=is_narrow or found is Format.ZUGFERD_1)
    if found is not Format.OTHER_UBL:
        return Recognised(found)
    found, is_extension = _by_customization(root), _EXTENSION in _value(root, "CustomizationID").lower()
    return Recognised(found, name.localname == "CreditNote", is_extension or found in _TOLERANT)


def _by_customization(root: etree._Element) -> Format:
    """The format of a UBL document by its CustomizationID, whatever its capitals."""
    customization = _value(root, "CustomizationID").lower()
    if "poacc:selfbilling" in customization:
        return Format.PEPPOL_SELF_BILLING
    if customization == BIS_3_CUSTOMIZATION:
        return Format.PEPPOL_BIS_3
    if "urn:ubl.be:" in customization:
        return Format.UBL_BE
    if customization == _E_FFF_3 or _is_e_fff(root):
        return Format.E_FFF
    if "urn:xeinkauf.de:kosit:xrechnung" in customization or "urn:xoev-de:kosit" in customization:
        return Format.XRECHNUNG
    # A national CIUS only narrows EN 16931, so reading it as EN 16931 is right; an extension may add amounts.
    is_cius = customization.startswith(f"{EN16931}#compliant#") and _EXTENSION not in customization
    return Format.EN16931_UBL if is_cius or customization == EN16931 else Format.OTHER_UBL


def _is_e_fff(root: etree._Element) -> bool:
    """Whether the marks of e-FFF 1 and 2 stand in a document: they name fff.be, or a reference is eFFF."""
    kind = root.find(f"{{{CBC}}}InvoiceTypeCode")
    marks = [_value(root, "ProfileID"), "" if kind is None else kind.get("listURI") or ""]
    if any("fff.be" in mark.lower() for mark in marks):
        return True
    references = root.iterfind(f"{{{CAC}}}AdditionalDocumentReference/{{{CBC}}}ID")
    return any((one.text or "").strip().lower() in ("efff", "e-fff") for one in references)


def _value(root: etree._Element, name: str) -> str:
    """The text of a header element, or nothing."""
    return (root.findtext(f"{{{CBC}}}{name}") or "").strip()
