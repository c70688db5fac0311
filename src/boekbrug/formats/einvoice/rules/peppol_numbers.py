"""Numbers of parties whose scheme says how they are checked (PEPPOL-COMMON-R040 to R050), as a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from boekbrug.formats.einvoice.rules.peppol_words import WRONG_NUMBER
from boekbrug.formats.einvoice.rules.rule import About, Check, Fault, Layer, Rule
from boekbrug.formats.einvoice.rules.tree import El, Tree
from boekbrug.formats.problem import Severity

NUMBERS = (
    "cac:Party|cac:PartyIdentification|cac:PartyLegalEntity|cac:PartyTaxScheme/"
    "cbc:EndpointID|cbc:ID|cbc:CompanyID"
)
_CODICE_FISCALE = re.compile(r"[A-Za-z]{6}\d\d[A-Za-z]\d\d.{3}\d[A-Za-z]|\d{11}", re.ASCII)
_ABN_WEIGHTS = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)


def is_gln(text: str) -> bool:
    """Whether digits end with the check of GS1: weights 3 and 1 from the right."""
    if not _digits(text):
        return False
    total = sum(int(one) * (3 if at % 2 == 0 else 1) for at, one in enumerate(reversed(text[:-1])))
    return (10 - total % 10) % 10 == int(text[-1])


def is_norwegian(text: str) -> bool:
    """Whether nine digits end with a check modulo 11."""
    if not _digits(text, 9) or int(text) == 0:
        return False
    total = sum(int(one) * (at % 6 + 2) for at, one in enumerate(reversed(text[:-1])))
    return (11 - total % 11) % 11 == int(text[-1])


def is_danish(text: str) -> bool:
    """Whether it is a CVR number: eight digits, with or without DK."""
    return _digits(text.removeprefix("DK"), 8)


def is_belgian(text: str) -> bool:
    """Whether ten digits end with 97 less the first eight modulo 97."""
    return _digits(text, 10) and 97 - int(text[:8]) % 97 == int(text[8:])


def is_ipa(text: str) -> bool:
    """Whether it is six letters and digits, the code of an Italian public office."""
    return len(text) == 6 and text.isascii() and text.isalnum()


def is_codice_fiscale(text: str) -> bool:
    """Whether it has the shape of an Italian tax code: sixteen signs of a person, or eleven digits."""
    return _CODICE_FISCALE.fullmatch(text) is not None


def is_partita_iva(text: str) -> bool:
    """Whether an Italian VAT number has eleven digits with a Luhn check; of other countries, anything."""
    if not text.upper().startswith("IT"):
        return True
    return _digits(text[2:], 11) and _luhn(text[2:])


def is_swedish(text: str) -> bool:
    """Whether ten digits end with a Luhn check."""
    return _digits(text, 10) and _luhn(text)


def is_australian(text: str) -> bool:
    """Whether it is an ABN: eleven digits, the first less one, weighed, modulo 89."""
    if not _digits(text, 11):
        return False
    digits = [int(text[0]) - 1, *map(int, text[1:])]
    return sum(one * weight for one, weight in zip(digits, _ABN_WEIGHTS, strict=True)) % 89 == 0


def _digits(text: str, count: int | None = None) -> bool:
    return text.isascii() and text.isdigit() and count in (None, len(text))


def _luhn(digits: str) -> bool:
    doubled = (int(one) * (1 + at % 2) for at, one in enumerate(reversed(digits)))
    return sum(one // 10 + one % 10 for one in doubled) % 10 == 0


@dataclass(frozen=True, slots=True)
class _Scheme:
    """A scheme, what its numbers are called at home, and how they are checked."""

    id: str
    scheme: str
    kind: str
    is_right: Callable[[str], bool]
    about: About = About.FORM
    severity: Severity = Severity.ERROR


_SCHEMES = (
    _Scheme("R040", "0088", "GLN", is_gln),
    _Scheme("R041", "0192", "organisasjonsnummer", is_norwegian),
    _Scheme("R042", "0184", "CVR", is_danish),
    _Scheme("R043", "0208", "KBO / BCE", is_belgian, About.IDENTITY),
    _Scheme("R044", "0201", "IPA", is_ipa, severity=Severity.WARNING),
    _Scheme("R045", "0210", "codice fiscale", is_codice_fiscale, severity=Severity.WARNING),
    _Scheme("R046", "9907", "codice fiscale", is_codice_fiscale, severity=Severity.WARNING),
    _Scheme("R047", "0211", "partita IVA", is_partita_iva, severity=Severity.WARNING),
    _Scheme("R049", "0007", "organisationsnummer", is_swedish),
    _Scheme("R050", "0151", "ABN", is_australian),
)
_CHECKED = frozenset(one.scheme for one in _SCHEMES)


def fits(scheme: str, number: str) -> bool:
    """Whether a number may be one of its scheme: false only where a rule that forbids sending says so."""
    strict = (one for one in _SCHEMES if one.scheme == scheme and one.severity is Severity.ERROR)
    return all(one.is_right(number) for one in strict)


def has_checked_scheme(element: El) -> bool:
    """Whether a number names a scheme of the table; the identifier of a party stands below that party."""
    return element.source.get("schemeID") in _CHECKED


def _check(scheme: _Scheme) -> Check:
    is_endpoint_only = scheme.scheme == "9907"

    def check(element: El, tree: Tree) -> Fault | None:
        if element.source.get("schemeID") != scheme.scheme:
            return None
        if is_endpoint_only and element.name != "cbc:EndpointID":
            return None
        text = " ".join(element.text.split())
        return None if scheme.is_right(text) else Fault(text)

    return check


RULES = tuple(
    Rule(
        id=f"PEPPOL-COMMON-{one.id}",
        term="BT-34",
        wording=WRONG_NUMBER,
        context=NUMBERS,
        check=_check(one),
        when=has_checked_scheme,
        layer=Layer.PEPPOL,
        source="Peppol BIS Billing 3.0",
        severity=one.severity,
        about=one.about,
        values={"kind": one.kind, "scheme": one.scheme},
    )
    for one in _SCHEMES
)
