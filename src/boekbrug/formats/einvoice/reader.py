"""Read any bytes as e-invoices: unwrap, recognise, walk, check; never raises, whatever the bytes are."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from boekbrug.formats.einvoice import cii_reader, problems, recognition, ubl_reader, xml_tree
from boekbrug.formats.einvoice.envelope import open_envelope
from boekbrug.formats.einvoice.model import Attachment, Invoice
from boekbrug.formats.einvoice.names import CBC
from boekbrug.formats.einvoice.node import Node
from boekbrug.formats.einvoice.reading import Container, Format, Reading
from boekbrug.formats.einvoice.recognition import Recognised
from boekbrug.formats.einvoice.sums import check_sums
from boekbrug.formats.einvoice.walk import UNREAD_MAX, TooManyProblems, Walk, line_of
from boekbrug.formats.problem import Problem, has_error


def read(data: bytes) -> Reading:
    """Read the invoices and credit notes in a file: UBL of any profile, CII, or a PDF or envelope with them.

    The first document is the reading, more stand in `others`. The totals are those of the document.
    """
    is_pdf = recognition.looks_like_pdf(data) and not xml_tree.looks_like_xml(data)
    return _read_pdf(data) if is_pdf else _read_xml(data)


def _read_pdf(data: bytes) -> Reading:
    """Read every e-invoice that a PDF holds; the other files in it are attachments of the first."""
    from boekbrug.formats.einvoice import pdf_files  # noqa: PLC0415 - pypdf takes a fifth of a second to load

    opened = pdf_files.embedded_files(data)
    if opened.problem:
        return Reading(Format.UNKNOWN, None, (opened.problem,), original=data)
    invoices = [one.content for one in opened.files if _may_be_invoice(one.content)]
    found = [
        replace(one, original=data, container=Container.PDF, others=())
        for content in invoices
        for one in _read_xml(content).documents
    ]
    if not found:
        return Reading(Format.UNKNOWN, None, (problems.PDF_WITHOUT_INVOICE.at(),), original=data)
    first, *others = found
    beside = (*(one for one in opened.files if one.content not in invoices), *opened.others)
    notes = (problems.PDF_MORE_FILES.at(expected=str(pdf_files.OTHERS_MAX)),) if opened.is_cut else ()
    first = replace(first, problems=(*first.problems, *notes), others=tuple(others))
    return _with_files(first, beside)


def _with_files(reading: Reading, files: tuple[Attachment, ...]) -> Reading:
    """Return a reading whose invoice has these files too, without those that it embeds itself."""
    if reading.seen is None:
        return reading
    own = {one.content for one in reading.seen.attachments}
    attachments = (*reading.seen.attachments, *(one for one in files if one.content not in own))
    seen = replace(reading.seen, attachments=attachments)
    return replace(reading, seen=seen, invoice=seen if reading.invoice else None)


def _may_be_invoice(content: bytes) -> bool:
    """Whether an XML file has the root of an e-invoice or of an envelope."""
    name = xml_tree.root_name(content)
    return name is not None and recognition.by_root(*name) is not None


def _read_xml(data: bytes) -> Reading:
    """Read an XML file: one document, or an envelope."""
    parsed = xml_tree.parse(data)
    if parsed.root is None:
        return Reading(Format.UNKNOWN, None, parsed.problems, original=data, document=data)
    recognised = recognition.recognise(parsed.root)
    if recognised.format is not Format.ENVELOPE:
        reading = _read_root(parsed.root, recognised, parsed.problems)
        return replace(reading, original=data, document=data)
    return _read_envelope(parsed.root, data, parsed.problems)


def _read_envelope(root: etree._Element, data: bytes, notes: tuple[Problem, ...]) -> Reading:
    """Read every document in an envelope; what its header says is listed as unread of the first."""
    opened = open_envelope(root)
    if opened.problem:
        return Reading(Format.ENVELOPE, None, (*notes, opened.problem), original=data, document=data)
    found = [
        replace(
            _read_root(document, recognition.recognise(document), notes),
            original=data,
            document=etree.tostring(document, encoding="UTF-8", xml_declaration=True, with_tail=False),
            container=Container.ENVELOPE,
        )
        for document in opened.documents
    ]
    first, *others = found
    return replace(first, unread=(*opened.unread, *first.unread), others=tuple(others))


def _read_root(root: etree._Element, recognised: Recognised, notes: tuple[Problem, ...]) -> Reading:
    """Read one document from its root element."""
    if recognised.format not in recognition.READ:
        place = f"/{etree.QName(root).localname}"
        refused = problems.NOT_AN_INVOICE.at(line=line_of(root), place=place, found=str(root.tag)[:200])
        return Reading(Format.UNKNOWN, None, (*notes, refused))
    if recognised.format is Format.OTHER_UBL:
        notes = (*notes, _unknown_profile(root))
    walk = Walk(root, is_tolerant=recognised.is_tolerant)
    try:
        invoice = _read_tree(Node(root, walk), recognised)
    except TooManyProblems:
        return Reading(recognised.format, None, (*notes, *walk.problems))
    unread = walk.unread()
    if len(unread) >= UNREAD_MAX:
        walk.problems.append(problems.MORE_UNREAD.at(expected=str(UNREAD_MAX)))
    found = (*notes, *walk.problems)
    if invoice is None or has_error(found):
        return Reading(recognised.format, None, found, unread)
    found = (*found, *check_sums(invoice, root=etree.QName(root).localname))
    return Reading(recognised.format, None if has_error(found) else invoice, found, unread, seen=invoice)


def _read_tree(root: Node, recognised: Recognised) -> Invoice | None:
    """Read a document with the reader of its syntax."""
    if recognised.format in recognition.CII:
        return cii_reader.read_document(root)
    return ubl_reader.read_document(root, is_credit_note=recognised.is_credit_note)


def _unknown_profile(root: etree._Element) -> Problem:
    """Say which profile a UBL document follows that we do not know."""
    found = (root.findtext(f"{{{CBC}}}CustomizationID") or "").strip() or "–"
    place = f"/{etree.QName(root).localname}/cbc:CustomizationID"
    return problems.UNKNOWN_CUSTOMIZATION.at(line=line_of(root), place=place, found=found[:200])
