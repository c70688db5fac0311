"""Every sentence about what keeps an invoice from leaving, each with a hint what to do."""

from __future__ import annotations

from dataclasses import dataclass

from boekbrug.formats.problem import ProblemKind, Severity


def _error(code: str, text: str) -> ProblemKind:
    """A problem that keeps the invoice here."""
    return ProblemKind(f"readiness-{code}", "invoice", Severity.ERROR, text)


def _warning(code: str, text: str) -> ProblemKind:
    """A problem that is shown before it leaves."""
    return ProblemKind(f"readiness-{code}", "invoice", Severity.WARNING, text)


NO_NUMBER = _error("no-number", "The document has no number. Issue it first.")
UNKNOWN_CURRENCY = _error("unknown-currency", "“{found}” is no currency. Choose one such as EUR.")
VAT_NOT_IN_EURO = _warning(
    "vat-not-in-euro",
    "The VAT is stated in {found} only. A Belgian invoice also states it in euro: "
    "add the amount and the rate of exchange as a note.",
)
NO_LINES = _error("no-lines", "There are no lines. Add at least one.")
DUE_BEFORE_ISSUED = _warning(
    "due-before-issued", "The due date {found} lies before the invoice date {expected}. Check both dates."
)
NO_DUE_DATE = _warning(
    "no-due-date", "There is no due date and there are no payment terms. Fill in one of them."
)
CREDIT_NOTE_WITHOUT_INVOICE = _warning(
    "credit-note-without-invoice",
    "The credit note names no invoice. Fill in the number of the invoice it corrects.",
)

SELLER_WITHOUT_NAME = _error("seller-without-name", "Your own name is missing. Fill it in with the dossier.")
BUYER_WITHOUT_NAME = _error("buyer-without-name", "The customer has no name. Fill it in with the contact.")
SELLER_WITHOUT_NUMBER = _error(
    "seller-without-number", "Your enterprise number is missing. Fill it in with the dossier."
)
SELLER_NUMBER_WRONG = _error(
    "seller-number-wrong",
    "Your enterprise number {found} has a wrong check digit. Correct it with the dossier, such as "
    "0123.456.749.",
)
BUYER_NUMBER_WRONG = _error(
    "buyer-number-wrong",
    "The enterprise number {found} of the customer has a wrong check digit. Correct it with the contact.",
)
SELLER_WITHOUT_VAT_NUMBER = _error(
    "seller-without-vat-number", "Your VAT number is missing. Fill it in with the dossier."
)
SELLER_VAT_NUMBER_WRONG = _error(
    "seller-vat-number-wrong", "Your VAT number {found} is not right. Correct it, such as BE 0123.456.749."
)
BUYER_VAT_NUMBER_WRONG = _error(
    "buyer-vat-number-wrong",
    "The VAT number {found} of the customer is not right. Correct it with the contact.",
)
NUMBERS_DISAGREE = _error(
    "numbers-disagree",
    "The enterprise number {found} and the VAT number {expected} of {name} are not of the same enterprise. "
    "Correct one of them.",
)
BUYER_WITHOUT_VAT_NUMBER = _error(
    "buyer-without-vat-number",
    "VAT category {found} needs the VAT number of the customer. Fill it in with the contact.",
)
BUYER_WITHOUT_ADDRESS_ON_PEPPOL = _warning(
    "buyer-without-endpoint",
    "The customer has no address on Peppol (no enterprise number, no VAT number that is one): the file can "
    "be handed over, but not sent by Peppol. Fill in one of them if this is a business.",
)
SELLER_WITHOUT_ADDRESS_ON_PEPPOL = _warning(
    "seller-without-endpoint",
    "The seller has no address on Peppol (no Belgian enterprise number, no VAT number that is one): the "
    "file can be handed over, but not sent by Peppol.",
)
ADDRESS_NOT_ON_PEPPOL = _warning(
    "address-not-on-peppol",
    "The electronic address of {name} is of kind {found}, which Peppol does not know: the file can be "
    "handed over, but not sent by Peppol. Ask for the Peppol address.",
)
NUMBER_DOES_NOT_FIT = _error(
    "number-does-not-fit",
    "The number {found} of {name} is no right number of scheme {expected}: its length or its check digit is "
    "wrong. Copy it again.",
)
SELLER_WITHOUT_COUNTRY = _error(
    "seller-without-country", "Your address has no country. Choose it with the dossier."
)
BUYER_WITHOUT_COUNTRY = _error(
    "buyer-without-country", "The address of the customer has no country. Choose it with the contact."
)
UNKNOWN_COUNTRY = _error("unknown-country", "“{found}” is no country code. Choose one such as BE.")
ADDRESS_INCOMPLETE = _warning(
    "address-incomplete",
    "The address of {name} lacks a street, postcode or city. A Belgian invoice carries all three: "
    "complete it.",
)

