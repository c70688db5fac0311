"""The one door of the rules: bytes in, a verdict out; never raises, whatever the bytes are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from boekbrug.formats.einvoice import reader, recognition, xml_tree
from boekbrug.formats.einvoice.reading import Format, Reading
from boekbrug.formats.einvoice.rules import register
from boekbrug.formats.einvoice.rules.engine import Broken
from boekbrug.formats.einvoice.rules.profiles import RECEIVE, Profile
from boekbrug.formats.einvoice.rules.rule import Finding
from boekbrug.formats.einvoice.rules.terms import hint_of, term_of
from boekbrug.formats.einvoice.rules.terms_parties import OF_OTHERS
from boekbrug.formats.einvoice.rules.tree import Tree
from boekbrug.formats.problem import Severity
from boekbrug.wording import Sentence

_FOUND_MAX = 200  # letters of a value that are told


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of a document; `sets` names the rule sets that judged it.

    A PDF or an envelope may hold several documents: this is the first, the rest stand in `others`.
    """

    format: Format
    findings: tuple[Finding, ...]
    sets: tuple[str, ...] = ()
    others: tuple[Verdict, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Whether no finding is an error."""
        return all(one.severity is not Severity.ERROR for one in self.findings)

    def codes(self, severity: Severity = Severity.ERROR) -> frozenset[str]:
        """Return the ids of the rules that are broken with this weight."""
        return frozenset(one.code for one in self.findings if one.severity is severity)


def validate(content: bytes, profile: Profile = RECEIVE, *, sets: Collection[str] | None = None) -> Verdict:
    """Judge an e-invoice by every rule set that applies to it, or by exactly these `sets`."""
    if recognition.looks_like_pdf(content) and not xml_tree.looks_like_xml(content):
        return _of_reading(reader.read(content), profile, sets)
    parsed = xml_tree.parse(content)
    told = tuple(Finding.of_problem(one) for one in parsed.problems)
    if parsed.root is None:
        return Verdict(Format.UNKNOWN, told)
    recognised = recognition.recognise(parsed.root).format
    if not _is_ubl(parsed.root):
        return _of_reading(reader.read(content), profile, sets)
    tree = Tree(parsed.root)
    chosen = tuple(
        one.name for one in register.SETS if (one.applies(tree) if sets is None else one.name in sets)
    )
    broken = register.compiled(chosen).run(tree)
    found = sorted((_finding(one, profile) for one in broken), key=lambda one: one.line or 0)
    tree.forget()
    return Verdict(recognised, (*told, *found), chosen)


def _of_reading(reading: Reading, profile: Profile, sets: Collection[str] | None) -> Verdict:
    """Judge what a PDF or an envelope holds; of a syntax without rules, tell what reading it found."""
    first, *others = (_of_document(one, profile, sets) for one in reading.documents)
    return replace(first, others=tuple(others))


def _of_document(reading: Reading, profile: Profile, sets: Collection[str] | None) -> Verdict:
    if reading.container and reading.document and reading.format not in recognition.CII:
        return validate(reading.document, profile, sets=sets)
    return Verdict(reading.format, tuple(map(Finding.of_problem, reading.problems)))


def judge(root: etree._Element, sets: Collection[str]) -> frozenset[str]:
    """Return the ids of the rules of these sets that a tree breaks, whatever their weight."""
    chosen = tuple(one.name for one in register.SETS if one.name in sets)
    tree = Tree(root)
    broken = register.compiled(chosen).run(tree)
    tree.forget()
    return frozenset(one.rule.id for one in broken)


def _is_ubl(root: etree._Element) -> bool:
    """Whether the root is an invoice or a credit note of UBL 2."""
    name = etree.QName(root)
    return recognition.by_root(name.namespace or "", name.localname) is Format.OTHER_UBL


def _finding(broken: Broken, profile: Profile) -> Finding:
    """Tell a broken rule as the profile weighs it."""
    rule, element, fault = broken.rule, broken.element, broken.fault
    return Finding(
        code=rule.id,
        severity=profile.weighs(rule),
        layer=rule.layer,
        term=_term(broken),
        line=element.line,
        place=element.path,
        found=fault.found[:_FOUND_MAX],
        expected=fault.expected[:_FOUND_MAX],
        sentence=Sentence(rule.wording, dict(_values(broken))),
    )


def _term(broken: Broken) -> str:
    """The term of the rule; of a rule for all parties, that of the party where the element stands."""
    term, at = broken.rule.term, broken.element.parent
    while at is not None:
        if at.name in OF_OTHERS:
            return OF_OTHERS[at.name].get(term, term)
        at = at.parent
    return term


def _values(broken: Broken) -> Iterator[tuple[str, str]]:
    """The values of the sentence; `term` and `hint` are English here and translated by `wording.filled`."""
    rule, fault = broken.rule, broken.fault
    term = _term(broken)
    yield "term", term_of(term).text
    yield "hint", (rule.hint or hint_of(term)).text
    yield "number", term
    yield "found", fault.found[:_FOUND_MAX]
    yield "expected", fault.expected[:_FOUND_MAX]
    yield "rule", rule.id
    yield from rule.values.items()
    yield from fault.values.items()
