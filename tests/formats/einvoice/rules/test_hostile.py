"""Documents made to hurt: the largest numbers, and one thing repeated; told, and in no time."""

from __future__ import annotations

import re
import time

import pytest

from boekbrug.formats import einvoice
from tests.formats.einvoice.invoices import xml

NINES = "9" * 28
MANY = 4_000
SECONDS_MAX = 10  # what took minutes; these take less than one
LINE_AMOUNT = re.compile(r"(<cac:InvoiceLine>.*?<cbc:LineExtensionAmount[^>]*>)[^<]*", re.DOTALL)
EXTRA = (
    "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>"
    "<cbc:MultiplierFactorNumeric>50</cbc:MultiplierFactorNumeric>"
    f'<cbc:Amount currencyID="EUR">1</cbc:Amount><cbc:BaseAmount currencyID="EUR">{NINES}</cbc:BaseAmount>'
    "</cac:AllowanceCharge>"
)


def element(text: str, name: str) -> str:
    """The first element of a name, as it stands in a document."""
    found = re.search(rf"<cac:{name}>.*?</cac:{name}>", text, re.DOTALL)
    assert found, name
    return found[0]


def before(name: str, added: str) -> str:
    """A sound document with something added before its first element of a name."""
    return xml().replace(f"<cac:{name}>", f"{added}<cac:{name}>", 1)


def times(*names: str) -> str:
    """A sound document with its first element of each name repeated."""
    text = xml()
    for name in names:
        text = text.replace(found := element(text, name), found * MANY, 1)
    return text


def categories() -> str:
    """A line with as many VAT categories as rates."""
    one = "<cac:{0}><cbc:ID>C{1}</cbc:ID><cbc:Percent>{1}</cbc:Percent></cac:{0}>"
    return "".join(one.format("ClassifiedTaxCategory", at) for at in range(MANY))


def payees() -> str:
    """As many payees as names of the seller."""
    named = "<cac:PartyName><cbc:Name>x</cbc:Name></cac:PartyName>"
    text = before("PaymentMeans", f"<cac:PayeeParty>{named}</cac:PayeeParty>" * MANY)
    return text.replace("<cac:PartyName>", named * MANY + "<cac:PartyName>", 1)


def small_business() -> str:
    """As many exemptions of a small business as parts of the breakdown."""
    text = xml()
    found = element(text, "TaxSubtotal")
    exempt = found.replace(">S<", ">E<").replace(
        "<cac:TaxScheme>", "<cbc:TaxExemptionReason>56bis</cbc:TaxExemptionReason><cac:TaxScheme>"
    )
    return text.replace(found, exempt * MANY, 1)


def currencies() -> str:
    """As many currencies as totals of the VAT."""
    text = before(
        "TaxTotal", '<cac:TaxTotal><cbc:TaxAmount currencyID="X">1</cbc:TaxAmount></cac:TaxTotal>' * MANY
    )
    code = "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
    return text.replace(code, code * MANY, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LINE_AMOUNT.sub(rf"\g<1>{NINES}", xml(), count=1), "PEPPOL-EN16931-R120"),
        (re.sub(r"(<cbc:PriceAmount[^>]*>)[^<]*", rf"\g<1>{NINES}", xml(), count=1), "PEPPOL-EN16931-R120"),
        (before("TaxTotal", EXTRA), "PEPPOL-EN16931-R040"),
    ],
    ids=["line", "price", "discount"],
)
def test_the_largest_numbers_raise_nothing(text: str, told: str) -> None:
    assert told in einvoice.validate(text.encode(), einvoice.SEND).codes()


@pytest.mark.parametrize(
    "text",
    [
        before("ClassifiedTaxCategory", categories()),
        payees(),
        small_business(),
        currencies(),
        times("LegalMonetaryTotal", "InvoiceLine"),
        times("AccountingCustomerParty", "TaxSubtotal"),
    ],
    ids=["categories", "payees", "small-business", "currencies", "totals", "customers"],
)
def test_what_is_repeated_takes_no_minutes(text: str) -> None:
    started = time.process_time()

    verdict = einvoice.validate(text.encode(), einvoice.SEND)

    assert not verdict.is_valid
    assert time.process_time() - started < SECONDS_MAX
