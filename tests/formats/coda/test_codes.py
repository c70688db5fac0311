"""Code tables: what each code means, in four languages, as complete as the reference."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from boekbrug.formats import coda
from boekbrug.formats.coda import codes
from boekbrug.formats.coda.information_types import OF_INFORMATION
from boekbrug.formats.coda.movement_types import OF_MOVEMENTS


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


def test_every_field_and_code_of_a_communication_has_its_names_and_no_other() -> None:
    layouts = [*OF_MOVEMENTS.values(), *OF_INFORMATION.values()]
    fields = {(one.type, field.name) for one in layouts for field in one.fields}
    meanings = {text for one in layouts for field in one.fields for text in field.values.values()}
    rows = {(row["type"], row["field"]) for row in codes.rows("fields")} - {("", "rest")}

    assert [one for one in sorted(fields) if not coda.field_name(*one).is_known] == []
    assert rows <= fields | {("", name) for kind, name in fields if (kind, name) not in rows}
    assert {row["meaning"] for row in codes.rows("meanings")} <= meanings


def test_a_field_and_the_meaning_of_its_code_are_said_in_each_language() -> None:
    assert coda.field_name("105", "gross_amount").say("nl") == "brutobedrag in de munt van de rekening"
    assert coda.field_name("111", "first_day").say("fr") == "date de la première transaction"
    assert coda.field_name("123", "first_day").say("fr") == "date de début"
    assert coda.field_name("123", "unheard").say("fr") == "unheard"
    assert coda.code_meaning("recurrent").say("de") == "wiederkehrend"
    assert coda.code_meaning("Maestro").say("de") == "Maestro"


@pytest.mark.parametrize("name", codes.TABLES)
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
