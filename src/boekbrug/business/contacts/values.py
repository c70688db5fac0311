"""What a contact says of itself, as a value, and the check of what a person typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from boekbrug.belgium import enterprise_number, iban, vat_number
from boekbrug.business.people.models import Language
from boekbrug.formats.einvoice.code_lists import COUNTRIES
from boekbrug.wording import Sentence, Wording

NAME_MISSING = Wording("contact-name-missing", "The name is empty. Fill in the name on the invoices.")
TEXT_TOO_LONG = Wording(
    "contact-text-too-long", "This has {found} characters; at most {expected} fit. Shorten it."
)
NOT_AN_ADDRESS = Wording(
    "contact-not-an-email-address",
    "{found} is not an e-mail address; expected something like anna@example.be. Check it.",
)
NOT_A_COUNTRY = Wording(
    "contact-not-a-country", "{found} is not a country code; expected two letters such as BE or FR."
)
NOT_A_LANGUAGE = Wording(
    "contact-not-a-language", "{found} is not one of nl, fr, de and en. Choose one of them."
)
ENTERPRISE_KNOWN = Wording(
    "contact-enterprise-known",
    "{number} already belongs to the contact {name}. Open that contact, or check the number.",
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
LIMITS = {
    "name": 120,
    "vat_number": 20,
    "street": 120,
    "postcode": 12,
    "city": 80,
    "reference": 40,
    "email": 254,
}
_TRIMMED = (*LIMITS, "enterprise_number")


class ContactRefused(Exception):
    """What was typed cannot be a contact; `problems` holds one sentence per field."""

    def __init__(self, problems: Mapping[str, Sentence]) -> None:
        super().__init__(" ".join(sentence.english for sentence in problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactValues:
    """The data of a contact; numbers and accounts in any spelling until `checked`."""

    name: str
    enterprise_number: str = ""
    vat_number: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "BE"
    email: str = ""
    language: str = ""  # that of the dossier
    reference: str = ""
    is_customer: bool = True
    is_supplier: bool = False
    ibans: tuple[str, ...] = ()


def checked(values: ContactValues) -> ContactValues:
    """Return the values as they are stored; raises ContactRefused with a sentence per wrong field.

    A Belgian VAT number fills an empty enterprise number: they are the same ten digits.
    """
    texts: dict[str, Any] = {field: getattr(values, field).strip() for field in _TRIMMED}
    ibans = tuple(one for one in (typed.strip() for typed in values.ibans) if one)
    trimmed = replace(values, **texts, country=values.country.strip().upper() or "BE", ibans=ibans)
    problems = _texts(trimmed)
    for field, parse in _NUMBERS.items():
        typed = getattr(trimmed, field)
        try:
            numbers: dict[str, Any] = {field: parse(typed) if typed else ""}
            trimmed = replace(trimmed, **numbers)
        except (enterprise_number.NotAnEnterpriseNumber, vat_number.NotAVatNumber) as wrong:
            problems[field] = wrong.sentence
    try:
        trimmed = replace(trimmed, ibans=tuple(dict.fromkeys(iban.parse(one) for one in trimmed.ibans)))
    except iban.NotAnIban as wrong:
        problems["ibans"] = wrong.sentence
    if problems:
        raise ContactRefused(problems)
    own_number = trimmed.enterprise_number or vat_number.to_enterprise_number(trimmed.vat_number) or ""
    return replace(trimmed, enterprise_number=own_number)


_NUMBERS: Mapping[str, Callable[[str], str]] = {
    "enterprise_number": enterprise_number.parse,
    "vat_number": vat_number.parse,
}


def _texts(values: ContactValues) -> dict[str, Sentence]:
    """What is wrong with the plain texts."""
    problems: dict[str, Sentence] = {}
    for field, limit in LIMITS.items():
        if len(found := getattr(values, field)) > limit:
            problems[field] = TEXT_TOO_LONG.say(found=len(found), expected=limit)
    if not values.name:
        problems["name"] = NAME_MISSING.say()
    if values.email and not _EMAIL.fullmatch(values.email):
        problems["email"] = NOT_AN_ADDRESS.say(found=values.email)
    if values.country not in COUNTRIES:
        problems["country"] = NOT_A_COUNTRY.say(found=values.country)
    if values.language and values.language not in Language.values:
        problems["language"] = NOT_A_LANGUAGE.say(found=values.language)
    return problems
