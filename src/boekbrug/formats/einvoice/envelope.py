"""Take the documents out of a Standard Business Document (SBDH), the envelope of the Peppol network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.reading import Unread
from boekbrug.formats.einvoice.walk import TEXT_MAX, Walk, line_of
from boekbrug.formats.problem import Problem

DOCUMENTS_MAX = 100


@dataclass(frozen=True, slots=True)
class Opened:
    """The documents of an envelope and what its header says; or the problem that stands in the way."""

    documents: tuple[etree._Element, ...] = ()
    unread: tuple[Unread, ...] = ()
    problem: Problem | None = None


def open_envelope(root: etree._Element) -> Opened:
    """Return what stands in a StandardBusinessDocument: everything beside its header is a document."""
    headers: list[etree._Element] = []
    documents: list[etree._Element] = []
    for child in root:
        name = etree.QName(child).localname
        (headers if name == "StandardBusinessDocumentHeader" else documents).append(child)
    if not documents:
        return Opened(problem=problems.EMPTY_ENVELOPE.at(line=line_of(root)))
    if len(documents) > DOCUMENTS_MAX:
        found, expected = str(len(documents)), str(DOCUMENTS_MAX)
        return Opened(problem=problems.TOO_MANY_DOCUMENTS.at(found=found, expected=expected))
    walk = Walk(root)
    for header in headers:
        walk.drop(header)
    return Opened(tuple(documents), (*_own_texts(root), *walk.unread(within=headers)))


def _own_texts(root: etree._Element) -> Iterator[Unread]:
    """Yield the texts between the header and the documents."""
    for text in (root.text, *(child.tail for child in root)):
        if text and text.strip():
            yield Unread(f"/{etree.QName(root).localname}/text()", line_of(root), text.strip()[:TEXT_MAX])
