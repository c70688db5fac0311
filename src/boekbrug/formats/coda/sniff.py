"""Decide cheaply whether bytes look like CODA, so that another reader is not bothered."""

from __future__ import annotations

import codecs
import re

from boekbrug.formats.coda.encoding import WIDE_MARKS, Content

_HEAD_BYTES = 2048

# Record 0: zeros, the day, the bank, the application, original or duplicate (columns 1-17).
_HEADER = re.compile(r"\s*00000[0-9]{6}[0-9 ]{5}[D ]")

# Or a whole line that ends with a version, and a record 1 behind it: what the reader reads all the same.
_HEADER_LINE = re.compile(r"\s*0[^\r\n]{126}[12] *[\r\n]+1[^\r\n]{41}[01][0-9]{15}")


def looks_like_coda(data: Content) -> bool:
    """Whether the first line that is not blank begins as a CODA header does, whatever its version."""
    head = bytes(data[:_HEAD_BYTES]).removeprefix(codecs.BOM_UTF8)
    encoding = next((name for mark, name in WIDE_MARKS if head.startswith(mark)), "latin-1")
    text = head.decode(encoding, errors="replace").lstrip("\ufeff")
    return any(pattern.match(text) for pattern in (_HEADER, _HEADER_LINE))
