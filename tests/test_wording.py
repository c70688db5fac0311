"""Sentences as values."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug import wording
from boekbrug.formats.coda.problems import BALANCE_DIFFERS, COMMUNICATION_FIELD
from boekbrug.wording import Wording, filled


@pytest.fixture(scope="module")
def greeting() -> Iterator[Wording]:
    """A wording in a register of its own: the catalogues hold no texts of tests."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wording, "_registered", {})
        yield Wording("test-greeting", "Found {found}; expected {expected}.")


def test_a_sentence_is_filled_in(greeting: Wording) -> None:
    sentence = greeting.say(found=3, expected="four")

    assert sentence.english == "Found 3; expected four."
    assert sentence.code == "test-greeting"


@given(st.text(), st.text())
def test_values_are_never_read_as_places(greeting: Wording, found: str, expected: str) -> None:
    assert greeting.say(found=found, expected=expected).english == f"Found {found}; expected {expected}."


def test_a_missing_value_is_our_mistake(greeting: Wording) -> None:
    with pytest.raises(ValueError, match="expected"):
        greeting.say(found="3")


def test_one_code_stands_for_one_sentence(greeting: Wording) -> None:
    with pytest.raises(ValueError, match="two sentences"):
        Wording(greeting.code, "Something else.")


def test_a_wording_is_found_by_its_code(greeting: Wording) -> None:
    assert wording.wording("test-greeting") is greeting
    assert wording.wording("never-made") is None
    assert greeting in wording.all_wordings()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("columns 43–57", "kolommen 43–57"),
        ("column 128", "kolom 128"),
        ("bank.cod: columns 1–2", "bank.cod: kolommen 1–2"),
        ("/Invoice/ID", "/Invoice/ID"),
    ],
)
def test_columns_are_said_in_the_language_of_the_sentence(place: str, said: str) -> None:
    dutch = {"columns {first}–{last}": "kolommen {first}–{last}", "column {at}": "kolom {at}"}
    sentence = BALANCE_DIFFERS.at(line=6, place=place, found="1,00", expected="2,00").sentence

    assert f"Line 6, {said}: the closing" in filled(sentence, lambda text: dutch.get(text, text))
    assert f"Line 6, {place}: the closing" in sentence.english


def test_a_value_with_a_name_in_each_language_is_said_by_it() -> None:
    values = {"type": "127", "name": "mandate"}
    sentence = COMMUNICATION_FIELD.at(line=3, columns=(1, 2), found="X", expected="Y", values=values).sentence

    assert "as mandate reference, where" in sentence.english
    assert "as référence du mandat, where" in filled(sentence, str, "fr")
    assert sentence.values["name"] == "mandate"
