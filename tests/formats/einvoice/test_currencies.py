"""Amounts and prices in another currency than the document: said once for each currency, with its place."""

from __future__ import annotations

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.problem import Problem
from tests.formats.einvoice.full import full_invoice
from tests.formats.einvoice.invoices import xml
from tests.formats.einvoice.old_files import CII_LINE, cii

PRICES = {
    "the price": ('currencyID="EUR">12.345<', 'currencyID="USD">12.345<', "cac:Price/cbc:PriceAmount"),
    "the price before": ('currencyID="EUR">13.345<', 'currencyID="USD">13.345<', "/cbc:BaseAmount"),
    "the discount": (
        'currencyID="EUR">1</cbc:Amount',
        'currencyID="USD">1</cbc:Amount',
        "AllowanceCharge/cbc:Amount",
    ),
}


def problems(text: str) -> list[Problem]:
    """What is wrong in a document that is refused."""
    reading = einvoice.read(text.encode())
    assert reading.invoice is None
    return list(reading.problems)


@pytest.mark.parametrize("name", PRICES)
def test_a_price_in_another_currency_is_a_problem_at_its_place(name: str) -> None:
    before, after, place = PRICES[name]
    text = xml(full_invoice())
    assert text.count(before) == 1

    (problem,) = problems(text.replace(before, after))

    assert problem.code == "einvoice-other-currency"
    assert problem.place.endswith(place)


GROSS = """<ram:GrossPriceProductTradePrice><ram:ChargeAmount currencyID="USD">30</ram:ChargeAmount>
 <ram:AppliedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator>
 <ram:ActualAmount currencyID="USD">5</ram:ActualAmount></ram:AppliedTradeAllowanceCharge>
 </ram:GrossPriceProductTradePrice><ram:NetPriceProductTradePrice><ram:ChargeAmount currencyID="USD">25<"""


def test_prices_of_cii_in_another_currency_are_one_problem_that_counts() -> None:
    line = CII_LINE.replace("<ram:NetPriceProductTradePrice><ram:ChargeAmount>25<", GROSS)

    (problem,) = problems(cii(lines=line))

    assert problem.code == "einvoice-amounts-in-other-currency"
    assert problem.sentence.english.startswith("3 amounts are in USD, the first at /CrossIndustryInvoice/")
    assert "while the invoice is in EUR" in problem.sentence.english


def test_each_other_currency_is_said_once() -> None:
    text = xml().replace('currencyID="EUR"', 'currencyID="USD"')
    found = problems(text.replace('currencyID="USD">24.69<', 'currencyID="GBP">24.69<'))

    assert [(one.found, one.values) for one in found] == [("GBP", {}), ("USD", {"count": "7"})]
