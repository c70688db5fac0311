"""The sentences of the rules of UBL.BE and e-FFF."""

from __future__ import annotations

from boekbrug.wording import Wording

FEW_DOCUMENTS = Wording(
    "rule-few-documents",
    "UBL.BE has at least two references to documents, the invoice as a PDF and the program that made it; "
    "this file has {found}. {hint}",
)
ONE_IMAGE = Wording(
    "rule-one-image",
    "One attached document must be described as CommercialInvoice or CreditNote; this file has {found}. "
    "{hint}",
)
ONE_MARK = Wording(
    "rule-one-mark", "One reference must carry the mark “{mark}”; this file has {found}. {hint}"
)
ONE_DESCRIPTION = Wording(
    "rule-one-description", "Each reference to a document has one description; this one has {found}. {hint}"
)
DISCOUNT_RATE = Wording(
    "rule-discount-rate",
    "The cash discount is “{found}” %; it must lie above 0 and below 100. Correct it in the payment terms.",
)
NO_DISCOUNT_AMOUNT = Wording(
    "rule-no-discount-amount",
    "The cash discount has a percentage ({found}), but no amount. Let the program that made the invoice "
    "compute it again.",
)
NO_DISCOUNT_DATE = Wording(
    "rule-no-discount-date",
    "The cash discount does not say until which date it holds. Fill it in with the payment terms.",
)
LINE_VAT_ONCE = Wording(
    "rule-line-vat-once", "Each line states its VAT amount once; this one does so {found} times. {hint}"
)
LINE_VAT_NO_NUMBER = Wording(
    "rule-line-vat-no-number", "The VAT amount of the line is “{found}”, which is no amount. {hint}"
)
ONE_BELGIAN_CODE = Wording(
    "rule-one-belgian-code",
    "A VAT category has one Belgian VAT code, such as 03 for 21 %; this one has {found}. {hint}",
)
NO_IMAGE = Wording("rule-no-image", "The invoice as a PDF (CommercialInvoice) is missing in the file. {hint}")
NO_PROGRAM = Wording(
    "rule-no-program", "The reference “eFFF” does not name the program that made the file. {hint}"
)
CODE_AND_CATEGORY = Wording(
    "rule-code-and-category",
    "The Belgian VAT code {found} does not go with VAT category “{category}”. Choose how VAT applies again.",
)
DISCOUNT_ON_LINE = Wording(
    "rule-discount-on-line",
    "With a cash discount each line states its VAT in full, but {found} is missing. {hint}",
)
DISCOUNT_REASON = Wording(
    "rule-discount-reason",
    "With a cash discount, what is exempt gives “{expected}” as its reason, but the reason is “{found}”. "
    "{hint}",
)
