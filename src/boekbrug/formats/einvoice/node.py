"""Walk through a UBL tree once: take what we know, note what is wrong, and remember what nobody took.

Number grammar: xsd:decimal (no exponent, no thousands mark). Date grammar: xsd:date; a time zone is dropped.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from lxml import etree

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.reading import Unread
from boekbrug.formats.problem import Problem, ProblemKind

CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
NAMESPACES = {"cbc": CBC, "cac": CAC}
UNREAD_MAX = 500
PROBLEMS_MAX = 200
_PREFIXES = ((f"{{{CBC}}}", "cbc:"), (f"{{{CAC}}}", "cac:"))
_NUMBER = re.compile(r"[-+]?(\d{1,15}(\.\d{0,20})?|\.\d{1,20})", re.ASCII)
_DIGITS_MAX = 28  # what Decimal keeps in a sum or product without rounding
_RATE_MAX = 100
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[-+]\d{2}:\d{2})?", re.ASCII)
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_THOUSANDTH = -3


class TooManyProblems(Exception):
    """So much is wrong that reading on tells nobody anything."""


class Walk:
    """What one walk finds: problems, nodes visited, and the currency that every amount must be in."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.currency = ""
        self._nodes: list[Node] = []
        self._dropped: list[Unread] = []

    def visit(self, node: Node) -> None:
        """Remember a node, to ask at the end what was left in it."""
        self._nodes.append(node)

    def drop(self, path: str, element: etree._Element) -> None:
        """Note an element that has a known name but holds what the model cannot keep."""
        if len(self._dropped) < UNREAD_MAX:
            self._dropped.append(Unread(path, line_of(element), _text(element)[:200]))

    def complain(
        self,
        kind: ProblemKind,
        *,
        element: etree._Element | None,
        place: str,
        found: str = "",
        expected: str = "",
    ) -> None:
        """Note a problem with the line and the path of its element; raises TooManyProblems at the last."""
        line = None if element is None else line_of(element)
        self.problems.append(kind.at(line=line, place=place, found=found[:200], expected=expected))
        if len(self.problems) >= PROBLEMS_MAX:
            raise TooManyProblems

    def unread(self) -> tuple[Unread, ...]:
        """Return what nobody took, in the order of the document, at most UNREAD_MAX elements."""
        found = list(self._dropped)
        for node in self._nodes:
            found.extend(node.left_over())
            if len(found) >= UNREAD_MAX:
                break
        return tuple(sorted(found[:UNREAD_MAX], key=lambda one: one.line or 0))