LINE_WITHOUT_NAME = _error("line-without-name", "Line {place} says nothing. Write what was delivered.")
UNKNOWN_UNIT = _error(
    "unknown-unit",
    "Line {place} has the unit “{found}”, which is not in the list of units. Choose one, such as C62 (piece) "
    "or HUR (hour).",
)
PRICE_BELOW_ZERO = _error(
    "price-below-zero",
    "Line {place} has the price {found}. A price is never below zero: put the minus at the quantity.",
)
LINE_DIFFERS = _error(
    "line-differs",
    "Line {place} has the amount {found}; quantity times price gives {expected}. Save the line again.",
)


@dataclass(frozen=True, slots=True)
class RowKinds:
    """The problems that a line and an allowance or charge of the document have in common."""

    unknown_category: ProblemKind
    rate_does_not_fit: ProblemKind
    rate_not_belgian: ProblemKind
    without_reason: ProblemKind
    too_many_decimals: ProblemKind


OF_A_LINE = RowKinds(
    _error("unknown-vat-category", "Line {place} has VAT category “{found}”. Choose how VAT applies to it."),
    _error(
        "rate-does-not-fit",
        "Line {place} has a VAT rate of {found} % with category {expected}; these do not go together. "
        "Choose again.",
    ),
    _warning(
        "rate-not-belgian", "Line {place} has {found} % VAT; Belgium knows 21, 12, 6 and 0. Check the rate."
    ),
    _error(
        "line-allowance-without-reason", "Line {place} has a discount or charge without a reason. Write one."
    ),
    _error(
        "too-many-decimals", "Line {place} is {found}; an amount on an invoice has two decimals. Round it."
    ),
)
OF_AN_EXTRA = RowKinds(
    _error(
        "extra-unknown-vat-category",
        "Discount or charge {place} has VAT category “{found}”. Choose how VAT applies to it.",
    ),
    _error(
        "extra-rate-does-not-fit",
        "Discount or charge {place} has a VAT rate of {found} % with category {expected}; "
        "these do not go together. Choose again.",
    ),
    _warning(
        "extra-rate-not-belgian",
        "Discount or charge {place} has {found} % VAT; Belgium knows 21, 12, 6 and 0. Check the rate.",
    ),
    _error(
        "extra-without-reason", "Discount or charge {place} has no reason. Write why it is given or charged."
    ),
    _error(
        "extra-too-many-decimals",
        "Discount or charge {place} is {found}; an amount on an invoice has two decimals. Round it.",
    ),
)
OUTSIDE_VAT_MIXED = _error(
    "outside-vat-mixed",
    "Some lines lie outside VAT and others do not; one invoice cannot hold both (BR-O-11). Make two "
    "invoices.",
)
NO_EXEMPTION_REASON = _error(
    "no-exemption-reason",
    "No VAT is charged under category {found}, but the invoice does not say why. Add the mention.",
)
NO_DELIVERY = _error(
    "no-delivery",
    "Intra-community goods need the day of delivery and the country they went to. Fill in both.",
)

VAT_DIFFERS = _error(
    "vat-differs", "The VAT at {rate} % is {found}; it must be {expected} exactly. Save the invoice again."
)
_SAVE = "the lines give {expected}. Save the invoice again."
TOTALS_DIFFER = {
    "lines": _error("total-lines-differs", "The sum of the lines is {found}; " + _SAVE),
    "allowances": _error("total-allowances-differs", "The sum of the discounts is {found}; " + _SAVE),
    "charges": _error("total-charges-differs", "The sum of the charges is {found}; " + _SAVE),
    "net": _error("total-net-differs", "The total without VAT is {found}; " + _SAVE),
    "vat": _error("total-vat-differs", "The total of the VAT is {found}; " + _SAVE),
    "gross": _error("total-gross-differs", "The total with VAT is {found}; " + _SAVE),
    "payable": _error("total-payable-differs", "The amount to pay is {found}; " + _SAVE),
}
NO_IBAN = _warning("no-iban", "There is no account to pay to. Fill in an IBAN with the dossier.")
UNKNOWN_PAYMENT_MEANS = _error(
    "unknown-payment-means",
    "The way to pay “{found}” is not in the list. Choose one, such as 30 (credit transfer).",
)
IBAN_WRONG = _error("iban-wrong", "The account {found} is no correct IBAN. Copy it from a bank statement.")
REFERENCE_LOOKS_WRONG = _warning(
    "reference-looks-wrong",
    "The reference {found} looks like a structured communication, but its check digits are wrong. "
    "Let the program make a new one.",
)
MEDIA_TYPE_NOT_ALLOWED = _error(
    "attachment-not-allowed",
    "The attachment {found} is of a kind that Peppol refuses. Attach PDF, PNG, JPEG, CSV, XLSX or ODS.",
)
