"""EN 16931: the head of the document, its parties, payment and delivery (BR-01 to BR-20, BR-49 to BR-63)."""

from __future__ import annotations

from boekbrug.formats.einvoice.rules import sentences
from boekbrug.formats.einvoice.rules.families import (
    is_vat,
    judged,
    never,
    period_ends_after_start,
    present,
    required,
    with_attribute,
)
from boekbrug.formats.einvoice.rules.lists import code_list
from boekbrug.formats.einvoice.rules.rule import About, Fault, Rule
from boekbrug.formats.einvoice.rules.tree import El, Tree
from boekbrug.formats.problem import Severity

SELLER, BUYER = "cac:AccountingSupplierParty/cac:Party", "cac:AccountingCustomerParty/cac:Party"
CARD_SIGNS_MAX = 10
_COUNTRY = "cac:Country/cbc:IdentificationCode"

_REQUIRED = (
    ("BR-01", "BT-24", "/", "cbc:CustomizationID"),
    ("BR-02", "BT-1", "/", "cbc:ID"),
    ("BR-03", "BT-2", "/", "cbc:IssueDate"),
    ("BR-04", "BT-3", "/", "cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode"),
    ("BR-05", "BT-5", "/", "cbc:DocumentCurrencyCode"),
    ("BR-06", "BT-27", "/", f"{SELLER}/cac:PartyLegalEntity/cbc:RegistrationName"),
    ("BR-07", "BT-44", "/", f"{BUYER}/cac:PartyLegalEntity/cbc:RegistrationName"),
    ("BR-09", "BT-40", f"{SELLER}/cac:PostalAddress", _COUNTRY),
    ("BR-11", "BT-55", f"{BUYER}/cac:PostalAddress", _COUNTRY),
    ("BR-18", "BT-62", "cac:TaxRepresentativeParty", "cac:PartyName/cbc:Name"),
    ("BR-20", "BT-69", "cac:TaxRepresentativeParty/cac:PostalAddress", _COUNTRY),
    ("BR-52", "BT-122", "cac:AdditionalDocumentReference", "cbc:ID"),
)
_PRESENT = (
    ("BR-08", "BG-5", "/", f"{SELLER}/cac:PostalAddress"),
    ("BR-10", "BG-8", "/", f"{BUYER}/cac:PostalAddress"),
    ("BR-16", "BG-25", "/", "cac:InvoiceLine|cac:CreditNoteLine"),
    ("BR-19", "BG-12", "cac:TaxRepresentativeParty", "cac:PostalAddress"),
    ("BR-49", "BT-81", "cac:PaymentMeans", "cbc:PaymentMeansCode"),
    ("BR-55", "BT-25", "cac:BillingReference", "cac:InvoiceDocumentReference/cbc:ID"),
    ("BR-57", "BT-80", "cac:Delivery/cac:DeliveryLocation/cac:Address", _COUNTRY),
    ("BR-CO-18", "BG-23", "/", "cac:TaxTotal/cac:TaxSubtotal"),
)
_ABOUT = {
    "BR-02": About.IDENTITY,
    "BR-06": About.IDENTITY,
    "BR-07": About.IDENTITY,
    "BR-05": About.AMOUNTS,
    "BR-16": About.AMOUNTS,
    "BR-CO-18": About.VAT,
}
_PREFIXES = " ".join(("", "EL", *sorted(code_list("countries").codes), ""))
_TRANSFERS = {"30", "58"}  # credit transfer, SEPA credit transfer


def _vat_amount_in_tax_currency(root: El, tree: Tree) -> Fault | None:
    """BT-111 is there in the currency of BT-6."""
    stated = {
        amount.source.get("currencyID")
        for one in tree.every("cac:TaxTotal")
        for amount in one.every("cbc:TaxAmount")
    }
    lacking = [one.text for one in root.every("cbc:TaxCurrencyCode") if one.text not in stated]
    return Fault(lacking[0]) if lacking else None


def _one_vat_moment(root: El, _: Tree) -> Fault | None:
    """BT-7 and BT-8 exclude each other."""
    both = root.has("cbc:TaxPointDate") and root.has("cac:InvoicePeriod/cbc:DescriptionCode")
    return Fault(root.value_at("cbc:TaxPointDate")) if both else None


def _seller_is_known(supplier: El, _: Tree) -> Fault | None:
    """The seller has a VAT number, an enterprise number or another identifier."""
    party = supplier.every("cac:Party")
    known = any(
        one.has("cac:PartyLegalEntity/cbc:CompanyID")
        or any(scheme.has("cbc:CompanyID") for scheme in one.every("cac:PartyTaxScheme") if is_vat(scheme))
        or any(
            known.source.get("schemeID") != "SEPA" for known in one.every("cac:PartyIdentification/cbc:ID")
        )
        for one in party
    )
    return None if known else Fault()


def _representative_has_vat_number(representative: El, _: Tree) -> Fault | None:
    schemes = representative.every("cac:PartyTaxScheme")
    return None if any(one.has("cbc:CompanyID") for one in schemes if is_vat(one)) else Fault()


def _starts_with_country(registration: El, _: Tree) -> Fault | None:
    """The first two signs occur in the list, as the official rule looks for them."""
    number = registration.first("cbc:CompanyID")
    if number is None or number.text[:2] in _PREFIXES:
        return None
    return Fault(number.value, at=number)


def _payee_is_another(payee: El, tree: Tree) -> Fault | None:
    """The payee has a name, and neither name nor identifier is the seller's."""
    names = {one.text for one in payee.every("cac:PartyName/cbc:Name")}
    numbers = {one.text for one in payee.every("cac:PartyIdentification/cbc:ID")}
    if not names:
        return Fault()
    sellers, seller_numbers = (tree.fact(one) for one in (_seller_names, _seller_numbers))
    same = (names & sellers.get(payee.parent, set())) | (numbers & seller_numbers.get(payee.parent, set()))
    return Fault(min(same)) if same else None


