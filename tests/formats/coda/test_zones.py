"""The 37 columns of an account, and the company number of the header: written as they are read."""

from __future__ import annotations

import pytest

from boekbrug.formats import coda
from boekbrug.formats.coda.fields import company_number, company_number_text, payment_codes
from boekbrug.formats.coda.zones import Zone, other_account, other_account_zone, own_account, own_account_zone
from tests.formats.coda import cases

NUMBER, LONG_NUMBER = "539007547034", "5390075470341"


@pytest.mark.parametrize(
    ("structure", "zone", "text"),
    [
        ("0", Zone(NUMBER, "EUR", "0BE"), f"{NUMBER} EUR0BE" + " " * 18),
        ("1", Zone("AB-12", "USD"), f"{'AB-12':34}USD"),
        ("2", Zone(cases.ACCOUNT, "EUR", "EXT"), f"{cases.ACCOUNT:31}EXTEUR"),
        ("3", Zone("FR9430004028379876543210943", "CHF"), f"{'FR9430004028379876543210943':34}CHF"),
        (" ", Zone("FR94300", "CHF"), f"{'FR94300':34}CHF"),
        (" ", Zone("F394300", "CHF"), "F394300      CHF" + " " * 21),
        (" ", Zone(NUMBER, "EUR"), f"{NUMBER} EUR" + " " * 21),
    ],
)
def test_an_account_of_ours(structure: str, zone: Zone, text: str) -> None:
    assert own_account_zone(structure, zone) == text
    assert own_account(structure, text) == zone
    assert len(text) == 37


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        (Zone(NUMBER, "EUR"), f"{NUMBER} EUR"),
        (Zone(LONG_NUMBER, "EUR"), f"{LONG_NUMBER:34}EUR"),
        (Zone("53900754703X", "EUR"), f"{'53900754703X':34}EUR"),
        (Zone(cases.ACCOUNT, "USD"), f"{cases.ACCOUNT:34}USD"),
    ],
)
def test_an_account_of_another(zone: Zone, text: str) -> None:
    assert other_account_zone(zone) == text
    assert other_account(f"{text:37}") == zone


@pytest.mark.parametrize(
    ("number", "text"),
    [("0123456749", "00123456749"), ("", "00000000000"), ("12345678901", "12345678901"), ("AB 12", "AB 12"),
     ("12345²", "12345²")],
)  # fmt: skip
def test_a_company_number(number: str, text: str) -> None:
    assert company_number_text(number) == text
    assert company_number(text) == number


def test_the_balance_of_a_part_is_compared_unless_both_its_balances_are_zero() -> None:
    zeros = cases.statement(separate_application="12345", opening_balance_thousandths=0)
    data = coda.write([zeros])
    opening = cases.edited(data, 2, 44, "000000000000100")
    closing = cases.edited(data, 10, 43, "000000000000100")

    assert zeros.problems == []
    told = ["coda-separate-balance", "coda-balance-differs"]
    assert cases.codes(cases.only(opening)) == cases.codes(cases.only(closing)) == told


def test_only_letters_behind_an_iban_are_its_currency() -> None:
    """Found by the fuzzer: a sign there was taken for a currency, and not read back."""
    assert other_account(f"{cases.PARTY_ACCOUNT + 'EUR':37}") == Zone(cases.PARTY_ACCOUNT, "EUR")
    for text in ("  ]", " EU", "123"):
        zone = other_account(f"{cases.PARTY_ACCOUNT + text:37}")
        assert zone == Zone(cases.PARTY_ACCOUNT + text.strip(), "")
        assert other_account(f"{other_account_zone(zone):37}") == zone


@pytest.mark.parametrize(
    ("area", "codes"),
    [
        ("   1AC01SALARENT", ("1", "AC01", "SALA", "RENT")),
        ("   14C01        ", ("", "", "", "")),
        ("   6AC01        ", ("", "", "", "")),
        ("X  1AC01    RENT", ("", "", "", "RENT")),
        (" " * 16, ("", "", "", "")),
    ],
)
def test_payment_codes(area: str, codes: tuple[str, str, str, str]) -> None:
    assert payment_codes(area) == codes
