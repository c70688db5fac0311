"""The sentences of the rules, one per kind of fault: shared by families, so that they are translated once."""

from __future__ import annotations

from boekbrug.wording import Wording

MISSING = Wording("rule-missing", "“{term}” is missing. {hint}")
UNKNOWN_CODE = Wording(
    "rule-unknown-code", "“{term}” holds “{found}”, which is not in the list {list}. {hint}"
)
DECIMALS = Wording(
    "rule-decimals",
    "“{term}” is {found}: an amount has at most two decimals. Round it to whole cents. {hint}",
)
AMOUNT_DECIMALS = Wording(
    "rule-amount-decimals",
    "The amount {found} has more than two decimals. Round it to whole cents. {hint}",
)
SEVERAL = Wording("rule-several", "“{term}” stands {found} times, but may stand once. Keep one. {hint}")
DIFFERENT = Wording(
    "rule-different", "“{term}” holds different values ({found}), but an invoice has one. Keep one. {hint}"
)
SUM = Wording("rule-sum", "“{term}” is {found}, but the rest of the invoice adds up to {expected}. {hint}")
NO_SCHEME = Wording(
    "rule-no-scheme", "“{term}” does not say from which list its number comes (such as 0208). {hint}"
)
NO_LIST = Wording(
    "rule-no-list", "“{term}” does not say from which list its number comes ({attribute}). {hint}"
)
NO_REASON = Wording(
    "rule-no-reason", "“{term}” says neither in words nor with a code why it is there. {hint}"
)
PERIOD_REVERSED = Wording(
    "rule-period-reversed",
    "“{term}” ends on {found}, before it starts on {expected}. Correct one of both dates.",
)
PERIOD_EMPTY = Wording(
    "rule-period-empty", "“{term}” has neither a start nor an end. Fill in one of both, or leave it out."
)
BELOW_ZERO = Wording(
    "rule-below-zero", "“{term}” is {found}; a price is never below zero. Put the minus at the quantity."
)
TWO_VAT_MOMENTS = Wording(
    "rule-two-vat-moments",
    "The invoice states both a date and a code for the moment at which VAT is due. Keep one of both.",
)
VAT_NUMBER_COUNTRY = Wording(
    "rule-vat-number-country",
    "The VAT number {found} does not start with the code of a country. Write it like BE0123456749.",
)
SELLER_UNKNOWN = Wording(
    "rule-seller-unknown",
    "The seller has no enterprise number, no VAT number and no other identifier. Fill in one of them. {hint}",
)
CARD_NUMBER_WHOLE = Wording(
    "rule-card-number-whole",
    "The number of the payment card stands in full ({found}). State only its last four digits.",
)
NO_DUE_DATE = Wording(
    "rule-no-due-date",
    "There is {found} to pay, but neither a due date nor payment terms. Fill in one of both.",
)
PAYEE_IS_SELLER = Wording(
    "rule-payee-is-seller",
    "The payee has no name, or is the seller itself. Name another payee, or leave the payee out.",
)
PAYEE_NOT_ONCE = Wording(
    "rule-payee-not-once",
    "The payee has no name, has several names or numbers, or is the seller itself. Name another payee once, "
    "or leave the payee out.",
)
WRONG_ATTACHMENT_KIND = Wording(
    "rule-attachment-kind",
    "The attached file is of the kind “{found}”; allowed are PDF, PNG, JPEG, CSV, XLSX and ODS. "
    "Attach it in one of those.",
)
NO_ATTACHMENT_KIND = Wording(
    "rule-no-attachment-kind", "An attached file lacks “{attribute}”, so it cannot be opened safely. {hint}"
)
WRONG_DOCUMENT_TYPE = Wording(
    "rule-document-type",
    "A supporting document has the type code “{found}”; allowed are 130 (invoiced object) and, on a credit "
    "note, 50. {hint}",
)
NOT_WITH_OBJECT = Wording(
    "rule-not-with-object", "A reference to an invoiced object (code 130) holds more than its number. {hint}"
)
TAX_NUMBER_INCOMPLETE = Wording(
    "rule-tax-number-incomplete",
    "A tax registration lacks its number or the tax it is for (such as VAT). {hint}",
)
MANY_TAX_NUMBERS = Wording(
    "rule-many-tax-numbers",
    "The seller has {found} tax registrations; it may have two, one for VAT and one for another tax. {hint}",
)
ADDRESS_LINES = Wording(
    "rule-address-lines", "“{term}” has {found} extra lines; it may have one. Join them into one line. {hint}"
)
ONE_VAT_CATEGORY = Wording(
    "rule-one-vat-category", "The line has {found} VAT categories; it must have one. {hint}"
)

