"""EN 16931 as written in UBL: how often (UBL-SR), of which kind (UBL-DT), not at all (UBL-CR)."""

from __future__ import annotations

from boekbrug.formats.einvoice.rules import hints, sentences
from boekbrug.formats.einvoice.rules.en16931_document import BUYER, SELLER, Texts, of_sellers
from boekbrug.formats.einvoice.rules.families import (
    LINE,
    at_most_one,
    has_many_decimals,
    is_allowance,
    is_charge,
    judged,
    present,
    with_attribute,
)
from boekbrug.formats.einvoice.rules.rule import About, Fault, Rule
from boekbrug.formats.einvoice.rules.tree import El, Tree

_OBJECT = "130"  # document type code of a reference to an invoiced object
_TAX_NUMBER = "cac:PartyTaxScheme/cbc:CompanyID"

_ONCE = (  # rule, term, context, path
    ("UBL-SR-01", "BT-12", "/", "cac:ContractDocumentReference/cbc:ID"),
    ("UBL-SR-02", "BT-15", "/", "cac:ReceiptDocumentReference/cbc:ID"),
    ("UBL-SR-03", "BT-16", "/", "cac:DespatchDocumentReference/cbc:ID"),
    ("UBL-SR-05", "BT-20", "/", "cac:PaymentTerms/cbc:Note"),
    ("UBL-SR-06", "BG-3", "cac:BillingReference", "cac:InvoiceDocumentReference"),
    ("UBL-SR-08", "BG-14", "/", "cac:InvoicePeriod"),
    ("UBL-SR-09", "BT-27", "/", f"{SELLER}/cac:PartyLegalEntity/cbc:RegistrationName"),
    ("UBL-SR-10", "BT-28", "/", f"{SELLER}/cac:PartyName/cbc:Name"),
    ("UBL-SR-11", "BT-30", "/", f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID"),
    ("UBL-SR-14", "BT-33", "/", f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyLegalForm"),
    ("UBL-SR-15", "BT-44", "/", f"{BUYER}/cac:PartyLegalEntity/cbc:RegistrationName"),
    ("UBL-SR-16", "BT-46", "/", f"{BUYER}/cac:PartyIdentification/cbc:ID"),
    ("UBL-SR-17", "BT-47", "/", f"{BUYER}/cac:PartyLegalEntity/cbc:CompanyID"),
    ("UBL-SR-22", "BT-62", "cac:TaxRepresentativeParty", "cac:PartyName/cbc:Name"),
    ("UBL-SR-23", "BT-63", "cac:TaxRepresentativeParty", _TAX_NUMBER),
    ("UBL-SR-24", "BG-13", "/", "cac:Delivery"),
    ("UBL-SR-25", "BT-70", "cac:Delivery", "cac:DeliveryParty/cac:PartyName/cbc:Name"),
    ("UBL-SR-26", "BT-83", "cac:PaymentMeans", "cbc:PaymentID"),
    ("UBL-SR-27", "BT-81", "cac:PaymentMeans", "cbc:PaymentMeansCode"),
    ("UBL-SR-28", "BT-89", "cac:PaymentMeans", "cac:PaymentMandate/cbc:ID"),
    ("UBL-SR-32", "BT-120", "cac:TaxSubtotal", "cac:TaxCategory/cbc:TaxExemptionReason"),
    ("UBL-SR-33", "BT-123", "cac:AdditionalDocumentReference", "cbc:DocumentDescription"),
    ("UBL-SR-34", "BT-127", LINE, "cbc:Note"),
    ("UBL-SR-35", "BT-132", LINE, "cac:OrderLineReference/cbc:LineID"),
    ("UBL-SR-36", "BG-26", LINE, "cac:InvoicePeriod"),
    ("UBL-SR-37", "BT-147", LINE, "cac:Price/cac:AllowanceCharge/cbc:Amount"),
    ("UBL-SR-39", "BT-11", "/", "cac:ProjectReference/cbc:ID"),
    ("UBL-SR-40", "BT-45", "/", f"{BUYER}/cac:PartyName/cbc:Name"),
    ("UBL-SR-45", "BT-9", "/", "cac:PaymentMeans/cbc:PaymentDueDate"),
    ("UBL-SR-49", "BT-8", "/", "cac:InvoicePeriod/cbc:DescriptionCode"),
    ("UBL-SR-50", "BT-154", LINE, "cac:Item/cbc:Description"),
    ("UBL-SR-52", "BT-128", LINE, "cac:DocumentReference"),
    ("UBL-SR-54", "BG-18", "/", "cac:PaymentMeans/cac:CardAccount"),
    ("UBL-SR-55", "BG-19", "/", "cac:PaymentMeans/cac:PaymentMandate"),
    ("UBL-SR-56", "BT-17", "/", "cac:OriginatorDocumentReference/cbc:ID"),
)


def _tax_ids(element: El) -> list[str]:
    return [one.value_at("cbc:ID").upper() for one in element.every("cac:TaxScheme")]


def _is_of_vat(number: El) -> bool:
    return number.parent is not None and "VAT" in _tax_ids(number.parent)


def _is_of_other_tax(number: El) -> bool:
    return number.parent is not None and any(one != "VAT" for one in _tax_ids(number.parent))


def _is_of_object(identifier: El) -> bool:
    return identifier.parent is not None and _refers_to_object(identifier.parent)


def _refers_to_object(reference: El) -> bool:
    return any(one.text == _OBJECT for one in reference.every("cbc:DocumentTypeCode"))


def _has_name(code: El) -> bool:
    return code.source.get("name") is not None


def _is_not_sepa(identifier: El) -> bool:
    return (identifier.source.get("schemeID") or "").upper() != "SEPA"


def _one_creditor_number(_: El, tree: Tree) -> Fault | None:
    numbers = [
        one
        for party in tree.every("cac:PartyIdentification")
        for one in party.every("cbc:ID")
        if not _is_not_sepa(one)
    ]
    return Fault(str(len(numbers)), "1", at=numbers[1]) if len(numbers) > 1 else None


def _one_payment_reference(_: El, tree: Tree) -> Fault | None:
    return _different(tree, "cbc:PaymentID")


def _one_way_of_payment(_: El, tree: Tree) -> Fault | None:
    return _different(tree, "cbc:PaymentMeansCode")


def _different(tree: Tree, name: str) -> Fault | None:
    """The fault of an element whose values differ within one invoice."""
    values = list(dict.fromkeys(one.text for one in tree.every(name)))
    return Fault(", ".join(values)) if len(values) > 1 else None


def _registered_sellers(tree: Tree) -> Texts:
    return of_sellers(tree, "cac:PartyLegalEntity/cbc:RegistrationName")


def _payee_is_seller(payee: El, tree: Tree) -> bool:
    """Whether the payee has no name, or only that of the seller."""
    names = {one.text for one in payee.every("cac:PartyName/cbc:Name")}
    sellers = tree.fact(_registered_sellers).get(payee.parent, set())
    return not names or not sellers or (len(names) == 1 and names == sellers)


def _payee(rule_id: str, term: str, path: str) -> Rule:
    """The payee is named or numbered once, and is not the seller."""

    def check(payee: El, tree: Tree) -> Fault | None:
        found = [one for one in payee.every(path) if _is_not_sepa(one)]  # SEPA is a creditor number
        return Fault(str(len(found)), "1") if len(found) > 1 or _payee_is_seller(payee, tree) else None

    return judged(
        rule_id, term, "cac:PayeeParty", check, wording=sentences.PAYEE_NOT_ONCE, about=About.IDENTITY
    )


def _two_tax_numbers_at_most(party: El, _: Tree) -> Fault | None:
    count = len(party.every("cac:PartyTaxScheme"))
    return Fault(str(count), "2") if count > 2 else None


def _document_type_is_allowed(reference: El, tree: Tree) -> Fault | None:
    types = {one.text for one in reference.every("cbc:DocumentTypeCode")}
    if _OBJECT in types or (tree.is_credit_note and "50" in types):
        return None
    has_scheme = any(one.source.get("schemeID") is not None for one in reference.every("cbc:ID"))
    return Fault(", ".join(sorted(types)) or "–") if types or has_scheme else None


def _one_category(line: El, _: Tree) -> Fault | None:
    count = len(line.every("cac:Item/cac:ClassifiedTaxCategory"))
    return None if count == 1 else Fault(str(count), "1")


def _tax_number_is_whole(registration: El, _: Tree) -> Fault | None:
    is_whole = registration.has("cac:TaxScheme/cbc:ID") and registration.has("cbc:CompanyID")
    return None if is_whole else Fault()


def _one_more_address_line(address: El, _: Tree) -> Fault | None:
    count = len(address.every("cac:AddressLine"))
    return Fault(str(count), "1") if count > 1 else None


def _two_decimals(amount: El, _: Tree) -> Fault | None:
    return Fault(amount.value) if has_many_decimals(amount.text) else None


def _is_no_price(amount: El) -> bool:
    """Whether an amount is neither a price nor part of a discount on a price."""
    if amount.name.endswith("PriceAmount"):
        return False
    at = amount.parent
    while at is not None:
        if at.name == "cac:Price" and at.has("cac:AllowanceCharge"):
            return False
        at = at.parent
    return True


def _object_without(path: str, rule_id: str) -> Rule:
    def check(_: El, tree: Tree) -> Fault | None:
        references = tree.every("cac:AdditionalDocumentReference")
        wrong = [one for one in references if _refers_to_object(one) and one.has(path)]
        return Fault(path, at=wrong[0]) if wrong else None

    return judged(rule_id, "BT-18", "/", check, wording=sentences.NOT_WITH_OBJECT, hint=hints.FILE)


STRUCTURE: tuple[Rule, ...] = (
    *(at_most_one(*row) for row in _ONCE),
    at_most_one("UBL-SR-04", "BT-18", "/", "cac:AdditionalDocumentReference/cbc:ID", keep=_is_of_object),
    present("UBL-SR-07", "BT-25", "cac:BillingReference", "cac:InvoiceDocumentReference/cbc:ID"),
    at_most_one("UBL-SR-12", "BT-31", "/", f"{SELLER}/{_TAX_NUMBER}", keep=_is_of_vat, about=About.IDENTITY),
    at_most_one("UBL-SR-13", "BT-32", "/", f"{SELLER}/{_TAX_NUMBER}", keep=_is_of_other_tax),
    at_most_one("UBL-SR-18", "BT-48", "/", f"{BUYER}/{_TAX_NUMBER}", keep=_is_of_vat, about=About.IDENTITY),
    _payee("UBL-SR-19", "BT-59", "cac:PartyName/cbc:Name"),
    _payee("UBL-SR-20", "BT-60", "cac:PartyIdentification/cbc:ID"),
    _payee("UBL-SR-21", "BT-61", "cac:PartyLegalEntity/cbc:CompanyID"),
    judged("UBL-SR-29", "BT-90", "/", _one_creditor_number, wording=sentences.SEVERAL),
    at_most_one("UBL-SR-30", "BT-97", "cac:AllowanceCharge", "cbc:AllowanceChargeReason", when=is_allowance),
    at_most_one("UBL-SR-31", "BT-104", "cac:AllowanceCharge", "cbc:AllowanceChargeReason", when=is_charge),
    judged(
        "UBL-SR-42",
        "BT-32",
        "cac:AccountingSupplierParty/cac:Party",
        _two_tax_numbers_at_most,
        wording=sentences.MANY_TAX_NUMBERS,
    ),
    judged(
        "UBL-SR-43",
        "BT-122",
        "cac:AdditionalDocumentReference",
        _document_type_is_allowed,
        wording=sentences.WRONG_DOCUMENT_TYPE,
        hint=hints.FILE,
    ),
    judged("UBL-SR-44", "BT-83", "/", _one_payment_reference, wording=sentences.DIFFERENT),
    at_most_one("UBL-SR-46", "BT-82", "/", "cac:PaymentMeans/cbc:PaymentMeansCode", keep=_has_name),
    judged("UBL-SR-47", "BT-81", "/", _one_way_of_payment, wording=sentences.DIFFERENT),
    judged("UBL-SR-48", "BT-151", LINE, _one_category, wording=sentences.ONE_VAT_CATEGORY, about=About.VAT),
    judged(
        "UBL-SR-51",
        "BG-5",
        "cac:PostalAddress|cac:Address",
        _one_more_address_line,
        wording=sentences.ADDRESS_LINES,
    ),
    judged(
        "UBL-SR-53",
        "BT-32",
        "cac:PartyTaxScheme",
        _tax_number_is_whole,
        wording=sentences.TAX_NUMBER_INCOMPLETE,
    ),
    judged(
        "UBL-DT-01", "BG-22", "*Amount", _two_decimals, when=_is_no_price, wording=sentences.AMOUNT_DECIMALS
    ),
    with_attribute("UBL-DT-06", "BT-125", "*BinaryObject", "mimeCode", wording=sentences.NO_ATTACHMENT_KIND),
    with_attribute("UBL-DT-07", "BT-125", "*BinaryObject", "filename", wording=sentences.NO_ATTACHMENT_KIND),
    _object_without("cac:Attachment", "UBL-CR-666"),
    _object_without("cbc:DocumentDescription", "UBL-CR-673"),
)
