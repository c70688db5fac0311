"""What a rule is, what it finds, and what is told about it. The contract stands in docs/decisions/0026."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from boekbrug.formats.einvoice.rules.tree import El, Tree
from boekbrug.formats.problem import Problem, Severity
from boekbrug.wording import Sentence, Wording


class Layer(StrEnum):
    """Who asks: each layer is checked on its own, the lower ones first."""

    XML = "xml"
    XSD = "xsd"
    EN16931 = "en16931"
    PEPPOL = "peppol"
    UBLBE = "ublbe"
    EFFF = "efff"
    BELGIUM = "belgium"


class About(StrEnum):
    """What a rule protects; a profile weighs by it."""

    AMOUNTS = "amounts"  # totals, and VAT amounts
    VAT = "vat"  # categories, rates, reasons
    IDENTITY = "identity"  # who bills whom, and under which number
    FORM = "form"  # how it is written down


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found wrong: the value, what it should be, and the element when it is another one."""

    found: str = ""
    expected: str = ""
    at: El | None = None
    values: Mapping[str, str] = field(default_factory=dict)


Check = Callable[[El, Tree], Fault | None]
When = Callable[[El], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where it looks (`context`), which of those elements it judges (`when`), and how.

    `context` is a path of names that ends at the judged element: `/` is the root, `/cac:TaxTotal` a child of
    the root, `cac:Item/cbc:Name` a name below any item; `a|b` is either name, `*Amount` any name with that
    ending. `check` returns None or the one fault of that element; it never raises.
    """

    id: str  # as its source names it: "BR-CO-15"
    term: str  # the business term or group it is about: "BT-112", "BG-22"
    wording: Wording
    context: str
    check: Check
    when: When | None = None
    layer: Layer = Layer.EN16931
    source: str = "EN 16931-1"
    severity: Severity = Severity.ERROR
    about: About = About.FORM
    hint: Wording | None = None  # what to do, where it differs from what the term says
    values: Mapping[str, str] = field(default_factory=dict)  # of its own for the sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a document breaks: told like a Problem (code, severity, layer, line, place, sentence)."""

    code: str  # the id of the rule, or the code of a problem of the XML itself
    severity: Severity  # as the profile weighs it
    layer: str
    term: str
    line: int | None
    place: str
    found: str
    expected: str
    sentence: Sentence

    @classmethod
    def of_problem(cls, problem: Problem) -> Finding:
        """Tell a problem that was found before any rule could look."""
        return cls(
            code=problem.code,
            severity=problem.severity,
            layer=problem.layer,
            term="",
            line=problem.line,
            place=problem.place,
            found=problem.found,
            expected=problem.expected,
            sentence=problem.sentence,
        )


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one source, and which documents they are for."""

    name: str  # as people say it: "EN 16931 (UBL)"
    layer: Layer
    version: str  # of the source that it follows
    rules: tuple[Rule, ...]
    applies: Callable[[Tree], bool]
