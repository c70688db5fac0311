"""Nothing is dropped in silence: whatever leaf or attribute of a document changes, the reading changes.

Every one of our own documents gets another value, and once more with every element doubled in turn, in the
first and in the second: the invoice, a problem or the list of unread elements must differ.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from boekbrug.formats.einvoice import cii_reader, recognition, ubl_reader
from boekbrug.formats.einvoice.names import Paths
from boekbrug.formats.einvoice.node import Node
from boekbrug.formats.einvoice.walk import Walk
from tests.formats.einvoice.overfull import documents

# The version of UBL says nothing about the invoice.
SAYS_NOTHING = ("cbc:UBLVersionID",)
_DAY = re.compile(r"(20\d{2}-?\d{2}-?)(\d{2})")
_OTHERS = {"true": "false", "false": "true"}


def other(text: str) -> str:
    """Another value of the same kind: a day, a number, an indicator or a text."""
    text = text.strip()
    if text in _OTHERS:
        return _OTHERS[text]
    if day := _DAY.fullmatch(text):
        return f"{day[1]}{'11' if day[2] != '11' else '12'}"
    return (
        f"1{text}" if re.fullmatch(r"\d{2,}(\.\d+)?", text) else f"{text}7" if text.isdigit() else f"{text}x"
    )


def outcome(root: etree._Element) -> tuple[object, ...]:
    """All that a reading tells, also of a document whose sums are wrong."""
    recognised = recognition.recognise(root)
    walk = Walk(root, is_tolerant=recognised.is_tolerant)
    node = Node(root, walk)
    if recognised.format in recognition.CII:
        invoice = cii_reader.read_document(node)
    else:
        invoice = ubl_reader.read_document(node, is_credit_note=recognised.is_credit_note)
    return invoice, walk.problems, walk.unread()


def leaves(element: etree._Element) -> list[etree._Element]:
    """The elements in an element that hold no others."""
    return [one for one in element.iter(etree.Element) if not len(one)]


def unseen(root: etree._Element, looked_at: list[etree._Element]) -> Iterator[str]:
    """Yield the paths of the leaves whose change nobody tells."""
    usual, paths = outcome(root), Paths(root)
    for leaf in looked_at:
        before = leaf.text
        leaf.text = other(before or "")
        if outcome(root) == usual:
            yield paths.of(leaf)
        leaf.text = before


def unseen_attributes(root: etree._Element, looked_at: list[etree._Element]) -> Iterator[str]:
    """Yield the attributes whose change nobody tells."""
    usual, paths = outcome(root), Paths(root)
    for element in looked_at:
        for name, before in list(element.items()):
            element.set(name, "other")
            if outcome(root) == usual:
                yield f"{paths.of(element)}/@{name}"
            element.set(name, before)


def said(paths: Iterator[str]) -> list[str]:
    """The paths without those that say nothing."""
    return [one for one in paths if not re.sub(r"\[\d+\]$", "", one).endswith(SAYS_NOTHING)]


@pytest.mark.parametrize("name", documents())
def test_no_leaf_changes_unseen(name: str) -> None:
    root = etree.fromstring(documents()[name])

    assert outcome(root)[0] is not None
    assert said(unseen(root, leaves(root))) == []
    assert list(unseen_attributes(root, list(root.iter(etree.Element)))) == []


@pytest.mark.parametrize("name", documents())
def test_no_text_beside_elements_goes_unseen(name: str) -> None:
    root = etree.fromstring(documents()[name])
    usual, paths, found = outcome(root), Paths(root), []
    for element in list(root.iterdescendants(etree.Element)):
        element.tail, before = "loose", element.tail
        if outcome(root) == usual:
            found.append(paths.of(element))
        element.tail = before

    assert found == []


VALUES = ("", "0", "-1", "VAT", "FC", "true", "50", "130", "381", "999", "BE", "O", "E", "GROUP")


def mutated(chance: random.Random, root: etree._Element) -> None:
    """Change a document once: double an element, take it away, copy it elsewhere, or change a leaf."""
    element = chance.choice(list(root.iterdescendants(etree.Element)))
    parent, leaf = element.getparent(), chance.choice(leaves(element))
    assert parent is not None
    match chance.randrange(4):
        case 0:
            element.addnext(copy.deepcopy(element))
        case 1 if len(parent) > 1:
            parent.remove(element)
        case 2:
            parent = chance.choice([one for one in root.iter(etree.Element) if len(one)])
            parent.append(copy.deepcopy(element))
        case _ if not leaf.tag.endswith("BinaryObject"):  # no base64: refused, whatever it says
            leaf.text = chance.choice([*VALUES, chance.choice(leaves(root)).text])


@given(st.sampled_from(list(documents())), st.randoms(use_true_random=False))
def test_no_leaf_of_a_mutated_document_changes_unseen(name: str, chance: random.Random) -> None:
    root = etree.fromstring(documents()[name])
    for _ in range(chance.randrange(1, 4)):
        mutated(chance, root)
    usual = outcome(root)
    looked_at = [chance.choice(leaves(root)) for _ in range(10)]

    assert usual[0] is None or said(unseen(root, looked_at)) == []


FULLEST = [name for name in documents() if f"{name} with more" not in documents()]


@pytest.mark.parametrize("name", FULLEST)
def test_no_leaf_of_a_doubled_element_changes_unseen(name: str) -> None:
    root = etree.fromstring(documents()[name])
    found = []
    for element in list(root.iterdescendants(etree.Element)):
        twin = copy.deepcopy(element)
        element.addnext(twin)
        found += said(unseen(root, [*leaves(element), *leaves(twin)]))
        found += unseen_attributes(root, [*element.iter(etree.Element), *twin.iter(etree.Element)])
        element.getparent().remove(twin)

    assert found == []
