"""What does not occur in the house: file names that say nothing, and calls that break a promise."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

EMPTY_NAMES = {"utils", "helpers", "common", "misc", "base", "manager"}
MONEY = "money is whole thousandths or Decimal"
CALLS = {"float": MONEY, "round": MONEY, "eval": "text is never run", "exec": "text is never run"}
NAMES = {
    "FloatField": MONEY,
    "BinaryField": "bytes live in the blob store; this field switches off the fast insert path",
    "mark_safe": "templates escape everything",
    "SafeString": "templates escape everything; only format_html makes one, and an annotation may say so",
}
MODULES = {
    "pickle": "a file from outside must never become code",
    "shelve": "it is pickle",
    "marshal": "it is pickle",
}
METHODS = {"yaml.load": "it builds objects from text", "os.system": "it runs a shell"}
KEYWORDS = {("shell", True): "it runs a shell", ("verify", False): "a certificate is always checked"}
CLOCK = re.compile(
    r"\b(datetime\.(now|utcnow|today)|date\.today|time\.(time|monotonic|time_ns)|timezone\.now)$"
)
IN_TEMPLATES = {
    r"\|\s*safe\b": "templates escape everything",
    r"\{%\s*autoescape\s+off": "templates escape everything",
    r"<[a-zA-Z][^>]*\son[a-z]+=": "the content policy forbids inline handlers",
    r"<[a-zA-Z][^>]*\sstyle=": "the content policy forbids inline styles",
}


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [tree.place(path) for path in tree.files() if path.stem.lower() in EMPTY_NAMES] == []


def test_the_source_has_no_forbidden_word() -> None:
    found = [
        f"{tree.place(path, node)} {word}: {reason}"
        for path in tree.python_files(below=tree.SOURCE)
        for node, word, reason in _forbidden(path)
    ]

    assert not found, "\n".join(found)


def test_every_ignored_type_error_names_its_code() -> None:
    bare = [
        tree.place(path, token.start[0])
        for path in tree.python_files()
        for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
        if token.type == tokenize.COMMENT and re.search(r"type:\s*ignore(?!\[)", token.string)
    ]

    assert bare == []


def test_pure_rooms_never_ask_for_the_time() -> None:
    asks = [
        f"{tree.place(path, node)} {ast.unparse(node.func)}: the moment comes in from the door"
        for path in tree.python_files(below=tree.SOURCE)
        if tree.is_pure(path)
        for node in ast.walk(tree.tree_of(path))
        if isinstance(node, ast.Call) and CLOCK.search(ast.unparse(node.func))
    ]

    assert not asks, "\n".join(asks)


def test_templates_escape_everything_and_hold_no_code() -> None:
    found = [
        f"{tree.place(path)}: {reason} ({match.group(0)[:60]!r})"
        for path in tree.files()
        if path.suffix == ".html" and path.is_relative_to(tree.SOURCE)
        for pattern, reason in IN_TEMPLATES.items()
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"))
    ]

    assert not found, "\n".join(found)


def _forbidden(path: Path) -> Iterator[tuple[ast.AST, str, str]]:
    only_said = _in_annotations(tree.tree_of(path))
    for node in ast.walk(tree.tree_of(path)):
        if isinstance(node, ast.Call):
            yield from _forbidden_call(node)
        elif isinstance(node, ast.Name | ast.Attribute):
            word = node.id if isinstance(node, ast.Name) else node.attr
            if word in NAMES and not (word == "SafeString" and node in only_said):
                yield node, word, NAMES[word]
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = (
                [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            )
            yield from ((node, name, MODULES[name]) for name in modules if name in MODULES)


def _in_annotations(module: ast.Module) -> set[ast.AST]:
    """The names that only say of which type something is."""
    said = [
        annotation
        for node in ast.walk(module)
        if (annotation := getattr(node, "returns", None) or getattr(node, "annotation", None)) is not None
    ]
    return {node for annotation in said for node in ast.walk(annotation)}


def _forbidden_call(node: ast.Call) -> Iterator[tuple[ast.AST, str, str]]:
    called = ast.unparse(node.func)
    if called in CALLS:
        yield node, f"{called}(", CALLS[called]
    if called in METHODS:
        yield node, called, METHODS[called]
    for keyword in node.keywords:
        if isinstance(keyword.value, ast.Constant) and (keyword.arg, keyword.value.value) in KEYWORDS:
            word = f"{keyword.arg}={keyword.value.value}"
            yield node, word, KEYWORDS[(keyword.arg or "", keyword.value.value)]
