"""Read the parties of a CII document: names, numbers, address, contact, electronic address."""

from __future__ import annotations

from boekbrug.belgium import enterprise_number, vat_number
from boekbrug.formats.einvoice.code_lists import ENTERPRISE_SCHEME
from boekbrug.formats.einvoice.model import Address, Endpoint, Identifier, Party
from boekbrug.formats.einvoice.node import Node
from boekbrug.formats.einvoice.ubl_parts import identifier_in, read_identifier

_TAX_SCHEMES = frozenset({"", "VA", "FC"})  # another one is listed as unread


def read_party(node: Node | None, *, is_name_required: bool = False) -> Party | None:
    """Read a trade party in whichever role (BG-4, BG-7, BG-10, BG-11), or None when absent."""
    if node is None:
        return None
    name = node.text("ram:Name", is_required=is_name_required)
    address = read_address(node.first("ram:PostalTradeAddress"))
    number, scheme, trade_name = _organisation(node, country=address.country)
    contact_name, phone, email = _contact(node)
    vat, tax = _tax_numbers(node)
    return Party(
        name=name,
        trade_name=trade_name,
        enterprise_number=number,
        vat_number=vat,
        street=address.street,
        extra=address.extra,
        postcode=address.postcode,
        city=address.city,
        country=address.country,
        email=email,
        phone=phone,
        contact_name=contact_name,
        endpoint=_endpoint(node),
        further=address.further,
        region=address.region,
        enterprise_scheme=scheme,
        identifiers=read_identifiers(node),
        tax_registration=tax,
        legal_text="\n".join(node.texts("ram:Description")),
    )


def read_address(node: Node | None) -> Address:
    """Read a postal address (BG-5, BG-8, BG-12, BG-15); empty when absent."""
    if node is None:
        return Address()
    return Address(
        street=node.text("ram:LineOne"),
        extra=node.text("ram:LineTwo"),
        further=node.text("ram:LineThree"),
        postcode=node.text("ram:PostcodeCode"),
        city=node.text("ram:CityName"),
        region=node.text("ram:CountrySubDivisionName"),
        country=node.text("ram:CountryID").upper(),
    )


def read_identifiers(node: Node) -> tuple[Identifier, ...]:
    """Take every number of a party, own ones first (BT-29, BT-46, BT-60)."""
    elements = [*node.take_all("ram:ID"), *node.take_all("ram:GlobalID")]
    found = (identifier_in(node, one) for one in elements)
    return tuple(one for one in found if one)


def _organisation(node: Node, *, country: str) -> tuple[str, str, str]:
    """The number of the enterprise with its scheme (BT-30, BT-47), and the trade name (BT-28)."""
    legal = node.first("ram:SpecifiedLegalOrganization")
    if legal is None:
        return "", "", ""
    trade_name = legal.text("ram:TradingBusinessName")
    found = read_identifier(legal, "ram:ID")
    if found is None:
        return "", "", trade_name
    if found.scheme == ENTERPRISE_SCHEME or (country == "BE" and not found.scheme):
        return enterprise_number.parse_or_none(found.value) or found.value, "", trade_name
    return found.value, found.scheme, trade_name


def _contact(node: Node) -> tuple[str, str, str]:
    """Name, telephone and e-mail of the contact (BG-6, BG-9); a department where no person is named."""
    contact = node.first("ram:DefinedTradeContact")
    if contact is None:
        return "", "", ""
    name = contact.text("ram:PersonName") or contact.text("ram:DepartmentName")
    phone = contact.deep_text("ram:TelephoneUniversalCommunication", "ram:CompleteNumber")
    mail = contact.first("ram:EmailURIUniversalCommunication")
    email = mail.text("ram:URIID") or mail.text("ram:CompleteNumber") if mail else ""
    return name, phone, email


def _endpoint(node: Node) -> Endpoint | None:
    """The electronic address with its scheme (BT-34, BT-49)."""
    address = node.first("ram:URIUniversalCommunication")
    found = read_identifier(address, "ram:URIID") if address else None
    return Endpoint(found.scheme, found.value) if found else None


def _tax_numbers(node: Node) -> tuple[str, str]:
    """The VAT number, without separators (VA: BT-31, BT-48, BT-63), and the tax number (FC: BT-32)."""
    vat = tax = ""
    for registration in node.every("ram:SpecifiedTaxRegistration"):
        element = registration.take("ram:ID")
        text = "" if element is None else node.walk.text_of(element)
        if element is None or not text:
            continue
        scheme = (element.get("schemeID") or "").strip()
        if scheme in _TAX_SCHEMES:
            node.walk.attribute(element, "schemeID")
        is_vat = scheme == "VA"
        number = (vat_number.parse_or_none(text) if is_vat else None) or text
        if number == (vat if is_vat else tax):
            continue
        if vat if is_vat else tax:
            registration.drop()
        elif is_vat:
            vat = number
        else:
            tax = number
    return vat, tax
