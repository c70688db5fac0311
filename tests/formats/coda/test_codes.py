"""Code tables: what each code means, in four languages, as complete as the reference."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from boekbrug.formats import coda
from boekbrug.formats.coda import codes


def test_a_transaction_code_is_explained_in_each_language() -> None:
    explained = coda.transaction_code("00150000")

    assert explained.operation.say("en") == "Transfer received"
    assert explained.operation.say("nl") == "Overschrijving te uwen gunste"
    assert explained.family.say("fr") == "Virements nationaux/locaux ou SEPA"
    assert explained.type.say("de") == "Einzelbetrag, ohne Details"
    assert explained.category.say("nl") == "Nettobedrag (zoals geboekt)"


def test_a_code_that_is_not_known_says_itself() -> None:
    explained = coda.transaction_code("49999555")

    assert [explained.type.is_known, explained.family.is_known, explained.operation.is_known] == [False] * 3
    assert explained.operation.say("nl") == "99"
    assert explained.category.say("en") == "555"


@pytest.mark.parametrize("code", ["40", "44", "48"])
def test_a_code_of_one_bank_is_said_to_be_so(code: str) -> None:
    assert coda.transaction_code(f"001{code}000").operation.say("en") == "Reserved for codes of one bank"


def test_a_communication_type_is_explained() -> None:
    assert coda.communication_type("127").say("fr") == "Domiciliation SEPA"


@pytest.mark.parametrize("name", ["types", "families", "operations", "categories", "communications"])
def test_each_row_has_a_text_in_each_language(name: str) -> None:
    for row in codes.rows(name):
        assert all(row[language].strip() for language in codes.LANGUAGES), row


def test_the_tables_are_those_of_the_reference(shared: Path) -> None:
    folder = shared / "reference" / "coda"
    for name, file, keys in (
        ("families", "transaction_families.csv", ("family", "en", "nl", "fr")),
        ("operations", "transaction_codes.csv", ("family", "operation", "side", "status", "en", "nl", "fr")),
        ("categories", "categories.csv", ("category", "en", "nl", "fr")),
    ):
        with (folder / file).open(encoding="utf-8", newline="") as table:
            wanted = [[row[key] for key in keys] for row in csv.DictReader(table)]
        assert [[row[key] for key in keys] for row in codes.rows(name)] == wanted
