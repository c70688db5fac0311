"""Read the parties of a UBL document: names, numbers, address, contact, electronic address."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from boekbrug.belgium import enterprise_number, vat_number
from boekbrug.formats.einvoice.code_lists import CREDITOR_SCHEME, ENTERPRISE_SCHEME
from boekbrug.formats.einvoice.model import Address, Endpoint, Identifier, Party
from boekbrug.formats.einvoice.node import Node
from boekbrug.formats.einvoice.ubl_fallbacks import BELGIAN_REGISTER, BELGIAN_VAT, completed_party
from boekbrug.formats.einvoice.walk import Walk

_TAX_SCHEMES = frozenset({"", "VAT", "TAX", "FC"})  # another one says more than the model holds


@dataclass(slots=True)
class _Numbers:
    """The numbers of a party while they are gathered."""

    enterprise: str = ""
    enterprise_scheme: str = ""
    vat: str = ""
    tax: str = ""
    creditor: str = ""
    creditor_at: etree._Element | None = None
    others: list[Identifier] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadParty:
    """A party, and its creditor number for direct debits (BT-90)."""

    party: Party
    creditor: str = ""
    creditor_at: etree._Element | None = None


def read_creditor(walk: Walk, payee: ReadParty | None, seller: ReadParty, *others: ReadParty | None) -> str:
    """The creditor number (BT-90) of the payee, else of the seller; another one is listed as unread."""
    found = payee.creditor if payee and payee.creditor else seller.creditor
    for one in (seller, *others):
        if one and one.creditor_at is not None and one.creditor != found:
            walk.drop(one.creditor_at)
    return found


def read_trading_party(node: Node) -> ReadParty:
    """Read AccountingSupplierParty or AccountingCustomerParty (BG-4, BG-7); a name must be there."""
    party = node.required("cac:Party")
    if party is None:
        return ReadParty(Party())
    found = _read(party)
    if not found.party.name:
        party.miss("cac:PartyLegalEntity/cbc:RegistrationName")
    return found


def read_other_party(node: Node | None) -> ReadParty | None:
    """Read PayeeParty or TaxRepresentativeParty (BG-10, BG-11), whose name stands in PartyName."""
    if node is None:
        return None
    found = _read(node)
    is_only_name = found.party.trade_name == found.party.name
    return replace(found, party=replace(found.party, trade_name="")) if is_only_name else found


def read_address(node: Node | None, *, is_tolerant: bool = False) -> Address:
    """Read a postal address (BG-5, BG-8, BG-12, BG-15); empty when absent."""
    if node is None:
        return Address()
    lines = [text for one in node.every("cac:AddressLine") if (text := one.text("cbc:Line"))]
    street = node.text("cbc:StreetName")
    if is_tolerant:
        building = node.text("cbc:BuildingNumber")
        street = f"{street} {building}".strip() or (lines.pop(0) if lines else "")
    return Address(
        street=street,
        extra=node.text("cbc:AdditionalStreetName"),
        further="\n".join(lines),
        postcode=node.text("cbc:PostalZone"),
        city=node.text("cbc:CityName"),
        region=node.text("cbc:CountrySubentity"),
        country=node.deep_text("cac:Country", "cbc:IdentificationCode").upper(),
    )


def _read(party: Node) -> ReadParty:
    """Read what a UBL Party holds, in whichever role."""
    is_tolerant = party.walk.is_tolerant
    numbers = _Numbers()
    endpoint = _endpoint(party)
    address = read_address(party.first("cac:PostalAddress"), is_tolerant=is_tolerant)
    trade_name = party.deep_text("cac:PartyName", "cbc:Name")
    name, legal_text = _legal_entity(party, numbers, country=address.country)
    _identifications(party, numbers)
    _tax_schemes(party, numbers)
    contact = party.first("cac:Contact")
    found = Party(
        name=name or trade_name,
        trade_name=trade_name,
        enterprise_number=numbers.enterprise,
        vat_number=numbers.vat,
        street=address.street,
        extra=address.extra,
        postcode=address.postcode,
        city=address.city,
        country=address.country,
        email=contact.text("cbc:ElectronicMail") if contact else "",
        phone=contact.text("cbc:Telephone") if contact else "",
        contact_name=contact.text("cbc:Name") if contact else "",
        endpoint=endpoint,
        further=address.further,
        region=address.region,
        enterprise_scheme=numbers.enterprise_scheme,
        identifiers=tuple(numbers.others),
        tax_registration=numbers.tax,
        legal_text=legal_text,
    )
    if is_tolerant:
        found = completed_party(found if found.name else replace(found, name=_person(party)))
    return ReadParty(found, numbers.creditor, numbers.creditor_at)


def _person(party: Node) -> str:
    """The name of a person, for a party that is one (UBL 2.0)."""
    person = party.first("cac:Person")
    names = (person.text("cbc:FirstName"), person.text("cbc:FamilyName")) if person else ()
    return " ".join(name for name in names if name)


def _endpoint(party: Node) -> Endpoint | None:
    """The electronic address with its scheme."""
    node = party.first("cbc:EndpointID")
    if node is None or not (text := node.own_text()):
        return None
    return Endpoint(node.attribute("schemeID"), text)


def _legal_entity(party: Node, numbers: _Numbers, *, country: str) -> tuple[str, str]:
    """The registered name (BT-27, BT-44) and legal text (BT-33); the number (BT-30, BT-47) is gathered."""
    node = party.first("cac:PartyLegalEntity")
    if node is None:
        return "", ""
    if number := node.first("cbc:CompanyID"):
        text, scheme = number.own_text(), number.attribute("schemeID")
        if scheme in BELGIAN_REGISTER or (country == "BE" and not scheme):
            digits = enterprise_number.parse_or_none(text)
            text, scheme = digits or text, "" if digits or scheme == ENTERPRISE_SCHEME else scheme
        numbers.enterprise, numbers.enterprise_scheme = text, scheme if text else ""
    return node.text("cbc:RegistrationName"), node.text("cbc:CompanyLegalForm")


def _identifications(party: Node, numbers: _Numbers) -> None:
    """The numbers in PartyIdentification: the enterprise where CompanyID is left out, creditor, others."""
    for node in party.every("cac:PartyIdentification"):
        number = node.first("cbc:ID")
        if number is None or not (text := number.own_text()):
            continue
        scheme = number.attribute("schemeID") or number.attribute("schemeAgencyName")
        digits = enterprise_number.parse_or_none(text) if scheme in BELGIAN_REGISTER else None
        if digits and numbers.enterprise in ("", digits):
            numbers.enterprise = digits
        elif scheme == CREDITOR_SCHEME and not numbers.creditor:
            numbers.creditor, numbers.creditor_at = text, node.element
        elif scheme in BELGIAN_VAT and not numbers.vat and party.walk.is_tolerant:
            numbers.vat = vat_number.parse_or_none(text) or text
        else:
            numbers.others.append(Identifier(text, scheme))


def _tax_schemes(party: Node, numbers: _Numbers) -> None:
    """The VAT number (BT-31, BT-48), without separators, and another tax number (BT-32)."""
    for node in party.every("cac:PartyTaxScheme"):
        text = node.text("cbc:CompanyID")
        number = vat_number.parse_or_none(text)
        schemes = node.elements("cac:TaxScheme").copy()
        scheme = node.deep_text("cac:TaxScheme", "cbc:ID").upper()
        if scheme not in _TAX_SCHEMES:
            party.walk.drop(schemes[0])
        is_vat = scheme == "VAT" or (party.walk.is_tolerant and number is not None)
        found, known = (number or text, numbers.vat) if is_vat else (text, numbers.tax)
        if not found or found == known:
            continue
        if known:
            node.drop()
        elif is_vat:
            numbers.vat = found
        else:
            numbers.tax = found
