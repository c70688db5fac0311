"""Check one file of any kind: what it is, whether it would be taken in, and what is wrong where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from boekbrug.formats import coda, zip_reader
from boekbrug.formats.einvoice import Finding
from boekbrug.formats.invoice_checking import Checked, checked
from boekbrug.formats.problem import Problem, ProblemKind, Severity, has_error
from boekbrug.formats.recognise import Kind, recognise
from boekbrug.formats.shown_name import shown_name

INVOICES = frozenset({Kind.UBL, Kind.CII, Kind.XML_OTHER, Kind.PDF})
_READS = (
    "Boekbrug reads CODA statements, e-invoices (UBL, CII, or a PDF with one inside), "
    "and ZIP files with those in them."
)


def _error(code: str, text: str) -> ProblemKind:
    return ProblemKind(f"file-{code}", "file", Severity.ERROR, text)


EMPTY = _error("empty", f"The file is empty. {_READS} Download it again.")
UNKNOWN = _error(
    "unknown",
    f"This file is neither CODA, nor XML, nor PDF, nor ZIP. {_READS} Check that the right file was sent.",
)


class Verdict(StrEnum):
    """OK: fit to be taken in; PROBLEMS: read, but something in it refuses it; UNREADABLE: not read."""

    OK = "ok"
    PROBLEMS = "problems"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What is known of one file. A warning is listed and leaves the verdict at OK.

    `tolerances` are the deviations of CODA that were let pass; `findings` are the rules that an e-invoice
    breaks; `rules` the sets that judged it, by `profile`.
    """

    file: str
    format: str
    verdict: Verdict
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...] = ()
    rules: tuple[str, ...] = ()
    profile: str = ""
    tolerances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """How files are judged: CODA in an encoding that overrules the one found, with or without tolerances;
    e-invoices by a profile of the rules, or by the one that fits.
    """

    encoding: str | None = None
    is_strict: bool = False
    profile: str = ""


@dataclass(frozen=True, slots=True)
class _Examined:
    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    rules: tuple[str, ...] = ()
    profile: str = ""
    tolerances: tuple[str, ...] = ()


def check(content: bytes, name: str, way: Way = Way()) -> FileReport:
    """Check the bytes of a file; its name is only shown. Never raises on content."""
    kind = recognise(content, name)
    found = _examined(content, kind, way)
    return FileReport(
        shown_name(name),
        kind.value,
        found.verdict,
        found.problems,
        findings=found.findings,
        rules=found.rules,
        profile=found.profile,
        tolerances=found.tolerances,
    )


def refusal(kind: Kind) -> Problem:
    """Say what Boekbrug reads, about a kind of file that it only keeps."""
    return (EMPTY if kind is Kind.EMPTY else UNKNOWN).at(found=kind.value)


def _examined(content: bytes, kind: Kind, way: Way) -> _Examined:
    if kind is Kind.CODA:
        return _coda(content, way)
    if kind in INVOICES:
        return _invoice(checked(content, way.profile))
    if kind is Kind.ZIP:
        return _zip(content, way)
    if kind is Kind.PDF and (inside := checked(content, way.profile)).is_read:
        return _invoice(inside)
    return _Examined(Verdict.UNREADABLE, (refusal(kind),))


def _invoice(found: Checked) -> _Examined:
    verdict = _verdict(found.problems, is_read=found.is_read)
    if verdict is Verdict.OK and found.has_error:
        verdict = Verdict.PROBLEMS
    return _Examined(verdict, found.problems, found.findings, found.sets, found.profile)


def _coda(content: bytes, way: Way) -> _Examined:
    problems: list[Problem] = []
    reading = coda.read(content, encoding=way.encoding, strict=way.is_strict)
    is_read = False
    for statement in reading:
        is_read = True
        problems += statement.problems
        problems += coda.communication_problems(statement, strict=way.is_strict)
    problems += reading.problems
    verdict = _verdict(problems, is_read=is_read)
    return _Examined(verdict, tuple(problems), tolerances=tuple(reading.tolerances))


def _zip(content: bytes, way: Way) -> _Examined:
    """Gather what is wrong in the ZIP, and in each file in it with its name in front of the place."""
    problems: list[Problem] = []
    findings: list[Finding] = []
    tolerances: dict[str, None] = {}
    for found in zip_reader.members(content):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        inside = _examined(found.content, recognise(found.content), way)
        tolerances |= dict.fromkeys(inside.tolerances)
        problems += [replace(one, place=_in_file(found.name, one.place)) for one in inside.problems]
        findings += [replace(one, place=_in_file(found.name, one.place)) for one in inside.findings]
    verdict = _verdict(problems)
    if any(one.severity is Severity.ERROR for one in findings):
        verdict = Verdict.PROBLEMS
    return _Examined(verdict, tuple(problems), tuple(findings), tolerances=tuple(tolerances))


def _in_file(name: str, place: str) -> str:
    return f"{name}: {place}".rstrip(": ")


def _verdict(problems: list[Problem] | tuple[Problem, ...], *, is_read: bool = True) -> Verdict:
    if not is_read:
        return Verdict.UNREADABLE
    return Verdict.PROBLEMS if has_error(problems) else Verdict.OK
