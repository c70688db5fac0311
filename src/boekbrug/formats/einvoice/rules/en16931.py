"""EN 16931 in UBL: every rule that refuses a document, as the artefacts 1.3.16 (May 2026) have them."""

from __future__ import annotations

from boekbrug.formats.einvoice.rules.en16931_codes import CODES
from boekbrug.formats.einvoice.rules.en16931_document import DOCUMENT
from boekbrug.formats.einvoice.rules.en16931_lines import LINES
from boekbrug.formats.einvoice.rules.en16931_structure import STRUCTURE
from boekbrug.formats.einvoice.rules.en16931_totals import TOTALS
from boekbrug.formats.einvoice.rules.en16931_vat import FAMILIES, rules_of
from boekbrug.formats.einvoice.rules.en16931_vat_more import VAT_MORE
from boekbrug.formats.einvoice.rules.rule import Layer, RuleSet

EN16931 = RuleSet(
    name="en16931",
    layer=Layer.EN16931,
    version="1.3.16",
    rules=(
        *DOCUMENT,
        *TOTALS,
        *LINES,
        *(rule for family in FAMILIES for rule in rules_of(family)),
        *VAT_MORE,
        *CODES,
        *STRUCTURE,
    ),
    applies=lambda _: True,
)
