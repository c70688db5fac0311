"""PDFs with files inside, and PDFs that make their reader work."""

from __future__ import annotations

import functools
import io
import zlib

import pypdf
from pypdf.generic import ArrayObject, NameObject

from tests.formats.einvoice.old_files import cii


def pdf_with(*files: tuple[str, bytes], password: str = "") -> bytes:
    """A one-page PDF with embedded files, each in the name tree and among the associated files."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in files:
        writer.add_attachment(name, content)
    if files:
        tree = writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"]  # type: ignore[index]
        writer.root_object[NameObject("/AF")] = ArrayObject(list(tree)[1::2])
    if password:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def built(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is its root."""
    out, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    start = out.rindex(b"xref\n0 ")
    return out + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def stream(entries: bytes, data: bytes) -> bytes:
    """A stream object with more entries in its dictionary."""
    return b"<<%s/Length %d>>\nstream\n" % (entries, len(data)) + data + b"\nendstream"


CATALOG = b"<</Type/Catalog/Names<</EmbeddedFiles<</Names[(factur-x.xml) 2 0 R]>>>>>>"
FILE = b"<</Type/Filespec/F(factur-x.xml)/EF<</F 3 0 R>>>>"


def pdf_of_many(count: int, content: bytes = b"") -> bytes:
    """A PDF with an invoice and many other files, each with a specification and a stream of its own.

    The first of them bears `content`, a stream object, where that is given.
    """
    objects = [FILE, stream(b"", cii().encode())]
    names = b"(factur-x.xml) 2 0 R"
    for at in range(count):
        number = 4 + 2 * at
        names += b"(%d.csv) %d 0 R" % (at, number)
        objects.append(b"<</Type/Filespec/F(%d.csv)/EF<</F %d 0 R>>>>" % (at, number + 1))
        objects.append(content if content and at == 0 else stream(b"", b"uren;%d" % at))
    return built(b"<</Type/Catalog/Names<</EmbeddedFiles<</Names[%s]>>>>>>" % names, *objects)


@functools.cache
def hostile() -> dict[str, bytes]:
    """PDFs that lie, go round or swell, by name."""
    bomb = zlib.compress(b" " * 70_000_000, 9)
    kids = b"<</Kids[%d 0 R %d 0 R]>>"
    entry = b"0000000000 65535 f \n"
    table = b"%PDF-1.7\nxref\n0 500000\n" + entry * 500_000
    trailer = b"trailer\n<</Root 1 0 R/Size 500000>>\nstartxref\n9\n%%EOF"
    cross = stream(b"/Type/XRef/Size 9000000/Root 1 0 R/W[1 3 1]/Filter/FlateDecode", bomb)
    return {
        "bomb": built(CATALOG, FILE, stream(b"/Filter/FlateDecode", bomb)),
        "bomb in a bomb": built(
            CATALOG, FILE, stream(b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(bomb, 9))
        ),
        "tree that goes round": built(b"<</Names<</EmbeddedFiles 2 0 R>>>>", kids % (2, 2)),
        "tree that doubles": built(
            b"<</Names<</EmbeddedFiles 2 0 R>>>>", *(kids % (n + 1, n + 1) for n in range(2, 60)), b"<<>>"
        ),
        "object that is itself": built(b"2 0 R", b"1 0 R"),
        "deep": built(b"[" * 1_000_000),
        "wide": built(b"<</AF[" + b"2 0 R " * 1_000_000 + b"]>>", FILE),
        "many objects": b"%PDF-1.7\n" + b"1 0 obj\n" * 2_000_000,
        "many tables": b"%PDF-1.7\n" + b"startxref\n9\n" * 500_000,
        "long table": table + trailer,
        "swollen table": b"%PDF-1.7\n1 0 obj\n" + cross + b"\nendobj\nstartxref\n9\n%%EOF",
        "noise": b"%PDF-1.7\n" + zlib.compress(b"obj" * 9_000_000, 0),
        "script": built(b"<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"),
    }
