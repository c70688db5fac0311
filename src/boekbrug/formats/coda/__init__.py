"""CODA, the coded statement of account of the Belgian banks: read and write.

    from boekbrug.formats import coda

    reading = coda.read(data)
    for statement in reading:
        print(statement.account, statement.movements, statement.problems)
    print(reading.encoding, reading.tolerances, reading.problems)

Standard: Febelfin, CODA 2.6 (February 2018). See docs/formats/coda.md.
"""

from boekbrug.formats.coda.builder import PlainInformation, PlainMovement, build_statement, counterparty_data
from boekbrug.formats.coda.codes import code_meaning, communication_type, field_name, transaction_code
from boekbrug.formats.coda.columns import DoesNotFit
from boekbrug.formats.coda.communications import Communication, Structured
from boekbrug.formats.coda.content import communication_problems
from boekbrug.formats.coda.continuity import Chain, judge_all
from boekbrug.formats.coda.form import Form
from boekbrug.formats.coda.reader import Reading, read
from boekbrug.formats.coda.sniff import looks_like_coda
from boekbrug.formats.coda.statement import Counterparty, Information, Movement, Statement
from boekbrug.formats.coda.tolerances import Tolerance
from boekbrug.formats.coda.writer import CannotBeWritten, CommunicationTooLong, write

__all__ = [
    "CannotBeWritten",
    "Chain",
    "Communication",
    "CommunicationTooLong",
    "Counterparty",
    "DoesNotFit",
    "Form",
    "Information",
    "Movement",
    "PlainInformation",
    "PlainMovement",
    "Reading",
    "Statement",
    "Structured",
    "Tolerance",
    "build_statement",
    "code_meaning",
    "communication_problems",
    "communication_type",
    "counterparty_data",
    "field_name",
    "judge_all",
    "looks_like_coda",
    "read",
    "transaction_code",
    "write",
]
