"""The movements and information of one statement: records 21 to 33, the hot path of the reader.

Lines come in validated: slices that were made once cut them, and whole numbers and cached days are made at
once. Rules: Febelfin CODA 2.6, records 21-23 and 31-33; (R04) sequence and detail numbers.
"""

from __future__ import annotations

from boekbrug.formats.coda import layout, problems
from boekbrug.formats.coda.columns import DAYS
from boekbrug.formats.coda.fields import payment_area, payment_codes
from boekbrug.formats.coda.levels import FEE, TOTAL_OF_FEES, Levels
from boekbrug.formats.coda.statement import Counterparty, Information, Movement, Statement
from boekbrug.formats.coda.zones import other_account
from boekbrug.formats.problem import Problem, Severity

PROBLEMS_MAX = 100
"""More problems than this in one statement are not listed: the file is not what it should be."""

WARNINGS_MAX = 20

NUMBERS_MAX = 10_000  # sequence and detail numbers run 0000..9999 and start over
LAST_NUMBER = NUMBERS_MAX - 1

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

NUMBERS = slice(_SEQUENCE.start, _DETAIL.stop)
_TYPE_WIDTH = 3


class Body:
    """The part of a statement that holds its movements; each method takes one record and its line number."""

    def __init__(self, version: str) -> None:
        self.statement = Statement(version=version, has_opening=False, has_trailer=False)
        self.is_readable = True  # False: a figure could not be read, so totals prove nothing
        self._noted = [0, 0]  # errors, warnings and notes
        self.sequence, self.detail = 0, LAST_NUMBER
        self.numbers = ""  # both, as the last record 21 or 31 has them
        self.movement: Movement | None = None
        self.booked: Movement | None = None
        self.levels = Levels()
        self._information: Information | None = None
        self._is_after_group = False  # then the information is the last one of the movement
        self._open: Movement | Information | None = None  # whose communication may still grow

    @property
    def information(self) -> Information | None:
        """The information whose records come, or None."""
        if self._is_after_group:
            movement = self.movement
            self.information = movement.information[-1] if movement and movement.information else None
        return self._information

    @information.setter
    def information(self, information: Information | None) -> None:
        self._information, self._is_after_group = information, False

    def end_group(self) -> None:
        """Note that whole groups of records were taken at once."""
        self._is_after_group = True

    def note(self, problem: Problem) -> None:
        """Add a problem to the statement, up to a limit; what refuses nothing has its own."""
        is_warning = problem.severity is not Severity.ERROR
        limit = WARNINGS_MAX if is_warning else PROBLEMS_MAX
        self._noted[is_warning] += 1
        if self._noted[is_warning] <= limit:
            self.statement.problems.append(problem)
        elif self._noted[is_warning] == limit + 1:
            more = problems.MORE_WARNINGS if is_warning else problems.MORE_PROBLEMS
            self.statement.problems.append(more.at(line=problem.line, expected=str(limit)))

    def settle(self) -> None:
        """The communication of the movement or information before is complete: drop the blanks at its end."""
        if self._open is not None:
            self._open.communication = self._open.communication.rstrip()
            self._open = None

    def detach(self, mark: str) -> None:
        """Forget what the continuation of a record that cannot be read would be attached to."""
        if mark == "21":
            self.movement = self.booked = self.information = None
        elif mark == "31":
            self.information = None

    def movement_1(self, line: str, number: int) -> None:
        """Record 21: begin a booked movement, or a detail below the one before."""
        self.settle()
        text, structured_type = line[_TEXT], None
        if line[_HAS_TYPE] == "1":
            structured_type, text = text[:_TYPE_WIDTH], text[_TYPE_WIDTH:]
        amount = int(line[_AMOUNT])
        sequence, detail = int(line[_SEQUENCE]), int(line[_DETAIL])
        self.numbers = line[NUMBERS]
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
        self.information = None
        self._open = movement
        if detail == 0 and (self.detail != LAST_NUMBER or sequence != self.sequence or self.booked is None):
            self._book(movement, number)
        else:
            self._add_detail(movement, number)
        self.movement = movement

    def _book(self, movement: Movement, number: int) -> None:
        expected = (self.sequence + 1) % NUMBERS_MAX
        if movement.sequence != expected and self.is_readable:
            self._out_of_sequence("sequence", movement.sequence, expected, number)
        self.sequence, self.detail = movement.sequence, 0
        self.booked = movement
        self.statement.movements.append(movement)

    def _add_detail(self, movement: Movement, number: int) -> None:
        """Hang a detail below its booked movement, or below the total of a level that is open."""
        self._count_detail(movement.sequence, movement.detail, number)
        booked = self.booked
        if booked is not None:
            self.hang(movement, movement.transaction_code[0], movement.globalisation)
            booked.last_line = number
        elif self.statement.is_separate_application:  # types 6, 7 and 9 stand there without their total
            self._stand_alone(movement, number)

    def _stand_alone(self, movement: Movement, number: int) -> None:
        """Take a detail whose total another file has; fees still hang below theirs."""
        before = self.statement.movements[-1] if self.statement.movements else None
        kind = movement.transaction_code[0]
        if before is not None and (before.transaction_code[0], kind) == (TOTAL_OF_FEES, FEE):
            if not before.details:
                self.levels.totals.append(before)
            before.details.append(movement)
            before.last_line = number
        else:
            self.statement.movements.append(movement)

    def hang(self, movement: Movement, kind: str, code: int) -> None:
        """Hang a detail of this type and globalisation code below its total in the booked movement."""
        booked = self.booked
        if booked is not None and not self.levels.is_begun(booked):
            self.levels.begin(booked, booked.transaction_code[0], booked.globalisation)
        self.levels.hang(movement, kind, code)

    def _count_detail(self, sequence: int, detail: int, number: int) -> None:
        """Records 21 and 31 share one counter of details within a sequence."""
        expected = (self.detail + 1) % NUMBERS_MAX
        self.detail = detail
        if self.booked is None and self.statement.is_separate_application:
            self.sequence = sequence
        elif self.booked is None:
            if self.is_readable:
                self._out_of_sequence("detail", detail, 0, number)
            self.is_readable = False
        elif sequence != self.sequence:
            self._out_of_sequence("sequence", sequence, self.sequence, number)
        elif detail != expected:
            self._out_of_sequence("detail", detail, expected, number)

    def _out_of_sequence(self, name: str, found: int, expected: int, number: int) -> None:
        columns = layout.MOVEMENT_1[name].columns
        kind = problems.SEQUENCE_ORDER
        self.note(kind.at(line=number, columns=columns, found=f"{found:04d}", expected=f"{expected:04d}"))

    def _same_numbers(self, line: str, owner: Movement | Information, number: int) -> None:
        """Records 22, 23, 32 and 33 repeat sequence and detail of the record they continue."""
        if line[NUMBERS] != self.numbers:
            sequence, detail = int(line[_SEQUENCE]), int(line[_DETAIL])
            if sequence != owner.sequence:
                self._out_of_sequence("sequence", sequence, owner.sequence, number)
            else:
                self._out_of_sequence("detail", detail, owner.detail, number)
        owner.last_line = number
        if self.movement is not None:
            self.movement.last_line = number
        if self.booked is not None:
            self.booked.last_line = number

    def movement_2(self, line: str, number: int) -> None:
        """Record 22: more communication, the customer's reference, the BIC and the payment codes."""
        movement = self.movement
        if movement is None or movement.has_second:  # a repeated one was told by its order
            return
        self._same_numbers(line, movement, number)
        movement.has_second = True
        movement.communication += line[_TEXT_22]
        movement.customer_reference = line[_CUSTOMER].rstrip()
        movement.counterparty.bic = line[_BIC].strip()
        codes = payment_codes(payment_area(line))
        movement.r_transaction, movement.r_reason, movement.category_purpose, movement.purpose = codes

    def movement_2_version_1(self, line: str, number: int) -> None:
        """Record 22 of version 1: more communication and the customer's reference."""
        movement = self.movement
        if movement is None or movement.has_second:
            return
        self._same_numbers(line, movement, number)
        movement.has_second = True
        movement.communication += line[_SECOND_OLD["communication"]]
        movement.customer_reference = line[_SECOND_OLD["customer_reference"]].rstrip()

    def movement_3(self, line: str, number: int) -> None:
        """Record 23: the counterparty and the end of the communication."""
        movement = self.movement
        if movement is None or movement.has_third:
            return
        self._same_numbers(line, movement, number)
        movement.has_third = True
        movement.communication += line[_TEXT_23]
        counterparty = movement.counterparty
        counterparty.iban, counterparty.currency, _ = other_account(line[_ZONE_23])
        counterparty.name = line[_NAME_23].rstrip()

    def movement_3_version_1(self, line: str, number: int) -> None:
        """Record 23 of version 1: the counterparty with its address."""
        movement = self.movement
        if movement is None or movement.has_third:
            return
        self._same_numbers(line, movement, number)
        movement.has_third = True
        account, currency, _ = other_account(line[_THIRD_OLD["account_zone"]])
        name, street, locality = (line[_THIRD_OLD[part]].rstrip() for part in ("name", "street", "locality"))
        movement.counterparty = Counterparty(name, account, "", currency, street, locality)

    def information_1(self, line: str, number: int) -> None:
        """Record 31: begin information about the movement before it, whatever its reference."""
        self.settle()
        text, structured_type = line[_TEXT_31], None
        if line[_HAS_TYPE_31] == "1":
            structured_type, text = text[:_TYPE_WIDTH], text[_TYPE_WIDTH:]
        sequence, detail = int(line[_SEQUENCE]), int(line[_DETAIL])
        self.numbers = line[NUMBERS]
        reference = line[_REFERENCE].rstrip()
        information = Information(sequence, detail, reference, line[_CODE_31], structured_type, text)
        information.first_line = information.last_line = number
        self._open = self.information = information
        movement = self.movement
        self._count_detail(sequence, detail, number)
        if movement is not None:
            movement.information.append(information)
            movement.last_line = number
            if self.booked is not None:
                self.booked.last_line = number

    def information_2(self, line: str, number: int) -> None:
        """Record 32: more of the information."""
        information = self.information
        if information is not None and not information.has_second:
            self._same_numbers(line, information, number)
            information.has_second = True
            information.communication += line[_TEXT_32]

    def information_3(self, line: str, number: int) -> None:
        """Record 33: the end of the information."""
        information = self.information
        if information is not None and not information.has_third:
            self._same_numbers(line, information, number)
            information.has_third = True
            information.communication += line[_TEXT_33]
