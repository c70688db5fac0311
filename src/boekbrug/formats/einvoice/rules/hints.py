"""What to do about something missing or wrong: one sentence per corner of a bookkeeping program."""

from __future__ import annotations

from collections.abc import Iterable

from boekbrug.wording import Wording

HEADER = Wording("rule-hint-header", "Fill it in on the invoice, in the program that made it.")
SELLER = Wording(
    "rule-hint-seller",
    "Fill it in with the details of the seller's own business, in the program that made it.",
)
BUYER = Wording(
    "rule-hint-buyer", "Fill it in with the details of the customer, in the program that made the invoice."
)
PARTY = Wording("rule-hint-party", "Fill it in with that party, in the program that made the invoice.")
DELIVERY = Wording(
    "rule-hint-delivery", "Fill it in with the delivery, in the program that made the invoice."
)
PAYMENT = Wording(
    "rule-hint-payment", "Fill it in with the payment details, in the program that made the invoice."
)
EXTRA = Wording(
    "rule-hint-extra", "Fill it in with the discount or charge, in the program that made the invoice."
)
LINE = Wording("rule-hint-line", "Fill it in on that line, in the program that made the invoice.")
VAT = Wording("rule-hint-vat", "Choose how VAT applies, in the program that made the invoice.")
COMPUTE = Wording("rule-hint-compute", "Let the program that made the invoice compute it again.")
CHOOSE = Wording(
    "rule-hint-choose",
    "Choose a code of that list with the same meaning, in the program that made the invoice.",
)
FILE = Wording(
    "rule-hint-file", "The maker of the program that wrote the file has to solve this: pass the sentence on."
)

Entry = tuple[str, str, Wording]
"""A term, its name for people, and what to do about it."""


def named(entries: Iterable[Entry]) -> dict[str, Wording]:
    """Return the names of terms as wordings, by term."""
    return {term: Wording(f"rule-term-{term.lower()}", name) for term, name, _ in entries}
