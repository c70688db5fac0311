"""Show what a CODA file says as plain data for JSON: the shape of `boekbrug show --json`, kept stable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from boekbrug.formats import coda
from boekbrug.formats.problem import Columns, Problem
from boekbrug.wording import Sentence


def movement_data(movement: coda.Movement) -> dict[str, Any]:
    """Return a movement with what hangs below it; days as YYYY-MM-DD, amounts as whole thousandths."""
    other = movement.counterparty
    return {
        "sequence": movement.sequence,
        "detail": movement.detail,
        "amount_thousandths": movement.amount_thousandths,
        "value_date": _day(movement.value_on),
        "entry_date": _day(movement.entry_on),
        "transaction_code": movement.transaction_code,
        "structured_type": movement.structured_type,
        "communication": movement.communication,
        "counterparty": {"name": other.name, "iban": other.iban, "bic": other.bic},
        "information": [
            {"structured_type": one.structured_type, "communication": one.communication}
            for one in movement.information
        ],
        "details": [movement_data(one) for one in movement.details],
    }


def problem_data(problem: Problem, say: Callable[[Sentence], str]) -> dict[str, Any]:
    """Return a problem; its message as `say` renders it."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "layer": problem.layer,
        "line": problem.line,
        "columns": columns_data(problem.columns),
        "place": problem.place,
        "found": problem.found,
        "expected": problem.expected,
        "message": say(problem.sentence),
    }


def columns_data(columns: Columns | None) -> dict[str, int] | None:
    """Return the first and last column of a place in a line by name."""
    return {"first": columns[0], "last": columns[1]} if columns else None


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
