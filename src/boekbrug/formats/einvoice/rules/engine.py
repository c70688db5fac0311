"""Run rules over a document: sorted by element name once, then each element meets only its own rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boekbrug.formats.einvoice.rules.rule import Fault, Rule, When
from boekbrug.formats.einvoice.rules.tree import ROOT, El, Tree

PER_RULE_MAX = 100  # faults told of one rule; a thousand lines with the same fault need no thousand sentences

Parents = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule and the element and fault that break it."""

    rule: Rule
    element: El
    fault: Fault


@dataclass(frozen=True, slots=True)
class _Group:
    """The rules of one context: the names that its parents must have, innermost first."""

    parents: Parents
    when: When | None
    rules: list[Rule]

    def takes(self, element: El) -> bool:
        """Whether the element stands under such parents and is one that these rules judge."""
        at: El | None = element.parent
        for names in self.parents:
            if at is None or at.name not in names:
                return False
            at = at.parent
        return self.when is None or self.when(element)


class Compiled:
    """Rules in the order in which they are tried, by the name of the element that they judge."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_name: dict[str, list[_Group]] = {}
        self._by_ending: dict[str, list[_Group]] = {}
        for rule in rules:
            self._add(rule)
        self._groups = {name: self._met(name) for name in self._by_name}

    def _add(self, rule: Rule) -> None:
        names, parents = parsed_context(rule.context)
        for name in names:
            is_ending = name.startswith("*")
            groups = (self._by_ending if is_ending else self._by_name).setdefault(name.removeprefix("*"), [])
            for group in groups:
                if group.parents == parents and group.when is rule.when:
                    group.rules.append(rule)
                    break
            else:
                groups.append(_Group(parents, rule.when, [rule]))

    def run(self, tree: Tree) -> list[Broken]:
        """Return what is broken, at most PER_RULE_MAX times per rule."""
        broken: list[Broken] = []
        counts: dict[str, int] = {}
        for name, elements in tree.by_name.items():
            groups = self._groups.get(name)
            for group in self._met(name) if groups is None else groups:
                is_bare = not group.parents and group.when is None
                judged = elements if is_bare else [one for one in elements if group.takes(one)]
                if judged:
                    _judge(group.rules, judged, tree, broken=broken, counts=counts)
        return broken

    def _met(self, name: str) -> list[_Group]:
        """The groups of a name: its own, and those of an ending that it has."""
        by_ending = (groups for ending, groups in self._by_ending.items() if name.endswith(ending))
        return [*self._by_name.get(name, ()), *(group for groups in by_ending for group in groups)]


def _judge(
    rules: Sequence[Rule],
    elements: Sequence[El],
    tree: Tree,
    *,
    broken: list[Broken],
    counts: dict[str, int],
) -> None:
    """Put each element before each rule of its group."""
    for rule in rules:
        check = rule.check
        for element in elements:
            fault = check(element, tree)
            if fault is not None:
                count = counts[rule.id] = counts.get(rule.id, 0) + 1
                if count > PER_RULE_MAX:
                    break
                broken.append(Broken(rule, fault.at or element, fault))


def parsed_context(context: str) -> tuple[tuple[str, ...], Parents]:
    """Return the names of the judged element, and the names that its parents must have, innermost first."""
    if context == ROOT:
        return (ROOT,), ()
    steps = context.removeprefix("/").split("/")
    parents = [frozenset(step.split("|")) for step in reversed(steps[:-1])]
    if context.startswith("/"):
        parents.append(frozenset((ROOT,)))
    return tuple(steps[-1].split("|")), tuple(parents)
