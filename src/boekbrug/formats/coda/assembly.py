"""Put one statement together, record by record.

The hot path of the reader: each record is validated by one regular expression, cut with slices that were made
once, and turned into whole numbers and cached days at once. A column that does not hold what it should is
noted with its place and read as zeros, so that the rest of the statement is still examined.
"""

from __future__ import annotations

from collections.abc import Callable

from boekbrug.formats.coda import layout, problems
from boekbrug.formats.coda.columns import DAY, DAYS, WIDTH, NotADay, Record
from boekbrug.formats.coda.fields import company_number, payment_codes
from boekbrug.formats.coda.order import CODES, TAILS
from boekbrug.formats.coda.statement import ALL_APPLICATIONS, Counterparty, Information, Movement, Statement
from boekbrug.formats.coda.zones import STRUCTURES, other_account, own_account
from boekbrug.formats.problem import Problem

PROBLEMS_MAX = 100
"""More problems than this in one statement are not listed: the file is not what it should be."""

NUMBERS_MAX = 10_000  # sequence and detail numbers run 0000..9999 and start over
LAST_NUMBER = NUMBERS_MAX - 1

_H, _O, _C, _M = layout.HEADER.cut, layout.OPENING.cut, layout.CLOSING.cut, layout.MESSAGE.cut
_FIRST, _SECOND, _THIRD = layout.MOVEMENT_1.cut, layout.MOVEMENT_2.cut, layout.MOVEMENT_3.cut
_SECOND_OLD, _THIRD_OLD = layout.MOVEMENT_2_VERSION_1.cut, layout.MOVEMENT_3_VERSION_1.cut
_I = layout.INFORMATION_1.cut

_SEQUENCE, _DETAIL, _REFERENCE = _FIRST["sequence"], _FIRST["detail"], _FIRST["bank_reference"]
_SIGN, _AMOUNT, _CODE = _FIRST["sign"], _FIRST["amount"], _FIRST["transaction_code"]
_VALUE_ON, _ENTRY_ON = _FIRST["value_on"], _FIRST["entry_on"]
_HAS_TYPE, _TEXT = _FIRST["communication_type"], _FIRST["communication"]
_PAPER, _GLOBALISATION = _FIRST["paper_number"], _FIRST["globalisation"]
_TEXT_22, _CUSTOMER, _BIC = _SECOND["communication"], _SECOND["customer_reference"], _SECOND["bic"]
_ZONE_23, _NAME_23, _TEXT_23 = _THIRD["account_zone"], _THIRD["name"], _THIRD["communication"]
_CODE_31, _HAS_TYPE_31, _TEXT_31 = _I["transaction_code"], _I["communication_type"], _I["communication"]
_TEXT_32, _TEXT_33 = layout.INFORMATION_2.cut["communication"], layout.INFORMATION_3.cut["communication"]

_NUMBERS = slice(_SEQUENCE.start, _DETAIL.stop)
_TAIL = slice(_FIRST["next_code"].start, WIDTH)
_TYPE_WIDTH = 3
_NO_TAILS: frozenset[str] = frozenset()


