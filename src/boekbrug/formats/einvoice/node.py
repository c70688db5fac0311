"""Walk through a tree once: take what we know, note what is wrong, and remember what nobody took.

Number grammar: xsd:decimal (no exponent, no thousands mark). Date grammar: xsd:date; a time zone is dropped.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from typing import TypeVar

from lxml import etree

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.names import CAC, CBC, SHORT
from boekbrug.formats.einvoice.walk import TooManyProblems, Walk, line_of
from boekbrug.formats.problem import ProblemKind

__all__ = ["CAC", "CBC", "Node", "TooManyProblems", "Walk", "line_of"]

_NUMBER = re.compile(r"[-+]?(\d{1,15}(\.\d{0,20})?|\.\d{1,20})", re.ASCII)
_SHORT_NUMBER = 28  # what Decimal keeps in a sum or product without rounding
_RATE_MAX = 100
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})()(?:Z|[-+]\d{2}:\d{2})?", re.ASCII)
# Old software writes midnight behind a day; another hour is listed as unread.
_TOLERANT_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T([\d:.]{1,20}))?(?:Z|[-+]\d{2}:\d{2})?", re.ASCII)
MIDNIGHT = "0:."  # what an hour of none is written with
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_THOUSANDTH = -3
_OWN_TEXT = ""  # the name by which the text of an element without children is taken

T = TypeVar("T")


class Node:
    """One element whose children are taken by their short name, such as `cbc:ID`."""

    __slots__ = ("_rest", "element", "walk")

    def __init__(self, element: etree._Element, walk: Walk) -> None:
        self.element = element
        self.walk = walk
        rest: dict[str, etree._Element | list[etree._Element]] = {}
        for child in element:
            name = SHORT[child.tag]
            if name in rest:
                before = rest[name]
                if isinstance(before, list):
                    before.append(child)
                else:
                    rest[name] = [before, child]
            else:
                rest[name] = child
        if not rest and (element.text or "").strip():
            rest[_OWN_TEXT] = element
        self._rest = rest
        walk.rests.append(rest)

    def __contains__(self, name: str) -> bool:
        return name in self._rest

    def is_spent(self) -> bool:
        """Whether every child was taken."""
        return not self._rest

    def elements(self, name: str) -> list[etree._Element]:
        """Return the children of a name that are still there, without taking them."""
        found = self._rest.get(name)
        if found is None:
            return []
        return found if isinstance(found, list) else [found]

    def skip(self, *names: str) -> None:
        """Take children whose value says nothing that we do not know already."""
        for name in names:
            self._rest.pop(name, None)

    def attribute(self, name: str) -> str:
        """Return an attribute of this element, or nothing."""
        return self.walk.attribute(self.element, name)

    def own_text(self) -> str:
        """Take the text of this element itself; elements in it are a problem."""
        self._rest.pop(_OWN_TEXT, None)
        return self.walk.text_of(self.element)

    def take(self, name: str) -> etree._Element | None:
        """Take the first child of a name as it is, or None."""
        found = self._rest.pop(name, None)
        if isinstance(found, list):
            taken = found.pop(0)
            self._rest[name] = found if len(found) > 1 else found[0]
            return taken
        return found

    def take_all(self, name: str) -> list[etree._Element]:
        """Take all children of a name as they are."""
        found = self.elements(name)
        self._rest.pop(name, None)
        return found

    def take_one(self, name: str, element: etree._Element) -> etree._Element:
        """Take one certain child of a name, which `elements` gave, as it is."""
        found = [one for one in self.elements(name) if one is not element]
        if found:
            self._rest[name] = found if len(found) > 1 else found[0]
        else:
            self._rest.pop(name, None)
        return element

    def first(self, name: str) -> Node | None:
        """Take the first child of a name, to look into it, or None."""
        taken = self.take(name)
        return None if taken is None else Node(taken, self.walk)

    def leave(self, name: str, elements: list[etree._Element]) -> None:
        """Put back children of a name that were taken: they stay unread."""
        if elements:
            self._rest[name] = elements if len(elements) > 1 else elements[0]

    def below(self, *names: str) -> Node | None:
        """Take the first child of the first name, in it the first of the second, and so on."""
        node: Node | None = self
        for name in names:
            if node is None:
                return None
            node = node.first(name)
        return node

    def required(self, name: str) -> Node | None:
        """Take one child element that must be there; its absence is a problem."""
        node = self.first(name)
        if node is None:
            self.miss(name)
        return node

    def every(self, name: str) -> Iterator[Node]:
        """Take all children of a name, in order, one by one: reading may end before the last."""
        found = self._rest.pop(name, None)
        if found is not None:
            for one in found if isinstance(found, list) else (found,):
                yield Node(one, self.walk)

    def texts(self, name: str) -> tuple[str, ...]:
        """Take the texts of all children of a name, without empty ones."""
        found = self._rest.pop(name, None)
        if found is None:
            return ()
        elements = found if isinstance(found, list) else [found]
        return tuple(text for one in elements if (text := self.walk.text_of(one)))

    def text(self, name: str, *, is_required: bool = False) -> str:
        """Take the text of the first child of a name, without white space around it; nothing when absent."""
        found = self._rest.pop(name, None)
        if isinstance(found, list):
            self._rest[name] = found
            found = self.take(name)
        text = "" if found is None else self.walk.text_of(found)
        if is_required and not text:
            self.miss(name)
        return text

    def inner(self, group: str, name: str) -> etree._Element | None:
        """Take a child of the first child of a group, as it is, or None."""
        taken = self.take(group)
        if taken is None:
            return None
        if len(taken) == 1 and SHORT[taken[0].tag] == name:
            return taken[0]
        return Node(taken, self.walk).take(name)

    def deep_text(self, *names: str) -> str:
        """Take the text at a path of children, or nothing."""
        if names[0] not in self._rest:
            return ""
        node = self.below(*names[:-2])
        found = node.inner(names[-2], names[-1]) if node else None
        return "" if found is None else self.walk.text_of(found)

    def date(self, name: str, *, is_required: bool = False) -> dt.date | None:
        """Take a date, or None when absent; text that is no date is a problem."""
        element = self._peek(name)
        text = self.text(name, is_required=is_required)
        if not text:
            return None
        match = (_TOLERANT_DATE if self.walk.is_tolerant else _DATE).fullmatch(text)
        try:
            if match:
                day = dt.date.fromisoformat(match[1])
                if element is not None and match[2] and match[2].strip(MIDNIGHT):
                    self.walk.drop(element)
                return day
        except ValueError:
            pass
        self.walk.complain(problems.NOT_A_DATE, element, found=text)
        return None

    def beside(self, name: str, known: T | None, take: Callable[[str], T | None]) -> T | None:
        """Take a value when none is known yet; one that differs from the known one is listed as unread."""
        element = self._peek(name)
        if element is None:
            return known
        found = take(name)
        if found is None or found == "":
            return known
        if known is None or known == "":
            return found
        if found != known:
            self.walk.drop(element)
        return known

    def take_known(self, name: str, known: Collection[str]) -> None:
        """Take a child that repeats what is known already; one that says something else stays unread."""
        found = self._peek(name)
        if found is not None and self.walk.text_of(found) in known:
            self.take(name)

    def number(self, name: str, *, is_required: bool = False) -> Decimal | None:
        """Take a number, or None when absent; text that is no number is a problem."""
        return self.number_in(self.take(name), name, is_required=is_required)

    def number_in(
        self, element: etree._Element | None, name: str, *, is_required: bool = False
    ) -> Decimal | None:
        """Return the number in a child that was taken, or None; text that is no number is a problem."""
        text = "" if element is None else self.walk.text_of(element)
        if not text:
            if is_required:
                self.miss(name)
            return None
        if _NUMBER.fullmatch(text) and (
            len(text) <= _SHORT_NUMBER or len(Decimal(text).as_tuple().digits) <= _SHORT_NUMBER
        ):
            return Decimal(text)
        self.walk.complain(problems.NOT_A_NUMBER, element, found=text)
        return None

    def rate(self, name: str, *, is_required: bool = False) -> Decimal | None:
        """Take a VAT rate in percent, from 0 to 100."""
        element = self.take(name)
        rate = self.number_in(element, name, is_required=is_required)
        if rate is not None and not 0 <= rate <= _RATE_MAX:
            self.walk.complain(problems.NOT_A_RATE, element, found=str(rate))
        return rate

    def amount(self, name: str, *, is_required: bool = False) -> Decimal | None:
        """Take an amount in the currency of the document, with at most three decimals that count."""
        element = self.take(name)
        amount = self.number_in(element, name, is_required=is_required)
        if amount is None or element is None:
            return None
        self._check_currency(element)
        return self.exact(amount, element)

    def price(self, name: str, *, is_required: bool = False) -> Decimal | None:
        """Take a price in the currency of the document, with as many decimals as it has."""
        element = self.take(name)
        price = self.number_in(element, name, is_required=is_required)
        if price is not None and element is not None:
            self._check_currency(element)
        return price

    def _check_currency(self, element: etree._Element) -> None:
        """Another currency than that of the document is a problem."""
        currency = element.get("currencyID")
        if currency and currency.strip() != self.walk.currency:
            self.walk.other_currency(element, currency.strip())

    def exact(self, amount: Decimal, element: etree._Element) -> Decimal:
        """Return an amount; more than three decimals that count are a problem."""
        exponent = amount.as_tuple().exponent
        if isinstance(exponent, int) and exponent < _THOUSANDTH:
            exponent = amount.normalize().as_tuple().exponent
            if isinstance(exponent, int) and exponent < _THOUSANDTH:
                kind = problems.TOO_PRECISE_KEPT if self.walk.is_tolerant else problems.TOO_PRECISE
                self.walk.complain(kind, element, found=str(amount))
        return amount

    def truth(self, name: str) -> bool:
        """Take true or false (xsd:boolean); anything else is a problem and counts as false."""
        element = self._peek(name)
        text = self.text(name, is_required=True)
        if text and text not in _TRUTHS:
            self.walk.complain(problems.NOT_TRUE_OR_FALSE, element, found=text)
        return _TRUTHS.get(text, False)

    def complain(self, kind: ProblemKind, *, found: str = "", expected: str = "") -> None:
        """Note a problem about this element."""
        self.walk.complain(kind, self.element, found=found, expected=expected)

    def miss(self, name: str) -> None:
        """Note that a child is missing or empty."""
        self.walk.complain(problems.MISSING, self.element, below=f"/{name}")

    def drop(self) -> None:
        """Note that the model cannot keep this element."""
        self.walk.drop(self.element)

    def _peek(self, name: str) -> etree._Element | None:
        found = self._rest.get(name)
        return found[0] if isinstance(found, list) else found
