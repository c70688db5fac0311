"""Every sentence that a command prints can be translated: each text of commands and settings is marked.

Help is walked in tests/cli/test_languages.py; that what is marked is translated, the house tests check.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from boekbrug import cli

CLI = Path(cli.__file__).parent
OF_SETTINGS = (
    "environment",
    "setting_texts",
    "database",
    "keys",
    "checks",
)  # they refuse before anything runs
FILES = [*sorted(CLI.glob("*.py")), *(CLI.parent / "project" / f"{name}.py" for name in OF_SETTINGS)]
MARKING = {"_", "mark", "mark_many", "Wording", "option", "argument", "password_option", "ContextVar"}
PRINTING = {"echo", "stop", "Finding"}
SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}")
WORD = re.compile(r"[A-Za-z]{2,}")
SAME_EVERYWHERE = re.compile(r"boekbrug demo --data| --code|https?://|^(SELECT|PRAGMA|SHOW|BEGIN) ")
NO_SENTENCES = {"COMMANDS", "_FINISH", "_MISSING_TABLES"}  # help; code; what databases say


def unmarked(source: str) -> list[str]:
    """The texts in a file that people may read and no translation can reach."""
    tree = ast.parse(source)
    found = [text for text in _outside_marks(tree) if SENTENCE.search(text)]
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _name(call.func) in PRINTING:
            texts = call.args[2:] if _name(call.func) == "Finding" else call.args
            found += [text for one in texts for text in _outside_marks(one) if WORD.search(text)]
    return [text for text in dict.fromkeys(found) if not SAME_EVERYWHERE.search(text)]


def _outside_marks(node: ast.AST) -> Iterator[str]:
    """The literals below a node: not docstrings, not what is marked, not keys and formats."""
    if isinstance(node, ast.Call) and _name(node.func) in MARKING:
        return
    if isinstance(node, ast.Assign | ast.AnnAssign) and set(_targets(node)) & NO_SENTENCES:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in _read_children(node):
        yield from _outside_marks(child)


def _read_children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Subscript):
        yield node.value  # row['since']: a key
    elif isinstance(node, ast.FormattedValue):
        yield node.value  # without its format
    elif isinstance(node, ast.Compare):
        return
    else:
        body = getattr(node, "body", None)
        docstring = body[0] if isinstance(body, list) and body and _is_docstring(body[0]) else None
        yield from (child for child in ast.iter_child_nodes(node) if child is not docstring)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _name(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [getattr(target, "id", "") for target in targets]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_printed_text_can_be_translated(path: Path) -> None:
    assert unmarked(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        'click.echo("done")',
        'click.echo(f"{count} done")',
        'door.stop("Say who." if who else _("Say more."))',
        'told = "Nothing was found."',
        'yield Finding("code", True, f"{free} free")',
        'raise Refused(f"{path} is not there")',
    ],
)
def test_a_text_that_was_forgotten_is_found(line: str) -> None:
    assert unmarked(f'"""A docstring of words."""\n{line}\n') != []


@pytest.mark.parametrize(
    "line",
    [
        'click.echo(_("It is done."))',
        "click.echo(f\"{row['since']}  {name:<15}\")",
        'one = Wording("a-code", "A sentence for people.")',
    ],
)
def test_a_text_that_is_marked_is_not(line: str) -> None:
    assert unmarked(f'"""A docstring of words."""\n{line}\n') == []
