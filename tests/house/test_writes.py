"""Rows change in one kind of place: the actions (and models, the tenant's manager, migrations, the demo).

Pure rooms are left out: they import no Django (an import contract), so what they save is no row.
"""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house import tree

ALWAYS = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "asave", "acreate"}
ON_ROWS = {"create", "update", "delete", "acreate", "aupdate", "adelete"}
ROWS = (".objects", ".filter(", ".exclude(", ".all()", ".everywhere", "_set")
ALLOWED_STEMS = ("actions", "models", "tenant", "set_based")
# Writes for actions, inside their transaction; nobody else may import them.
INSIDE_ACTS = {"booking": {"reconciliation"}, "balances": {"documents", "reconciliation"}}


def test_only_actions_and_models_write_rows() -> None:
    writes = [
        f"{tree.place(path, node)} {ast.unparse(node.func)}: move it to an action"
        for path in tree.python_files(below=tree.SOURCE)
        if not tree.is_pure(path) and not _may_write(path)
        for node in ast.walk(tree.tree_of(path))
        if isinstance(node, ast.Call) and _writes(node)
    ]

    assert not writes, "\n".join(writes)


def test_only_actions_import_what_writes_for_them() -> None:
    others = [
        f"{tree.place(path, node)} imports {name}: only an action may"
        for path in tree.python_files(below=tree.SOURCE)
        for node in ast.walk(tree.tree_of(path))
        if isinstance(node, ast.ImportFrom)
        for name in _named(node) & INSIDE_ACTS.keys()
        if not _is_action_of(path, INSIDE_ACTS[name])
    ]

    assert not others, "\n".join(others)


def test_every_module_that_writes_for_actions_exists() -> None:
    stems = {path.stem for path in tree.python_files(below=tree.SOURCE / "business")}

    assert INSIDE_ACTS.keys() - stems == set()


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
        path.stem.startswith(ALLOWED_STEMS)
        or path.stem in INSIDE_ACTS
        or "actions" in inside
        or inside[1] == "demo"
    )


def _is_action_of(path: Path, rooms: set[str]) -> bool:
    """Whether a file is an action of one of the rooms, or itself writes for actions there."""
    inside = path.relative_to(tree.SOURCE).parts
    is_action = path.stem.startswith("actions") or "actions" in inside or path.stem in INSIDE_ACTS
    return inside[0] == "business" and inside[1] in rooms and is_action


def _named(node: ast.ImportFrom) -> set[str]:
    """The modules that an import could mean: `from a.b import c` names b and c."""
    return {alias.name for alias in node.names} | {(node.module or "").rsplit(".", 1)[-1]}


def _writes(node: ast.Call) -> bool:
    if not isinstance(node.func, ast.Attribute):
        return False
    receiver, verb = ast.unparse(node.func.value), node.func.attr
    if verb == "save":
        return receiver != "super()" and not receiver.endswith("form")
    if receiver == "set_based":
        return verb in {"add", "insert"}
    return verb in ALWAYS or (verb in ON_ROWS and any(mark in receiver for mark in ROWS))
