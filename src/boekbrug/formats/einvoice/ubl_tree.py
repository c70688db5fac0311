"""Build UBL elements: groups and leaves by their usual prefix, numbers as XML writes them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from lxml import etree

from boekbrug.formats.einvoice.node import CAC, CBC
from boekbrug.money import round_cents

# What XML 1.0 cannot carry at all (section 2.2): control characters and lone surrogates.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def group(parent: etree._Element, name: str) -> etree._Element:
    """Add a `cac:` element."""
    return etree.SubElement(parent, f"{{{CAC}}}{name}")


def leaf(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    """Add a `cbc:` element with its text; nothing when the text is empty."""
    cleaned = _NOT_XML.sub("", text)
    if cleaned:
        added = etree.SubElement(parent, f"{{{CBC}}}{name}", attributes)
        added.text = cleaned


def day(parent: etree._Element, name: str, on: dt.date | None) -> None:
    """Add a date; nothing when there is none."""
    leaf(parent, name, on.isoformat() if on else "")


def amount(parent: etree._Element, name: str, value: Decimal, *, currency: str) -> None:
    """Add an amount with two decimals, more only where they count, and its currency."""
    cents = round_cents(value)
    text = f"{cents + 0:f}" if cents == value else number(value)
    leaf(parent, name, text, currencyID=currency)


def number(value: Decimal) -> str:
    """Write a number without exponent and without zeros that say nothing."""
    return f"{value.normalize() + 0:f}"
