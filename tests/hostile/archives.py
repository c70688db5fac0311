"""Hostile ZIP files: bombs, lies about sizes, overlaps, links, names that climb; and workbooks."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

ZEROS_100_MB = 100_000_000


def corpus() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each hostile archive."""
    yield "bomb of 300 MB", _zip({"a.xml": b"\0" * 3 * ZEROS_100_MB})
    yield "bomb of many files", _zip({f"{n}.xml": b"\0" * 900_000 for n in range(900)})
    yield "1,001 files", _zip({f"{n}.txt": b"a" for n in range(1001)})
    yield "60,000 empty files", _zip({f"{n}": b"" for n in range(60_000)})
    yield "nested", _zip({"inner.zip": _zip({"a.xml": b"<a/>"})})
    yield "nested under another name", _zip({"a.xml": _zip({"a.xml": b"<a/>"})})
    yield "overlapping", _overlapping(200, 2_000_000)
    yield "quoted overlap", _overlapping(900, 200_000)
    yield "size says 1 byte", _lying(b"\0" * 50_000_000, size=1)
    yield "size says 4 GB", _lying(b"abc", size=0xFFFFFFF0)
    yield "encrypted", _flagged(0x1)
    yield "strongly encrypted", _flagged(0x41)
    yield "a link", _link("/etc/passwd")
    yield "a device", _special(0o060644)
    yield "a pipe", _special(0o010644)
    yield "names twice", _twice()
    yield (
        "names that climb",
        _zip(
            {
                "../../../../tmp/hostile": b"x",
                "/etc/hostile": b"x",
                "..\\..\\hostile": b"x",
                "C:\\hostile": b"x",
            }
        ),
    )
    yield (
        "odd names",
        _zip({"a\r\nb": b"x", "CON": b"x", "\u202egpj.xml": b"x", "n" * 60_000: b"x", " . ": b"x"}),
    )
    yield "bzip2", _zip({"a.xml": b"a" * 1000}, method=zipfile.ZIP_BZIP2)
    yield "LZMA bomb", _zip({"a.xml": b"\0" * ZEROS_100_MB}, method=zipfile.ZIP_LZMA)
    yield "unknown method", _patched(b"PK\x01\x02", 10, 99)
    yield "cut off", _zip({"a.xml": b"a" * 5000}, method=zipfile.ZIP_STORED)[:3000]
    yield "directory only", b"PK\x05\x06" + b"\0" * 18
    yield "directory that lies", b"PK\x03\x04" + b"\0" * 50 + b"PK\x05\x06" + b"\xff" * 18
    yield (
        "wrong checksum",
        _zip({"a.xml": b"abcdef"}, method=zipfile.ZIP_STORED).replace(b"abcdef", b"abcdeg", 1),
    )
    yield "comment of 60 kB", _zip({"a.xml": b"x"}, comment=b"PK\x05\x06" * 15_000)
    yield "zip of a script", _zip({"a.html": b"<script>alert(1)</script>"})


def workbooks() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each hostile workbook; no reader takes them yet, they come as archives."""
    yield "one cell at the far end", _workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    yield "800,000 rows", _workbook("".join(f'<row><c t="n"><v>{n}</v></c></row>' for n in range(800_000)))
    yield "a row of 100,000 cells", _workbook(f"<row>{'<c><v>1</v></c>' * 100_000}</row>")
    yield "formula to a program", _workbook("<row><c><f>cmd|'/c calc'!A1</f></c></row>")
    yield "formula to the web", _workbook('<row><c><f>WEBSERVICE("http://127.0.0.1/")</f></c></row>')
    yield (
        "entity in the sheet",
        _workbook("<row/>", head='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    )
    yield "bomb in the strings", _workbook("<row/>", strings=b"<sst>" + b" " * ZEROS_100_MB + b"</sst>")
    yield "macro", _workbook("<row/>", more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 500})
    yield "linked workbook", _workbook("<row/>", more={"xl/externalLinks/externalLink1.xml": b"<a/>"})
    yield "old binary workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000
    yield "no sheet at all", _zip({"[Content_Types].xml": b"<Types/>"})
    yield "names that climb", _workbook("<row/>", more={"../../x": b"x", "/etc/x": b"x"})


def _zip(files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.comment = comment[:65535]
    return made.getvalue()


def _workbook(
    rows: str, *, head: str = "", strings: bytes = b"<sst/>", more: dict[str, bytes] | None = None
) -> bytes:
    sheet = f'<?xml version="1.0"?>{head}<worksheet><sheetData>{rows}</sheetData></worksheet>'.encode()
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": b"<workbook/>",
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": strings,
    }
    return _zip(parts | (more or {}))


def _overlapping(count: int, size: int) -> bytes:
    """Many entries of the directory that all lead to the same packed bytes (Fifield's bomb)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"\0" * size) + packer.flush()
    check = zlib.crc32(b"\0" * size)
    facts = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0, check, len(packed), size)
    local = b"PK\x03\x04" + facts + struct.pack("<HH", 1, 0) + b"a" + packed
    entry = (
        b"PK\x01\x02" + struct.pack("<H", 20) + facts + struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"a"
    )
    directory = entry * count
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(local), 0)
    return local + directory + b"PK\x05\x06" + end


def _lying(content: bytes, *, size: int) -> bytes:
    """An archive whose headers name another size."""
    made = bytearray(_zip({"a.xml": content}))
    made[22:26] = struct.pack("<I", size)
    entry = made.index(b"PK\x01\x02")
    made[entry + 24 : entry + 28] = struct.pack("<I", size)
    return bytes(made)


def _flagged(flag: int) -> bytes:
    made = bytearray(_zip({"a.xml": b"secret"}))
    made[6] |= flag
    made[made.index(b"PK\x01\x02") + 8] |= flag
    return bytes(made)


def _patched(mark: bytes, offset: int, value: int) -> bytes:
    made = bytearray(_zip({"a.xml": b"abc"}))
    made[made.index(mark) + offset] = value
    return bytes(made)


def _link(target: str) -> bytes:
    info = zipfile.ZipInfo("a.xml")
    info.external_attr = 0o120777 << 16
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(info, target)
    return made.getvalue()


def _special(mode: int) -> bytes:
    info = zipfile.ZipInfo("a.xml")
    info.external_attr = mode << 16
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(info, b"x")
    return made.getvalue()


def _twice() -> bytes:
    files = _zip({"aaa.xml": b"<a/>", "bbb.xml": b"<b/>"})
    return files.replace(b"bbb.xml", b"aaa.xml")
