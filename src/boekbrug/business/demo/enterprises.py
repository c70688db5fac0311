"""Make parties, contacts and accounts of the invented enterprises."""

from __future__ import annotations

from boekbrug.belgium import enterprise_number, iban, vat_number
from boekbrug.business.contacts.values import ContactValues
from boekbrug.business.demo.tables import Enterprise
from boekbrug.formats import einvoice

BANK_OF_CUSTOMERS = 735  # KBC's range; the number after it is ours
BANK_OF_DOSSIERS = 363


def number_of(enterprise: Enterprise) -> str:
    """Return its enterprise number, with check digits."""
    return enterprise_number.make(enterprise.base)


def account_of(enterprise: Enterprise, bank: int = BANK_OF_CUSTOMERS) -> str:
    """Return its bank account, with check digits."""
    return iban.make_belgian(bank * 10**7 + enterprise.base)


def contact_values(enterprise: Enterprise, *, is_supplier: bool = False) -> ContactValues:
    """Return the enterprise as somebody would type it as a contact."""
    return ContactValues(
        name=enterprise.name,
        enterprise_number=number_of(enterprise),
        street=enterprise.street,
        postcode=enterprise.postcode,
        city=enterprise.city,
        language=enterprise.language,
        is_customer=not is_supplier,
        is_supplier=is_supplier,
        ibans=(account_of(enterprise),),
    )


def party(enterprise: Enterprise) -> einvoice.Party:
    """Return the enterprise as it stands on an e-invoice."""
    number = number_of(enterprise)
    return einvoice.Party(
        name=enterprise.name,
        enterprise_number=number,
        vat_number=vat_number.from_enterprise_number(number),
        street=enterprise.street,
        postcode=enterprise.postcode,
        city=enterprise.city,
        country="BE",
        endpoint=einvoice.Endpoint("0208", number),
    )
