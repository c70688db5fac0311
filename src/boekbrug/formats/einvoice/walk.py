"""What one walk through a document finds: problems, and what nobody took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from lxml import etree

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.loose_ends import loose_attributes, loose_texts
from boekbrug.formats.einvoice.names import Paths
from boekbrug.formats.einvoice.reading import Unread
from boekbrug.formats.problem import Problem, ProblemKind

UNREAD_MAX = 500
PROBLEMS_MAX = 200
TEXT_MAX = 200

Rest = dict[str, "etree._Element | list[etree._Element]"]


class TooManyProblems(Exception):
    """So much is wrong that reading on tells nobody anything."""


class Walk:
    """Problems, the children that are left of every element, and the currency of every amount."""

    def __init__(self, root: etree._Element, *, is_tolerant: bool = False) -> None:
        self.is_tolerant = is_tolerant  # of what old software puts elsewhere
        self.problems: list[Problem] = []
        self.currency = ""
        self.reasons: set[str] = set()  # why there is no VAT, as the breakdown says: a line may repeat it
        self.rests: list[Rest] = []
        self.paths = Paths(root)
        self._root = root
        self._dropped: list[etree._Element] = []
        # By currency: which problem tells it, of how many amounts.
        self._foreign: dict[str, tuple[int, int]] = {}
        self._read: set[tuple[etree._Element, str]] = set()  # attributes

    def drop(self, element: etree._Element) -> None:
        """Note an element that has a known name but holds what the model cannot keep, with its attributes."""
        if len(self._dropped) >= UNREAD_MAX:
            return
        self._dropped.append(element)
        for one in islice(element.iter(), UNREAD_MAX):
            self._read.difference_update((one, str(name)) for name in one.attrib)

    def complain(
        self,
        kind: ProblemKind,
        element: etree._Element | None,
        *,
        below: str = "",
        found: str = "",
        expected: str = "",
    ) -> None:
        """Note a problem with the line and the path of its element; raises TooManyProblems at the last."""
        line = None if element is None else line_of(element)
        place = below if element is None else self.paths.of(element) + below
        problem = kind.at(line=line, place=place, found=found[:TEXT_MAX], expected=expected)
        self.problems.append(problem)
        if len(self.problems) >= PROBLEMS_MAX:
            raise TooManyProblems

    def other_currency(self, element: etree._Element, found: str) -> None:
        """Note an amount in another currency than the document: one problem a currency, that counts."""
        if found not in self._foreign:
            self.complain(problems.OTHER_CURRENCY, element, found=found, expected=self.currency)
            self._foreign[found] = len(self.problems) - 1, 1
            return
        at, count = self._foreign[found]
        self._foreign[found] = at, count + 1
        values = {"count": str(count + 1)}
        self.problems[at] = replace(self.problems[at], kind=problems.OTHER_CURRENCIES, values=values)

    def text_of(self, element: etree._Element) -> str:
        """Return the whole text of a leaf without white space around it; elements in it are a problem."""
        if len(element):
            self.complain(problems.ELEMENTS_IN_TEXT, element)
        text: str | None = element.text
        return text.strip() if text else ""

    def attribute(self, element: etree._Element | None, name: str) -> str:
        """Return an attribute of an element without white space around it, as read; nothing when absent."""
        value = None if element is None else element.get(name)
        if element is None or not value:
            return ""
        self._read.add((element, name))
        return str(value).strip()

    def unread(self, *, within: Iterable[etree._Element] | None = None) -> tuple[Unread, ...]:
        """Return what nobody took, in the order of the document, at most UNREAD_MAX.

        These are leaves, text between elements, and attributes that say something; the latter two in the
        whole document, or within some elements.
        """
        scopes = (self._root,) if within is None else within
        loose = (end for scope in scopes for end in self._loose_ends(scope))
        found = islice(chain(self._unread_leaves(), loose), UNREAD_MAX)
        return tuple(sorted(found, key=lambda one: one.line or 0))

    def _unread_leaves(self) -> Iterator[Unread]:
        leaves: dict[etree._Element, None] = {}
        for element in self._left():
            leaves.update(dict.fromkeys(_leaves(element)))
            if len(leaves) >= UNREAD_MAX:
                break
        for leaf in leaves:
            yield Unread(self.paths.of(leaf), line_of(leaf), (leaf.text or "").strip()[:TEXT_MAX])

    def _loose_ends(self, scope: etree._Element) -> Iterator[Unread]:
        texts = loose_texts(scope, limit=UNREAD_MAX)
        attributes = loose_attributes(scope, read=self._read, currency=self.currency)
        for one in chain(texts, attributes):
            yield Unread(
                f"{self.paths.of(one.element)}/{one.step}", line_of(one.element), one.text[:TEXT_MAX]
            )

    def _left(self) -> Iterator[etree._Element]:
        """Yield the elements that were dropped or never taken."""
        yield from self._dropped
        for rest in self.rests:
            for found in rest.values():
                yield from found if isinstance(found, list) else (found,)


def line_of(element: etree._Element) -> int | None:
    """The line that an element starts on, counted from 1, or None when libxml2 does not know."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None


def _leaves(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements without children in an element, or the element itself; at most UNREAD_MAX."""
    return islice((one for one in element.iter() if not len(one)), UNREAD_MAX)
