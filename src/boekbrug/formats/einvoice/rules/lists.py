"""The code lists, from dated data files beside this one; each is read once, when a rule first needs it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lists"


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of a list, whose list it is, and the month of the release that it follows."""

    name: str
    title: str
    as_of: str
    codes: frozenset[str]


@lru_cache(maxsize=64)
def code_list(name: str) -> CodeList:
    """Return a list by the name of its file."""
    held = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    codes = frozenset(code for line in held.get("codes", ()) for code in line.split())
    return CodeList(name, held["list"], held["as_of"], codes | frozenset(held.get("texts", ())))


def names() -> list[str]:
    """Return the names of all lists."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))
