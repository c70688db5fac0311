"""Put one statement together, record by record.

Each record is validated by one regular expression. A column that does not hold what it should is noted with
its place and read as zeros, so that the rest of the statement is still examined.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from boekbrug.formats.coda import layout, problems, quick
from boekbrug.formats.coda.body import NUMBERS, Body
from boekbrug.formats.coda.columns import DAY, DAYS, NUMBER, WIDTH, NotADay, Record
from boekbrug.formats.coda.fields import company_number
from boekbrug.formats.coda.order import AFTER, CODES, UNCOUNTED
from boekbrug.formats.coda.own_account import own_account_problems
from boekbrug.formats.coda.statement import ALL_APPLICATIONS, Statement
from boekbrug.formats.coda.zones import NOT_SAID, STRUCTURES, own_account

_H, _O, _C, _M = layout.HEADER.cut, layout.OPENING.cut, layout.CLOSING.cut, layout.MESSAGE.cut
_TAIL = slice(layout.MOVEMENT_1["next_code"].first - 1, WIDTH)
_NO_TAILS: frozenset[str] = frozenset()
_NOTHING: dict[str, frozenset[str] | None] = {}  # after record 9


class Assembly(Body):
    """A statement being read: `take` every record, then `statement` is complete but for its checks."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.records = layout.BY_VERSION[version]
        self.record_count = 0  # as the trailer counts them
        self._pieces: list[tuple[str, int, int]] = []  # texts, and from where to where records stand in them
        self.opening_line = self.closing_line = self.trailer_line = 0
        self.no_days: set[tuple[int, str]] = set()  # lines and columns of which it was told already
        self.trailer = ""
        self.is_trailer_short = False  # its last code was trimmed away
        self._steps = _STEPS[version]
        self._mark = ""  # of the record before, "" when unknown
        self._line, self._number = "", 0
        self._zone = ""
        self._messages: list[list[str]] = []
        self._message_sequence = ""

    def take(self, mark: str, line: str, number: int) -> None:
        """Take the next record, 128 columns of line `number`; whatever is wrong becomes a problem."""
        before = self._mark
        if before:
            tails = AFTER.get(before, _NOTHING).get(mark, _NO_TAILS)
            if tails is not None and self._line[_TAIL] not in tails:
                self._examine_order(before, mark, number)
        self._mark = mark
        self._line, self._number = line, number
        if mark != "0":
            self._keep(mark, line)
        fits, handle = self._steps[mark]
        if fits(line) is None:
            line = self._repaired(self.records[mark], line, number)
        try:
            handle(self, line, number)
        except NotADay:
            handle(self, self._repaired(self.records[mark], line, number), number)

    def skip(self, mark: str, line: str) -> None:
        """Leave out a record that cannot be read; what follows does not attach to what came before it."""
        self.is_readable = False
        self._mark = ""
        if mark:
            self._keep(mark, line)
        self.detach(mark)

    def take_group(self, text: str, place: int, number: int) -> int:
        """Take perfect movements from a place in a text of lines of 128; return the place behind them.

        `number` counts the lines before the place. Where nothing is taken, `take` says what is wrong.
        """
        tails = AFTER.get(self._mark, _NOTHING).get("21", _NO_TAILS)
        if self.statement.version != "2" or (tails is not None and self._line[_TAIL] not in tails):
            return place
        self.settle()
        end = quick.take(self, text, place, number)
        if end != place:
            self._pieces.append((text, place, end))
            self.record_count += (end - place) // (WIDTH + 1)
            self._line = text[end - WIDTH - 1 : end - 1]
            self._number = number + (end - place) // (WIDTH + 1)
            self._mark, self.numbers = self._line[:2], self._line[NUMBERS]
        return end

    def _keep(self, mark: str, line: str) -> None:
        self._pieces.append((f"{line}\n", 0, len(line) + 1))
        self.record_count += mark not in UNCOUNTED

    def close(self) -> Statement:
        """Return the statement: no record follows, so its texts are complete."""
        self.settle()
        self.statement.pieces = self._pieces
        self.statement.messages = ["".join(texts).rstrip() for texts in self._messages]
        return self.statement

    def _repaired(self, record: Record, line: str, number: int) -> str:
        """Note each column that is not what it should be, and return the line with zeros there."""
        for column, text in record.misfits(line):
            if column.kind.problem is not None:
                expected = column.kind.expected
                self.note(
                    column.kind.problem.at(line=number, columns=column.columns, found=text, expected=expected)
                )
            self.is_readable = self.is_readable and column.kind is DAY
            if column.kind is DAY:
                self.no_days.add((number, column.name))
            line = line[: column.first - 1] + "0" * column.width + line[column.last :]
        return line

    def _examine_order(self, before: str, mark: str, number: int) -> None:
        """Say what is wrong between two records: their order, or the codes that announce what follows."""
        codes = CODES.get((before, mark))
        if codes is None:
            if before != "0":  # a missing record 1 is told once, at the end
                columns = (1, len(mark))
                kind = problems.RECORD_OUT_OF_ORDER
                self.note(kind.at(line=number, columns=columns, found=mark, expected=before))
            return
        record = self.records[before]
        kinds = (problems.NEXT_CODE_WRONG, problems.LINK_CODE_WRONG)
        for name, expected, kind in zip(("next_code", "link_code"), codes, kinds, strict=True):
            if not expected:
                continue
            column = record[name]
            found = self._line[column.cut]
            is_old_blank = found == " " and expected == "0" and before in ("8", "4")
            if found != expected and not is_old_blank:
                self.note(kind.at(line=self._number, columns=column.columns, found=found, expected=expected))

    def _header(self, line: str, number: int) -> None:
        statement = self.statement
        statement.created_on = DAYS[line[_H["created_on"]]]
        statement.header = line
        statement.first_line = statement.last_line = number
        statement.bank_id = line[_H["bank_id"]]
        statement.application_code = line[_H["application_code"]]
        if statement.application_code != "05":
            columns, found = layout.HEADER["application_code"].columns, statement.application_code
            self.note(
                problems.APPLICATION_CODE_WRONG.at(line=number, columns=columns, found=found, expected="05")
            )
        statement.is_duplicate = line[_H["duplicate"]] == "D"
        statement.file_reference = line[_H["file_reference"]].rstrip()
        statement.addressee_name = line[_H["addressee_name"]].rstrip()
        bic = line[_H["bic"]].strip()
        statement.bic = bic if bic.strip("0") else ""
        statement.company_number = company_number(line[_H["company_number"]])
        statement.separate_application = self._application(line[_H["separate_application"]], number)
        statement.transaction_reference = line[_H["transaction_reference"]].rstrip()
        statement.related_reference = line[_H["related_reference"]].rstrip()

    def _application(self, text: str, number: int) -> str:
        """Return the code of a separate application; a text that is not five digits is kept, and told."""
        if text.isspace():
            return ALL_APPLICATIONS
        if NUMBER.match(text) is None:
            kind, columns = problems.NOT_A_NUMBER, layout.HEADER["separate_application"].columns
            self.note(kind.at(line=number, columns=columns, found=text, expected=NUMBER.expected))
        return text

    def _opening(self, line: str, number: int) -> None:
        statement = self.statement
        opening_on = DAYS[line[_O["balance_on"]]]
        if statement.has_opening:
            return
        statement.has_opening = True
        self.opening_line = number
        statement.opening_on = opening_on
        structure = line[_O["account_structure"]]
        if structure not in STRUCTURES:
            columns = layout.OPENING["account_structure"].columns
            self.note(
                problems.NOT_A_CODE.at(line=number, columns=columns, found=structure, expected="0, 1, 2, 3")
            )
            structure = NOT_SAID
        self._zone = line[_O["account_zone"]]
        statement.account_structure = structure
        zone = own_account(structure, self._zone)
        statement.account, statement.currency, statement.account_rest = zone
        for problem in own_account_problems(structure, zone, self._zone, line=number):
            self.note(problem)
        statement.paper_number = int(line[_O["paper_number"]])
        statement.sequence = int(line[_O["sequence"]])
        amount = int(line[_O["balance"]])
        statement.opening_balance_thousandths = -amount if line[_O["sign"]] == "1" else amount
        statement.holder_name = line[_O["holder_name"]].rstrip()
        statement.account_description = line[_O["account_description"]].rstrip()

    def _closing(self, line: str, number: int) -> None:
        self.settle()
        statement = self.statement
        closing_on = DAYS[line[_C["balance_on"]]]
        if statement.closing_balance_thousandths is not None:
            return
        self.closing_line = number
        statement.closing_on = closing_on
        statement.closing_paper_number = int(line[_C["paper_number"]])
        amount = int(line[_C["balance"]])
        statement.closing_balance_thousandths = -amount if line[_C["sign"]] == "1" else amount
        zone = line[_C["account_zone"]]
        if zone != self._zone and statement.has_opening:
            columns = layout.CLOSING["account_zone"].columns
            found, expected = zone.rstrip(), self._zone.rstrip()
            self.note(
                problems.ACCOUNT_DIFFERS.at(line=number, columns=columns, found=found, expected=expected)
            )

    def _message(self, line: str, number: int) -> None:
        """A free message may take several records: the same sequence number, rising detail numbers."""
        sequence = line[_M["sequence"]]
        if not self._messages or sequence != self._message_sequence:
            self._messages.append([])
            self._message_sequence = sequence
        self._messages[-1].append(line[_M["text"]])

    def _trailer(self, line: str, number: int) -> None:
        self.settle()
        self.statement.has_trailer = True
        self.trailer, self.trailer_line = line, number


_Handler = Callable[[Assembly, str, int], None]
_Step = tuple[Callable[[str], re.Match[str] | None], _Handler]

_HANDLERS: dict[str, _Handler] = {
    "0": Assembly._header,
    "1": Assembly._opening,
    "21": Assembly.movement_1,
    "22": Assembly.movement_2,
    "23": Assembly.movement_3,
    "31": Assembly.information_1,
    "32": Assembly.information_2,
    "33": Assembly.information_3,
    "8": Assembly._closing,
    "4": Assembly._message,
    "9": Assembly._trailer,
}
_HANDLERS_VERSION_1 = _HANDLERS | {
    "22": Assembly.movement_2_version_1,
    "23": Assembly.movement_3_version_1,
}


def _steps(version: str, handlers: dict[str, _Handler]) -> dict[str, _Step]:
    return {mark: (record.match, handlers[mark]) for mark, record in layout.BY_VERSION[version].items()}


# Functions, not bound methods: an assembly that points to itself would wait for the garbage collector.
_STEPS = {"1": _steps("1", _HANDLERS_VERSION_1), "2": _steps("2", _HANDLERS)}
