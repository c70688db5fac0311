"""Say what a file is by its content; its name is what somebody typed and decides nothing."""

from __future__ import annotations

from enum import StrEnum

from boekbrug.formats import coda
from boekbrug.formats.einvoice import xml_tree
from boekbrug.formats.einvoice.reading import Format
from boekbrug.formats.einvoice.recognition import by_root, looks_like_pdf

_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BLANK = b" \t\r\n\x00\x1a"


class Kind(StrEnum):
    """What a file is. UBL, CII and XML_OTHER are for `einvoice.read`, which says more or refuses."""

    CODA = "coda"
    UBL = "ubl"
    CII = "cii"
    PDF = "pdf"
    ZIP = "zip"
    XML_OTHER = "xml-other"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_KINDS = {
    Format.OTHER_UBL: Kind.UBL,
    Format.ENVELOPE: Kind.UBL,
    Format.CII: Kind.CII,
    Format.ZUGFERD_1: Kind.CII,
}


def recognise(data: bytes, name: str = "") -> Kind:
    """Return the kind of a file from its first bytes; never raises.

    `name` is accepted because every door has one, and is not looked at: a CODA file may be called anything.
    """
    del name
    if not data[:4096].strip(_BLANK) and not data.strip(_BLANK):
        return Kind.EMPTY
    if data.startswith(_ZIP_MARKS):
        return Kind.ZIP
    if looks_like_pdf(data):
        return Kind.PDF
    if coda.looks_like_coda(data):
        return Kind.CODA
    if xml_tree.looks_like_xml(data):
        root = xml_tree.root_name(data)
        found = by_root(*root) if root else None
        return _KINDS[found] if found else Kind.XML_OTHER
    return Kind.UNKNOWN
