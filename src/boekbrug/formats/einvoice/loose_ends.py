"""Find what stands beside the elements of a document: text between them, and attributes nobody read."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from lxml import etree

from boekbrug.formats.einvoice.names import shown

_TEXTS = etree.XPath("(descendant-or-self::*[*]/text()[normalize-space()])[position() <= $limit]")
# For a parser (xsi:schemaLocation, xsi:nil, xml:space), not for a reader.
_FOR_PARSERS = ("{http://www.w3.org/2001/XMLSchema-instance}", "{http://www.w3.org/XML/1998/namespace}space")
# The name, owner and address of a list say nothing beside its identifier, which is judged itself.
_ABOUT_A_LIST = {
    "listName": "listID",
    "listURI": "listID",
    "listSchemeURI": "listID",
    "listAgencyName": "listID",
    "schemeName": "schemeID",
    "schemeURI": "schemeID",
    "schemeDataURI": "schemeID",
    "schemeAgencyName": "schemeID",
}
_AGENCIES = re.compile("[569]")  # UNTDID 3055: ISO, UN/ECE, GS1
_UN_LISTS = r"(UNCL|UN/?ECE|UNTDID) ?(1001|1153|2005|4451|4461|5153|5189|5305|7143|7161)( ?Subset)?"
# What names the only list that can stand there, or a format that the date is read by.
_USUAL = {
    "listID": re.compile(rf"{_UN_LISTS}|ISO ?4217( ?Alpha)?|ISO ?3166-1(:? ?Alpha-?2)?", re.IGNORECASE),
    "schemeID": re.compile(rf"{_UN_LISTS}|IBAN|BIC|BE:VAT", re.IGNORECASE),
    "schemeName": re.compile("IBAN|BIC", re.IGNORECASE),
    "unitCodeListID": re.compile("UN/?ECE ?Rec ?20", re.IGNORECASE),
    "listURI": re.compile(r".*\bfff\.be\b.*", re.IGNORECASE),  # the format is recognised by it
    "listAgencyID": _AGENCIES,
    "schemeAgencyID": _AGENCIES,
    "unitCodeListAgencyID": _AGENCIES,
    "format": re.compile("102|203"),  # UNTDID 2379
}


class LooseEnd(NamedTuple):
    """A text that is no element: the element that it stands in, the step from there, and the text."""

    element: etree._Element
    step: str
    text: str


def loose_texts(root: etree._Element, *, limit: int) -> Iterator[LooseEnd]:
    """Yield the texts beside elements in elements (mixed content), which no invoice has a use for."""
    found = _TEXTS(root, limit=limit)
    for text in found if isinstance(found, list) else ():
        if not isinstance(text, etree._ElementUnicodeResult):
            continue
        beside = text.getparent()
        owner = beside.getparent() if beside is not None and text.is_tail else beside
        if owner is not None:
            yield LooseEnd(owner, "text()", str(text).strip())


def loose_attributes(
    root: etree._Element, *, read: Container[tuple[etree._Element, str]], currency: str
) -> Iterator[LooseEnd]:
    """Yield the attributes that were not read and are no noise; the currency of the document is noise."""
    for element in root.iter():
        for name, given in element.items():
            value = str(given).strip()
            if name == "currencyID" and value == currency:
                continue
            if value and (element, name) not in read and not _is_noise(element, str(name), value):
                yield LooseEnd(element, f"@{shown(name)}", value)


def _is_noise(element: etree._Element, name: str, value: str) -> bool:
    """Whether an attribute says nothing about the invoice."""
    usual = _USUAL.get(name)
    if usual and usual.fullmatch(value):
        return True
    about = _ABOUT_A_LIST.get(name)
    return name.startswith(_FOR_PARSERS) or bool(about and element.get(about))
