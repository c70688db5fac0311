"""The document as the rules see it: plain objects made in one walk, found by name, by path and by parent.

Names carry the usual prefixes (`cbc:`, `cac:`); an element of another namespace keeps its full name and so
meets no rule. The root is named `/`. Nothing here raises, whatever the document holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from lxml import etree

from boekbrug.formats.einvoice.node import CAC, CBC, line_of

ROOT = "/"
DIGITS_MAX = 28  # what Decimal keeps in a sum without rounding
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_NOTHING: tuple[El, ...] = ()
_NO_CHILDREN: dict[str, Sequence[El]] = {}
_Fact = TypeVar("_Fact")
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


class El:
    """One element: its name, its text as written, its parent, and its children by name."""

    __slots__ = ("children", "name", "parent", "source", "text")

    def __init__(self, source: etree._Element, name: str, parent: El | None) -> None:
        self.source = source
        self.name = name
        self.parent = parent
        self.text = ""
        self.children: dict[str, Sequence[El]] = _NO_CHILDREN

    @property
    def value(self) -> str:
        """The text without white space around it."""
        return self.text.strip()

    @property
    def number(self) -> Decimal | None:
        """The text as xsd:decimal, or None."""
        return number_of(self.text)

    @property
    def truth(self) -> bool | None:
        """The text as xsd:boolean, or None."""
        return _TRUTHS.get(self.text.strip())

    @property
    def line(self) -> int | None:
        """The line that the element starts on."""
        return line_of(self.source)

    @property
    def path(self) -> str:
        """Where it stands: names from the root, with a position where siblings share the name."""
        if self.parent is None:
            return f"/{etree.QName(self.source).localname}"
        siblings = self.parent.children[self.name]
        position = f"[{siblings.index(self) + 1}]" if len(siblings) > 1 else ""
        return f"{self.parent.path}/{self.name}{position}"

    def attribute(self, name: str) -> str | None:
        """Return an attribute without white space around it, or None when it is absent."""
        found = self.source.get(name)
        return None if found is None else found.strip()

    def every(self, path: str) -> Sequence[El]:
        """Return the elements at a path below this one, in their order."""
        known = self.children.get(path)
        if known is not None:
            return known
        if "/" not in path:
            return _NOTHING
        first, further = _steps(path)
        found: Sequence[El] = self.children.get(first, _NOTHING)
        for name in further:
            if len(found) == 1:
                found = found[0].children.get(name, _NOTHING)
            elif found:
                found = [child for one in found for child in one.children.get(name, _NOTHING)]
            else:
                return found
        if len(self.children[first]) > 1:  # asked for each of many lines, it would be gathered each time
            self.children[path] = found
        return found

    def first(self, path: str) -> El | None:
        """Return the first element at a path below this one, or None."""
        found = self.every(path)
        return found[0] if found else None

    def has(self, path: str) -> bool:
        """Whether there is an element at a path below this one, empty or not."""
        return bool(self.every(path))

    def value_at(self, path: str) -> str:
        """Return the text of the first element at a path, or nothing."""
        found = self.first(path)
        return "" if found is None else found.value

    def number_at(self, path: str) -> Decimal | None:
        """Return the number of the first element at a path, or None when it is absent or no number."""
        found = self.first(path)
        return None if found is None else found.number

    def truth_at(self, path: str) -> bool | None:
        """Return true or false of the first element at a path, or None."""
        found = self.first(path)
        return None if found is None else found.truth


class Tree:
    """A UBL invoice or credit note: its root, and every element by name."""

    def __init__(self, root: etree._Element) -> None:
        self.by_name: dict[str, list[El]] = {}
        self._facts: dict[Callable[[Tree], Any], Any] = {}
        self.root = self._grown(root, ROOT, None)
        self.is_credit_note = etree.QName(root).localname == "CreditNote"

    def every(self, name: str) -> Sequence[El]:
        """Return all elements of a name, wherever they stand."""
        return self.by_name.get(name, _NOTHING)

    @cached_property
    def lines(self) -> list[El]:
        """The invoice lines, or the lines of the credit note."""
        return [*self.every("cac:InvoiceLine"), *self.every("cac:CreditNoteLine")]

    def fact(self, of: Callable[[Tree], _Fact]) -> _Fact:
        """Return what a function says of this document; it is asked once, however many rules want it."""
        if of not in self._facts:
            self._facts[of] = of(self)
        found: _Fact = self._facts[of]
        return found

    def forget(self) -> None:
        """Let go of the elements: they know their parents, so they would wait for the collector of cycles."""
        for elements in self.by_name.values():
            for one in elements:
                one.parent = None

    def _grown(self, source: etree._Element, name: str, parent: El | None) -> El:
        """Turn an element and all below it into ours; the depth was bounded when parsing."""
        element = El(source, name, parent)
        self.by_name.setdefault(name, []).append(element)
        if not len(source):
            element.text = source.text or ""
            return element
        children: dict[str, list[El]] = {}
        for child in source:
            short = _short(child.tag)
            children.setdefault(short, []).append(self._grown(child, short, element))
        element.children = dict[str, Sequence[El]](children)
        return element


def number_of(text: str) -> Decimal | None:
    """Return text as xsd:decimal (no exponent, no thousands mark), or None."""
    text = text.strip()
    if not _NUMBER.fullmatch(text) or len(text) > DIGITS_MAX:
        return None
    return Decimal(text)


@lru_cache(maxsize=2048)
def _steps(path: str) -> tuple[str, tuple[str, ...]]:
    """The first name of a path, and those after it."""
    first, *further = path.split("/")
    return first, tuple(further)


@lru_cache(maxsize=2048)
def _short(tag: str) -> str:
    """A tag with its usual prefix, or in full when it is of another namespace."""
    for namespace, prefix in ((CBC, "cbc"), (CAC, "cac")):
        if tag.startswith(f"{{{namespace}}}"):
            return f"{prefix}:{tag[len(namespace) + 2 :]}"
    return tag if tag.startswith("{") else f"{{}}{tag}"
