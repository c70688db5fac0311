"""Where Peppol reaches a party: the address that the document gives, else one that its numbers give.

Source of the table: Peppol's list of participant identifier schemes (docs.peppol.eu, code list EAS);
`rules/lists/peppol-address-schemes.json` says which of them a document may use. The number keeps its
country letters, also under 0184 (Danish CVR) and 0211 (partita IVA).
"""

from __future__ import annotations

import datetime as dt

from boekbrug.belgium import enterprise_number, vat_number
from boekbrug.formats.einvoice.code_lists import ENTERPRISE_SCHEME
from boekbrug.formats.einvoice.model import Endpoint, Party
from boekbrug.formats.einvoice.rules.lists import code_list
from boekbrug.formats.einvoice.rules.peppol import SCHEMES_WITHDRAWN

SCHEME_BY_VAT_COUNTRY = {
    "AT": "9914", "BG": "9926", "CY": "9928", "CZ": "9929", "DE": "9930", "DK": "0184", "EE": "9931",
    "EL": "9933", "ES": "9920", "FR": "9957", "HR": "9934", "HU": "9910", "IE": "9935", "IT": "0211",
    "LT": "9937", "LU": "9938", "LV": "9939", "MT": "9943", "NL": "9944", "PL": "9945", "PT": "9946",
    "RO": "9947", "SI": "9949", "SK": "9950",
}  # fmt: skip
# Sweden and Finland are reached by a number of another register, Northern Ireland has no scheme of its own.
WITHOUT_VAT_SCHEME = frozenset({"FI", "SE", "XI"})


def address_of(party: Party) -> Endpoint | None:
    """Return the party's own electronic address, else that of its Belgian enterprise or its VAT number."""
    if party.endpoint and party.endpoint.identifier.strip():
        return party.endpoint
    digits = enterprise_number.parse_or_none(party.enterprise_number) if party.country == "BE" else None
    return Endpoint(ENTERPRISE_SCHEME, digits) if digits else address_of_vat_number(party.vat_number)


def address_of_vat_number(number: str) -> Endpoint | None:
    """Return the address that an EU VAT number is on Peppol; none when it is wrong or its country has none.

    A Belgian number is that of its enterprise (0208).
    """
    known = vat_number.parse_or_none(number)
    if known is None:
        return None
    digits = vat_number.to_enterprise_number(known)
    if digits:
        return Endpoint(ENTERPRISE_SCHEME, digits)
    scheme = SCHEME_BY_VAT_COUNTRY.get(known[:2])
    return Endpoint(scheme, known) if scheme else None


def is_peppol_scheme(scheme: str, issued_on: dt.date) -> bool:
    """Whether Peppol knew a scheme of addresses on that day (PEPPOL-EN16931-CL008)."""
    was_known = scheme in code_list("peppol-address-schemes-withdrawn").codes
    return scheme in code_list("peppol-address-schemes").codes or (
        was_known and issued_on < SCHEMES_WITHDRAWN
    )
