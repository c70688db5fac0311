"""A CODA file as plain data for JSON: the shape of `boekbrug show --json`, kept stable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
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
    """Return a statement with all that it says; balances as whole thousandths, days as YYYY-MM-DD."""
    return {
        "lines": {"first": statement.first_line, "last": statement.last_line},
        "version": statement.version,
        "created_on": _plain(statement.created_on),
        "bank_id": statement.bank_id,
        "application_code": statement.application_code,
        "file_reference": statement.file_reference,
        "transaction_reference": statement.transaction_reference,
        "related_reference": statement.related_reference,
        "is_duplicate": statement.is_duplicate,
        "separate_application": statement.separate_application,
        "bic": statement.bic,
        "company_number": statement.company_number,
        "addressee_name": statement.addressee_name,
        "holder_name": statement.holder_name,
        "account_description": statement.account_description,
        "account": statement.account,
        "account_structure": statement.account_structure,
        "currency": statement.currency,
        "sequence": statement.sequence,
        "paper_number": statement.paper_number,
        "opening_on": _plain(statement.opening_on),
        "opening_balance_thousandths": statement.opening_balance_thousandths,
        "closing_paper_number": statement.closing_paper_number,
        "closing_on": _plain(statement.closing_on),
        "closing_balance_thousandths": statement.closing_balance_thousandths,
        "movements": [_movement(one) for one in statement.movements],
        "messages": list(statement.messages),
    }


def _movement(one: coda.Movement) -> dict[str, Any]:
    """Return a movement with all that it says, and what hangs below it."""
    other = one.counterparty
    more = {"currency": other.currency, "street": other.street, "locality": other.locality}
    shown = movement_data(one)
    return shown | {
        "lines": {"first": one.first_line, "last": one.last_line},
        "paper_number": one.paper_number,
        "bank_reference": one.bank_reference,
        "customer_reference": one.customer_reference,
        "globalisation": one.globalisation,
        "r_transaction": one.r_transaction,
        "r_reason": one.r_reason,
        "category_purpose": one.category_purpose,
        "purpose": one.purpose,
        **_structured(one.structured),
        "counterparty": shown["counterparty"] | more,
        "information": [_information(each) for each in one.information],
        "details": [_movement(each) for each in one.details],
    }


def _information(one: coda.Information) -> dict[str, Any]:
    return {
        "lines": {"first": one.first_line, "last": one.last_line},
        "sequence": one.sequence,
        "detail": one.detail,
        "bank_reference": one.bank_reference,
        "transaction_code": one.transaction_code,
        "structured_type": one.structured_type,
        "communication": one.communication,
        **_structured(one.structured),
    }


def _structured(one: coda.Structured | None) -> dict[str, Any]:
    """Return the values of a structured communication by name (null: none), and what is wrong in them."""
    if one is None:
        return {"structured": None, "wrong": []}
    wrong = [{"name": each.name, "found": each.found, "expected": each.expected} for each in one.wrong]
    return {"structured": {name: _plain(value) for name, value in one.values.items()}, "wrong": wrong}


def _plain(value: object) -> str | int | None:
    """Return a value as JSON has it: exact numbers as text, days and hours as ISO 8601 has them."""
    match value:
        case None | int():
            return value
        case dt.date():
            return value.isoformat()
        case dt.time():
            return f"{value:%H:%M}"
        case Decimal():
            return f"{value.normalize():f}"
    return str(value)


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
