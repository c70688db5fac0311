"""The form of a file beside what it says: encoding, line ends, its end. So it can be written as it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """How statements are put into bytes; the writer's own form unless another is given."""

    encoding: str = "cp1252"
    line_end: str = "\n"
    has_final_line_end: bool = True
    last_code: str = "2"  # of the last trailer; some banks leave 1 there
    mark: bytes = b""  # a byte order mark before UTF-8
    tail: str = ""  # what stands behind the last line: the byte 1A
