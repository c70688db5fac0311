"""Make a CODA file fit to be shown to others: the same bytes but for names, accounts and texts."""

from __future__ import annotations

import codecs
import re

from boekbrug.formats import coda
from boekbrug.formats.coda import encoding as encodings
from boekbrug.formats.workshop.anonymous_lines import AnonymousLines

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)
_LINE_END = re.compile(r"(\r\n|[\n\r\x85])")
_LINE_END_OF_ASCII = re.compile(r"(\r\n|[\n\r])")
_STRANGE = "surrogateescape"  # bytes of another encoding stay what they are


def anonymised(content: bytes, key: bytes, *, encoding: str | None = None) -> bytes:
    """Return the file without names, accounts and texts, in the same encoding and with the same line ends.

    Amounts, days, codes and the bank stay, and so do its problems. The same account becomes the same account
    in every file that is made with this key.

    :raises LookupError: when there is no such encoding
    """
    front, name = _encoding(content, encoding)
    strange = "replace" if name.startswith(("utf-16", "utf-32")) else _STRANGE
    text = content[len(front) :].decode(name, errors=strange)
    is_narrow = encodings.is_like_ascii(name)
    parts = (_LINE_END_OF_ASCII if is_narrow else _LINE_END).split(text)
    lines, ends = parts[::2], [*parts[1::2], ""]
    made = "".join(map("".join, zip(AnonymousLines(key).take(lines), ends, strict=True)))
    return front + made.encode(name, errors="replace" if strange == "replace" else strange)


def _encoding(content: bytes, given: str | None) -> tuple[bytes, str]:
    """Return the byte order mark of a file ("" without one), and the encoding of what follows it."""
    front, marked = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", ""))
    if given is not None:
        return (front if marked == codecs.lookup(given).name else b""), given
    if marked:
        return front, marked
    reading = coda.read(content)
    for _ in reading:
        pass
    return b"", reading.encoding
