"""No rule found anything: say so, and what was looked for."""

from __future__ import annotations

from boekbrug.belgium import ogm
from boekbrug.matching import reasons
from boekbrug.matching.case import Case
from boekbrug.matching.texts import structured_ogm
from boekbrug.matching.values import Proposal
from boekbrug.wording import Sentence


def nothing_agrees(case: Case) -> Proposal:
    """List the line as unknown money in or out."""
    why: tuple[Sentence, ...] = (reasons.NOTHING_AGREES.say(),)
    if digits := structured_ogm(case.line):
        why = (reasons.REFERENCE_UNKNOWN.say(reference=ogm.show(digits)), *why)
    return case.ask(case.unknown(), *why)