NOT_IN_BREAKDOWN = Wording(
    "rule-not-in-breakdown",
    "VAT category {category} and the VAT breakdown do not agree: the breakdown states it {found} times "
    "instead of {expected}. Let the program that made the invoice compute it again.",
)
SELLER_VAT_NUMBER = Wording(
    "rule-seller-vat-number",
    "VAT category {category} needs the VAT number of the seller or of its tax representative. Fill it in.",
)
BOTH_VAT_NUMBERS = Wording(
    "rule-both-vat-numbers",
    "VAT category {category} needs the VAT numbers of both seller and customer. Fill in the one that lacks, "
    "or choose another way in which VAT applies.",
)
NO_VAT_NUMBERS = Wording(
    "rule-no-vat-numbers",
    "What lies outside VAT (category O) goes without VAT numbers, but the invoice states {found}. Choose "
    "another way in which VAT applies, or leave the number out.",
)
RATE_ZERO = Wording(
    "rule-rate-zero",
    "VAT category {category} goes with a rate of 0 %, but the rate is “{found}”. Choose the rate or the "
    "category again.",
)
RATE_ABOVE_ZERO = Wording(
    "rule-rate-above-zero",
    "VAT category {category} needs a rate above 0 %, but the rate is “{found}”. Choose the rate or the "
    "category again.",
)
RATE_NOT_BELOW_ZERO = Wording(
    "rule-rate-not-below-zero", "VAT category {category} needs a rate of 0 % or more, but it is “{found}”."
)
NO_RATE = Wording(
    "rule-no-rate",
    "What lies outside VAT (category O) has no rate, but the invoice states {found} %. Leave it out.",
)
VAT_BASE = Wording(
    "rule-vat-base",
    "The VAT base of category {category} ({rate}) is {found}, but lines, discounts and charges add up to "
    "{expected}. Let the program that made the invoice compute it again.",
)
VAT_NOT_ZERO = Wording(
    "rule-vat-not-zero",
    "VAT category {category} charges no VAT, but the VAT breakdown states {found}. "
    "Choose the category again.",
)
VAT_AMOUNT = Wording(
    "rule-vat-amount",
    "The VAT is {found}, but {rate} % on {base} gives {expected}. Let the program that made the invoice "
    "compute it again.",
)
REASON_NEEDED = Wording(
    "rule-reason-needed",
    "VAT category {category} charges no VAT, but the invoice does not say why. Add the mention, such as "
    "“reverse charge”.",
)
REASON_FORBIDDEN = Wording(
    "rule-reason-forbidden",
    "VAT category {category} has no reason for charging no VAT, but the invoice states “{found}”. Leave it "
    "out, or choose another category.",
)
OUTSIDE_VAT_ALONE = Wording(
    "rule-outside-vat-alone",
    "What lies outside VAT (category O) stands on an invoice of its own, but category {found} is there too. "
    "Make two invoices.",
)
NO_DELIVERY_DATE = Wording(
    "rule-no-delivery-date",
    "An intra-community supply (category K) states the date of delivery or the period. Fill in one.",
)
NO_DELIVERY_COUNTRY = Wording(
    "rule-no-delivery-country",
    "An intra-community supply (category K) states the country that the goods went to. Fill it in.",
)
SPLIT_PAYMENT_ABROAD = Wording(
    "rule-split-payment-abroad",
    "VAT category B (split payment) exists in Italy only, but the invoice names {found}. Choose "
    "another category.",
)
SPLIT_PAYMENT_MIXED = Wording(
    "rule-split-payment-mixed",
    "VAT categories B (split payment) and S do not go together on one invoice. Make two invoices.",
)
