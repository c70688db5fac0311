"""Our own invented statements, and the knife to damage them with: positions 1-based, as printed."""

from __future__ import annotations

import dataclasses
import datetime as dt

from boekbrug.formats import coda

ACCOUNT = "BE07710007919066"
OTHER_ACCOUNT = "BE02707005543340"
PARTY_ACCOUNT = "BE70709007127125"
REFERENCE = "000000424271"
DAY = dt.date(2026, 3, 2)


def incoming(amount_thousandths: int = 121_000, **values: object) -> coda.PlainMovement:
    """A customer pays with a structured communication."""
    plain: dict[str, object] = {
        "amount_thousandths": amount_thousandths,
        "value_on": DAY,
        "reference": REFERENCE,
        "counterparty_name": "KLANT EN ZONEN BV",
        "counterparty_iban": PARTY_ACCOUNT,
        "counterparty_bic": "KREDBEBB",
        "information": (coda.counterparty_data("KLANT EN ZONEN BV", "STRAAT 1", "1000 BRUSSEL"),),
    }
    return coda.PlainMovement(**(plain | values))  # type: ignore[arg-type]


def outgoing(amount_thousandths: int = -30_250, **values: object) -> coda.PlainMovement:
    """A supplier is paid with a free communication."""
    plain: dict[str, object] = {
        "amount_thousandths": amount_thousandths,
        "value_on": DAY,
        "communication": "FACTUUR 2026-118",
        "counterparty_name": "LEVERANCIER",
        "counterparty_iban": PARTY_ACCOUNT,
    }
    return coda.PlainMovement(**(plain | values))  # type: ignore[arg-type]


def grouped() -> coda.PlainMovement:
    """Salaries in one amount, with two details; the first has information."""
    details = (
        coda.PlainMovement(
            -2_000_000, DAY, communication="LOON AN", information=(coda.PlainInformation("NR 1"),)
        ),
        coda.PlainMovement(-1_500_000, DAY, communication="LOON BRAM"),
    )
    return coda.PlainMovement(-3_500_000, DAY, transaction_code="10105000", details=details)


def statement(*movements: coda.PlainMovement, **values: object) -> coda.Statement:
    """One statement with these movements (one incoming and one outgoing when none are given)."""
    plain: dict[str, object] = {
        "account": ACCOUNT,
        "holder_name": "VOORBEELD BV",
        "bic": "KREDBEBB",
        "company_number": "0123456749",
        "sequence": 7,
        "paper_number": 5,
        "opening_balance_thousandths": 1_000_000,
        "opening_on": dt.date(2026, 2, 27),
        "created_on": dt.date(2026, 3, 3),
        "movements": movements or (incoming(), outgoing()),
    }
    return coda.build_statement(**(plain | values))  # type: ignore[arg-type]


def old_statement() -> coda.Statement:
    """A statement of version 1, as it is read."""
    party = coda.Counterparty("LEVERANCIER", "539007547034", "", "", "KAAI 3", "2000 ANTWERPEN")
    made = statement(outgoing(), account="539007547034", bic="")
    movements = [dataclasses.replace(movement, counterparty=party) for movement in made.movements]
    draft = dataclasses.replace(made, version="1", account_structure=" ", movements=movements)
    return only(coda.write([draft]))


def edited(data: bytes, line: int, first: int, text: str) -> bytes:
    """Write a text over the columns that begin at `first` of a line."""
    lines = data.split(b"\n")
    old = lines[line - 1]
    new = text.encode("cp1252")
    lines[line - 1] = old[: first - 1] + new + old[first - 1 + len(new) :]
    return b"\n".join(lines)


def without_line(data: bytes, line: int) -> bytes:
    """Leave out a line."""
    lines = data.split(b"\n")
    del lines[line - 1]
    return b"\n".join(lines)


def only(data: bytes) -> coda.Statement:
    """Read the one statement of a file."""
    (found,) = coda.read(data)
    return found


def codes(statement: coda.Statement) -> list[str]:
    """The codes of its problems, in order."""
    return [problem.code for problem in statement.problems]
