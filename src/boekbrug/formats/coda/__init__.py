"""CODA, the coded statement of account of the Belgian banks: read and write.

    from boekbrug.formats import coda

    reading = coda.read(data)
    for statement in reading:
        print(statement.account, statement.movements, statement.problems)
    print(reading.encoding, reading.tolerances, reading.problems)

Standard: Febelfin, CODA 2.6 (February 2018). See docs/formats/coda.md.
"""

from boekbrug.formats.coda.reader import Reading, read
from boekbrug.formats.coda.sniff import looks_like_coda
from boekbrug.formats.coda.statement import Counterparty, Information, Movement, Statement
from boekbrug.formats.coda.tolerances import Tolerance

__all__ = [
    "Counterparty",
    "Information",
    "Movement",
    "Reading",
    "Statement",
    "Tolerance",
    "looks_like_coda",
    "read",
]