class Node:
    """One element whose children are taken by name; `cbc:` and `cac:` stand for the two UBL namespaces."""

    __slots__ = ("_rest", "_walk", "element", "path")

    def __init__(self, element: etree._Element, walk: Walk, path: str) -> None:
        self.element = element
        self.path = path
        self._walk = walk
        self._rest: dict[str, list[etree._Element]] = {}
        for child in element:
            self._rest.setdefault(_short(child.tag), []).append(child)
        walk.visit(self)

    def left_over(self) -> list[Unread]:
        """Return the children that were not taken."""
        if not self._rest:
            return []
        return [
            Unread(f"{self.path}/{name}", line_of(one), _text(one)[:200])
            for name, elements in self._rest.items()
            for one in elements
        ]

    def count(self, name: str) -> int:
        """How many children of this name are still there."""
        return len(self._rest.get(name, ()))

    def peek(self, name: str, index: int, path: str) -> str:
        """Return the text at a path below a child without taking it."""
        found = self._rest[name][index].find(path, NAMESPACES)
        return "" if found is None else _text(found)

    def peek_attribute(self, name: str, index: int, path: str, *, attribute: str) -> str:
        """Return an attribute at a path below a child without taking it."""
        found = self._rest[name][index].find(path, NAMESPACES)
        return "" if found is None else (found.get(attribute) or "").strip()

    def peek_own_attribute(self, name: str, attribute: str) -> str:
        """Return an attribute of the first child of a name without taking the child."""
        element = self._peek_element(name)
        return "" if element is None else (element.get(attribute) or "").strip()

    def skip(self, *names: str) -> None:
        """Take children whose value says nothing that we do not know already."""
        for name in names:
            self._rest.pop(name, None)

    def attribute(self, name: str) -> str:
        """Return an attribute of this element, or nothing."""
        return (self.element.get(name) or "").strip()

    def own_text(self) -> str:
        """Return the text of this element itself."""
        return _text(self.element)

    def first(self, name: str, *, index: int = 0) -> Node | None:
        """Take one child element with children of its own, or None."""
        elements = self._rest.get(name)
        if not elements or index >= len(elements):
            return None
        label = name if len(elements) == 1 else f"{name}[{index + 1}]"
        return Node(self._take(name, index), self._walk, f"{self.path}/{label}")

    def required(self, name: str) -> Node | None:
        """Take one child element that must be there; its absence is a problem."""
        node = self.first(name)
        if node is None:
            self._complain(problems.MISSING, name)
        return node

    def every(self, name: str) -> Iterator[Node]:
        """Take all children of a name, in order, one by one: reading may end before the last."""
        for position, one in enumerate(self._rest.pop(name, ()), start=1):
            yield Node(one, self._walk, f"{self.path}/{name}[{position}]")

    def every_with(self, name: str, path: str) -> list[Node]:
        """Take the children of a name that have text at a path below them; the others stay."""
        taken, kept = [], []
        for position, one in enumerate(self._rest.pop(name, ()), start=1):
            found = one.find(path, NAMESPACES)
            if found is not None and _text(found):
                taken.append(Node(one, self._walk, f"{self.path}/{name}[{position}]"))
            else:
                kept.append(one)
        if kept:
            self._rest[name] = kept
        return taken

    def texts(self, name: str) -> tuple[str, ...]:
        """Take the texts of all children of a name, without empty ones."""
        return tuple(text for one in self._rest.pop(name, ()) if (text := self._leaf(one, name)))

    def text(self, name: str, *, is_required: bool = False) -> str:
        """Take the text of a child, without white space around it; nothing when absent."""
        found = self._take(name, 0) if name in self._rest else None
        text = "" if found is None else self._leaf(found, name)
        if is_required and not text:
            self._complain(problems.MISSING, name, element=found)
        return text

    def date(self, name: str, *, is_required: bool = False) -> dt.date | None:
        """Take a date, or None when absent; text that is no date is a problem."""
        element = self._peek_element(name)
        text = self.text(name, is_required=is_required)
        match = _DATE.fullmatch(text)
        try:
            if match:
                return dt.date.fromisoformat(match.group(1))
        except ValueError:
            match = None
        if text:
            self._complain(problems.NOT_A_DATE, name, element=element, found=text)
        return None

    def number(self, name: str, *, is_required: bool = False) -> Decimal | None:
        """Take a number, or None when absent; text that is no number is a problem."""
        element = self._peek_element(name)
        text = self.text(name, is_required=is_required)
        if _NUMBER.fullmatch(text) and len((number := Decimal(text)).as_tuple().digits) <= _DIGITS_MAX:
            return number
        if text:
            self._complain(problems.NOT_A_NUMBER, name, element=element, found=text)
        return None

    def rate(self, name: str, *, is_required: bool = False) -> Decimal | None:
        """Take a VAT rate in percent, from 0 to 100."""
        element = self._peek_element(name)
        rate = self.number(name, is_required=is_required)
        if rate is not None and not 0 <= rate <= _RATE_MAX:
            self._complain(problems.NOT_A_RATE, name, element=element, found=str(rate))
        return rate

    def amount(self, name: str, *, is_required: bool = False) -> Decimal | None:
        """Take an amount in the currency of the document, with at most three decimals that count."""
        element = self._peek_element(name)
        amount = self.number(name, is_required=is_required)
        if amount is None or element is None:
            return None
        currency = (element.get("currencyID") or "").strip()
        if currency and currency != self._walk.currency:
            self._complain(
                problems.OTHER_CURRENCY, name, element=element, found=currency, expected=self._walk.currency
            )
        exponent = amount.normalize().as_tuple().exponent
        if isinstance(exponent, int) and exponent < _THOUSANDTH:
            self._complain(problems.TOO_PRECISE, name, element=element, found=str(amount))
        return amount

    def truth(self, name: str) -> bool:
        """Take true or false (xsd:boolean); anything else is a problem and counts as false."""
        element = self._peek_element(name)
        text = self.text(name, is_required=True)
        if text and text not in _TRUTHS:
            self._complain(problems.NOT_TRUE_OR_FALSE, name, element=element, found=text)
        return _TRUTHS.get(text, False)

    def complain(self, kind: ProblemKind, *, found: str = "", expected: str = "") -> None:
        """Note a problem about this element."""
        self._walk.complain(kind, element=self.element, place=self.path, found=found, expected=expected)

    def drop(self) -> None:
        """Note that the model cannot keep this element."""
        self._walk.drop(self.path, self.element)

    def _complain(
        self,
        kind: ProblemKind,
        name: str,
        *,
        element: etree._Element | None = None,
        found: str = "",
        expected: str = "",
    ) -> None:
        where = self.element if element is None else element
        self._walk.complain(kind, element=where, place=f"{self.path}/{name}", found=found, expected=expected)

    def _peek_element(self, name: str) -> etree._Element | None:
        elements = self._rest.get(name)
        return elements[0] if elements else None

    def _take(self, name: str, index: int) -> etree._Element:
        elements = self._rest[name]
        taken = elements.pop(index)
        if not elements:
            del self._rest[name]
        return taken

    def _leaf(self, element: etree._Element, name: str) -> str:
        """The text of a leaf; elements inside it are noted, for a leaf has none."""
        for inner in element:
            self._walk.drop(f"{self.path}/{name}/{_short(inner.tag)}", inner)
        return _text(element)


def line_of(element: etree._Element) -> int | None:
    """The line that an element starts on, counted from 1, or None when libxml2 does not know."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None


def _text(element: etree._Element) -> str:
    """The text directly in an element; comments were removed when parsing, so nothing cuts it."""
    return (element.text or "").strip()


@lru_cache(maxsize=2048)
def _short(tag: object) -> str:
    """A tag with its usual prefix, or in full when it is of another namespace."""
    name = str(tag)
    for namespace, prefix in _PREFIXES:
        if name.startswith(namespace):
            return prefix + name[len(namespace) :]
    return name
