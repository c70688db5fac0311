"""How much a broken rule weighs: strict for what leaves, lenient for what comes in. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from boekbrug.formats.einvoice.rules.rule import About, Rule
from boekbrug.formats.problem import Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_NEEDS_A_RATE = ("BR-CO-17", "BR-S-08", "BR-S-09", "BR-45", "BR-46", "BR-CO-14")


@dataclass(frozen=True, slots=True)
class Profile:
    """What an error weighs by what it is about, and the rules that are weighed otherwise."""

    name: str
    weights: Mapping[About, Severity]
    otherwise: Mapping[str, Severity] = field(default_factory=dict)

    def weighs(self, rule: Rule) -> Severity:
        """Return the severity of a rule; only an error becomes lighter."""
        if rule.severity is not Severity.ERROR:
            return rule.severity
        return self.otherwise.get(rule.id) or self.weights[rule.about]


SEND = Profile("send", dict.fromkeys(About, _ERROR))
RECEIVE = Profile(
    "receive",
    {About.AMOUNTS: _ERROR, About.IDENTITY: _ERROR, About.VAT: _WARNING, About.FORM: _WARNING},
)
LEGACY = Profile(
    "legacy",
    {About.AMOUNTS: _ERROR, About.IDENTITY: _WARNING, About.VAT: _NOTE, About.FORM: _NOTE},
    dict.fromkeys(_NEEDS_A_RATE, _WARNING),  # e-FFF may state VAT without a rate or without a breakdown
)
PROFILES = {one.name: one for one in (SEND, RECEIVE, LEGACY)}
