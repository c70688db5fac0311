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
    mark: bytes = b""  # a byte order mark that the encoding does not write by itself
    tail: str = ""  # what stands behind the last line: the byte 1A
    line_ends: tuple[tuple[int, str], ...] = ()  # when they are mixed: so many lines, and how each ends

    def joined(self, lines: list[str]) -> str:
        """Return the text of a file of these lines; mixed line ends when there are as many as lines."""
        ends = [end for count, end in self.line_ends for _ in range(count)]
        if len(ends) != len(lines) - (not self.has_final_line_end):
            ends = [self.line_end] * len(lines)
        if not self.has_final_line_end:
            ends = [*ends[: len(lines) - 1], ""]
        return "".join(map("".join, zip(lines, ends, strict=True))) + self.tail
