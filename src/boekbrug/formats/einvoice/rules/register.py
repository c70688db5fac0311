"""The rule sets that we have, in the order in which they are told."""

from __future__ import annotations

from functools import lru_cache

from boekbrug.formats.einvoice.rules.belgium import BELGIUM
from boekbrug.formats.einvoice.rules.efff import E_FFF_2, E_FFF_3
from boekbrug.formats.einvoice.rules.en16931 import EN16931
from boekbrug.formats.einvoice.rules.engine import Compiled
from boekbrug.formats.einvoice.rules.peppol import BILLING, SELF_BILLING
from boekbrug.formats.einvoice.rules.rule import Rule, RuleSet
from boekbrug.formats.einvoice.rules.ublbe import UBL_BE

SETS: tuple[RuleSet, ...] = (EN16931, BILLING, SELF_BILLING, UBL_BE, E_FFF_3, E_FFF_2, BELGIUM)


def rule(code: str) -> Rule | None:
    """Return the rule of an id, or None."""
    return _by_id().get(code)


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Rule]:
    return {one.id: one for rule_set in SETS for one in rule_set.rules}


@lru_cache(maxsize=32)
def compiled(sets: tuple[str, ...]) -> Compiled:
    """Return the rules of these sets (by name), sorted for running; done once per combination."""
    return Compiled(rule for one in SETS if one.name in sets for rule in one.rules)
