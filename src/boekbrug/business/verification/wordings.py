"""The sentences of what a verification finds; docs/verify.md explains the codes of the findings."""

from __future__ import annotations

from boekbrug.wording import Wording

DOSSIER_GONE = Wording("verify-dossier-gone", "The dossier or firm itself is gone. Compare it with a backup.")
TIMELINE = {
    "missing": Wording(
        "verify-timeline-missing", "The timeline is missing at event {number}. Compare it with a backup."
    ),
    "changed": Wording(
        "verify-timeline-changed", "The timeline is changed at event {number}. Compare it with a backup."
    ),
    "cut": Wording("verify-timeline-cut", "The timeline is cut at event {number}. Compare it with a backup."),
}
MOVEMENT_ALLOCATED = Wording(
    "verify-movement-off", "Movement {name} says {found} allocated, its allocations add up otherwise."
)
DOCUMENT_SETTLED = Wording(
    "verify-document-off", "Document {name} says {found} settled, its allocations add up otherwise."
)
STATEMENT_SUM = Wording("verify-statement-off", "Statement {name} does not add up to its closing balance.")
STATEMENT_COUNT = Wording(
    "verify-statement-count", "Statement {name} says {expected} movements, {found} are there."
)
JOINS_GONE = Wording(
    "verify-chain-joins-gone", "Statement {name} joins an earlier one that is gone. Compare it with a backup."
)
NOT_FIRST = Wording(
    "verify-chain-not-first",
    "Statement {name} was the first of its account, and another stands before it now.",
)
GAP_CLOSED = Wording(
    "verify-chain-gap-closed",
    "Statement {name} opens with {found}, the one before it closes with {expected}; a gap was noted.",
)
GAP_OPENED = Wording(
    "verify-chain-gap-opened",
    "Statement {name} opens with {found}, the one before it closes with {expected}; "
    "they were equal when it came in.",
)
NUMBER_SERIES = Wording(
    "verify-series-off",
    "The series {series} gave {count} numbers; its issued documents do not agree at {serials}.",
)
DELIVERY_UNPROVEN = Wording("verify-no-receipt", "Delivery {name} is delivered but has no receipt.")
ROW_ORPHANED = Wording(
    "verify-row-orphaned",
    "{kind} {name} points to a {target} (its {field}) that is not there. Compare it with a backup.",
)
ROW_OF_OTHER = Wording(
    "verify-row-of-other",
    "{kind} {name} points to a {target} (its {field}) of another dossier. Compare it with a backup.",
)
