"""Make a large CODA file of invented statements, always the same: the file that readers are timed on."""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from boekbrug.formats import coda
from boekbrug.formats.coda import PlainInformation, PlainMovement

ACCOUNTS = tuple(
    f"BE{98 - int(f'{number:010d}{number % 97 or 97:02d}111400') % 97:02d}"
    f"{number:010d}{number % 97 or 97:02d}"
    for number in range(7_100_079_190, 7_100_079_210)
)
MOVEMENTS_PER_STATEMENT = 100
STATEMENTS = 1000
FIRST_DAY = dt.date(2025, 1, 1)
NAMES = (
    "KLANT EN ZONEN BV",
    "BAKKERIJ DE KORREL",
    "GARAGE DU PONT",
    "ATELIER ROSE SRL",
    *(f"LEVERANCIER {number:02d} NV" for number in range(20)),
    "SCHREINEREI MÜLLER",
)
_CARD = "6703230000002371100233501709814012617441VOORBEELD ATM   NAMUR     " + "0" * 27 + "EUR0000000"
_MANDATE = "150126110BE69ZZZ0123456749                  MANDAAT-000042                     "


def write_large_file(path: Path, *, statements: int = STATEMENTS) -> int:
    """Write the file (about 450 lines a statement) and return its number of lines."""
    content = coda.write(made(statements))
    path.write_bytes(content)
    return content.count(b"\n")


def made(count: int) -> Iterator[coda.Statement]:
    """Yield invented statements of twenty accounts, each continuing the one before it."""
    chance = random.Random(20260101)
    balances = dict.fromkeys(ACCOUNTS, 1_000_000_000)
    for number in range(count):
        account = ACCOUNTS[number % len(ACCOUNTS)]
        day = FIRST_DAY + dt.timedelta(days=number // len(ACCOUNTS))
        statement = coda.build_statement(
            account=account,
            holder_name="VOORBEELD BV",
            bic="KREDBEBB",
            company_number="0123456749",
            sequence=number // len(ACCOUNTS) % 999 + 1,
            paper_number=number // len(ACCOUNTS) % 999 + 1,
            opening_balance_thousandths=balances[account],
            opening_on=day - dt.timedelta(days=1),
            created_on=day,
            movements=[_movement(chance, day) for _ in range(MOVEMENTS_PER_STATEMENT)],
        )
        balances[account] = statement.final_balance_thousandths
        yield statement


def _movement(chance: random.Random, day: dt.date) -> PlainMovement:
    """A movement: 40 % with twelve digits, 35 % free text, then cards, direct debits and foreign payments."""
    kind = chance.random()
    amount = chance.randrange(1_000, 2_000_000, 10)
    name = chance.choice(NAMES)
    information = (
        (coda.counterparty_data(name, f"STRAAT {chance.randrange(1, 200)}", "1000 BRUSSEL"),)
        if chance.random() < 0.75
        else ()
    )
    party = {
        "counterparty_name": name,
        "counterparty_iban": chance.choice(ACCOUNTS),
        "information": information,
    }
    if kind < 0.40:
        return PlainMovement(amount, day, reference=_digits(chance), counterparty_bic="KREDBEBB", **party)
    if kind < 0.75:
        text = f"FACTUUR {day.year}-{chance.randrange(10_000)} BETALING {name}"
        return PlainMovement(-amount, day, communication=text, customer_reference="NOTPROVIDED", **party)
    if kind < 0.85:
        return PlainMovement(
            -amount, day, communication=_CARD, structured_type="113", transaction_code="00402000"
        )
    if kind < 0.95:
        return PlainMovement(
            -amount,
            day,
            communication=_MANDATE + "ABONNEMENT",
            structured_type="127",
            transaction_code="00501000",
            **party,
        )
    return _foreign(amount, day)


def _foreign(amount: int, day: dt.date) -> PlainMovement:
    """A payment abroad with its amount and its cost as details."""
    original = f"{amount:015d}{amount:015d}000100000000EUR{'':12}IS{amount:015d}"
    details = (
        PlainMovement(-amount, day, communication=original, structured_type="105"),
        PlainMovement(-5_000, day, information=(PlainInformation("KOSTEN"),)),
    )
    code = "34150000"
    return PlainMovement(
        -amount - 5_000, day, communication="INV/2061260", transaction_code=code, details=details
    )


def _digits(chance: random.Random) -> str:
    number = chance.randrange(10**9)
    return f"{number:010d}{number % 97 or 97:02d}"


if __name__ == "__main__":
    print(write_large_file(Path(sys.argv[1]), statements=int(sys.argv[2])))
