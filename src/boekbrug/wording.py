"""Sentences for people, kept as values: a stable code, an English source text and its values.

Pure rooms never translate. They hand out `Sentence`s; a door renders them in the reader's language with
`boekbrug.business.people.language.render`. Every source text is registered here, so a test can tell which
text lacks a translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import Formatter

Name = Callable[[Mapping[str, str], str], str]
"""Says one of the values of a sentence in a language: from all its values, and the language."""

_registered: dict[str, Wording] = {}


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence that people may read: its code never changes, its English text may.

    `text` holds named places (`{found}`); values come in as plain text when the sentence is said. `names`
    says those that have a name in each language.
    """

    code: str
    text: str
    names: Mapping[str, Name] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        earlier = _registered.setdefault(self.code, self)
        if earlier.text != self.text:
            raise ValueError(f"The code {self.code} stands for two sentences.")

    @property
    def places(self) -> frozenset[str]:
        """The names between braces in the text."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text) if name)

    def say(self, **values: str | int) -> Sentence:
        """Fill in the sentence; a place without a value is our mistake and raises ValueError."""
        if missing := self.places - values.keys():
            raise ValueError(f"{self.code} needs {', '.join(sorted(missing))}.")
        return Sentence(self, {name: str(value) for name, value in values.items()})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A wording with its values, ready to be rendered in a language."""

    wording: Wording
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The stable code of the wording."""
        return self.wording.code

    @property
    def english(self) -> str:
        """The sentence in the source language, for logs and tests."""
        return self.wording.text.format_map(named(self, "en"))


class Refusal(Exception):
    """Something that is not done, with the sentence that says why and what to do; a door renders it."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence


def filled(sentence: Sentence, translate: Callable[[str], str], language: str = "en") -> str:
    """Return a sentence as `translate` says its text; columns, terms and hints in it are said so too.

    `language` is that of `translate`, for values that have a name in each.
    """
    values = {name: _said(name, value, translate) for name, value in named(sentence, language).items()}
    return translate(sentence.wording.text).format_map(values)


def _said(name: str, value: str, translate: Callable[[str], str]) -> str:
    """A value as people read it: a business term and a hint are texts of ours, a place may name columns."""
    if name in ("term", "hint"):
        return translate(value) if value else ""
    return place_in(value, translate) if name == "place" else value


def named(sentence: Sentence, language: str) -> Mapping[str, str]:
    """Return the values of a sentence, those that have a name in each language by it."""
    names = sentence.wording.names
    if not names:
        return sentence.values
    return {
        place: names[place](sentence.values, language) if place in names else value
        for place, value in sentence.values.items()
    }


def place_in(place: str, translate: Callable[[str], str]) -> str:
    """Return a place with the columns that it names (“columns 33–47”) as `translate` says them."""
    for pattern, text in _COLUMNS.items():
        if found := pattern.search(place):
            said = translate(text).format_map(found.groupdict())
            place = f"{place[: found.start()]}{said}{place[found.end() :]}"
    return place


def mark(text: str) -> str:
    """Mark a text for the catalogues; whoever shows it translates it."""
    return text


def mark_many(one: str, many: str) -> tuple[str, str]:
    """Mark a text with its plural for the catalogues."""
    return one, many


def wording(code: str) -> Wording | None:
    """Return the registered wording of a code, or None: stored codes outlive the rule that made them."""
    return _registered.get(code)


def all_wordings() -> tuple[Wording, ...]:
    """Return every wording of the modules imported so far, in order of code."""
    return tuple(_registered[code] for code in sorted(_registered))


_COLUMNS = {
    re.compile(r"\bcolumns (?P<first>\d+)–(?P<last>\d+)"): mark("columns {first}–{last}"),
    re.compile(r"\bcolumn (?P<at>\d+)"): mark("column {at}"),
}
