"""VAT categories, the rates that fit them and the mentions they need."""

from __future__ import annotations

from decimal import Decimal

import pytest

from boekbrug.belgium import vat_rates
from boekbrug.belgium.vat_rates import VatCategory


def test_belgium_knows_four_rates() -> None:
    assert vat_rates.RATES == (21, 12, 6, 0)


@pytest.mark.parametrize("category", VatCategory)
def test_a_category_without_vat_has_a_mention_in_four_languages(category: VatCategory) -> None:
    treatment = vat_rates.default_treatment(category)
    mentions = {treatment.mention(language) for language in vat_rates.LANGUAGES}

    assert treatment.category is category
    assert (len(mentions) == 4) == vat_rates.needs_exemption_reason(category)


@pytest.mark.parametrize(
    ("category", "rate", "fits"),
    [
        (VatCategory.STANDARD, Decimal(21), True),
        (VatCategory.STANDARD, Decimal(0), False),
        (VatCategory.STANDARD, None, False),
        (VatCategory.EXEMPT, Decimal(0), True),
        (VatCategory.EXEMPT, Decimal(6), False),
        (VatCategory.OUTSIDE_VAT, None, True),
        (VatCategory.OUTSIDE_VAT, Decimal(21), False),
    ],
)
def test_a_rate_fits_its_category(category: VatCategory, rate: Decimal | None, *, fits: bool) -> None:
    assert vat_rates.allows_rate(category, rate) is fits


def test_a_treatment_is_found_by_its_key() -> None:
    assert all(vat_rates.treatment(one.key) is one for one in vat_rates.TREATMENTS)
    assert vat_rates.treatment("unknown") is None


def test_letters_that_belgium_does_not_use_are_no_category() -> None:
    assert vat_rates.category_or_none("AE") is VatCategory.REVERSE_CHARGE
    assert vat_rates.category_or_none("L") is None


def test_an_unknown_language_gets_the_english_mention() -> None:
    assert vat_rates.REVERSE_CHARGE.mention("pl") == "Reverse charge"
