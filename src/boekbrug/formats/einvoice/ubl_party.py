"""Read the parties of a UBL document: names, numbers, address, contact, electronic address."""

from __future__ import annotations

from boekbrug.belgium import enterprise_number, vat_number
from boekbrug.formats.einvoice.model import Endpoint, Party
from boekbrug.formats.einvoice.node import Node

ENTERPRISE_SCHEME = "0208"
REPEATS_MAX = 20  # a party has a few numbers; a thousand is an attack


def read_party(node: Node) -> Party:
    """Read AccountingSupplierParty or AccountingCustomerParty (BG-4, BG-7); a name must be there."""
    party = node.required("cac:Party")
    if party is None:
        return Party()
    endpoint = _endpoint(party)
    street, extra, postcode, city, country = _address(party)
    trade_name = _trade_name(party)
    name, number = _legal_entity(party, country=country)
    contact_name, phone, email = _contact(party)
    if not (name or trade_name):
        party.text("cac:PartyLegalEntity/cbc:RegistrationName", is_required=True)
    return Party(
        name=name or trade_name,
        trade_name=trade_name,
        enterprise_number=number or _identification(party),
        vat_number=_vat_number(party),
        street=street,
        extra=extra,
        postcode=postcode,
        city=city,
        country=country,
        email=email,
        phone=phone,
        contact_name=contact_name,
        endpoint=endpoint,
    )


def _endpoint(party: Node) -> Endpoint | None:
    """The electronic address with its scheme."""
    node = party.first("cbc:EndpointID")
    if node is None or not node.own_text():
        return None
    return Endpoint(node.attribute("schemeID"), node.own_text())


def _trade_name(party: Node) -> str:
    """The name in PartyName: BT-28, or the only name where RegistrationName is missing."""
    node = party.first("cac:PartyName")
    return node.text("cbc:Name") if node else ""


def _address(party: Node) -> tuple[str, str, str, str, str]:
    """Street, addition, postcode, city and country; each empty when absent."""
    node = party.first("cac:PostalAddress")
    if node is None:
        return "", "", "", "", ""
    country = node.first("cac:Country")
    return (
        node.text("cbc:StreetName"),
        node.text("cbc:AdditionalStreetName"),
        node.text("cbc:PostalZone"),
        node.text("cbc:CityName"),
        country.text("cbc:IdentificationCode").upper() if country else "",
    )


def _legal_entity(party: Node, *, country: str) -> tuple[str, str]:
    """The registered name (BT-27, BT-44) and the number of the enterprise (BT-30, BT-47)."""
    node = party.first("cac:PartyLegalEntity")
    if node is None:
        return "", ""
    number = node.first("cbc:CompanyID")
    text = number.own_text() if number else ""
    scheme = number.attribute("schemeID") if number else ""
    if scheme == ENTERPRISE_SCHEME or (country == "BE" and not scheme):
        text = enterprise_number.parse_or_none(text) or text
    return node.text("cbc:RegistrationName"), text


def _identification(party: Node) -> str:
    """The enterprise number from PartyIdentification, for senders that leave CompanyID out."""
    name = "cac:PartyIdentification"
    for index in range(min(party.count(name), REPEATS_MAX)):
        scheme = party.peek_attribute(name, index, "cbc:ID", attribute="schemeID")
        digits = enterprise_number.parse_or_none(party.peek(name, index, "cbc:ID"))
        if scheme == ENTERPRISE_SCHEME and digits:
            if taken := party.first(name, index=index):
                taken.skip("cbc:ID")
            return digits
    return ""


def _vat_number(party: Node) -> str:
    """The VAT number (BT-31, BT-48): the PartyTaxScheme whose scheme is VAT, without separators."""
    name = "cac:PartyTaxScheme"
    for index in range(min(party.count(name), REPEATS_MAX)):
        if party.peek(name, index, "cac:TaxScheme/cbc:ID").upper() != "VAT":
            continue
        node = party.first(name, index=index)
        if node:
            node.skip("cac:TaxScheme")
            text = node.text("cbc:CompanyID")
            return vat_number.parse_or_none(text) or text
    return ""


def _contact(party: Node) -> tuple[str, str, str]:
    """Name, telephone and e-mail of the contact (BG-6, BG-9)."""
    node = party.first("cac:Contact")
    if node is None:
        return "", "", ""
    return node.text("cbc:Name"), node.text("cbc:Telephone"), node.text("cbc:ElectronicMail")
