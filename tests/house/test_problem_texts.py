"""Whatever goes wrong is told in four languages: each problem, refusal, fact and alert has a sentence."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from boekbrug.api import problems as api
from boekbrug.business.watching.names import NAMES, name_of
from boekbrug.formats.problem import ProblemKind
from boekbrug.project import catalogues
from boekbrug.wording import Wording, all_wordings, wording
from tests.house import tree

OTHERS = ("nl", "fr", "de")
SAME_WORD = {
    "fact-version-boekbrug", "fact-version-python", "fact-version-django", "fact-database",
    "bridge-email-title",
}  # fmt: skip
NOT_LOOKED_AT = ("version.", "schema", "database.", "disk.")  # the doctor has findings of its own for these
NO_SENTENCE = {
    # a mistake of ours, which the rim tells
    "RowsMissing", "NoDossierEntered", "OtherDossier", "LayoutBroken", "DoesNotFit", "RecordsChanged",
    "CommunicationTooLong", "CannotBeWritten", "StatementUndated", "UnknownLanguage", "NotAColour",
    "PeriodEndsBeforeItStarts",
    # the answer is the same for whoever may not know more: there is nothing here
    "NoSuchContact", "NoSuchDocument", "NoSuchDossier", "NotAllowed", "NoInvitation", "NoChange",
    # caught inside, and told as a problem with its place
    "NotAnOgm", "NotAnAmount", "NotADay", "NotThat", "TooManyProblems", "LogoNotReadable", "TooManyRows",
    "OtherRequest", "StillRunning", "_TooMuchWork",
    # between workers: another one goes on
    "LeaseLost", "LostLease", "FolderChanged", "UnknownBridge",
}  # fmt: skip
TOLD_AS_IT_IS = {"door.py"}  # refuse(): messages of Django, refused settings


@cache
def _catalogue(language: str) -> Catalog:
    return catalogues.read_catalogue(catalogues.catalogue_path(language))


@cache
def _wordings() -> tuple[Wording, ...]:
    catalogues.source_texts()  # imports every module, which registers its wordings
    return all_wordings()


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_code_has_its_sentence_with_every_value(language: str) -> None:
    said = {one.code: str(_catalogue(language)[one.text].string) for one in _wordings()}

    assert len(said) > 400
    assert [one.code for one in _wordings() if _places(said[one.code]) != one.places] == []
    assert [one.code for one in _wordings() if said[one.code] == one.text and one.code not in SAME_WORD] == []


def test_every_kind_of_problem_is_among_them() -> None:
    kinds = {one.code: one for one in _of_type(ProblemKind)}

    assert len(kinds) > 100
    assert [code for code, kind in kinds.items() if wording(code) is not kind.wording] == []


def _of_type(wanted: type[ProblemKind]) -> Iterator[ProblemKind]:
    import gc

    _wordings()
    yield from (one for one in gc.get_objects() if isinstance(one, wanted))


@pytest.mark.parametrize("language", OTHERS)
def test_every_refusal_of_the_api_has_a_title(language: str) -> None:
    said = {title: _catalogue(language).get(title) for title in api.TITLES.values()}

    assert [title for title, message in said.items() if message is None or not message.string] == []


def _calls(path: str, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse((tree.SOURCE / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
            yield node


def test_every_fact_has_a_name() -> None:
    first = [call.args[0] for call in _calls("business/watching/facts.py", "Fact")]
    codes = {one.value for one in first if isinstance(one, ast.Constant)}
    assert len(codes) > 10

    assert codes - NAMES.keys() == set()
    assert name_of("schedule.verify").english == "Schedule verify"


def test_every_finding_of_the_doctor_is_explained() -> None:
    first = [call.args[0] for call in _calls("cli/doctor_command.py", "Finding")]
    codes = {one.value for one in first if isinstance(one, ast.Constant)}
    page = (tree.ROOT / "docs" / "doctor.md").read_text(encoding="utf-8")
    assert len(codes) > 8

    asked = codes | {code for code in NAMES if not code.startswith(NOT_LOOKED_AT)}
    assert [code for code in sorted(asked) if f"`{code}`" not in page] == []


def test_whoever_refuses_says_why() -> None:
    silent = {name for name in _exceptions() if not _has_sentence(name)}

    assert silent - NO_SENTENCE == set()
    assert NO_SENTENCE - silent == set(), "these have a sentence now"


@cache
def _classes() -> dict[str, ast.ClassDef]:
    trees = [ast.parse(one.read_text(encoding="utf-8")) for one in tree.SOURCE.rglob("*.py")]
    nodes = [node for one in trees for node in ast.walk(one)]
    return {node.name: node for node in nodes if isinstance(node, ast.ClassDef) and node.bases}


def _bases(name: str) -> list[str]:
    return [getattr(base, "id", getattr(base, "attr", "")) for base in _classes()[name].bases]


def _lines(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """The names of a class and of all that it comes from."""
    further = [] if name in seen or name not in _classes() else _bases(name)
    return {name}.union(*(_lines(base, seen | {name}) for base in further))


def _exceptions() -> list[str]:
    return [name for name in _classes() if any(_is_builtin_exception(one) for one in _lines(name))]


def _is_builtin_exception(name: str) -> bool:
    known = getattr(builtins, name, None)
    return isinstance(known, type) and issubclass(known, BaseException)


def _has_sentence(name: str) -> bool:
    """Whether an exception carries a sentence, or problems that have theirs; or comes from one that does."""
    line = _lines(name)
    bodies = [ast.unparse(_classes()[one]) for one in line if one in _classes()]
    return "SystemExit" in line or any("sentence" in body or "problems" in body for body in bodies)


@pytest.mark.parametrize("room", ["web", "api", "cli"])
def test_no_door_shows_the_english_text_of_an_exception(room: str) -> None:
    shown = [
        f"{path.name}:{node.lineno}"
        for path in sorted((tree.SOURCE / room).rglob("*.py"))
        if path.name not in TOLD_AS_IT_IS
        for handler in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(handler, ast.ExceptHandler) and handler.name
        for node in ast.walk(handler)
        if isinstance(node, ast.Call | ast.FormattedValue) and _shows(node, handler.name)
    ]

    assert shown == []


def _shows(node: ast.Call | ast.FormattedValue, name: str) -> bool:
    if isinstance(node, ast.FormattedValue):
        return getattr(node.value, "id", "") == name
    is_text = getattr(node.func, "id", "") == "str"
    return is_text and any(getattr(one, "id", "") == name for one in node.args)
