"""What keeps an invoice from leaving because of its seller or buyer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from boekbrug.belgium import enterprise_number, vat_number
from boekbrug.belgium.vat_rates import VatCategory
from boekbrug.formats.einvoice import readiness_problems as problems
from boekbrug.formats.einvoice.code_lists import COUNTRIES, ENTERPRISE_SCHEME
from boekbrug.formats.einvoice.model import Invoice, Party
from boekbrug.formats.einvoice.peppol_addresses import address_of, is_peppol_scheme
from boekbrug.formats.einvoice.rules.peppol_numbers import fits
from boekbrug.formats.problem import Problem, ProblemKind

_BOTH_VAT_NUMBERS = frozenset({VatCategory.REVERSE_CHARGE, VatCategory.INTRA_COMMUNITY})

_BELGIAN_VAT = "9925"  # scheme of addresses: BE and the enterprise number


@dataclass(frozen=True, slots=True)
class _Role:
    """The sentences that differ between seller and buyer."""

    place: str
    no_name: ProblemKind
    number_wrong: ProblemKind
    vat_number_wrong: ProblemKind
    no_country: ProblemKind
    no_address: ProblemKind


_SELLER = _Role(
    "seller",
    problems.SELLER_WITHOUT_NAME,
    problems.SELLER_NUMBER_WRONG,
    problems.SELLER_VAT_NUMBER_WRONG,
    problems.SELLER_WITHOUT_COUNTRY,
    problems.SELLER_WITHOUT_ADDRESS_ON_PEPPOL,
)
_BUYER = _Role(
    "buyer",
    problems.BUYER_WITHOUT_NAME,
    problems.BUYER_NUMBER_WRONG,
    problems.BUYER_VAT_NUMBER_WRONG,
    problems.BUYER_WITHOUT_COUNTRY,
    problems.BUYER_WITHOUT_ADDRESS_ON_PEPPOL,
)


def party_problems(invoice: Invoice) -> Iterator[Problem]:
    """Yield what is missing or wrong with the parties (royal decree no. 1 art. 5; BR-06 to BR-11, R010)."""
    yield from _party(invoice.seller, _SELLER)
    yield from _party(invoice.buyer, _BUYER)
    categories = {line.vat_category for line in invoice.lines}
    seller, buyer = invoice.seller, invoice.buyer
    if not seller.enterprise_number:
        yield problems.SELLER_WITHOUT_NUMBER.at(place="seller")
    if not seller.vat_number and categories - {VatCategory.OUTSIDE_VAT}:
        yield problems.SELLER_WITHOUT_VAT_NUMBER.at(place="seller")
    if not buyer.vat_number:
        for category in sorted(categories & _BOTH_VAT_NUMBERS):
            yield problems.BUYER_WITHOUT_VAT_NUMBER.at(place="buyer", found=category)
    yield from _numbers(seller, _SELLER)
    yield from _numbers(buyer, _BUYER)
    yield from _peppol(seller, _SELLER, invoice.issued_on)
    yield from _peppol(buyer, _BUYER, invoice.issued_on)


def _numbers(party: Party, role: _Role) -> Iterator[Problem]:
    """Numbers that name their scheme fit it (PEPPOL-COMMON-R040 to R050, BE-02); 0208 is told by the role."""
    told = [(one.scheme, one.value) for one in party.identifiers]
    if party.endpoint:
        told.append((party.endpoint.scheme, party.endpoint.identifier))
    if party.enterprise_number:
        told.append((party.enterprise_scheme, party.enterprise_number))
    for scheme, number in told:
        is_wrong = not _is_belgian_vat(number) if scheme == _BELGIAN_VAT else not fits(scheme, number)
        if is_wrong and scheme != ENTERPRISE_SCHEME:
            yield problems.NUMBER_DOES_NOT_FIT.at(
                place=role.place, found=number, expected=scheme, values={"name": party.name or "–"}
            )


def _is_belgian_vat(number: str) -> bool:
    return number.startswith("BE") and vat_number.parse_or_none(number) is not None


def _peppol(party: Party, role: _Role, issued_on: dt.date) -> Iterator[Problem]:
    """What keeps the document off Peppol only (PEPPOL-EN16931-R010, R020, CL008): it may be handed over."""
    address = address_of(party)
    if address is None:
        yield role.no_address.at(place=role.place)
    elif not is_peppol_scheme(address.scheme, issued_on):
        yield problems.ADDRESS_NOT_ON_PEPPOL.at(
            place=role.place, found=address.scheme, values={"name": party.name or "–"}
        )


def _party(party: Party, role: _Role) -> Iterator[Problem]:
    """Name, address and numbers of one party."""
    if not party.name.strip():
        yield role.no_name.at(place=role.place)
    yield from _address(party, role)
    number, vat = party.enterprise_number, party.vat_number
    digits = enterprise_number.parse_or_none(number)
    if number and not digits and party.country == "BE":
        yield role.number_wrong.at(place=role.place, found=number)
    endpoint = party.endpoint
    if (
        endpoint
        and endpoint.scheme == ENTERPRISE_SCHEME
        and not enterprise_number.is_valid(endpoint.identifier)
    ):
        yield role.number_wrong.at(place=role.place, found=endpoint.identifier)  # PEPPOL-COMMON-R043
    if vat and _is_vat_number_wrong(vat):
        yield role.vat_number_wrong.at(place=role.place, found=vat)
    elif digits and vat.startswith("BE") and party.country == "BE" and vat != f"BE{digits}":
        yield problems.NUMBERS_DISAGREE.at(
            place=role.place,
            found=enterprise_number.show(digits),
            expected=vat_number.show(vat),
            values={"name": party.name},
        )


def _is_vat_number_wrong(vat: str) -> bool:
    """Whether the number of an EU country fails its check; countries outside the EU are not judged."""
    return (vat[:2] in vat_number.COUNTRIES or not vat[:2].isalpha()) and not vat_number.parse_or_none(vat)


def _address(party: Party, role: _Role) -> Iterator[Problem]:
    """Country, and the parts that a Belgian invoice carries."""
    if not party.country:
        yield role.no_country.at(place=role.place)
    elif party.country not in COUNTRIES:
        yield problems.UNKNOWN_COUNTRY.at(place=role.place, found=party.country)
    if not all(text.strip() for text in (party.street, party.postcode, party.city)):
        yield problems.ADDRESS_INCOMPLETE.at(place=role.place, values={"name": party.name or "–"})
