"""The parties: seller, buyer, payee, tax representative, with numbers and address."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from boekbrug.belgium import enterprise_number
from boekbrug.formats.einvoice.code_lists import CREDITOR_SCHEME, ENTERPRISE_SCHEME
from boekbrug.formats.einvoice.model import Address, Identifier, Invoice, Party
from boekbrug.formats.einvoice.model.parties import NOWHERE
from boekbrug.formats.einvoice.ubl_tree import group, identifier, leaf


def write_parties(root: etree._Element, invoice: Invoice) -> None:
    """The seller, the buyer, and who is paid or represents the seller where that is another."""
    creditor = tuple(
        Identifier(one.direct_debit.creditor, CREDITOR_SCHEME)
        for one in invoice.payments
        if one.direct_debit and one.direct_debit.creditor
    )[:1]
    of_seller = () if invoice.payee else creditor
    _party(group(root, "AccountingSupplierParty"), invoice.seller, further=of_seller)
    _party(group(root, "AccountingCustomerParty"), invoice.buyer)
    if invoice.payee:
        _payee(group(root, "PayeeParty"), invoice.payee, further=creditor)
    if invoice.tax_representative:
        _representative(group(root, "TaxRepresentativeParty"), invoice.tax_representative)


def _party(role: etree._Element, party: Party, *, further: tuple[Identifier, ...] = ()) -> None:
    """Seller or buyer (BG-4, BG-7)."""
    node = group(role, "Party")
    if party.endpoint:
        leaf(node, "EndpointID", party.endpoint.identifier, schemeID=party.endpoint.scheme)
    _numbers(node, (*party.identifiers, *further))
    _name(node, party.trade_name)
    address(node, "PostalAddress", party.address)
    _tax(node, party.vat_number, "VAT")
    _tax(node, party.tax_registration, "TAX")
    legal = group(node, "PartyLegalEntity")
    leaf(legal, "RegistrationName", party.name)
    _enterprise(legal, party)
    leaf(legal, "CompanyLegalForm", party.legal_text)
    if party.contact_name or party.phone or party.email:
        contact = group(node, "Contact")
        leaf(contact, "Name", party.contact_name)
        leaf(contact, "Telephone", party.phone)
        leaf(contact, "ElectronicMail", party.email)


def _payee(node: etree._Element, party: Party, *, further: tuple[Identifier, ...]) -> None:
    """Who is paid (BG-10)."""
    _numbers(node, (*party.identifiers, *further))
    _name(node, party.name)
    if party.enterprise_number:
        _enterprise(group(node, "PartyLegalEntity"), party)


def _representative(node: etree._Element, party: Party) -> None:
    """Who represents the seller for VAT (BG-11)."""
    _name(node, party.name)
    address(node, "PostalAddress", party.address)
    _tax(node, party.vat_number, "VAT")


def _numbers(node: etree._Element, numbers: tuple[Identifier, ...]) -> None:
    """The numbers by which a party is known (BT-29, BT-46, BT-60)."""
    for one in numbers:
        identifier(group(node, "PartyIdentification"), "ID", one)


def _name(node: etree._Element, name: str) -> None:
    """The name in PartyName; nothing when there is none."""
    if name:
        leaf(group(node, "PartyName"), "Name", name)


def _tax(node: etree._Element, number: str, scheme: str) -> None:
    """A VAT number or another tax number; nothing when there is none."""
    if number:
        tax = group(node, "PartyTaxScheme")
        leaf(tax, "CompanyID", number)
        leaf(group(tax, "TaxScheme"), "ID", scheme)


def _enterprise(legal: etree._Element, party: Party) -> None:
    """The number in the register (BT-30, BT-47, BT-61); a Belgian one has scheme 0208."""
    number = party.enterprise_number
    scheme = party.enterprise_scheme
    if not scheme and party.country in ("BE", "") and _is_belgian(number):
        scheme = ENTERPRISE_SCHEME
    identifier(legal, "CompanyID", Identifier(number, scheme))


@lru_cache(maxsize=1024)
def _is_belgian(number: str) -> bool:
    """Whether it is ten digits of the Belgian register; remembered, for a seller writes many invoices."""
    return enterprise_number.is_valid(number)


def address(parent: etree._Element, name: str, place: Address) -> None:
    """A postal address (BG-5, BG-8, BG-12, BG-15); nothing when there is none (PEPPOL-EN16931-R008)."""
    if place == NOWHERE:
        return
    node = group(parent, name)
    leaf(node, "StreetName", place.street)
    leaf(node, "AdditionalStreetName", place.extra)
    leaf(node, "CityName", place.city)
    leaf(node, "PostalZone", place.postcode)
    leaf(node, "CountrySubentity", place.region)
    if place.further:
        leaf(group(node, "AddressLine"), "Line", place.further)
    if place.country:
        leaf(group(node, "Country"), "IdentificationCode", place.country)
