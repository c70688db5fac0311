"""Read what a UBL document refers to: earlier invoices, orders, embedded files, links, notes."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.code_lists import OBJECT_TYPE, PROJECT_TYPE
from boekbrug.formats.einvoice.model import (
    Attachment,
    CodedNote,
    Identifier,
    LegalMention,
    LinkedDocument,
    PrecedingInvoice,
)
from boekbrug.formats.einvoice.node import Node
from boekbrug.formats.einvoice.ubl_parts import read_identifier
from boekbrug.formats.einvoice.ubl_tree import parse_note


@dataclass(slots=True)
class Documents:
    """What AdditionalDocumentReference holds."""

    attachments: list[Attachment] = field(default_factory=list)
    links: list[LinkedDocument] = field(default_factory=list)
    invoiced_object: Identifier | None = None
    project: str = ""


def read_notes(root: Node) -> tuple[tuple[str, ...], tuple[CodedNote, ...]]:
    """Read the notes (BG-1): plain ones, and those that start with #CODE# (BT-21)."""
    found = [(text, parse_note(text)) for text in root.texts("cbc:Note")]
    return tuple(text for text, coded in found if not coded), tuple(coded for _, coded in found if coded)


def read_preceding(root: Node) -> tuple[PrecedingInvoice, ...]:
    """Read the invoices that this one corrects (BG-3)."""
    found = []
    names = ["cac:InvoiceDocumentReference"]
    if root.walk.is_tolerant:
        names.append("cac:CreditNoteDocumentReference")
    for node in root.every("cac:BillingReference"):
        for name in names:
            if reference := node.first(name):
                number = reference.text("cbc:ID", is_required=not root.walk.is_tolerant)
                found.append(PrecedingInvoice(number, reference.date("cbc:IssueDate")))
    return tuple(found)


def read_documents(root: Node, *, project: str) -> Documents:
    """Read AdditionalDocumentReference: embedded files, links (BG-24), the invoiced object, the project.

    Where the document names its project elsewhere, one here is a link like others.
    """
    found = Documents(project=project)
    for node in root.every("cac:AdditionalDocumentReference"):
        type_code = node.text("cbc:DocumentTypeCode")
        if type_code == OBJECT_TYPE and found.invoiced_object is None:
            found.invoiced_object = read_identifier(node, "cbc:ID")
        elif type_code == PROJECT_TYPE and not found.project:
            found.project = node.text("cbc:ID")
        else:
            _document(node, found, type_code)
    return found


def _document(node: Node, found: Documents, type_code: str) -> None:
    """Read one supporting document into what was found."""
    identifier = node.text("cbc:ID")
    description = "\n".join(node.texts("cbc:DocumentDescription"))
    document_type = type_code or node.text("cbc:DocumentType")
    holder = node.first("cac:Attachment")
    url = holder.deep_text("cac:ExternalReference", "cbc:URI") if holder else ""
    binary = holder.first("cbc:EmbeddedDocumentBinaryObject") if holder else None
    if binary is None:
        found.links.append(LinkedDocument(identifier, description, url, document_type))
        return
    name = binary.attribute("filename") or identifier or "attachment"
    found.attachments.append(
        Attachment(
            name=name,
            media_type=binary.attribute("mimeCode").lower(),
            content=embedded(binary, name),
            description=description,
            identifier="" if identifier == name else identifier,
            url=url,
            document_type=document_type,
        )
    )


def embedded(binary: Node, name: str) -> bytes:
    """Return the bytes of an embedded file; text that is no base64 is a problem."""
    try:
        letters = binary.own_text().encode("ascii").translate(None, b" \t\r\n")
        return base64.b64decode(letters, validate=True)
    except (binascii.Error, ValueError):
        binary.complain(problems.NOT_BASE64, found=name)
        return b""


def read_legal_mentions(delivery: Node | None) -> tuple[LegalMention, ...]:
    """Read the Belgian legal mentions that UBL.BE keeps in DeliveryTerms (ubl-BE-05, -06)."""
    if delivery is None or "cac:DeliveryTerms" not in delivery:
        return ()
    found = delivery.every("cac:DeliveryTerms")
    return tuple(LegalMention(one.text("cbc:ID"), "\n".join(one.texts("cbc:SpecialTerms"))) for one in found)
