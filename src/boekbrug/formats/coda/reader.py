"""Read CODA files: bytes in, statements out one at a time, problems as values, never an exception.

One statement is alive at a time (and the one being read), so a file of any size takes the memory of its
largest statement.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from boekbrug.formats.coda import layout, problems, tolerances
from boekbrug.formats.coda.assembly import Assembly
from boekbrug.formats.coda.columns import WIDTH
from boekbrug.formats.coda.controls import check_multiple_file_code, finish
from boekbrug.formats.coda.encoding import Content
from boekbrug.formats.coda.form import Form
from boekbrug.formats.coda.lines import FINAL, LOST_MAX, Lines
from boekbrug.formats.coda.order import MARKS
from boekbrug.formats.coda.statement import Statement
from boekbrug.formats.coda.strict import BlankColumns, refused
from boekbrug.formats.problem import Problem

SHOWN_MAX = 40
"""So many characters of a strange line are shown in a problem."""

FILE_PROBLEMS_MAX = 100
BLANKS_MAX = 20

SEEN_MAX = 100_000
"""After so many statements a repeated one is not looked for any more, so that memory stays flat."""

_LINE = WIDTH + 1  # with its end
_MARK, _HEADER_MARK = (1, 2), (1, 5)  # the columns that tell what a line is, and that a file begins

_MARK_OF = {mark: mark for mark in MARKS}
_MULTIPLE = layout.TRAILER["multiple_file_code"].cut
_VERSION = layout.HEADER["version"]

# Where a line may stop without losing more than blanks and its last code.
_WIDTH_MIN = {
    "8": layout.CLOSING["balance_on"].last,
    "4": layout.MESSAGE["text"].last,
    "9": layout.TRAILER["credit_total"].last,
    **{mark: layout.VERSION_2[mark]["next_code"].last for mark in MARKS if len(mark) == 2},
}


class Reading:
    """A CODA file being read: iterate it once for its statements.

    `encoding` and `version` are those of the first statement as soon as it is made; `encoding`, `tolerances`
    and `problems` (those of the file, outside any statement) are complete when the iteration has ended.
    """

    def __init__(
        self, data: Content | BinaryIO, *, encoding: str | None = None, strict: bool = False
    ) -> None:
        self.version = ""
        self._is_strict = strict
        self._blanks = BlankColumns() if strict else None
        self._blanks_count = 0
        self._last_code = Form().last_code
        self._seen: dict[tuple[object, ...], int] = {}  # what tells statements apart, and their first lines
        self.problems: list[Problem] = []
        self._lines = Lines(data, encoding=encoding)
        self._stray: Problem | None = None
        self._assembly: Assembly | None = None  # of the statement whose records come
        self._closed: Assembly | None = None  # of a statement that had its trailer
        self._is_begun = False  # a header was met
        self._is_skipping = False  # a statement of a version that cannot be read
        self._statements = self._read()
        self._ahead = self._following()  # so that version and encoding are known

    @property
    def encoding(self) -> str:
        """The name of the encoding that was found, as Python knows it."""
        return self._lines.encoding

    @property
    def tolerances(self) -> list[str]:
        """The names of the tolerances that were needed so far."""
        return self._lines.tolerances

    @property
    def form(self) -> Form:
        """How the file was put into bytes; complete when the iteration has ended."""
        lines = self._lines
        return Form(
            lines.written_encoding,
            lines.line_end,
            tolerances.MISSING_FINAL_NEWLINE not in lines.used,
            self._last_code,
            lines.mark,
            lines.tail,
            lines.mixed_ends,
        )

    def __iter__(self) -> Iterator[Statement]:
        """Yield each statement once, in the order of the file."""
        while self._ahead is not None:
            statement, self._ahead = self._ahead, None
            yield statement
            del statement
            self._ahead = self._following()

    def all(self) -> list[Statement]:
        """Return all statements that were not taken yet; the garbage collector waits until they are made."""
        was_collecting = gc.isenabled()
        gc.disable()
        try:
            return list(self)
        finally:
            if was_collecting:
                gc.enable()

    def _following(self) -> Statement | None:
        """Read one statement; the garbage collector waits, it would search the new objects in vain."""
        was_collecting = gc.isenabled()
        gc.disable()
        try:
            return next(self._statements, None)
        finally:
            if was_collecting:
                gc.enable()

    def _read(self) -> Iterator[Statement]:
        """Follow the records of the file; a statement is handed out when it is known what comes after it."""
        number = 0
        for text in self._lines.texts():
            if self._blanks is not None:
                self._note_some(self._blanks.problems(text, number))
            place, end = 0, len(text)
            is_regular = _is_regular(text, self._lines.text_count)
            while place < end:
                if is_regular and self._assembly is not None and text.startswith("21", place):
                    after = self._assembly.take_group(text, place, number)
                    if after != place:
                        number += (after - place) // _LINE
                        place = after
                        continue
                line_end = text.index("\n", place)
                line = text[place:line_end]
                place, number = line_end + 1, number + 1
                if line.startswith("0"):
                    yield from self._ended(last_line=number - 1, is_last=False)
                    self._begin(line, number)
                self._take(line, number)
        yield from self._ended(last_line=number, is_last=True)
        self._judge()
        self._tell_lost_characters()
        if self._is_strict:
            self._refuse_tolerances()

    def _take(self, line: str, number: int) -> None:
        """Take one line into the statement that is open, or note that it stands outside any."""
        if self._assembly is None:
            if not self._is_skipping:
                self._outside(line, number)
            return
        mark = _MARK_OF.get(line[:2]) or _MARK_OF.get(line[:1])
        if len(line) == WIDTH and mark is not None:
            self._assembly.take(mark, line, number)
        else:
            self._take_odd(self._assembly, mark, line, number)
        if mark == "9":
            self._closed, self._assembly = self._assembly, None

    def _begin(self, line: str, number: int) -> None:
        """Start a statement, or note that its version cannot be read."""
        if self._is_begun:
            self._settle_stray()
        self._is_begun = True
        version = line[_VERSION.cut]
        self.version = self.version or version
        self._is_skipping = version not in layout.BY_VERSION
        if not version:
            self._note(_line_length(line, number))
        elif self._is_skipping:
            kind, expected = problems.UNKNOWN_VERSION, ", ".join(layout.BY_VERSION)
            self._note(kind.at(line=number, columns=_VERSION.columns, found=version, expected=expected))
        else:
            self._assembly = Assembly(version)

    def _ended(self, *, last_line: int, is_last: bool) -> Iterator[Statement]:
        """Hand out the statement before this place, when there is one."""
        assembly = self._assembly or self._closed
        self._assembly = self._closed = None
        if assembly is None:
            return
        if not assembly.is_trailer_short:
            self._last_code = assembly.trailer[_MULTIPLE] or self._last_code
            check_multiple_file_code(assembly, is_last=is_last)
        statement = finish(assembly, last_line=last_line)
        self._examine_repetition(statement)
        statement.problems.sort(key=lambda problem: problem.line or 0)
        if self._is_strict:
            statement.problems = refused(statement.problems)
        yield statement

    def _examine_repetition(self, statement: Statement) -> None:
        """Warn about a statement that the file already held."""
        if not statement.has_opening or len(self._seen) >= SEEN_MAX:
            return
        first = self._seen.setdefault(_identity(statement), statement.first_line)
        if first != statement.first_line:
            self._note(problems.REPEATED_STATEMENT.at(line=statement.first_line, expected=str(first)))

    def _tell_lost_characters(self) -> None:
        """Warn about what could not be decoded; in the file alone, as it stood in no statement any more."""
        for line, columns in self._lines.lost[:LOST_MAX]:
            self._note(problems.LOST_CHARACTER.at(line=line, columns=columns, found=self.encoding))
        for line, _ in self._lines.lost[LOST_MAX:]:
            self._note(problems.MORE_WARNINGS.at(line=line, expected=str(LOST_MAX)))

    def _refuse_tolerances(self) -> None:
        for tolerance, line in self._lines.used.items():
            self._note(problems.TOLERANCE_REFUSED.at(line=line, found=tolerance.name))

    def _take_odd(self, assembly: Assembly, mark: str | None, line: str, number: int) -> None:
        """Take a line that is not 128 wide or has no known mark: with a tolerance, or with a problem."""
        if self._is_blank(line, number):
            return
        fitted = line[:WIDTH].ljust(WIDTH)
        if mark is None:
            assembly.note(problems.UNKNOWN_RECORD.at(line=number, columns=_MARK, found=line[:2]))
            assembly.skip("", fitted)
            return
        is_whole = assembly.records[mark].match(fitted) is not None  # not when a column is lost in its middle
        if is_whole and (tolerance := _width_tolerance(mark, line)):
            self._lines.use(tolerance, number)
            assembly.is_trailer_short = tolerance is tolerances.SHORT_LAST_LINE
        else:
            assembly.note(_line_length(line, number))
        if is_whole:
            assembly.take(mark, fitted, number)
        else:
            assembly.skip(mark, fitted)

    def _is_blank(self, line: str, number: int) -> bool:
        """Whether a line says nothing: a blank one, or the last byte of DOS."""
        if line.replace(FINAL, "").strip():
            return False
        self._lines.use(tolerances.FINAL_0X1A if FINAL in line else tolerances.BLANK_LINES, number)
        return True

    def _outside(self, line: str, number: int) -> None:
        """Gather lines that belong to no statement: each run of them becomes one problem."""
        if self._is_blank(line, number):
            return
        if self._stray is not None and self._stray.line is not None:
            first, found = self._stray.line, self._stray.found
        else:
            first, found = number, line[:SHOWN_MAX].rstrip()
        count = str(number - first + 1)
        self._stray = problems.TEXT_OUTSIDE_STATEMENT.at(line=first, found=found, values={"count": count})

    def _settle_stray(self) -> None:
        if self._stray is not None:
            self._note(self._stray)
            self._stray = None

    def _judge(self) -> None:
        """Say what the file is when no statement began in it, else what stands outside its statements."""
        if self._is_begun:
            self._settle_stray()
        elif self._stray is None:
            self._note(problems.EMPTY_FILE.at())
        else:
            line, found = self._stray.line, _printable(self._stray.found)
            self._note(problems.NOT_CODA.at(line=line, columns=_HEADER_MARK, found=found, expected="00000"))

    def _note(self, problem: Problem) -> None:
        if len(self.problems) < FILE_PROBLEMS_MAX:
            self.problems += refused([problem]) if self._is_strict else [problem]

    def _note_some(self, found: Iterable[Problem]) -> None:
        """Note what stands in blank columns: a file of another kind has it on every line."""
        for problem in found:
            self._blanks_count += 1
            if self._blanks_count > BLANKS_MAX:
                self._note(problems.MORE_PROBLEMS.at(line=problem.line, expected=str(BLANKS_MAX)))
                self._blanks = None
                return
            self._note(problem)


def read(data: Content | BinaryIO, *, encoding: str | None = None, strict: bool = False) -> Reading:
    """Read a CODA file; never raises on its content.

    `encoding` overrides what would be detected (LookupError when there is no such encoding); `strict`
    makes an error of whatever deviates from the standard (the module `strict` says what that is).
    """
    return Reading(data, encoding=encoding, strict=strict)


def _identity(statement: Statement) -> tuple[object, ...]:
    """What no two statements of an account share."""
    return (
        statement.account,
        statement.currency,
        statement.separate_application,
        statement.sequence,
        statement.paper_number,
        statement.opening_on,
        statement.closing_on,
        statement.opening_balance_thousandths,
        statement.closing_balance_thousandths,
        statement.record_count,
    )


def _line_length(line: str, number: int) -> Problem:
    columns = (min(len(line), WIDTH) + 1, max(len(line), WIDTH))  # what is missing, or too much
    kind = problems.LINE_LENGTH
    return kind.at(line=number, columns=columns, found=str(len(line)), expected=str(WIDTH))


def _is_regular(text: str, count: int) -> bool:
    """Whether every line has 128 columns: then a line end stands in each 129th place, and nowhere else."""
    return len(text) == count * _LINE and text[WIDTH::_LINE].count("\n") == count


def _width_tolerance(mark: str, line: str) -> tolerances.Tolerance | None:
    """Return why a line that is not 128 wide is complete all the same, or None when something was lost."""
    if len(line) > WIDTH:
        return tolerances.TRAILING_BLANKS if line[WIDTH:].isspace() else None
    if len(line) < _WIDTH_MIN.get(mark, WIDTH):
        return None
    if mark == "9":
        return tolerances.SHORT_LAST_LINE
    return None if line.endswith(" ") else tolerances.TRIMMED_LINES  # blanks at the end: it was not trimmed


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
