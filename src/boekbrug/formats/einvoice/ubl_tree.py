"""Build UBL elements: groups and leaves by their usual prefix, numbers as XML writes them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from lxml import etree

from boekbrug.formats.einvoice.model import CodedNote, Identifier, InvoicingPeriod
from boekbrug.formats.einvoice.node import CAC, CBC
from boekbrug.money import round_cents

# What XML 1.0 cannot carry at all (section 2.2): control characters and lone surrogates.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_CAC, _CBC = f"{{{CAC}}}", f"{{{CBC}}}"
_CODED_NOTE = re.compile(r"#([A-Z]{3})#(.*)", re.DOTALL)


def group(parent: etree._Element, name: str) -> etree._Element:
    """Add a `cac:` element."""
    return etree.SubElement(parent, _CAC + name)


def leaf(parent: etree._Element, name: str, text: str, /, **attributes: str) -> None:
    """Add a `cbc:` element with its text; nothing when the text is empty."""
    # Nothing that can be printed is forbidden in XML, and asking for that is quicker than searching.
    if text and (cleaned := text if text.isprintable() else _NOT_XML.sub("", text)):
        etree.SubElement(parent, _CBC + name, attributes).text = cleaned


def day(parent: etree._Element, name: str, on: dt.date | None) -> None:
    """Add a date; nothing when there is none."""
    leaf(parent, name, on.isoformat() if on else "")


def identifier(parent: etree._Element, name: str, value: Identifier) -> None:
    """Add a number with its scheme where it has one; nothing when there is no number."""
    scheme = {"schemeID": value.scheme} if value.scheme else {}
    leaf(parent, name, value.value, **scheme)


def period(parent: etree._Element, value: InvoicingPeriod | None, *, code: str = "") -> None:
    """Add a period (BG-14, BG-26), on a document with the code of its tax point (BT-8)."""
    if value or code:
        node = group(parent, "InvoicePeriod")
        day(node, "StartDate", value.first_on if value else None)
        day(node, "EndDate", value.last_on if value else None)
        leaf(node, "DescriptionCode", code)


def write_note(note: CodedNote) -> str:
    """Write a note with its subject as the binding of EN 16931 to UBL has it: #AAI#The text."""
    return f"#{note.subject}#{note.text}"


def parse_note(text: str) -> CodedNote | None:
    """Return the subject and the text of a note that starts with #CODE#, or None."""
    found = _CODED_NOTE.fullmatch(text)
    return CodedNote(found[1], found[2].strip()) if found else None


def amount(parent: etree._Element, name: str, value: Decimal, *, currency: str) -> None:
    """Add an amount with two decimals, more only where they count, and its currency."""
    cents = round_cents(value)
    text = f"{cents + 0:f}" if cents == value else number(value)
    leaf(parent, name, text, currencyID=currency)


def number(value: Decimal) -> str:
    """Write a number without exponent and without zeros that say nothing."""
    return f"{value.normalize() + 0:f}"
