"""Read any bytes as an e-invoice: recognise, walk, check; never raises, whatever the bytes are."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from boekbrug.formats.einvoice import problems, recognition, xml_tree
from boekbrug.formats.einvoice.node import CBC, Node, TooManyProblems, Walk, line_of
from boekbrug.formats.einvoice.reading import Format, Reading
from boekbrug.formats.einvoice.recognition import Recognised
from boekbrug.formats.einvoice.sums import check_sums
from boekbrug.formats.einvoice.ubl_reader import read_document
from boekbrug.formats.problem import Problem, has_error


def read(data: bytes) -> Reading:
    """Read an invoice or credit note (Peppol BIS 3, EN 16931 UBL, a national CIUS such as XRechnung).

    Every other known format is named and refused. The totals are those of the document.
    """
    return replace(_read_xml(data), original=data, document=data)


def _read_xml(data: bytes) -> Reading:
    """Read one XML document."""
    parsed = xml_tree.parse(data)
    if parsed.root is None:
        return Reading(Format.UNKNOWN, None, parsed.problems)
    recognised = recognition.recognise(parsed.root)
    if refused := _refusal(parsed.root, recognised):
        return Reading(recognised.format, None, (*parsed.problems, refused))
    return _walked(parsed.root, recognised, parsed.problems)


def _refusal(root: etree._Element, recognised: Recognised) -> Problem | None:
    """Why a well-formed document is not read, or None when it is."""
    if recognised.format in recognition.READ:
        return None
    line, place = line_of(root), f"/{etree.QName(root).localname}"
    if title := recognition.TITLES.get(recognised.format):
        return problems.NOT_YET_READ.at(line=line, place=place, found=title)
    if recognised.format is Format.OTHER_UBL:
        found = root.findtext(f"{{{CBC}}}CustomizationID") or "–"
        place = f"{place}/cbc:CustomizationID"
        return problems.UNKNOWN_CUSTOMIZATION.at(line=line, place=place, found=found.strip()[:200])
    return problems.NOT_AN_INVOICE.at(line=line, place=place, found=str(root.tag)[:200])


def _walked(root: etree._Element, recognised: Recognised, notes: tuple[Problem, ...]) -> Reading:
    """Walk a document of a format that we read, and check that it adds up."""
    walk = Walk()
    node = Node(root, walk, f"/{etree.QName(root).localname}")
    try:
        invoice = read_document(node, walk, is_credit_note=recognised.is_credit_note)
    except TooManyProblems:
        return Reading(recognised.format, None, (*notes, *walk.problems))
    found = (*notes, *walk.problems)
    if invoice and not has_error(found):
        found = (*found, *check_sums(invoice))
    is_refused = invoice is None or has_error(found)
    return Reading(recognised.format, None if is_refused else invoice, found, walk.unread())
