"""Take the files out of a PDF, the XML first (Factur-X, ZUGFeRD, or our own with UBL), whoever made it.

pypdf reads; this module bounds it. Everything that it reads from the file goes through a counter, so that a
table that lies ends in a refusal and not in a minute of work; streams are unpacked up to a limit. Nothing in
the PDF is run, shown or followed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.model import Attachment
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
OTHERS_MAX = 100
OTHERS_BYTES_MAX = BYTES_MAX  # of all other files together
_NAME_MAX = 255
_INVOICE_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"})
_XML_TYPES = ("text/xml", "application/xml")
_ANY_TYPE = "application/octet-stream"


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
    """The XML files in a PDF and the others, or the problem that stands in the way.

    `is_cut` says that there are more other files than are taken out, or one that cannot be unpacked.
    """

    files: tuple[Attachment, ...] = ()
    others: tuple[Attachment, ...] = ()
    is_cut: bool = False
    problem: Problem | None = None


class _Found(NamedTuple):
    """An embedded file: what its specification says, and its bytes as they lie in the PDF."""

    name: str
    description: str
    stream: StreamObject

    @property
    def media_type(self) -> str:
        """What the PDF says that it is."""
        return str(self.stream.get("/Subtype", "")).lower().removeprefix("/") or _ANY_TYPE

    @property
    def is_xml(self) -> bool:
        """Whether it may be an e-invoice."""
        return self.name.lower().endswith(".xml") or self.media_type in _XML_TYPES

    @property
    def is_invoice(self) -> bool:
        """Whether it bears the name of an e-invoice."""
        return self.name.lower() in _INVOICE_NAMES

    def holding(self, content: bytes) -> Attachment:
        """Return it as an attachment with its unpacked bytes."""
        return Attachment(self.name or "attachment", self.media_type, content, self.description)


def embedded_files(data: bytes) -> PdfFiles:
    """Return the files that a PDF holds, each once; never raises, never reads anything but `data`."""
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
    """Open a PDF and take the files out of its name tree and its associated files."""
    reader = pypdf.PdfReader(
        _Counted(data), root_object_recovery_limit=1_000, xref_stream_maximum_entries=OBJECTS_MAX
    )
    if reader.is_encrypted and not reader.decrypt(""):
        return PdfFiles(problem=problems.PDF_LOCKED.at())
    specifications, is_cut = _specifications(_dictionary(reader.trailer["/Root"]))
    found = list(_unique(_embedded(specifications)))
    contents: dict[bytes, Attachment] = {}
    total = 0
    for count, one in enumerate(sorted(filter(_is_xml, found), key=lambda one: not one.is_invoice), start=1):
        content = _unpacked(one.stream)
        total += len(content)
        if count > FILES_MAX or total > XML_BYTES_MAX:
            return PdfFiles(problem=problems.TOO_MANY_DOCUMENTS.at(found=str(count), expected=str(FILES_MAX)))
        contents.setdefault(content, one.holding(content))
    others, are_cut = _others([one for one in found if not one.is_xml])
    return PdfFiles(tuple(contents.values()), others, is_cut or are_cut)


def _is_xml(one: _Found) -> bool:
    return one.is_xml


def _unpacked(stream: StreamObject) -> bytes:
    """The bytes of an embedded file, up to the limit of an XML file."""
    with pypdf.apply_configuration(zlib_maximum_output_length=XML_BYTES_MAX):
        content: bytes = stream.get_data()
    return content


def _others(found: list[_Found]) -> tuple[tuple[Attachment, ...], bool]:
    """The files that are no XML, and whether some were left: too many, too large, packed oddly or damaged."""
    taken: list[Attachment] = []
    room = OTHERS_BYTES_MAX
    for one in found:
        content = _simply_unpacked(one.stream, room) if len(taken) < OTHERS_MAX else None
        if content is not None and len(content) <= room:
            taken.append(one.holding(content))
            room -= len(content)
    return tuple(taken), len(taken) < len(found)


def _simply_unpacked(stream: StreamObject, room: int) -> bytes | None:
    """The bytes of a file that is not packed or deflated, as all software does; None for another one."""
    packed = stream.get("/Filter")
    packed = packed.get_object() if packed is not None else None
    filters = _items(packed) or ([packed] if packed else [])
    if filters not in ([], ["/FlateDecode"]) or "/DecodeParms" in stream:
        return None
    try:
        # What is damaged is given up at once: mending it goes byte by byte.
        with pypdf.apply_configuration(
            zlib_maximum_output_length=max(room, 1), zlib_maximum_recovery_input_length=1
        ):
            content: bytes = stream.get_data()
    except PyPdfError:
        return None
    return content


def _unique(found: Iterator[_Found]) -> Iterator[_Found]:
    """Yield each stream once: a file is named in the tree and among the associated files."""
    seen: set[int] = set()
    for one in found:
        if id(one.stream) not in seen:
            seen.add(id(one.stream))
            yield one


def _specifications(root: DictionaryObject) -> tuple[list[Any], bool]:
    """What the name tree (/EmbeddedFiles) and the associated files (/AF) name, and whether it was cut."""
    names = _dictionary(root.get("/Names"))
    in_tree, is_cut = _in_tree(_dictionary(names.get("/EmbeddedFiles")))
    found = [*in_tree, *_items(root.get("/AF"))]
    return found[: 2 * _NAMES_MAX], is_cut or len(found) > 2 * _NAMES_MAX


def _embedded(specifications: list[Any]) -> Iterator[_Found]:
    """Yield the file that each specification stands for."""
    for one in specifications:
        specification = _dictionary(one)
        files = _dictionary(specification.get("/EF"))
        name = _text(specification, "/UF") or _text(specification, "/F")
        for key in ("/F", "/UF"):
            stream = files.get(key)
            stream = stream.get_object() if stream is not None else None
            if isinstance(stream, StreamObject):
                yield _Found(name, _text(specification, "/Desc"), stream)
                break


def _in_tree(tree: DictionaryObject) -> tuple[list[Any], bool]:
    """Return the values of a name tree; one that goes round, deep or wide is cut off, which is told."""
    waiting: list[tuple[DictionaryObject, int]] = [(tree, 0)]
    values: list[Any] = []
    nodes = 0
    is_cut = False
    while waiting and nodes < _NAMES_MAX and len(values) < _NAMES_MAX:
        node, depth = waiting.pop()
        nodes += 1
        values += _items(node.get("/Names"))[1::2]
        kids = _items(node.get("/Kids"))
        followed = kids[:_NAMES_MAX] if depth < _DEPTH_MAX else []
        is_cut = is_cut or len(followed) < len(kids)
        waiting += [(_dictionary(kid), depth + 1) for kid in reversed(followed)]
    return values, is_cut or bool(waiting)


def _text(specification: DictionaryObject, key: str) -> str:
    """A text of a specification, followed to where it stands; nothing for anything else."""
    value = specification.get(key)
    found = value.get_object() if value is not None else None
    return found[:_NAME_MAX].strip() if isinstance(found, str) else ""


def _dictionary(value: Any) -> DictionaryObject:
    """A dictionary, followed to where it stands; anything else counts as an empty one."""
    found = value.get_object() if value is not None and hasattr(value, "get_object") else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _items(value: Any) -> list[Any]:
    """The items of an array, followed to where it stands; anything else counts as an empty one."""
    found = value.get_object() if value is not None and hasattr(value, "get_object") else value
    return list(found) if isinstance(found, ArrayObject) else []
