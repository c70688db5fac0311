"""The structured communication, alone and inside free text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.be import ogm_vcs

from boekbrug.belgium import iban, ogm

DIGITS = "123456789002"
bases = st.integers(0, 10**10 - 1)

MARKED = (
    "+++123/4567/89002+++",
    "***123/4567/89002***",
    "+++123456789002+++",
    "+++ 123 4567 89002 +++",
    "***123/4567/89002",
    "123/4567/89002+++",
    "betaling 123/4567/89002 dank u",
    "ref 123.4567.89002",
    "123 4567 89002",
    "+++123/45\n67/89002+++",
    "+++123/45 67/89002+++",
    "FACTUUR 12 +++123/4567/890\n02+++ VAN 3/4",
    "++ 123/4567/89002 ++",
)
NOTHING = (
    "",
    "+++123/4567/89003+++",
    "12345678900",
    "1234567890021",
    "BE68 5390 0754 7034",
    "BE68 5390075\n47034",
    "539-0075470-34",
    "FACTUUR 2024/1234/56789",
)


@pytest.mark.parametrize("text", MARKED)
def test_a_communication_is_found_in_free_text(text: str) -> None:
    found = ogm.find_all(text)

    assert [(one.digits, one.is_marked) for one in found] == [(DIGITS, True)]


@pytest.mark.parametrize("text", ["123456789002", "REF 123456789002.", "12345\n6789002"])
def test_bare_digits_are_found_but_not_marked(text: str) -> None:
    assert [(one.digits, one.is_marked) for one in ogm.find_all(text)] == [(DIGITS, False)]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_communication_is_not_found(text: str) -> None:
    assert ogm.find_all(text) == ()


@given(st.text(alphabet="0123456789", min_size=11, max_size=13))
def test_our_check_agrees_with_python_stdnum(digits: str) -> None:
    valid = digits[:10] + ogm.make(int(digits[:10]))[10:]

    assert ogm.is_valid(digits) == (len(digits) == 12 and ogm_vcs.is_valid(digits))
    assert ogm_vcs.is_valid(valid)


def test_several_communications_are_found_in_order_and_once() -> None:
    first, second = ogm.make(1), ogm.make(2)
    text = f"{ogm.show(second)} en {ogm.show(first)} en {second}"

    assert [one.digits for one in ogm.find_all(text)] == [second, first]


def test_the_place_of_a_find_is_in_the_text() -> None:
    (found,) = ogm.find_all("voor +++123/4567/89002+++ dank")

    assert "voor +++123/4567/89002+++ dank"[found.start : found.end].startswith("+++123/4567/89002")


@given(bases)
def test_a_made_communication_is_valid_and_read_back(base: int) -> None:
    digits = ogm.make(base)

    assert ogm.is_valid(digits)
    assert ogm.parse(ogm.show(digits)) == digits


@given(bases, st.text(alphabet="abc XYZ,;:()", max_size=30), st.integers(0, 20))
def test_a_break_anywhere_inside_does_not_hide_it(base: int, around: str, cut: int) -> None:
    shown = ogm.show(ogm.make(base))
    text = around + shown[:cut] + "\n" + shown[cut:] + around

    assert ogm.make(base) in [one.digits for one in ogm.find_all(text)]


@given(st.text(alphabet="0123456789+*/ .-\nBE", max_size=200))
def test_every_find_passes_its_check(text: str) -> None:
    assert all(ogm.is_valid(one.digits) for one in ogm.find_all(text))


@given(bases)
def test_a_belgian_iban_is_never_a_communication(base: int) -> None:
    assert ogm.find_all(f"van {iban.show(iban.make_belgian(base))} aan u") == ()


def test_a_check_of_zero_is_written_as_97() -> None:
    assert ogm.make(97) == "000000009797"
    assert ogm.is_valid("000000009797")
    assert not ogm.is_valid("000000009700")


def test_a_text_that_is_something_else_is_refused() -> None:
    with pytest.raises(ogm.NotAnOgm):
        ogm.parse("betaling 123/4567/89002")
    with pytest.raises(ValueError, match="ten digits"):
        ogm.make(10**10)


def test_a_creditor_reference_is_found_and_shown() -> None:
    assert ogm.find_rf("voor RF18 5390 0754 7034 dank") == ("RF18539007547034",)
    assert ogm.find_rf("RF19 5390 0754 7034") == ()
    assert ogm.parse_rf_or_none("rf18 5390 0754 7034") == "RF18539007547034"
    assert ogm.show_rf("RF18539007547034") == "RF18 5390 0754 7034"
