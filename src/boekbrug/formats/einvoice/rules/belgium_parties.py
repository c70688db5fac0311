"""What the Belgian checks ask about the parties: their numbers, their country, their address."""

from __future__ import annotations

from collections.abc import Iterator

from boekbrug.belgium import enterprise_number, vat_number
from boekbrug.formats.einvoice.rules.families import is_vat
from boekbrug.formats.einvoice.rules.peppol import is_billing, is_self_billing
from boekbrug.formats.einvoice.rules.peppol_numbers import is_belgian
from boekbrug.formats.einvoice.rules.rule import Fault
from boekbrug.formats.einvoice.rules.tree import El, Tree

SELLER = "cac:AccountingSupplierParty/cac:Party"
BUYER = "cac:AccountingCustomerParty/cac:Party"
KBO, VAT_ADDRESSES = frozenset({"0208", "BE:CBE"}), frozenset({"9925", "9956", "BE:VAT"})
COUNTRY, OUTSIDE_VAT = "BE", "O"
_COUNTRY = "cac:PostalAddress/cac:Country/cbc:IdentificationCode"


def seller(tree: Tree) -> El | None:
    """The party that sells."""
    return tree.root.first(SELLER)


def buyer(tree: Tree) -> El | None:
    """The party that buys."""
    return tree.root.first(BUYER)


def compact(text: str) -> str:
    """A number in capitals, without white space and points."""
    return "".join(text.split()).replace(".", "").upper()


def vat_number_of(party: El | None) -> str:
    """The VAT number of a party, or nothing."""
    registrations = () if party is None else party.every("cac:PartyTaxScheme")
    return next((compact(one.value_at("cbc:CompanyID")) for one in registrations if is_vat(one)), "")


def country_of(party: El | None) -> str:
    """The country of a party by its address, else by its VAT number."""
    if party is None:
        return ""
    return party.value_at(_COUNTRY).upper() or vat_number_of(party)[:2]


def seller_country(tree: Tree) -> str:
    """Where the seller is registered for VAT, else where it stands."""
    found = seller(tree)
    return vat_number_of(found)[:2] or country_of(found)


def is_of_belgian_seller(tree: Tree) -> bool:
    """Whether Belgian rules on invoices bind the seller."""
    return tree.fact(seller_country) == COUNTRY


def is_belgian_document(tree: Tree) -> bool:
    """Whether a Belgian business sells or buys."""
    return is_of_belgian_seller(tree) or COUNTRY in (
        tree.fact(buyer_country),
        tree.fact(buyer_vat_number)[:2],
    )


def buyer_country(tree: Tree) -> str:
    """Where the buyer stands, else where it is registered for VAT."""
    return country_of(buyer(tree))


def buyer_vat_number(tree: Tree) -> str:
    """The VAT number of the buyer, or nothing."""
    return vat_number_of(buyer(tree))


def is_partly_outside_vat(tree: Tree) -> bool:
    """Whether something on the document lies outside VAT."""
    return any(one.value_at("cbc:ID") == OUTSIDE_VAT for one in tree.every("cac:TaxCategory"))


def is_kbo(element: El) -> bool:
    """Whether an identifier says that it is an enterprise number, in one of the old ways or the new one."""
    return element.source.get("schemeID") in KBO or element.source.get("schemeAgencyName") == "KBO"


def enterprise_number_is_right(element: El, tree: Tree) -> Fault | None:
    """Ten digits that start with 0 or 1 and end with their check; Peppol tells a wrong check itself."""
    text = element.value
    if element.source.get("schemeID") == "0208":
        is_told = is_billing(tree) or is_self_billing(tree)
        if enterprise_number.is_valid(text) or (is_told and not is_belgian(text)):
            return None
        return Fault(text)
    return None if enterprise_number.parse_or_none(text) else Fault(text)


def is_vat_address(element: El) -> bool:
    """Whether an electronic address is a Belgian VAT number."""
    return element.source.get("schemeID") in VAT_ADDRESSES


def vat_address_is_right(element: El, tree: Tree) -> Fault | None:
    """BE and an enterprise number; the old scheme 9956 has the digits alone."""
    text = compact(element.value)
    if not text.startswith(COUNTRY) and element.source.get("schemeID") == "9925":
        return Fault(element.value)
    return None if enterprise_number.parse_or_none(text) else Fault(element.value)


def belgian_vat_number_is_right(registration: El, tree: Tree) -> Fault | None:
    """A VAT number that starts with BE goes on with an enterprise number."""
    text = compact(registration.value_at("cbc:CompanyID"))
    if not text.startswith(COUNTRY) or enterprise_number.is_valid(text[2:]):
        return None
    return Fault(text, at=registration.first("cbc:CompanyID"))


def eu_vat_number_is_right(registration: El, tree: Tree) -> Fault | None:
    """A VAT number of another member state has the form and the check of that state."""
    text = compact(registration.value_at("cbc:CompanyID"))
    if text[:2] == COUNTRY or text[:2] not in vat_number.COUNTRIES or vat_number.parse_or_none(text):
        return None
    return Fault(text, at=registration.first("cbc:CompanyID"))


def numbers_agree(party: El, tree: Tree) -> Fault | None:
    """VAT number, enterprise number and electronic address of a Belgian party hold the same ten digits."""
    found = dict.fromkeys(_belgian_numbers(party))
    return Fault(", ".join(map(enterprise_number.show, found))) if len(found) > 1 else None


def _belgian_numbers(party: El) -> Iterator[str]:
    """The enterprise numbers in what a party says of itself, those that are right."""
    address = party.first("cbc:EndpointID")
    if address is not None and (is_kbo(address) or is_vat_address(address)):
        yield from _number(address.value)
    vat = vat_number_of(party)
    if vat.startswith(COUNTRY):
        yield from _number(vat)
    for identifier in party.every("cac:PartyLegalEntity/cbc:CompanyID"):
        if is_kbo(identifier):
            yield from _number(identifier.value)


def _number(text: str) -> Iterator[str]:
    if digits := enterprise_number.parse_or_none(text):
        yield digits


def address_is_complete(party: El, tree: Tree) -> Fault | None:
    """A Belgian party has a street, a postal code and a town."""
    address = party.first("cac:PostalAddress")
    if country_of(party) != COUNTRY or not is_of_belgian_seller(tree) or address is None:
        return None
    streets = ("cbc:StreetName", "cbc:AdditionalStreetName", "cac:AddressLine/cbc:Line")
    has_street = any(address.value_at(path) for path in streets)
    is_complete = has_street and address.value_at("cbc:PostalZone") and address.value_at("cbc:CityName")
    return None if is_complete else Fault(at=address)


def buyer_has_vat_number(party: El, tree: Tree) -> Fault | None:
    """A Belgian customer with an enterprise number mostly has a VAT number too."""
    if country_of(party) != COUNTRY or vat_number_of(party) or not is_of_belgian_seller(tree):
        return None
    if tree.fact(is_partly_outside_vat):
        return None  # EN 16931 forbids VAT numbers there
    return Fault() if any(_belgian_numbers(party)) else None
