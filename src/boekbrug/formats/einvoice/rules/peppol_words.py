"""The sentences of the Peppol rules that no other source shares."""

from __future__ import annotations

from boekbrug.wording import Wording

NOT_AS_EXPECTED = Wording("rule-not-as-expected", "“{term}” is “{found}”; expected is {expected}. {hint}")
NO_REFERENCE = Wording(
    "rule-no-reference",
    "The invoice states neither a reference of the buyer nor an order number; Peppol needs one of both. Ask "
    "the customer which one, or fill in NA as the reference of the buyer.",
)
SAME_CURRENCY = Wording(
    "rule-same-currency",
    "The currency of the VAT is {found}, just like the currency of the invoice. Leave the currency of the "
    "VAT out.",
)
EMPTY_ELEMENT = Wording(
    "rule-empty-element", "The element {found} is empty; it must be filled or left out. {hint}"
)
EXTRA_AMOUNT = Wording(
    "rule-extra-amount",
    "The discount or charge is {found}, but {rate} % of {base} gives {expected}. Let the program that made "
    "the invoice compute it again.",
)
EXTRA_WITHOUT_BASE = Wording(
    "rule-extra-without-base",
    "A discount or charge has a percentage ({found}), but not the amount that it is taken of. Fill in both, "
    "or only the discount or charge itself.",
)
EXTRA_WITHOUT_RATE = Wording(
    "rule-extra-without-rate",
    "A discount or charge states the amount that it is taken of ({found}), but no percentage. Fill in both, "
    "or only the discount or charge itself.",
)
CHARGE_OR_DISCOUNT = Wording(
    "rule-charge-or-discount",
    "The file says “{found}” where a discount (false) or a charge (true) is expected. {hint}",
)
CHARGE_ON_PRICE = Wording(
    "rule-charge-on-price",
    "A charge stands with the price, where only a discount may stand. Put the charge on the line.",
)
NET_PRICE = Wording(
    "rule-net-price",
    "The net price is {found}, but the gross price less its discount is {expected}. Let the program that "
    "made the invoice compute it again.",
)
OTHER_CURRENCY = Wording(
    "rule-other-currency",
    "An amount is in “{found}”, but the invoice is in “{expected}”. State all amounts in the currency of the "
    "invoice.",
)
ONE_BREAKDOWN = Wording(
    "rule-one-breakdown", "The invoice has {found} VAT breakdowns; it must have one. {hint}"
)
SECOND_VAT_TOTAL = Wording(
    "rule-second-vat-total",
    "Beside the VAT breakdown stand {found} totals of the VAT; expected is {expected}. Such a total stands "
    "there once when the VAT is stated in another currency too, and otherwise not.",
)
VAT_SIGNS = Wording(
    "rule-vat-signs",
    "The total of the VAT is {found} in one currency and {expected} in the other: one is above zero, the "
    "other below. Let the program that made the invoice compute it again.",
)
LINE_DOCUMENT = Wording(
    "rule-line-document",
    "A document on a line has the type code “{found}”; only an invoiced object (130) may stand there. {hint}",
)
LINE_STARTS_EARLY = Wording(
    "rule-line-starts-early",
    "The period of the line starts on {found}, before the invoicing period does ({expected}). Correct one of "
    "both dates.",
)
LINE_ENDS_LATE = Wording(
    "rule-line-ends-late",
    "The period of the line ends on {found}, after the invoicing period does ({expected}). Correct one of "
    "both dates.",
)
LINE_AMOUNT = Wording(
    "rule-line-amount",
    "The amount of the line is {found}, but quantity times price, with its discounts and charges, gives "
    "{expected}. Let the program that made the invoice compute it again.",
)
NOT_ABOVE_ZERO = Wording("rule-not-above-zero", "“{term}” is {found}, but must be above zero. {hint}")
PRICE_UNIT = Wording(
    "rule-price-unit",
    "The price is for the unit “{found}”, but the quantity is in “{expected}”. Choose one unit for both.",
)
WRONG_NUMBER = Wording(
    "rule-wrong-number",
    "“{found}” cannot be a number of the kind {kind} (scheme {scheme}): a sign is wrong or missing. Check it "
    "with that party.",
)
GERMAN_ONLY = Wording(
    "rule-german-only",
    "An invoice of the kind {found} exists only between two German businesses. Choose another kind of "
    "invoice, such as 380 or 381.",
)
REASON_AND_CATEGORY = Wording(
    "rule-reason-and-category",
    "The reason code {code} goes with VAT category {expected}, but the category is “{found}”. Choose how VAT "
    "applies again, in the program that made the invoice.",
)
NO_DATE = Wording("rule-no-date", "“{found}” is no date written as YYYY-MM-DD. {hint}")
