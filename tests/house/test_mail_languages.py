"""Every mail that is made is made in a language that was chosen: of its reader, else of the dossier."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

CHOOSING = ("speaking(", "translation.override(", "tools.say(")


def _makers() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in sorted(tree.SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and _makes_a_mail(node):
                yield path, node


def _makes_a_mail(node: ast.FunctionDef) -> bool:
    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
    names = {getattr(one.func, "id", getattr(one.func, "attr", "")) for one in calls}
    return bool(names & {"EmailMessage", "EmailMultiAlternatives", "render_mail", "send_mail"})


def test_every_mail_is_made_in_a_chosen_language() -> None:
    makers = list(_makers())
    assert len(makers) >= 5

    silent = [f"{path.name}: {one.name}" for path, one in makers if not _chooses(one)]
    assert silent == []


def _chooses(node: ast.FunctionDef) -> bool:
    return any(mark in ast.unparse(node) for mark in CHOOSING)
