"""Decide cheaply whether bytes look like CODA, so that another reader is not bothered."""

from __future__ import annotations

import codecs
import re

from boekbrug.formats.coda.encoding import WIDE_MARKS

_HEAD_BYTES = 2048

# Record 0: zeros, the day, the bank, the application, original or duplicate, seven blanks (columns 1-24).
_HEADER = re.compile(r"\s*00000[0-9]{6}[0-9 ]{5}[D ] {5}")


def looks_like_coda(data: bytes) -> bool:
    """Whether the first line that is not blank begins as a CODA header does, whatever its version."""
    head = data[:_HEAD_BYTES].removeprefix(codecs.BOM_UTF8)
    encoding = next((name for mark, name in WIDE_MARKS if head.startswith(mark)), "latin-1")
    return _HEADER.match(head.decode(encoding, errors="replace").lstrip("\ufeff")) is not None
