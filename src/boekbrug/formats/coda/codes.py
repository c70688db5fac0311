"""What the codes of the standard mean, in English, Dutch, French and German.

Source: Febelfin CODA 2.6 (February 2018), annex on transaction codes; the wording is ours. The tables stand
beside this file (`tables/`) and are read when the first text is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

LANGUAGES = ("en", "nl", "fr", "de")
"""The languages of the tables."""

TABLES = {
    "types": ("type",),
    "families": ("family",),
    "operations": ("family", "operation"),
    "categories": ("category",),
    "communications": ("type",),
    "fields": ("type", "field"),  # without a type: wherever that type has no name of its own
    "meanings": ("meaning",),
}
"""The tables, and the columns that tell their rows apart."""

_UNKNOWN: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Coded:
    """A code and what it means by language; without texts the standard does not know it."""

    code: str
    texts: Mapping[str, str]

    @property
    def is_known(self) -> bool:
        """Whether the standard knows this code."""
        return bool(self.texts)

    def say(self, language: str = "en") -> str:
        """Return the text in a language of ours (English for another), or the code itself."""
        return self.texts.get(language) or self.texts.get("en") or self.code


@dataclass(frozen=True, slots=True)
class TransactionCode:
    """The eight digits of a movement: type, family, operation and category."""

    type: Coded
    family: Coded
    operation: Coded
    category: Coded


def transaction_code(digits: str) -> TransactionCode:
    """Explain the eight digits of a transaction code; what the standard does not know has no texts."""
    kind, family, operation, category = digits[:1], digits[1:3], digits[3:5], digits[5:8]
    return TransactionCode(
        Coded(kind, _table("types").get((kind,), _UNKNOWN)),
        Coded(family, _table("families").get((family,), _UNKNOWN)),
        Coded(operation, _table("operations").get((family, operation), _UNKNOWN)),
        Coded(category, _table("categories").get((category,), _UNKNOWN)),
    )


def communication_type(code: str) -> Coded:
    """Explain the type of a structured communication or information."""
    return Coded(code, _table("communications").get((code,), _UNKNOWN))


@cache  # the fields of our own layouts
def field_name(communication: str, field: str) -> Coded:
    """Return what a field of a type of structured communication or information is called."""
    names = _table("fields")
    return Coded(field, names.get((communication, field)) or names.get(("", field), _UNKNOWN))


def code_meaning(text: str) -> Coded:
    """Return what a code in a communication means; a name that is the same everywhere has no texts."""
    return Coded(text, _table("meanings").get((text,), _UNKNOWN))


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table as they stand; the tables are those of `TABLES`."""
    import csv  # noqa: PLC0415  scanning a file needs no tables
    from importlib.resources import files  # noqa: PLC0415

    table = files("boekbrug.formats.coda") / "tables" / f"{name}.csv"
    yield from csv.DictReader(table.read_text(encoding="utf-8").splitlines())


@cache
def _table(name: str) -> dict[tuple[str, ...], Mapping[str, str]]:
    """Return the texts of a table by its key: the columns that `TABLES` names."""
    table: dict[tuple[str, ...], Mapping[str, str]] = {}
    for row in rows(name):
        texts = {language: row[language] for language in LANGUAGES}
        *first, last = (row[column] for column in TABLES[name])
        for one in _each(last):
            table[(*first, one)] = texts
    return table


def _each(code: str) -> Iterator[str]:
    """Yield the codes that one row stands for: “40-48” stands for nine."""
    first, _, last = code.partition("-")
    if not first.isdigit():
        yield code
        return
    for number in range(int(first), int(last or first) + 1):
        yield f"{number:0{len(first)}d}"
