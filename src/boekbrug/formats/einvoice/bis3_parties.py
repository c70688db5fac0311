"""Bring the parties of an invoice into the shape in which UBL under EN 16931 carries them."""

from __future__ import annotations

from boekbrug.formats.einvoice.code_lists import ENTERPRISE_SCHEME
from boekbrug.formats.einvoice.model import Party
from boekbrug.formats.einvoice.model.change import changed
from boekbrug.formats.einvoice.peppol_addresses import address_of


def as_seller(party: Party, *, is_outside_vat: bool) -> Party:
    """The seller (BG-4)."""
    return _trading(party, is_outside_vat=is_outside_vat)


def as_buyer(party: Party, *, is_outside_vat: bool) -> Party:
    """The buyer (BG-7): one number (UBL-SR-16), no other tax number and no legal text."""
    ready = _trading(party, is_outside_vat=is_outside_vat)
    return changed(ready, identifiers=ready.identifiers[:1], tax_registration="", legal_text="")


def as_payee(party: Party | None, *, seller: Party) -> Party | None:
    """Who is paid (BG-10): a name, one number and the number of the enterprise; none when it is the seller.

    BR-17 takes two parties with the same trade name or number for one.
    """
    if party is None or not party.name:
        return None
    numbers = {one.value for one in seller.identifiers}
    if party.name == seller.trade_name or any(one.value in numbers for one in party.identifiers):
        return None
    return Party(
        name=party.name,
        enterprise_number=party.enterprise_number,
        enterprise_scheme=_scheme(party),
        identifiers=party.identifiers[:1],
    )


def as_representative(party: Party | None) -> Party | None:
    """Who represents the seller for VAT (BG-11): name, address and VAT number."""
    if party is None or not party.name:
        return None
    address = party.address
    return Party(
        name=party.name,
        vat_number=party.vat_number,
        street=address.street,
        extra=address.extra,
        further=address.further,
        postcode=address.postcode,
        city=address.city,
        region=address.region,
        country=address.country,
    )


def _trading(party: Party, *, is_outside_vat: bool) -> Party:
    """The party with an endpoint where one of its numbers gives one; outside VAT it has no VAT number."""
    return changed(
        party,
        name=party.name or party.trade_name,
        endpoint=address_of(party),
        vat_number="" if is_outside_vat else party.vat_number,
        enterprise_scheme=_scheme(party),
    )


def _scheme(party: Party) -> str:
    """The scheme of the enterprise number; none without a number, and none where it goes without saying."""
    scheme = party.enterprise_scheme
    return scheme if party.enterprise_number and scheme != ENTERPRISE_SCHEME else ""
