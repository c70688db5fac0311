"""The CODA workshop: look at a file record by record, convert it, and make it fit to be shown to others.

    from boekbrug.formats import workshop

    workshop.view(data)               every record beside its raw line, and what is wrong where
    workshop.anonymised(data, key)    the same file without names, accounts and texts

It only uses what `formats.coda` offers; nothing of a file is kept.
"""

from boekbrug.formats.workshop.anonymising import anonymised
from boekbrug.formats.workshop.as_data import file_data
from boekbrug.formats.workshop.converting import NotConverted, as_coda, movement_table, plain
from boekbrug.formats.workshop.viewing import (
    ENCODINGS,
    FieldView,
    MovementView,
    RecordView,
    StatementView,
    View,
    transaction_text,
    view,
)

__all__ = [
    "ENCODINGS",
    "FieldView",
    "MovementView",
    "NotConverted",
    "RecordView",
    "StatementView",
    "View",
    "anonymised",
    "as_coda",
    "file_data",
    "movement_table",
    "plain",
    "transaction_text",
    "view",
]
