"""What the house tests look at: the files of the project and their syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "boekbrug"
PURE_ROOMS = ("matching", "formats", "belgium", "money", "periods", "wording")
DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def files() -> tuple[Path, ...]:
    """Every file that is or is about to be committed: tracked, or new and not ignored."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(sorted({ROOT / name for name in told.split("\0") if name and (ROOT / name).is_file()}))


def python_files(*, below: Path = ROOT) -> list[Path]:
    """The Python files below a folder, migrations left out: Django writes those."""
    return [
        path
        for path in files()
        if path.suffix == ".py" and path.is_relative_to(below) and "migrations" not in path.parts
    ]


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file, nested ones too."""
    yield from (node for node in ast.walk(tree_of(path)) if isinstance(node, DEFINITION))


def place(path: Path, node: ast.AST | int | None = None) -> str:
    """Say where: file and line, from the root of the project."""
    line = node if isinstance(node, int) else getattr(node, "lineno", None)
    return path.relative_to(ROOT).as_posix() + (f":{line}" if line else "")


def is_pure(path: Path) -> bool:
    """Whether a file lies in a room that knows no database, network or clock."""
    return path.is_relative_to(SOURCE) and path.relative_to(SOURCE).parts[0].removesuffix(".py") in PURE_ROOMS
