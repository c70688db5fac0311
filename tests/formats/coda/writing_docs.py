"""Write the pages of the CODA records and communications from their declarations.

python -m tests.formats.coda.writing_docs
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from boekbrug.formats.coda import layout, problems
from boekbrug.formats.coda.codes import LANGUAGES, Coded, code_meaning, communication_type, field_name
from boekbrug.formats.coda.columns import BLANK, Column, Record
from boekbrug.formats.coda.communications import Communication, Field, Kind
from boekbrug.formats.coda.information_types import OF_INFORMATION
from boekbrug.formats.coda.movement_types import OF_MOVEMENTS
from boekbrug.formats.problem import ProblemKind
from boekbrug.formats.workshop.naming import SILENT, column_name

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "formats" / "coda"
MADE = "Made by `python -m tests.formats.coda.writing_docs` from the declaration; do not edit."
TYPE_WIDTH = 3
RECORDS = {
    **layout.VERSION_2,
    "22-version-1": layout.MOVEMENT_2_VERSION_1,
    "23-version-1": layout.MOVEMENT_3_VERSION_1,
}
TOLD = {  # by the name of a column: what is told of it together with other columns
    "next_code": [problems.NEXT_CODE_WRONG],
    "link_code": [problems.LINK_CODE_WRONG],
    "multiple_file_code": [problems.MULTIPLE_FILE_CODE_WRONG],
    "application_code": [problems.APPLICATION_CODE_WRONG],
    "separate_application": [problems.NOT_A_NUMBER],
    "version": [problems.UNKNOWN_VERSION],
    "account_structure": [problems.NOT_A_CODE, problems.ACCOUNT_STRUCTURE_DIFFERS],
    "globalisation": [problems.LEVEL_NOT_CLOSED],
    "record_count": [problems.RECORD_COUNT_DIFFERS],
    "debit_total": [problems.DEBIT_TOTAL_DIFFERS],
    "credit_total": [problems.CREDIT_TOTAL_DIFFERS],
}
OF_RECORDS = {
    ("0", "created_on"): [problems.DAY_MISSING, problems.DAY_OUT_OF_ORDER],
    ("1", "balance_on"): [problems.DAY_UNKNOWN],
    ("8", "balance_on"): [problems.DAY_MISSING, problems.DAY_OUT_OF_ORDER],
    ("21", "entry_on"): [problems.DAY_UNKNOWN, problems.DAY_OUT_OF_ORDER],
    ("1", "account_zone"): [problems.OWN_ACCOUNT_WRONG, problems.OWN_ACCOUNT_CHECK, problems.NOT_A_CURRENCY],
    ("1", "balance"): [problems.SEPARATE_BALANCE],
    ("8", "account_zone"): [problems.ACCOUNT_DIFFERS],
    ("8", "balance"): [problems.BALANCE_DIFFERS, problems.SEPARATE_BALANCE],
    ("21", "amount"): [problems.DETAILS_DIFFER],
}
KINDS = {
    Kind.TEXT: "text",
    Kind.DIGITS: "digits, kept as text",
    Kind.COUNT: "whole number",
    Kind.AMOUNT: "amount: 12 digits and 3 decimals, given as whole thousandths",
    Kind.RATE: "number",
    Kind.DAY: "day DDMMYY; zeros: none",
    Kind.LONG_DAY: "day DDMMYYYY; zeros: none",
    Kind.HOUR: "hour HHMM",
    Kind.CODE: "code",
    Kind.BELGIAN_REFERENCE: "ten digits and two that check them (mod 97)",
    Kind.BELGIAN_ACCOUNT: "Belgian account of before IBAN, check digits tested (mod 97)",
    Kind.CREDITOR_REFERENCE: "creditor reference, check digits tested (ISO 11649)",
    Kind.CREDITOR: "SEPA creditor identifier, check digits tested (mod 97)",
    Kind.ENTERPRISE: "0 and an enterprise number, check digits tested (mod 97)",
}


ANYWHERE = (
    f"In any column, a byte that the encoding does not have is told as `{problems.LOST_CHARACTER.code}`; "
    f"strict reading tells text in blank columns as `{problems.TEXT_IN_BLANK_COLUMNS.code}`."
)


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    made = {f"record-{name}.md": _record(record) for name, record in RECORDS.items()}
    for layouts, marks in ((OF_MOVEMENTS, ("21", "22", "23")), (OF_INFORMATION, ("31", "32", "33"))):
        for one in layouts.values():
            made[f"communication-{one.type}.md"] = _communication(one, marks)
    return made | {"README.md": _index(made)}


def _record(record: Record) -> str:
    rows = "\n".join(_column(record.mark, column) for column in record.columns)
    return (
        f"# CODA record {record.mark}: {record.title}\n\n{MADE}\n\n{ANYWHERE}\n\n"
        "| columns | name | N/AN | kind | must hold | otherwise | English | Dutch | French | German |\n"
        f"| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n{rows}\n"
    )


def _column(mark: str, column: Column) -> str:
    kind = column.kind
    wanted = f"`{column.value}`" if column.value else kind.expected
    told = [*([kind.problem] if kind.problem else []), *TOLD.get(column.name, ()), *_of_record(mark, column)]
    problem = ", ".join(f"`{one.code}`" for one in told)
    name = "" if kind is BLANK else f"`{column.name}`"
    place = f"{column.first}" if column.width == 1 else f"{column.first}–{column.last}"
    titles = "|  |  |  |  |" if column.name in SILENT else f"| {_languages(column_name(column.name))} |"
    return f"| {place} | {name} | {kind.letter} | {kind.name} | {wanted} | {problem} {titles}"


def _of_record(mark: str, column: Column) -> list[ProblemKind]:
    """Return what is told of a column of one record alone, or of those of a movement."""
    if len(mark) == 2 and column.name in ("sequence", "detail"):
        return [problems.SEQUENCE_ORDER]
    if len(mark) == 2 and column.name == "communication":
        return [problems.COMMUNICATION_FIELD]
    return OF_RECORDS.get((mark, column.name), [])


def _communication(one: Communication, marks: tuple[str, ...]) -> str:
    texts = communication_type(one.type).texts
    rows = "\n".join(
        _field(one.type, field, start, marks) for field, start in zip(one.fields, one.starts, strict=True)
    )
    values = "\n".join(_values(field) for field in one.fields if field.values)
    where = "a movement" if marks[0] == "21" else "an information"
    return (
        f"# CODA communication {one.type}: {texts['en']}\n\n{MADE}\n\n"
        f"Dutch: {texts['nl']}. French: {texts['fr']}. German: {texts['de']}.\n\n"
        f"Structured communication of {where}: {one.width} columns behind the type, over records "
        f"{', '.join(marks)}. A field that holds something else is told as `coda-communication-field`.\n\n"
        "| field | width | begins at | kind | English | Dutch | French | German |\n"
        f"| --- | --- | --- | --- | --- | --- | --- | --- |\n{rows}\n{values}".rstrip()
        + "\n"
    )


def _values(field: Field) -> str:
    """Say what each code of a field means."""
    rows = "\n".join(
        f"| `{code}` | {_languages(code_meaning(text))} |" for code, text in field.values.items()
    )
    return (
        f"\n## `{field.name}`\n\n| code | English | Dutch | French | German |\n"
        f"| --- | --- | --- | --- | --- |\n{rows}"
    )


def _languages(coded: Coded) -> str:
    return " | ".join(coded.say(language) for language in LANGUAGES)


def _field(kind: str, field: Field, start: int, marks: tuple[str, ...]) -> str:
    decimals = f", {field.decimals} decimals" if field.decimals else ""
    titles = _languages(field_name(kind, field.name))
    place = _begin(start, marks)
    return f"| `{field.name}` | {field.width} | {place} | {KINDS[field.kind]}{decimals} | {titles} |"


def _begin(start: int, marks: tuple[str, ...]) -> str:
    """Say in which record and column a field begins when all records are there."""
    place = start + TYPE_WIDTH
    for mark in marks:
        column = layout.VERSION_2[mark]["communication"]
        if place < column.width:
            return f"record {mark}, column {column.first + place}"
        place -= column.width
    raise ValueError(f"A communication is wider than its records: {start}.")


def _index(made: dict[str, str]) -> str:
    lines = [f"- [{page.splitlines()[0].removeprefix('# CODA ')}]({name})" for name, page in made.items()]
    return f"# Records and communications of CODA\n\n{MADE}\n\n" + "\n".join(lines) + "\n"


def missing() -> Iterator[str]:
    """Yield the names of pages that are absent or say something else than the declarations."""
    for name, page in pages().items():
        path = FOLDER / name
        if not path.is_file() or path.read_text("utf-8") != page:
            yield name


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in pages().items():
        (FOLDER / name).write_text(page, encoding="utf-8")