class Assembly:
    """A statement being read: give it every record with `take`, then `statement` is complete but for its
    checks."""

    def __init__(self, version: str) -> None:
        self.statement = Statement(version=version, has_opening=False, has_trailer=False)
        self.records = layout.BY_VERSION[version]
        self.lines: list[str] = []  # records 1 to 9, for the fingerprint and the count
        self.message_records = 0
        self.is_readable = True  # False: a figure could not be read, so totals prove nothing
        self.closing_line = self.trailer_line = 0
        self.trailer = ""
        self.is_trailer_short = False  # its last code was trimmed away
        self._mark = ""  # of the record before, "" when unknown
        self._line = ""
        self._zone = ""
        self._sequence, self._detail = 0, LAST_NUMBER
        self._movement: Movement | None = None
        self._booked: Movement | None = None
        self._information: Information | None = None
        self._open: Movement | Information | None = None  # whose communication may still grow
        self._message_sequence, self._message_parts = "", 0
        is_old = version == "1"
        self._handlers: dict[str, Callable[[str, int], None]] = {
            "0": self._header,
            "1": self._opening,
            "21": self._movement_1,
            "22": self._movement_2_version_1 if is_old else self._movement_2,
            "23": self._movement_3_version_1 if is_old else self._movement_3,
            "31": self._information_1,
            "32": self._information_2,
            "33": self._information_3,
            "8": self._closing,
            "4": self._message,
            "9": self._trailer,
        }

    def take(self, mark: str, line: str, number: int) -> None:
        """Take the next record (128 columns, line `number` of the file); whatever is wrong becomes a
        problem."""
        before = self._mark
        if before:
            tails = TAILS.get(before + ">" + mark, _NO_TAILS)
            if tails is not None and self._line[_TAIL] not in tails:
                self._examine_order(before, mark, number)
        self._mark = mark
        self._line = line
        if mark != "0":
            self.lines.append(line)
        record = self.records[mark]
        if not record.fits(line):
            line = self._repaired(record, line, number)
        try:
            self._handlers[mark](line, number)
        except NotADay:
            self._handlers[mark](self._repaired(record, line, number), number)

    def skip(self, mark: str, line: str) -> None:
        """Leave out a record that cannot be read; what follows does not attach to what came before it."""
        self.is_readable = False
        self._mark = ""
        if mark:
            self.lines.append(line)
            self.message_records += mark == "4"
        if mark == "21":
            self._movement = self._booked = self._information = None
        elif mark == "31":
            self._information = None

    def note(self, problem: Problem) -> None:
        """Add a problem to the statement, up to a limit."""
        noted = self.statement.problems
        if len(noted) < PROBLEMS_MAX:
            noted.append(problem)
        elif len(noted) == PROBLEMS_MAX:
            noted.append(problems.MORE_PROBLEMS.at(line=problem.line, expected=str(PROBLEMS_MAX)))

    def _repaired(self, record: Record, line: str, number: int) -> str:
        """Note each column that is not what it should be, and return the line with zeros there."""
        for column, text in record.misfits(line):
            if column.kind.problem is not None:
                expected = column.kind.expected
                self.note(
                    column.kind.problem.at(line=number, place=column.place, found=text, expected=expected)
                )
            self.is_readable = self.is_readable and column.kind is DAY
            line = line[: column.first - 1] + "0" * column.width + line[column.last :]
        return line

    def _examine_order(self, before: str, mark: str, number: int) -> None:
        """Say what is wrong between two records: the order itself, or the codes that announce what
        follows."""
        codes = CODES.get((before, mark))
        if codes is None:
            if before != "0":  # a missing record 1 is told once, at the end
                self.note(problems.RECORD_OUT_OF_ORDER.at(line=number, found=mark, expected=before))
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
                self.note(kind.at(line=number - 1, place=column.place, found=found, expected=expected))

    def settle(self) -> None:
        """The communication of the movement or information before is complete: drop the blanks at its end."""
        if self._open is not None:
            self._open.communication = self._open.communication.rstrip()
            self._open = None

    def _header(self, line: str, number: int) -> None:
        statement = self.statement
        statement.created_on = DAYS[line[_H["created_on"]]]
        statement.first_line = statement.last_line = number
        statement.bank_id = line[_H["bank_id"]]
        statement.application_code = line[_H["application_code"]]
        if statement.application_code != "05":
            place, found = layout.HEADER["application_code"].place, statement.application_code
            self.note(
                problems.APPLICATION_CODE_WRONG.at(line=number, place=place, found=found, expected="05")
            )
        statement.is_duplicate = line[_H["duplicate"]] == "D"
        statement.file_reference = line[_H["file_reference"]].rstrip()
        statement.addressee_name = line[_H["addressee_name"]].rstrip()
        bic = line[_H["bic"]].strip()
        statement.bic = bic if bic.strip("0") else ""
        statement.company_number = company_number(line[_H["company_number"]])
        statement.separate_application = line[_H["separate_application"]].strip() or ALL_APPLICATIONS
        statement.transaction_reference = line[_H["transaction_reference"]].rstrip()
        statement.related_reference = line[_H["related_reference"]].rstrip()

    def _opening(self, line: str, number: int) -> None:
        statement = self.statement
        opening_on = DAYS[line[_O["balance_on"]]]
        if statement.has_opening:
            return
        statement.has_opening = True
        statement.opening_on = opening_on
        structure = line[_O["account_structure"]]
        if structure not in STRUCTURES:
            place = layout.OPENING["account_structure"].place
            self.note(
                problems.NOT_A_CODE.at(line=number, place=place, found=structure, expected="0, 1, 2, 3")
            )
            structure = " "
        self._zone = line[_O["account_zone"]]
        statement.account_structure = structure
        statement.account, statement.currency, statement.account_rest = own_account(structure, self._zone)
        statement.paper_number = int(line[_O["paper_number"]])
        statement.sequence = int(line[_O["sequence"]])
        amount = int(line[_O["balance"]])
        statement.opening_balance_thousandths = -amount if line[_O["sign"]] == "1" else amount
        statement.holder_name = line[_O["holder_name"]].rstrip()
        statement.account_description = line[_O["account_description"]].rstrip()

    def _movement_1(self, line: str, number: int) -> None:
        self.settle()
        text, structured_type = line[_TEXT], None
        if line[_HAS_TYPE] == "1":
            structured_type, text = text[:_TYPE_WIDTH], text[_TYPE_WIDTH:]
        amount = int(line[_AMOUNT])
        sequence, detail = int(line[_SEQUENCE]), int(line[_DETAIL])
        movement = Movement(
            sequence,
            detail,
            line[_REFERENCE].rstrip(),
            -amount if line[_SIGN] == "1" else amount,
            DAYS[line[_VALUE_ON]],
            DAYS[line[_ENTRY_ON]],
            line[_CODE],
            structured_type,
            text,
            line[_PAPER].rstrip(),
            int(line[_GLOBALISATION]),
        )
        movement.first_line = movement.last_line = number
        self._information = None
        self._open = movement
        if detail == 0 and (
            self._detail != LAST_NUMBER or sequence != self._sequence or self._booked is None
        ):
            self._book(movement, number)
        else:
            self._add_detail(movement, number)
        self._movement = movement

    def _book(self, movement: Movement, number: int) -> None:
        expected = (self._sequence + 1) % NUMBERS_MAX
        if movement.sequence != expected and self.is_readable:
            self._out_of_sequence("sequence", movement.sequence, expected, number)
        self._sequence, self._detail = movement.sequence, 0
        self._booked = movement
        self.statement.movements.append(movement)

    def _add_detail(self, movement: Movement, number: int) -> None:
        """Hang a detail below its booked movement; one of type 9 below the total of type 7 before it."""
        self._count_detail(movement.sequence, movement.detail, number)
        booked = self._booked
        if booked is None:
            return
        details = booked.details
        if movement.transaction_code[0] == "9" and details and details[-1].transaction_code[0] == "7":
            details = details[-1].details
        details.append(movement)
        booked.last_line = number

    def _count_detail(self, sequence: int, detail: int, number: int) -> None:
        """Records 21 and 31 share one counter of details within a sequence."""
        expected = (self._detail + 1) % NUMBERS_MAX
        self._detail = detail
        if self._booked is None:
            if self.is_readable:
                self._out_of_sequence("detail", detail, 0, number)
            self.is_readable = False
        elif sequence != self._sequence:
            self._out_of_sequence("sequence", sequence, self._sequence, number)
        elif detail != expected:
            self._out_of_sequence("detail", detail, expected, number)

    def _out_of_sequence(self, name: str, found: int, expected: int, number: int) -> None:
        place = layout.MOVEMENT_1[name].place
        kind = problems.SEQUENCE_ORDER
        self.note(kind.at(line=number, place=place, found=f"{found:04d}", expected=f"{expected:04d}"))

    def _same_numbers(self, line: str, owner: Movement | Information, number: int) -> None:
        """Records 22, 23, 32 and 33 repeat sequence and detail of the record they continue."""
        if line[_NUMBERS] != f"{owner.sequence:04d}{owner.detail:04d}":
            self._out_of_sequence("sequence", int(line[_SEQUENCE]), owner.sequence, number)
        owner.last_line = number

    def _movement_2(self, line: str, number: int) -> None:
        movement = self._movement
        if movement is None:
            return
        self._same_numbers(line, movement, number)
        movement.has_second = True
        movement.communication += line[_TEXT_22]
        movement.customer_reference = line[_CUSTOMER].rstrip()
        movement.counterparty.bic = line[_BIC].strip()
        if codes := payment_codes(line):
            movement.r_transaction, movement.r_reason, movement.category_purpose, movement.purpose = codes

    def _movement_2_version_1(self, line: str, number: int) -> None:
        movement = self._movement
        if movement is None:
            return
        self._same_numbers(line, movement, number)
        movement.has_second = True
        movement.communication += line[_SECOND_OLD["communication"]]
        movement.customer_reference = line[_SECOND_OLD["customer_reference"]].rstrip()

    def _movement_3(self, line: str, number: int) -> None:
        movement = self._movement
        if movement is None:
            return
        self._same_numbers(line, movement, number)
        movement.has_third = True
        movement.communication += line[_TEXT_23]
        counterparty = movement.counterparty
        counterparty.iban, counterparty.currency, _ = other_account(line[_ZONE_23])
        counterparty.name = line[_NAME_23].rstrip()

    def _movement_3_version_1(self, line: str, number: int) -> None:
        movement = self._movement
        if movement is None:
            return
        self._same_numbers(line, movement, number)
        movement.has_third = True
        account, currency, _ = other_account(line[_THIRD_OLD["account_zone"]])
        name, street, locality = (line[_THIRD_OLD[part]].rstrip() for part in ("name", "street", "locality"))
        movement.counterparty = Counterparty(name, account, "", currency, street, locality)

    def _information_1(self, line: str, number: int) -> None:
        self.settle()
        text, structured_type = line[_TEXT_31], None
        if line[_HAS_TYPE_31] == "1":
            structured_type, text = text[:_TYPE_WIDTH], text[_TYPE_WIDTH:]
        sequence, detail = int(line[_SEQUENCE]), int(line[_DETAIL])
        reference = line[_REFERENCE].rstrip()
        information = Information(sequence, detail, reference, line[_CODE_31], structured_type, text)
        information.first_line = information.last_line = number
        self._open = self._information = information
        movement = self._movement
        self._count_detail(sequence, detail, number)
        if movement is not None:
            movement.information.append(information)
            movement.last_line = number

    def _information_2(self, line: str, number: int) -> None:
        if self._information is not None:
            self._same_numbers(line, self._information, number)
            self._information.has_second = True
            self._information.communication += line[_TEXT_32]

    def _information_3(self, line: str, number: int) -> None:
        if self._information is not None:
            self._same_numbers(line, self._information, number)
            self._information.has_third = True
            self._information.communication += line[_TEXT_33]

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
            place = layout.CLOSING["account_zone"].place
            found, expected = zone.rstrip(), self._zone.rstrip()
            self.note(problems.ACCOUNT_DIFFERS.at(line=number, place=place, found=found, expected=expected))

    def _message(self, line: str, number: int) -> None:
        """A free message may take several records: the same sequence number, rising detail numbers."""
        self.message_records += 1
        messages, text = self.statement.messages, line[_M["text"]]
        sequence = line[_M["sequence"]]
        if messages and sequence == self._message_sequence:
            width = layout.MESSAGE["text"].width * self._message_parts
            messages[-1] = (messages[-1].ljust(width) + text).rstrip()
            self._message_parts += 1
        else:
            messages.append(text.rstrip())
            self._message_sequence, self._message_parts = sequence, 1

    def _trailer(self, line: str, number: int) -> None:
        self.settle()
        self.statement.has_trailer = True
        self.trailer, self.trailer_line = line, number
