"""EN 16931: the code lists (BR-CL)."""

from __future__ import annotations

from boekbrug.formats.einvoice.rules import hints, sentences
from boekbrug.formats.einvoice.rules.families import has_scheme, is_allowance, is_charge, judged, listed
from boekbrug.formats.einvoice.rules.lists import code_list
from boekbrug.formats.einvoice.rules.rule import About, Fault, Rule
from boekbrug.formats.einvoice.rules.tree import El, Tree

_AMOUNTS = (
    "cbc:Amount|cbc:BaseAmount|cbc:PriceAmount|cbc:TaxAmount|cbc:TaxableAmount|cbc:LineExtensionAmount|"
    "cbc:TaxExclusiveAmount|cbc:TaxInclusiveAmount|cbc:AllowanceTotalAmount|cbc:ChargeTotalAmount|"
    "cbc:PrepaidAmount|cbc:PayableRoundingAmount|cbc:PayableAmount"
)
_QUANTITIES = "cbc:InvoicedQuantity|cbc:BaseQuantity|cbc:CreditedQuantity"
_SUBJECT_LETTERS = 3
_SEPA_PARTIES = {"cac:AccountingSupplierParty", "cac:PayeeParty"}

_TEXTS = (  # rule, term, context, list
    ("BR-CL-01", "BT-3", "cbc:InvoiceTypeCode", "invoice-types"),
    ("BR-CL-01", "BT-3", "cbc:CreditNoteTypeCode", "credit-note-types"),
    ("BR-CL-04", "BT-5", "cbc:DocumentCurrencyCode", "currencies"),
    ("BR-CL-05", "BT-6", "cbc:TaxCurrencyCode", "currencies"),
    ("BR-CL-06", "BT-8", "cac:InvoicePeriod/cbc:DescriptionCode", "tax-point-codes"),
    ("BR-CL-14", "BT-40", "cac:Country/cbc:IdentificationCode", "countries"),
    ("BR-CL-15", "BT-159", "cac:OriginCountry/cbc:IdentificationCode", "countries"),
    ("BR-CL-16", "BT-81", "cac:PaymentMeans/cbc:PaymentMeansCode", "payment-means"),
    ("BR-CL-17", "BT-118", "cac:TaxCategory/cbc:ID", "vat-categories"),
    ("BR-CL-18", "BT-151", "cac:ClassifiedTaxCategory/cbc:ID", "vat-categories"),
    ("BR-CL-22", "BT-121", "cbc:TaxExemptionReasonCode", "exemption-reasons"),
)
_ABOUT = {"BR-CL-04": About.AMOUNTS, "BR-CL-03": About.AMOUNTS, "BR-CL-17": About.VAT, "BR-CL-18": About.VAT}
_SCHEMES = (
    ("BR-CL-11", "BT-30", "cac:PartyLegalEntity/cbc:CompanyID", "identifier-schemes"),
    ("BR-CL-21", "BT-157", "cac:StandardItemIdentification/cbc:ID", "identifier-schemes"),
    ("BR-CL-25", "BT-34", "cbc:EndpointID", "address-schemes"),
    ("BR-CL-26", "BT-71", "cac:DeliveryLocation/cbc:ID", "identifier-schemes"),
)
_REASON_CODE = "cac:AllowanceCharge/cbc:AllowanceChargeReasonCode"


def _is_of_allowance(code: El) -> bool:
    return code.parent is not None and is_allowance(code.parent)


def _is_of_charge(code: El) -> bool:
    return code.parent is not None and is_charge(code.parent)


def _is_of_object(identifier: El) -> bool:
    """Whether an identifier with a scheme belongs to a reference to an invoiced object."""
    reference = identifier.parent
    types = () if reference is None else reference.every("cbc:DocumentTypeCode")
    return any(one.text == "130" for one in types) and has_scheme(identifier)


def _has_unit(quantity: El) -> bool:
    return quantity.source.get("unitCode") is not None


def _has_list(code: El) -> bool:
    return code.source.get("listID") is not None


def _has_kind(attached: El) -> bool:
    return attached.source.get("mimeCode") is not None


def _subject_is_known(note: El, _: Tree) -> Fault | None:
    """A note that starts `#ABC#` names its subject; other signs between # are just text."""
    code = note.text.partition("#")[2].partition("#")
    if not code[1] or len(code[0]) != _SUBJECT_LETTERS or code[0] in _SUBJECTS:
        return None
    return Fault(code[0])


_SUBJECTS = code_list("note-subjects").codes
_KINDS = code_list("media-types").codes
_IDENTIFIERS = code_list("identifier-schemes")


def _party_scheme_is_known(identifier: El, _: Tree) -> Fault | None:
    """A scheme of the list, or SEPA at the seller or the payee (creditor number of a direct debit)."""
    scheme = identifier.attribute("schemeID") or ""
    if scheme in _IDENTIFIERS.codes:
        return None
    at = identifier.parent
    while scheme == "SEPA" and at is not None:
        if at.name in _SEPA_PARTIES:
            return None
        at = at.parent
    return Fault(scheme)


def _kind_is_allowed(attached: El, _: Tree) -> Fault | None:
    kind = attached.source.get("mimeCode")
    return None if kind in _KINDS else Fault(str(kind))


CODES: tuple[Rule, ...] = (
    *(listed(*row, about=_ABOUT.get(row[0], About.FORM)) for row in _TEXTS),
    listed("BR-CL-03", "BT-5", _AMOUNTS, "currencies", attribute="currencyID", about=About.AMOUNTS),
    *(
        listed(
            "BR-CL-07", "BT-18", f"{name}/cbc:ID", "object-schemes", attribute="schemeID", when=_is_of_object
        )
        for name in ("cac:AdditionalDocumentReference", "cac:DocumentReference")
    ),
    judged(
        "BR-CL-08",
        "BT-21",
        "/cbc:Note",
        _subject_is_known,
        wording=sentences.UNKNOWN_CODE,
        hint=hints.CHOOSE,
        values={"list": code_list("note-subjects").title},
    ),
    judged(
        "BR-CL-10",
        "BT-29",
        "cac:PartyIdentification/cbc:ID",
        _party_scheme_is_known,
        when=has_scheme,
        wording=sentences.UNKNOWN_CODE,
        hint=hints.CHOOSE,
        values={"list": _IDENTIFIERS.title},
    ),
    *(listed(*row, attribute="schemeID", when=has_scheme) for row in _SCHEMES),
    listed(
        "BR-CL-13",
        "BT-158",
        "cac:CommodityClassification/cbc:ItemClassificationCode",
        "item-classifications",
        attribute="listID",
        when=_has_list,
    ),
    listed("BR-CL-19", "BT-98", _REASON_CODE, "allowance-reasons", when=_is_of_allowance),
    listed("BR-CL-20", "BT-105", _REASON_CODE, "charge-reasons", when=_is_of_charge),
    listed("BR-CL-23", "BT-130", _QUANTITIES, "units", attribute="unitCode", when=_has_unit),
    judged(
        "BR-CL-24",
        "BT-125",
        "cbc:EmbeddedDocumentBinaryObject",
        _kind_is_allowed,
        when=_has_kind,
        wording=sentences.WRONG_ATTACHMENT_KIND,
    ),
)
