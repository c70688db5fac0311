"""Check an e-invoice: what reading it found and what the rules say, each fault told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice.recognition import READ
from boekbrug.formats.problem import Problem, Severity

OLD_FORMATS = frozenset({einvoice.Format.E_FFF})
_WEIGHTS = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}
_SUMS = frozenset(
    {
        "einvoice-sum-differs",
        "einvoice-sum-differs-a-little",
        "einvoice-vat-differs",
        "einvoice-vat-differs-a-little",
        "einvoice-vat-base-differs",
    }
)
_MISSING = frozenset({"einvoice-missing", "einvoice-no-lines"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in an e-invoice: problems of reading, findings of rules, and which sets judged it."""

    is_read: bool
    problems: tuple[Problem, ...]
    findings: tuple[einvoice.Finding, ...] = ()
    sets: tuple[str, ...] = ()
    profile: str = ""

    @property
    def has_error(self) -> bool:
        """Whether at least one of them refuses the invoice."""
        weights = [one.severity for one in self.problems] + [one.severity for one in self.findings]
        return Severity.ERROR in weights


def checked(content: bytes, profile: str = "") -> Checked:
    """Check the bytes of an e-invoice by a profile, or by the one that fits its format; never raises."""
    reading = einvoice.read(content)
    fitting = profile or (einvoice.LEGACY.name if reading.format in OLD_FORMATS else einvoice.RECEIVE.name)
    verdict = einvoice.validate(content, einvoice.PROFILES[fitting])
    told = {one.code for one in reading.problems}
    found = (one for each in (verdict, *verdict.others) for one in each.findings)
    findings = tuple(one for one in found if one.code not in told)
    problems = tuple(one for one in reading.problems if not _is_told(one, findings))
    is_read = reading.format in READ
    return Checked(is_read, problems, findings, verdict.sets, fitting if verdict.sets else "")


def _is_told(problem: Problem, findings: tuple[einvoice.Finding, ...]) -> bool:
    """Whether a rule tells the same at the same place, and with no less weight."""
    return any(_WEIGHTS[one.severity] >= _WEIGHTS[problem.severity] for one in _alike(problem, findings))


def _alike(problem: Problem, findings: tuple[einvoice.Finding, ...]) -> Iterator[einvoice.Finding]:
    for one in findings:
        is_sum = problem.code in _SUMS and one.found == problem.found
        is_missing = problem.code in _MISSING and one.sentence.code == "rule-missing"
        if (is_sum or is_missing) and _is_near(problem.place, one.place):
            yield one


def _is_near(place: str, other: str) -> bool:
    """Whether one of both places is the other or holds it."""
    return f"{place}/".startswith(f"{other}/") or f"{other}/".startswith(f"{place}/")
