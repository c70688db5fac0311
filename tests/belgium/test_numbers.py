"""Enterprise numbers, VAT numbers and IBANs in the spellings that people use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug.belgium import enterprise_number, iban, vat_number

SPELLINGS = (
    "0123456749",
    "0123.456.749",
    "123.456.749",
    "BE0123456749",
    "be 0123.456.749",
    "BTW BE 0123-456-749",
    "TVA: BE0123456749",
    "KBO 0123 456 749",
    "(0123) 456 749",
    "0208:0123456749",
)
OTHERS = (
    "",
    "BE",
    "0123456748",
    "01234567490",
    "2123456749",
    "NL123456789B01",
    "٠١٢٣٤٥٦٧٤٩",
    "0123456749 X",
    "+++",
)


@pytest.mark.parametrize("typed", SPELLINGS)
def test_an_enterprise_number_is_read_in_any_spelling(typed: str) -> None:
    assert enterprise_number.parse(typed) == "0123456749"


@pytest.mark.parametrize("typed", OTHERS)
def test_what_is_no_enterprise_number_is_none(typed: str) -> None:
    assert enterprise_number.parse_or_none(typed) is None


def test_a_wrong_enterprise_number_says_what_was_found_and_expected() -> None:
    with pytest.raises(enterprise_number.NotAnEnterpriseNumber) as wrong:
        enterprise_number.parse("0123.456.748")

    assert wrong.value.found == "0123.456.748"
    assert wrong.value.sentence.code == "not-an-enterprise-number"
    assert "0123.456.748" in str(wrong.value)
    assert "0123.456.749" in str(wrong.value)


@given(st.integers(0, 19_999_999))
def test_a_made_enterprise_number_is_read_back_from_the_screen(base: int) -> None:
    digits = enterprise_number.make(base)

    assert enterprise_number.parse(enterprise_number.show(digits)) == digits


@given(st.integers(0, 19_999_999), st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_never_passes(base: int, position: int, digit: int) -> None:
    digits = enterprise_number.make(base)
    changed = digits[:position] + str(digit) + digits[position + 1 :]

    assert (enterprise_number.parse_or_none(changed) == changed) == (changed == digits)


@given(st.text())
def test_any_text_is_a_number_or_none(typed: str) -> None:
    for module in (enterprise_number, vat_number, iban):
        found = module.parse_or_none(typed)
        assert found is None or module.parse_or_none(module.show(found)) == found


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("BE 0123.456.749", "BE0123456749"),
        ("0123.456.749", "BE0123456749"),
        ("BTW be0123456749", "BE0123456749"),
        ("NL 0044.95.445.B01", "NL004495445B01"),
    ],
)
def test_a_vat_number_is_read_with_its_country(typed: str, number: str) -> None:
    assert vat_number.parse(typed) == number


@pytest.mark.parametrize("typed", ["BE0123456748", "NL123", "XX123456789", "", "BE"])
def test_what_is_no_vat_number_is_refused(typed: str) -> None:
    with pytest.raises(vat_number.NotAVatNumber):
        vat_number.parse(typed)


def test_a_belgian_vat_number_and_enterprise_number_are_one() -> None:
    assert vat_number.to_enterprise_number("BE0123456749") == "0123456749"
    assert vat_number.from_enterprise_number("0123456749") == "BE0123456749"
    assert vat_number.to_enterprise_number("NL004495445B01") is None
    assert vat_number.show("BE0123456749") == "BE 0123.456.749"


@given(st.integers(0, 10**10 - 1))
def test_a_made_iban_is_read_back_from_the_screen(base: int) -> None:
    number = iban.make_belgian(base)

    assert iban.parse(iban.show(number).lower()) == number


@pytest.mark.parametrize(
    "typed", ["BE69539007547034", "BE685390075470", "XX68539007547034", "539007547034", ""]
)
def test_a_wrong_iban_is_refused(typed: str) -> None:
    with pytest.raises(iban.NotAnIban):
        iban.parse(typed)


@pytest.mark.parametrize("base", [-1, 10**10])
def test_bases_out_of_range_are_our_mistake(base: int) -> None:
    with pytest.raises(ValueError, match="ten digits"):
        iban.make_belgian(base)
    with pytest.raises(ValueError, match="eight digits"):
        enterprise_number.make(base)
