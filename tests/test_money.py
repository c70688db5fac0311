"""Exact money at the edges."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug import money

thousandths = st.integers(-(10**15), 10**15)


@given(thousandths)
def test_thousandths_survive_the_way_to_decimal_and_back(amount: int) -> None:
    assert money.to_thousandths(money.to_decimal(amount)) == amount


@given(thousandths)
def test_a_shown_amount_is_read_back(amount: int) -> None:
    assert money.to_thousandths(money.parse_amount(money.show_amount(amount))) == amount


@given(st.integers(-(10**18), 10**18))
def test_scaled_numbers_survive_the_way_to_decimal_and_back(scaled: int) -> None:
    assert money.to_scaled(money.from_scaled(scaled)) == scaled


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_a_number_is_exact_or_refused(number: Decimal) -> None:
    try:
        exact = money.to_thousandths(number)
    except money.NotAnAmount:
        return
    assert Fraction(exact, 1000) == Fraction(number)


def test_more_digits_than_python_keeps_by_itself_are_not_rounded_in_silence() -> None:
    assert (
        money.to_thousandths(Decimal("1234567890123456789012345678.001")) == 1234567890123456789012345678001
    )
    with pytest.raises(money.NotAnAmount):
        money.to_thousandths(Decimal("0.0001"))


@given(st.text())
def test_a_typed_text_is_an_amount_or_refused(typed: str) -> None:
    with contextlib.suppress(money.NotAnAmount):
        assert money.parse_amount(typed).is_finite()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("€ 12", "12"),
        ("1.234", "1234"),
        ("−5,5", "-5.5"),
        ("1 234,50", "1234.50"),
    ],
)
def test_amounts_are_read_as_belgians_type_them(typed: str, amount: str) -> None:
    assert money.parse_amount(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["", "abc", "1,2345", "1.23.4", "12,34,56", "1e5", "NaN", "٣"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(money.NotAnAmount):
        money.parse_amount(typed)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(1_234_560, "1.234,56"), (-5, "−0,005"), (0, "0,00"), (1_234_567_890, "1.234.567,89")],
)
def test_amounts_are_shown_as_belgians_write_them(amount: int, shown: str) -> None:
    assert money.show_amount(amount) == shown


@pytest.mark.parametrize(("amount", "cents"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.675", "2.68")])
def test_halves_round_away_from_zero(amount: str, cents: str) -> None:
    assert money.round_cents(Decimal(amount)) == Decimal(cents)