Texts = dict[El | None, set[str]]
"""Texts of sellers, by the element that the seller stands in."""


def of_sellers(tree: Tree, path: str) -> Texts:
    """What sellers say at a path, gathered once however many payees are held beside them."""
    found: Texts = {}
    for supplier in tree.every("cac:AccountingSupplierParty"):
        texts = (one.text for one in supplier.every(f"cac:Party/{path}"))
        found.setdefault(supplier.parent, set()).update(texts)
    return found


def _seller_names(tree: Tree) -> Texts:
    return of_sellers(tree, "cac:PartyName/cbc:Name")


def _seller_numbers(tree: Tree) -> Texts:
    return of_sellers(tree, "cac:PartyIdentification/cbc:ID")


def _is_paid_by_transfer(account: El) -> bool:
    """Whether an account belongs to a credit transfer."""
    means = account.parent
    return means is not None and any(one.text in _TRANSFERS for one in means.every("cbc:PaymentMeansCode"))


def _transfer_has_account(means: El, _: Tree) -> Fault | None:
    is_transfer = means.value_at("cbc:PaymentMeansCode") in _TRANSFERS
    return Fault() if is_transfer and not means.has("cac:PayeeFinancialAccount/cbc:ID") else None


def _is_not_of_a_line(period: El) -> bool:
    return period.parent is None or period.parent.name not in {"cac:InvoiceLine", "cac:CreditNoteLine"}


def _period_says_something(period: El, _: Tree) -> Fault | None:
    names = ("cbc:StartDate", "cbc:EndDate", "cbc:DescriptionCode")
    return None if any(map(period.has, names)) else Fault()


def _card_is_cut(card: El, _: Tree) -> Fault | None:
    """Of the number of a card only the last digits may be told."""
    return Fault(f"…{card.value[-4:]}") if len(card.value) > CARD_SIGNS_MAX else None


def _due_is_told(totals: El, tree: Tree) -> Fault | None:
    """What is still to be paid has a due date or terms; no rule since 2026, still good to know."""
    payable = totals.number_at("cbc:PayableAmount")
    if tree.is_credit_note or payable is None or payable <= 0:
        return None
    is_told = tree.every("cbc:DueDate") or tree.root.has("cac:PaymentTerms/cbc:Note")
    return (
        None if is_told or tree.every("cbc:PaymentDueDate") else Fault(totals.value_at("cbc:PayableAmount"))
    )


_JUDGED: tuple[Rule, ...] = (
    judged("BR-17", "BT-59", "cac:PayeeParty", _payee_is_another, wording=sentences.PAYEE_IS_SELLER),
    period_ends_after_start("BR-29", "BG-14", "cac:InvoicePeriod", when=_is_not_of_a_line),
    required(
        "BR-50", "BT-84", "cac:PaymentMeans/cac:PayeeFinancialAccount", "cbc:ID", when=_is_paid_by_transfer
    ),
    judged(
        "BR-51",
        "BT-87",
        "cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID",
        _card_is_cut,
        wording=sentences.CARD_NUMBER_WHOLE,
        severity=Severity.WARNING,
    ),
    judged("BR-53", "BT-111", "/", _vat_amount_in_tax_currency, wording=sentences.MISSING),
    judged(
        "BR-56",
        "BT-63",
        "cac:TaxRepresentativeParty",
        _representative_has_vat_number,
        wording=sentences.MISSING,
        about=About.IDENTITY,
    ),
    judged("BR-61", "BT-84", "cac:PaymentMeans", _transfer_has_account, wording=sentences.MISSING),
    with_attribute("BR-62", "BT-34", f"{SELLER}/cbc:EndpointID", "schemeID"),
    with_attribute("BR-63", "BT-49", f"{BUYER}/cbc:EndpointID", "schemeID"),
    judged("BR-CO-03", "BT-7", "/", _one_vat_moment, wording=sentences.TWO_VAT_MOMENTS, about=About.VAT),
    *(
        never(f"BR-CO-0{number}", term)
        for number, term in ((5, "BT-97"), (6, "BT-104"), (7, "BT-139"), (8, "BT-144"))
    ),
    judged(
        "BR-CO-09",
        "BT-31",
        "cac:PartyTaxScheme",
        _starts_with_country,
        when=is_vat,
        wording=sentences.VAT_NUMBER_COUNTRY,
        about=About.IDENTITY,
    ),
    judged(
        "BR-CO-19",
        "BG-14",
        "cac:InvoicePeriod",
        _period_says_something,
        when=_is_not_of_a_line,
        wording=sentences.PERIOD_EMPTY,
    ),
    judged(
        "BR-CO-25",
        "BT-9",
        "cac:LegalMonetaryTotal",
        _due_is_told,
        wording=sentences.NO_DUE_DATE,
        severity=Severity.WARNING,
        source="EN 16931-1, until the release of May 2026",
    ),
    judged(
        "BR-CO-26",
        "BG-4",
        "cac:AccountingSupplierParty",
        _seller_is_known,
        wording=sentences.SELLER_UNKNOWN,
        about=About.IDENTITY,
    ),
)

DOCUMENT: tuple[Rule, ...] = (
    *(required(*row, about=_ABOUT.get(row[0], About.FORM)) for row in _REQUIRED),
    *(present(*row, about=_ABOUT.get(row[0], About.FORM)) for row in _PRESENT),
    *_JUDGED,
)
