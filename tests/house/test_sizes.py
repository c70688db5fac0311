"""Nothing in the house is too big to read in one go."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house import tree

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60
TEST_LINES_MAX = 40
POSITIONAL_MAX = 4
GIVEN_BY_A_FRAMEWORK = {"settings_customise_sources", "connect_tcp"}  # pydantic-settings, httpcore2

# Tables of records and code lists, each by name: data that is easier to compare with its source in one piece.
TABLES: frozenset[str] = frozenset()
READ_BY_PEOPLE = {".py", ".html", ".js"}
VENDORED = "/static/vendor/"


def test_no_file_is_longer_than_the_limit() -> None:
    long_files = [
        f"{tree.place(path)} has {lines} lines, at most {FILE_LINES_MAX}: split it by subject"
        for path in tree.files()
        if path.suffix in READ_BY_PEOPLE
        and VENDORED not in path.as_posix()
        and tree.place(path) not in TABLES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > FILE_LINES_MAX
    ]

    assert not long_files, "\n".join(long_files)


def test_every_named_table_still_exists() -> None:
    assert [name for name in TABLES if not (tree.ROOT / name).is_file()] == []


def test_no_function_is_longer_than_the_limit() -> None:
    long_functions = [
        f"{tree.place(path, node)} {node.name} has {lines} lines, at most {limit}"
        for path in tree.python_files()
        for node in tree.functions(path)
        if (lines := _lines(node)) > (limit := TEST_LINES_MAX if _is_test(node, path) else FUNCTION_LINES_MAX)
    ]

    assert not long_functions, "\n".join(long_functions)


def test_no_function_takes_many_positional_parameters() -> None:
    wide = [
        f"{tree.place(path, node)} {node.name} takes {len(names)} positionally, at most {POSITIONAL_MAX}"
        for path in tree.python_files()
        for node in tree.functions(path)
        if not _is_test(node, path) and not _is_fixture(node) and node.name not in GIVEN_BY_A_FRAMEWORK
        if len(names := _positional(node)) > POSITIONAL_MAX
    ]

    assert not wide, "\n".join(wide)


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _is_test(node: ast.FunctionDef | ast.AsyncFunctionDef, path: Path) -> bool:
    return node.name.startswith("test_") and path.name.startswith("test_")


def _is_fixture(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("fixture" in ast.unparse(decorator) for decorator in node.decorator_list)


def _positional(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names
