"""The work to measure: made by ../shared/generator where that lies beside the project, else a small own set.

Both have one form (README of the generator): dossiers.json, parties.json, invoices.json, one CODA file per
statement, and truth.jsonl with what each movement really pays.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
GENERATOR = ROOT.parent / "shared" / "generator" / "generate.py"
SCORE = GENERATOR.with_name("score.py")
FIRST_ON = dt.date(2026, 4, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """How much work: documents, movements, statements, and the mix of the generator."""

    invoices: int
    movements: int
    statements: int
    profile: str


@dataclass(frozen=True, slots=True)
class LoadSet:
    """A set on disk."""

    folder: Path

    def read(self, name: str) -> Any:
        """Return one of the JSON files."""
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def statements(self) -> list[Path]:
        """Return the CODA files in the order of the bank."""
        return sorted((self.folder / "coda_per_statement").iterdir())

    def truth(self) -> Iterable[dict[str, Any]]:
        """Yield what is true of each movement."""
        with (self.folder / "truth.jsonl").open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def make_set(folder: Path, size: Size) -> LoadSet:
    """Make the set in a folder, and say by whom it was made."""
    if not GENERATOR.is_file():
        print("../shared/generator is absent: a small set of our own is used (references only).")
        _make_own(folder, Size(min(size.invoices, 1000), min(size.movements, 1000), 10, "own"))
        return LoadSet(folder)
    numbers = {"invoices": size.invoices, "transactions": size.movements, "statements": size.statements}
    options = [text for name, value in numbers.items() for text in (f"--{name}", str(value))]
    command = [sys.executable, str(GENERATOR), "--out", str(folder), "--profile", size.profile, *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return LoadSet(folder)


def _make_own(folder: Path, size: Size) -> None:
    """Make invoices that are paid by reference, three in four, in random order; the rest is unknown."""
    from boekbrug.belgium import iban

    chance = random.Random(20_260_401)
    invoices = [_own_invoice(number, chance) for number in range(1, size.invoices + 1)]
    parties = [
        {"id": f"C{n:03}", "name": f"Klant {n:03}", "iban": iban.make_belgian(7_350_000_000 + n)}
        for n in range(100)
    ]
    own = {"iban": iban.make_belgian(3_630_000_001), "currency": "EUR"}
    paid = chance.sample(invoices, size.movements * 3 // 4)
    lines: list[dict[str, Any] | None] = [*paid, *[None] * (size.movements - len(paid))]
    chance.shuffle(lines)
    (folder / "coda_per_statement").mkdir(parents=True)
    _write(folder, "dossiers.json", [{"id": "D001", "accounts": [own]}])
    _write(folder, "parties.json", parties)
    _write(folder, "invoices.json", invoices)
    _write_statements(folder, own["iban"], lines, size.statements)


def _own_invoice(number: int, chance: random.Random) -> dict[str, Any]:
    from boekbrug.belgium import ogm

    return {
        "type": "out",
        "number": f"2026/{number:05}",
        "ogm": ogm.make(2_026_000_000 + number),
        "party": f"C{number % 100:03}",
        "party_name": f"Klant {number % 100:03}",
        "date": "2026-03-02",
        "due": "2026-04-01",
        "total": f"{chance.randrange(1_000, 90_000)}.10",
        "currency": "EUR",
    }


def _write(folder: Path, name: str, value: Any) -> None:
    (folder / name).write_text(json.dumps(value), encoding="utf-8")


def _write_statements(folder: Path, account: str, lines: list[dict[str, Any] | None], count: int) -> None:
    from boekbrug.formats import coda

    balance, truth, per_statement = 0, [], len(lines) // count
    for number in range(1, count + 1):
        on = FIRST_ON + dt.timedelta(days=number)
        part = lines[(number - 1) * per_statement : number * per_statement]
        movements = [_movement(one, on) for one in part]
        statement = coda.build_statement(
            account=account, holder_name="EIGEN", bic="GEBABEBB", sequence=number, paper_number=number,
            opening_balance_thousandths=balance, opening_on=on - dt.timedelta(days=1), created_on=on,
            movements=movements,
        )  # fmt: skip
        balance += sum(one.amount_thousandths for one in movements)
        (folder / "coda_per_statement" / f"{number:03}.cod").write_bytes(coda.write([statement]))
        for place, one in enumerate(part, 1):
            pays = [{"number": one["number"], "type": "out", "amount": one["total"]}] if one else []
            identity = f"D001/{account}/{number:03}/{place:04}/0000"
            truth.append({"id": identity, "auto": "yes" if one else "no", "pays": pays})
    text = "".join(json.dumps(one) + "\n" for one in truth)
    (folder / "truth.jsonl").write_text(text, encoding="utf-8")


def _movement(invoice: dict[str, Any] | None, on: dt.date) -> Any:
    from boekbrug.formats import coda

    if invoice is None:
        return coda.PlainMovement(12_340, on, communication="storting", counterparty_name="ONBEKEND")
    amount = int(invoice["total"].replace(".", "")) * 10
    return coda.PlainMovement(amount, on, reference=invoice["ogm"], counterparty_name=invoice["party_name"])
