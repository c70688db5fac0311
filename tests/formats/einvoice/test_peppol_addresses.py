"""Where Peppol reaches a party, and that what is ready keeps to the rules of sending."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from boekbrug.belgium import vat_number
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import Endpoint, Identifier, Invoice, Party, Payment, peppol_addresses
from boekbrug.formats.einvoice.rules.lists import code_list
from boekbrug.formats.problem import Severity
from tests.formats.einvoice import belgian
from tests.formats.einvoice.invoices import BUYER, BUYER_DIGITS, SELLER, a_line, an_invoice

EMAIL = Endpoint("EM", "an@voorbeeld.example")
SERVICES = belgian.intra_community_services()


def fatal(invoice: Invoice) -> list[str]:
    """The rules that keep what we write of an invoice from being sent."""
    verdict = einvoice.validate(einvoice.write_bis3(invoice), profile=einvoice.SEND)
    return [one.code for one in verdict.findings if one.severity is Severity.ERROR]


def to(buyer: Party, **changes: object) -> Invoice:
    """The services, to somebody else."""
    return replace(SERVICES, buyer=replace(buyer, **changes))


VARIANTS = {
    "buyer-by-email": to(belgian.FRENCH_BUYER, endpoint=EMAIL),
    "buyer-by-nothing-but-vat": to(belgian.FRENCH_BUYER, endpoint=None),
    "buyer-by-swedish-vat": to(belgian.FRENCH_BUYER, endpoint=None, vat_number="SE999999111101"),
    "buyer-by-withdrawn-scheme": replace(
        to(belgian.FRENCH_BUYER, endpoint=Endpoint("0037", "003712345671")), issued_on=dt.date(2026, 8, 24),
        due_on=dt.date(2026, 9, 24),
    ),
    "buyer-by-withdrawn-scheme-in-time": to(
        belgian.FRENCH_BUYER, endpoint=Endpoint("0037", "003712345671")
    ),
    "buyer-abroad-with-a-number": an_invoice(
        buyer=replace(BUYER, country="US", vat_number="", enterprise_number="12-3456789")
    ),
    "private-buyer": belgian.private_buyer(),
    "seller-by-email": an_invoice(seller=replace(SELLER, endpoint=EMAIL)),
    "seller-abroad": an_invoice(
        seller=replace(belgian.FRENCH_BUYER, endpoint=None), buyer=replace(BUYER, endpoint=None)
    ),
    "seller-without-address": an_invoice(
        seller=replace(belgian.FRENCH_BUYER, endpoint=None, country="SE", vat_number="SE999999111101")
    ),
}  # fmt: skip
REFUSED = {
    "address-of-norway": to(belgian.FRENCH_BUYER, endpoint=Endpoint("0192", "12")),
    "address-of-sweden": to(belgian.FRENCH_BUYER, endpoint=Endpoint("0007", "12")),
    "address-by-belgian-vat": an_invoice(buyer=replace(BUYER, endpoint=Endpoint("9925", BUYER_DIGITS))),
    "seller-address": an_invoice(seller=replace(SELLER, endpoint=Endpoint("0184", "DK1"))),
    "register": to(belgian.FRENCH_BUYER, enterprise_scheme="0088"),
    "identifier": to(belgian.FRENCH_BUYER, identifiers=(Identifier("12", "0151"),)),
    "unit": an_invoice(lines=(a_line(unit_code="zzz"),)),
    "payment": an_invoice(payment=Payment("999", "", "BE68539007547034")),
}
EVERY = {**belgian.invoices(), **VARIANTS, **REFUSED}


@pytest.mark.parametrize("name", EVERY)
def test_what_is_ready_keeps_to_every_rule_of_sending(name: str) -> None:
    invoice = EVERY[name]

    assert einvoice.readiness(invoice) or fatal(invoice) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("buyer-by-email", "address-not-on-peppol"),
        ("buyer-by-swedish-vat", "buyer-without-endpoint"),
        ("buyer-by-withdrawn-scheme", "address-not-on-peppol"),
        ("buyer-abroad-with-a-number", "buyer-without-endpoint"),
        ("private-buyer", "buyer-without-endpoint"),
        ("seller-by-email", "address-not-on-peppol"),
        ("seller-without-address", "seller-without-endpoint"),
    ],
)
def test_what_only_peppol_refuses_is_a_warning(name: str, code: str) -> None:
    found = einvoice.readiness(VARIANTS[name])

    assert [(one.code, one.severity) for one in found] == [(f"readiness-{code}", Severity.WARNING)]
    assert "Peppol" in found[0].sentence.english
    assert {one.split("-")[-1] for one in fatal(VARIANTS[name])} <= {"CL008", "R010", "R020"}


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_number_unit_or_way_to_pay_does_not_leave(name: str) -> None:
    found = einvoice.readiness(REFUSED[name])

    assert [one.severity for one in found] == [Severity.ERROR]
    assert len(fatal(REFUSED[name])) == 1


@pytest.mark.parametrize("name", ["buyer-by-nothing-but-vat", "buyer-by-withdrawn-scheme-in-time",
                                  "seller-abroad"])  # fmt: skip
def test_what_can_be_sent_gives_no_warning(name: str) -> None:
    assert einvoice.readiness(VARIANTS[name]) == []


def test_every_member_state_is_in_the_table_or_said_to_have_no_scheme() -> None:
    table = peppol_addresses.SCHEME_BY_VAT_COUNTRY

    assert table.keys() | peppol_addresses.WITHOUT_VAT_SCHEME | {"BE"} == vat_number.COUNTRIES
    assert not table.keys() & peppol_addresses.WITHOUT_VAT_SCHEME
    assert set(table.values()) <= code_list("peppol-address-schemes").codes
    assert len(set(table.values())) == len(table)


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("NL100000009B01", Endpoint("9944", "NL100000009B01")),
        ("FR42999999006", Endpoint("9957", "FR42999999006")),
        (f"BE{BUYER_DIGITS}", Endpoint("0208", BUYER_DIGITS)),
        ("SE999999111101", None),
        ("NL123", None),
        ("", None),
    ],
)
def test_a_vat_number_is_an_address_of_its_country(number: str, address: Endpoint | None) -> None:
    assert einvoice.address_of_vat_number(number) == address


def test_the_belgian_enterprise_number_goes_before_the_vat_number_and_an_own_address_before_both() -> None:
    other = replace(BUYER, vat_number=SELLER.vat_number)

    assert peppol_addresses.address_of(other) == Endpoint("0208", BUYER_DIGITS)
    assert peppol_addresses.address_of(replace(other, endpoint=EMAIL)) == EMAIL
