"""The rules in their order; the order is the documentation. A rule answers a proposal, or None to pass on.

To add one: a file here, a line below, cases in tests/matching/cases.
"""

from __future__ import annotations

from collections.abc import Callable

from boekbrug.matching.case import Case
from boekbrug.matching.rules.amount_alone import by_amount_alone
from boekbrug.matching.rules.document_number import by_document_number
from boekbrug.matching.rules.known_account import by_known_account
from boekbrug.matching.rules.known_name import by_known_name
from boekbrug.matching.rules.nothing import nothing_agrees
from boekbrug.matching.rules.structured_reference import by_structured_reference
from boekbrug.matching.values import Proposal

Rule = Callable[[Case], Proposal | None]

# These may book by themselves; they see every line before the others see any.
NAMING: tuple[Rule, ...] = (
    by_structured_reference,
    by_document_number,
)
# These only propose, and the last one always answers.
GUESSING: tuple[Rule, ...] = (
    by_known_account,
    by_known_name,
    by_amount_alone,
    nothing_agrees,
)
