"""A CODA file as plain data for JSON: the shape of `boekbrug show --json`, kept stable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from boekbrug.formats import coda
from boekbrug.formats.coda.codes import Coded
from boekbrug.formats.showing import movement_data, problem_data
from boekbrug.formats.workshop.viewing import FieldView, RecordView, View
from boekbrug.wording import Sentence

Say = Callable[[Sentence], str]


def file_data(seen: View, say: Say) -> dict[str, Any]:
    """Return a whole file: statements with their movements, records beside their raw lines, problems.

    Only the messages of problems are in a language; what codes mean is English.
    """
    of_statements = {id(problem) for one in seen.statements for problem in one.problems}
    return {
        "format": "coda",
        "version": seen.version,
        "encoding": seen.encoding,
        "tolerances": list(seen.tolerances),
        "statements": [
            statement_data(one.statement) | {"problems": [problem_data(each, say) for each in one.problems]}
            for one in seen.statements
        ],
        "problems": [problem_data(one, say) for one in seen.problems if id(one) not in of_statements],
        "records": [_record(one) for one in seen.records],
    }


def statement_data(statement: coda.Statement) -> dict[str, Any]:
    """Return a statement with its movements; balances as whole thousandths."""
    return {
        "account": statement.account,
        "currency": statement.currency,
        "sequence": statement.sequence,
        "paper_number": statement.paper_number,
        "opening_balance_thousandths": statement.opening_balance_thousandths,
        "closing_balance_thousandths": statement.closing_balance_thousandths,
        "movements": [movement_data(one) for one in statement.movements],
    }


def _record(one: RecordView) -> dict[str, Any]:
    return {
        "line": one.line,
        "raw": one.raw,
        "record": one.mark,
        "title": _text(one.title),
        "fields": [{"name": each.name, "place": each.place} | _field(each) for each in one.fields],
        "communication": one.communication
        and {
            "type": one.communication.type.code,
            "text": _text(one.communication.type),
            "fields": [{"name": each.name} | _field(each) for each in one.communication.fields],
        },
        "problems": [each.code for each in one.problems],
    }


def _field(one: FieldView) -> dict[str, Any]:
    return {"value": one.value} | ({"text": _text(one.meaning)} if one.meaning else {})


def _text(coded: Coded) -> str:
    return coded.say("en") if coded.is_known else coded.code
