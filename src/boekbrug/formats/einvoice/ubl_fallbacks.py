"""Where old Belgian software put what EN 16931 puts elsewhere: e-FFF, UBL.BE and UBL of no profile.

Used for tolerant formats only; what a document says in the right place always wins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from boekbrug.belgium import enterprise_number, vat_number
from boekbrug.formats.einvoice.compute import vat_amount
from boekbrug.formats.einvoice.model import ZERO, Line, Party, VatSubtotal

# Schemes of the Belgian register of enterprises: now, before 2019 (9956), e-FFF 3, e-FFF 1 and 2.
BELGIAN_REGISTER = frozenset({"0208", "9956", "BE:CBE", "KBO", "BCE", "CBE", "KBO-BCE", "BE:EN"})
BELGIAN_VAT = frozenset({"9925", "BE:VAT"})

# UBL.BE list BTCC: category of EN 16931 and rate, as far as the code decides them.
BELGIAN_CODES: dict[str, tuple[str, str]] = {
    "00": ("Z", "0"),
    "01": ("S", "6"),
    "02": ("S", "12"),
    "03": ("S", "21"),
    "45": ("AE", "0"),
    "44": ("AE", "0"),
    "SC": ("E", "0"),
    "MA": ("E", "0"),
    "FD": ("E", "0"),
    "00/44": ("E", "0"),
    "03/SE": ("S", "21"),
    "46/GO": ("K", "0"),
    "46/TR": ("K", "0"),
    "47/EX": ("G", "0"),
    "NS": ("O", ""),
}
OUTSIDE_VAT = "O"  # has no rate, not even one of zero (BR-O-05)
_RATES = tuple(Decimal(one) for one in (21, 12, 6, 0))
_NEAR = Decimal("0.05")
_HUNDREDTH = Decimal("0.01")
_EIGHT_DECIMALS = Decimal("0.00000001")
_WHOLE_MAX = 10**15  # of a price: more digits than Decimal rounds exactly


def completed_party(party: Party) -> Party:
    """Return a party with its enterprise number, VAT number and country from wherever they stand."""
    endpoint = party.endpoint
    digits = party.enterprise_number
    vat = party.vat_number
    if endpoint and endpoint.scheme in BELGIAN_REGISTER:
        digits = digits or enterprise_number.parse_or_none(endpoint.identifier) or ""
    if endpoint and endpoint.scheme in BELGIAN_VAT:
        vat = vat or vat_number.parse_or_none(endpoint.identifier) or ""
    behind_vat = vat_number.to_enterprise_number(vat) if vat_number.parse_or_none(vat) else None
    digits = digits or behind_vat or ""
    country = party.country or ("BE" if behind_vat or enterprise_number.parse_or_none(digits) else "")
    if country == "BE":
        digits = _belgian_digits(digits)
    name = party.name or party.contact_name
    return replace(party, name=name, enterprise_number=digits, vat_number=vat, country=country)


def _belgian_digits(text: str) -> str:
    """The ten digits of an enterprise number, also where a VAT number was put; else the text as it stands."""
    number = vat_number.parse_or_none(text)
    behind_vat = vat_number.to_enterprise_number(number) if number else None
    return enterprise_number.parse_or_none(text) or behind_vat or text


def category_and_rate(
    category: str, rate: Decimal | None, belgian_code: str, *, base: Decimal, vat: Decimal | None
) -> tuple[str, Decimal | None]:
    """Return category and rate; where they are missing, from the Belgian code or from the amounts."""
    known_category, known_rate = BELGIAN_CODES.get(belgian_code, ("", ""))
    if rate is None and known_rate:
        rate = Decimal(known_rate)
    if rate is None and vat is not None and (category or known_category) != OUTSIDE_VAT:
        rate = _rate_of(base, vat)
    if not category:
        category = known_category or ("" if rate is None else "S" if rate else "Z")
    return category, rate


def price_from(net: Decimal, quantity: Decimal) -> Decimal:
    """Return the price that a line leaves out, to eight decimals; zero when nothing was counted."""
    price = net / quantity if quantity else ZERO
    return price.quantize(_EIGHT_DECIMALS) if abs(price) < _WHOLE_MAX else price


def _rate_of(base: Decimal, vat: Decimal) -> Decimal | None:
    """The rate that gives this VAT: a Belgian one where it fits, else what the amounts say."""
    for rate in _RATES:
        if abs(vat_amount(base, rate) - vat) <= _NEAR:
            return rate
    told = vat * 100 / base if base else None
    return told.quantize(_HUNDREDTH) if told is not None and 0 <= told <= 100 else None


def with_vat(lines: Iterable[Line], vat: tuple[VatSubtotal, ...]) -> tuple[Line, ...]:
    """Return the lines; one that says nothing of VAT gets that of the document where this has only one."""
    if len(vat) != 1:
        return tuple(lines)
    only = vat[0]
    return tuple(
        line
        if line.vat_category
        else replace(line, vat_category=only.category, vat_rate=only.rate, belgian_code=only.belgian_code)
        for line in lines
    )


def sum_of(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum of amounts; none is zero."""
    return sum(amounts, ZERO)
