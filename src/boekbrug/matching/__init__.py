"""Propose which documents a bank line pays, with the reasons. Pure: lines and open items in, proposals out.

`propose` is the engine, `rules/` holds one rule per file, `keys_in` and `number_keys` let a caller load only
the documents that a few lines could name.
"""

from boekbrug.matching.engine import keys_in, propose
from boekbrug.matching.numbers import number_keys
from boekbrug.matching.values import (
    BankLine,
    Certainty,
    ItemKind,
    Keys,
    OpenItem,
    Other,
    Part,
    Proposal,
    State,
    expects,
)

__all__ = [
    "BankLine",
    "Certainty",
    "ItemKind",
    "Keys",
    "OpenItem",
    "Other",
    "Part",
    "Proposal",
    "State",
    "expects",
    "keys_in",
    "number_keys",
    "propose",
]
