"""Check one file of any kind: what it is, whether it would be taken in, and what is wrong where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from boekbrug.formats import coda, einvoice, zip_reader
from boekbrug.formats.einvoice.recognition import READ
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
    """What is known of one file. A warning is listed and leaves the verdict at OK."""

    file: str
    format: str
    verdict: Verdict
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How CODA files are read: in an encoding that overrules the one found, with or without tolerances."""

    encoding: str | None = None
    is_strict: bool = False


def check(content: bytes, name: str, way: Way = Way()) -> FileReport:
    """Check the bytes of a file; its name is only shown. Never raises on content."""
    kind = recognise(content, name)
    verdict, problems = _examined(content, kind, way)
    return FileReport(shown_name(name), kind.value, verdict, tuple(problems))


def refusal(kind: Kind) -> Problem:
    """Say what Boekbrug reads, about a kind of file that it only keeps."""
    return (EMPTY if kind is Kind.EMPTY else UNKNOWN).at(found=kind.value)


def _examined(content: bytes, kind: Kind, way: Way) -> tuple[Verdict, list[Problem]]:
    if kind is Kind.CODA:
        return _coda(content, way)
    if kind in INVOICES:
        reading = einvoice.read(content)
        problems = [problem for one in reading.documents for problem in one.problems]
        return _verdict(problems, is_read=reading.format in READ), problems
    if kind is Kind.ZIP:
        problems = list(_in_zip(content, way))
        return _verdict(problems), problems
    return Verdict.UNREADABLE, [refusal(kind)]


def _coda(content: bytes, way: Way) -> tuple[Verdict, list[Problem]]:
    problems: list[Problem] = []
    reading = coda.read(content, encoding=way.encoding, strict=way.is_strict)
    is_read = False
    for statement in reading:
        is_read = True
        problems += statement.problems
        problems += coda.communication_problems(statement)
    problems += reading.problems
    return _verdict(problems, is_read=is_read), problems


def _in_zip(content: bytes, way: Way) -> Iterator[Problem]:
    """Yield the problems of the ZIP, and of each file in it with its name in front of the place."""
    for found in zip_reader.members(content):
        if isinstance(found, Problem):
            yield found
            continue
        for problem in _examined(found.content, recognise(found.content), way)[1]:
            yield replace(problem, place=f"{found.name}: {problem.place}".rstrip(": "))


def _verdict(problems: list[Problem] | tuple[Problem, ...], *, is_read: bool = True) -> Verdict:
    if not is_read:
        return Verdict.UNREADABLE
    return Verdict.PROBLEMS if has_error(problems) else Verdict.OK
