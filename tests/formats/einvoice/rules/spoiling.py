"""Documents that our writer makes, spoiled in one place, and the rules of a set that they then break."""

from __future__ import annotations

from lxml import etree

from boekbrug.formats.einvoice.rules.engine import Broken, Compiled
from boekbrug.formats.einvoice.rules.rule import RuleSet
from boekbrug.formats.einvoice.rules.tree import Tree

Change = tuple[str, str]


def spoiled(text: str, *changes: Change) -> str:
    """The text with each change made at its first place; a change that finds nothing is our mistake."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def found(text: str | bytes, rules: RuleSet) -> list[Broken]:
    """What the rules of a set find, whether or not the set is for this document."""
    content = text.encode() if isinstance(text, str) else text
    return Compiled(rules.rules).run(Tree(etree.fromstring(content)))


def ids(text: str | bytes, rules: RuleSet) -> set[str]:
    """The ids of the rules that are broken."""
    return {one.rule.id for one in found(text, rules)}


def applies(text: str | bytes, rules: RuleSet) -> bool:
    """Whether a set is for this document."""
    content = text.encode() if isinstance(text, str) else text
    return rules.applies(Tree(etree.fromstring(content)))
