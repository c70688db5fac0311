"""Take the XML files out of a PDF (Factur-X, ZUGFeRD, or our own with UBL), whoever made it.

pypdf reads; this module bounds it. Everything that it reads from the file goes through a counter, so that a
table that lies ends in a refusal and not in a minute of work; streams are unpacked up to a limit. Nothing in
the PDF is run, shown or followed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.xml_tree import BYTES_MAX
from boekbrug.formats.problem import Problem

FILES_MAX = 20
XML_BYTES_MAX = BYTES_MAX // 2  # of all XML files together: they lie in memory beside the PDF
OBJECTS_MAX = 50_000
_STEPS_MAX = 300_000  # reads and seeks in the file: a PDF of ten thousand objects takes a tenth
_VOLUME_MAX = 8 * BYTES_MAX
_TABLES_MAX = 200
_STRUCTURE_BYTES_MAX = 4_000_000  # of a table or a stream of objects, unpacked
_SLOW_BYTES_MAX = 1_000_000  # of filters that are written in Python
_NAMES_MAX = 200
_DEPTH_MAX = 20
_INVOICE_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"})
_XML_TYPES = ("/text/xml", "/application/xml")


class _TooMuchWork(Exception):
    """A PDF makes its reader go round and round."""


class _Counted(io.BytesIO):
    """The bytes of a PDF; counts how often and how much is read of them."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._steps = 0
        self._volume = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read, and count it."""
        found = super().read(size)
        self._count(len(found))
        return found

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read a line, and count it."""
        found = super().readline(size)
        self._count(len(found))
        return found

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place, and count it."""
        self._count(0)
        return super().seek(offset, whence)

    def _count(self, length: int) -> None:
        self._steps += 1
        self._volume += length
        if self._steps > _STEPS_MAX or self._volume > _VOLUME_MAX:
            raise _TooMuchWork


@dataclass(frozen=True, slots=True)
class PdfFiles:
    """The XML files in a PDF, or the problem that stands in the way."""

    files: tuple[bytes, ...] = ()
    problem: Problem | None = None


def xml_files(data: bytes) -> PdfFiles:
    """Return the XML files that a PDF holds, each once; never raises, never reads anything but `data`."""
    if len(data) > BYTES_MAX:
        found, expected = str(len(data)), str(BYTES_MAX)
        return PdfFiles(problem=problems.PDF_TOO_LARGE.at(found=found, expected=expected))
    if data.count(b" obj") > OBJECTS_MAX or data.count(b"startxref") > _TABLES_MAX:
        return PdfFiles(problem=problems.PDF_TOO_MUCH_WORK.at())
    structure = pypdf.Configuration(
        zlib_maximum_output_length=_STRUCTURE_BYTES_MAX,
        lzw_maximum_output_length=_SLOW_BYTES_MAX,
        run_length_maximum_output_length=_SLOW_BYTES_MAX,
        zlib_maximum_recovery_input_length=_SLOW_BYTES_MAX,
        maximum_declared_stream_length=BYTES_MAX,
    )
    try:
        with pypdf.apply_configuration(structure):
            return _read(data)
    except _TooMuchWork:
        return PdfFiles(problem=problems.PDF_TOO_MUCH_WORK.at())
    except Exception as wrong:  # what pypdf raises on hostile bytes is of any kind
        return PdfFiles(problem=problems.PDF_BROKEN.at(found=type(wrong).__name__))


def _read(data: bytes) -> PdfFiles:
    """Open a PDF and take the XML files out of its name tree and its associated files."""
    reader = pypdf.PdfReader(
        _Counted(data), root_object_recovery_limit=1_000, xref_stream_maximum_entries=OBJECTS_MAX
    )
    if reader.is_encrypted and not reader.decrypt(""):
        return PdfFiles(problem=problems.PDF_LOCKED.at())
    root = _dictionary(reader.trailer["/Root"])
    found: dict[bytes, None] = {}
    total = 0
    named = sorted(_embedded(root), key=lambda one: one[0] not in _INVOICE_NAMES)
    for count, stream in enumerate(_unique(stream for _, stream in named), start=1):
        content = _unpacked(stream)
        total += len(content)
        if count > FILES_MAX or total > XML_BYTES_MAX:
            return PdfFiles(problem=problems.TOO_MANY_DOCUMENTS.at(found=str(count), expected=str(FILES_MAX)))
        found[content] = None
    return PdfFiles(tuple(found))


def _unpacked(stream: StreamObject) -> bytes:
    """The bytes of an embedded file, up to the limit of an XML file."""
    with pypdf.apply_configuration(zlib_maximum_output_length=XML_BYTES_MAX):
        content: bytes = stream.get_data()
    return content


def _unique(streams: Iterator[StreamObject]) -> Iterator[StreamObject]:
    """Yield each stream once: a file is named in the tree and among the associated files."""
    seen: set[int] = set()
    for stream in streams:
        if id(stream) not in seen:
            seen.add(id(stream))
            yield stream


def _embedded(root: DictionaryObject) -> Iterator[tuple[str, StreamObject]]:
    """Yield name and stream of the XML files in the name tree (/EmbeddedFiles) and associated (/AF)."""
    names = _dictionary(root.get("/Names"))
    specifications = [*_in_tree(_dictionary(names.get("/EmbeddedFiles"))), *_items(root.get("/AF"))]
    for one in specifications[: 2 * _NAMES_MAX]:
        specification = _dictionary(one)
        files = _dictionary(specification.get("/EF"))
        name = str(specification.get("/UF") or specification.get("/F") or "").lower()
        for key in ("/F", "/UF"):
            stream = files.get(key)
            stream = stream.get_object() if stream is not None else None
            is_xml = name.endswith(".xml") or (
                isinstance(stream, StreamObject) and str(stream.get("/Subtype", "")).lower() in _XML_TYPES
            )
            if is_xml and isinstance(stream, StreamObject):
                yield name, stream
                break


def _in_tree(tree: DictionaryObject) -> Iterator[Any]:
    """Yield the values of a name tree; one that goes round, deep or wide is cut off."""
    waiting: list[tuple[DictionaryObject, int]] = [(tree, 0)]
    nodes = values = 0
    while waiting and nodes < _NAMES_MAX and values < _NAMES_MAX:
        node, depth = waiting.pop()
        nodes += 1
        for value in _items(node.get("/Names"))[1::2]:
            values += 1
            yield value
        if depth < _DEPTH_MAX:
            kids = _items(node.get("/Kids"))[:_NAMES_MAX]
            waiting += [(_dictionary(kid), depth + 1) for kid in reversed(kids)]


def _dictionary(value: Any) -> DictionaryObject:
    """A dictionary, followed to where it stands; anything else counts as an empty one."""
    found = value.get_object() if value is not None and hasattr(value, "get_object") else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _items(value: Any) -> list[Any]:
    """The items of an array, followed to where it stands; anything else counts as an empty one."""
    found = value.get_object() if value is not None and hasattr(value, "get_object") else value
    return list(found) if isinstance(found, ArrayObject) else []
