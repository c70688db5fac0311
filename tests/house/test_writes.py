"""Rows change in one kind of place: the actions (and models, the tenant's manager, migrations, the demo)."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house import tree

ALWAYS = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "asave", "acreate"}
ON_ROWS = {"create", "update", "delete", "acreate", "aupdate", "adelete"}
ROWS = (".objects", ".filter(", ".exclude(", ".all()", ".everywhere", "_set")
ALLOWED_STEMS = ("actions", "models", "tenant", "bulk")


def test_only_actions_and_models_write_rows() -> None:
    writes = [
        f"{tree.place(path, node)} {ast.unparse(node.func)}: move it to an action"
        for path in tree.python_files(below=tree.SOURCE)
        if not _may_write(path)
        for node in ast.walk(tree.tree_of(path))
        if isinstance(node, ast.Call) and _writes(node)
    ]

    assert not writes, "\n".join(writes)


def test_no_action_takes_its_actor_or_moment_by_position() -> None:
    wrong = [
        f"{tree.place(path, node)} {node.name}: actions are keyword-only"
        for path in tree.python_files(below=tree.SOURCE / "business")
        if path.stem.startswith("actions")
        for node in tree.tree_of(path).body
        if isinstance(node, tree.DEFINITION)
        if {"actor", "now"} & {argument.arg for argument in node.args.args}
    ]

    assert not wrong, "\n".join(wrong)


def _may_write(path: Path) -> bool:
    inside = path.relative_to(tree.SOURCE).parts
    return inside[0] == "business" and (
        path.stem.startswith(ALLOWED_STEMS) or "actions" in inside or inside[1] == "demo"
    )


def _writes(node: ast.Call) -> bool:
    if not isinstance(node.func, ast.Attribute):
        return False
    receiver, verb = ast.unparse(node.func.value), node.func.attr
    if verb == "save":
        return receiver != "super()" and not receiver.endswith("form")
    return verb in ALWAYS or (verb in ON_ROWS and any(mark in receiver for mark in ROWS))
