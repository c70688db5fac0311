"""Every sentence with which the engine explains a proposal: what agreed, what did not, why another lost."""

from boekbrug.wording import Wording

# What names a document.
REFERENCE_ON_LINE = Wording(
    "match-ogm-on-line", "The structured communication on the line is that of {number}."
)
REFERENCE_IN_TEXT = Wording("match-ogm-in-text", "The text holds the reference of {number}: {written}.")
REFERENCE_UNKNOWN = Wording("match-ogm-unknown", "No document here has the reference {reference}.")
NUMBER_IN_TEXT = Wording("match-number-in-text", "The text names {number}, written as {written}.")
NUMBER_UNCLEAR = Wording(
    "match-number-unclear",
    "The text may name {number}: {written} could also be a date, a customer number or another number.",
)
SEVERAL_HAVE_NUMBER = Wording(
    "match-several-have-number", "{count} documents have the number that is on the line; choose one."
)

# How the amount compares with what is left to pay.
AMOUNT_EQUALS = Wording("match-amount-equals-rest", "The amount is exactly what is left to pay.")
AMOUNT_EQUALS_SUM = Wording(
    "match-amount-equals-sum", "The amount is exactly what is left to pay on the {count} documents together."
)
AMOUNT_BELOW = Wording(
    "match-amount-below-rest", "The line is {difference} less than the {rest} left to pay."
)
AMOUNT_ABOVE = Wording(
    "match-amount-above-rest", "The line is {difference} more than the {rest} left to pay."
)
AMOUNT_OTHER = Wording("match-amount-differs", "{number} has {rest} left to pay, the line is {amount}.")
AMOUNT_ALONE = Wording(
    "match-amount-alone", "{number} is the only open document with this amount; nothing else points to it."
)
AMOUNT_OF_SEVERAL = Wording("match-amount-of-several", "{count} open documents have this amount; choose one.")

# Why a named document cannot be settled by this line.
ALREADY_PAID = Wording(
    "match-already-paid", "{number} is already paid: probably a double payment. Ask the other party."
)
PAID_BY_EARLIER_LINE = Wording(
    "match-paid-by-earlier-line", "Another line already pays {number}: probably a double payment."
)
WITHDRAWN = Wording("match-withdrawn", "{number} was withdrawn and takes no payment.")
OTHER_CURRENCY = Wording("match-other-currency", "{number} is in {expected}, the line is in {found}.")
MONEY_MUST_COME_IN = Wording(
    "match-money-must-come-in", "{number} is settled by money in; this line is money out."
)
MONEY_MUST_GO_OUT = Wording(
    "match-money-must-go-out", "{number} is settled by money out; this line is money in."
)
UNDONE_BEFORE = Wording(
    "match-undone-before", "Linking this line to {number} was undone before, so it is not proposed again."
)

# What is known about the other party.
ACCOUNT_OF_PARTY = Wording("match-account-of-party", "The account {iban} is on file for {party}.")
ACCOUNT_DIFFERS = Wording("match-account-differs", "The account {iban} is not one on file for {party}.")
NAME_OF_PARTY = Wording("match-name-of-party", "The name on the line is that of {party}.")
NOT_OF_PARTY = Wording("match-not-of-party", "{number} is of {party}, not of the other party on the line.")
SEVERAL_OF_PARTY = Wording(
    "match-several-of-party", "{count} open documents of {party} have exactly this amount; choose one."
)
NOTHING_OF_PARTY_FITS = Wording(
    "match-nothing-of-party-fits", "No open document of {party} has exactly this amount and direction."
)

# When nothing helps.
NOTHING_AGREES = Wording("match-nothing-agrees", "No open document has this reference, number or amount.")
NO_AMOUNT = Wording("match-no-amount", "The line moves no money, so it pays nothing.")
