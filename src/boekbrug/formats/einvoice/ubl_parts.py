"""Read the small groups that stand in many places: numbers with a scheme (of CII too), periods."""

from __future__ import annotations

import datetime as dt

from lxml import etree

from boekbrug.formats.einvoice.model import Identifier, InvoicingPeriod
from boekbrug.formats.einvoice.node import Node
from boekbrug.periods import PeriodEndsBeforeItStarts


def read_identifier(node: Node, name: str) -> Identifier | None:
    """Take a number with its scheme, or None when absent or empty."""
    return identifier_in(node, node.take(name))


def identifier_in(node: Node, element: etree._Element | None) -> Identifier | None:
    """Return the number, with its scheme, in an element that was taken; or None when absent or empty."""
    if element is None or not (text := node.walk.text_of(element)):
        return None
    return Identifier(text, node.walk.attribute(element, "schemeID"))


def read_period(node: Node | None) -> InvoicingPeriod | None:
    """Read a period (BG-14, BG-26) with one day or both; one that ends before it starts is unread."""
    if node is None:
        return None
    return period_in(node, node.date("cbc:StartDate"), node.date("cbc:EndDate"))


def period_in(node: Node, first_on: dt.date | None, last_on: dt.date | None) -> InvoicingPeriod | None:
    """Return the period that an element holds, or None; one that ends before it starts is unread."""
    try:
        return InvoicingPeriod(first_on, last_on) or None
    except PeriodEndsBeforeItStarts:
        node.drop()
        return None
