"""Compare what was booked and proposed with the truth of a set."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.load_set import SCORE, LoadSet
from boekbrug.business.banking.models import Movement
from boekbrug.business.documents.models import Document
from boekbrug.business.reconciliation.models import Allocation, Proposal

FLAG = {
    "recognised": "herkend",
    "party_without_document": "niet_koppelbaar_aan_document",
    "several_documents": "koppelbaar_aan_meerdere_documenten",
    "in_payment_buffer": "in_betalingsbuffer",
    "amount_differs": "afwijking_op_bedrag",
    "unknown_in": "onbekend_inkomend_bedrag",
    "unknown_out": "onbekend_uitgaand_bedrag",
}


@dataclass(frozen=True, slots=True)
class Score:
    """Movements booked by themselves: all, those that the truth says may be, and those that are wrong."""

    booked: int
    bookable: int
    wrong: int


def results() -> Iterator[dict[str, Any]]:
    """Yield what became of each movement of the entered dossier, in the form of the generator's score.py."""
    numbers = dict(Document.objects.values_list("pk", "number"))
    booked: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for movement, document, amount in Allocation.objects.filter(is_automatic=True).values_list(
        "movement_id", "document_id", "amount_thousandths"
    ):
        booked[movement].append((document, amount))
    proposed = {one.movement_id: one for one in Proposal.objects.all()}
    for row in Movement.objects.select_related("statement", "account").order_by("pk"):
        proposal = proposed.get(row.pk)
        parts = booked.get(row.pk) or [(doc, amount) for doc, amount in (proposal.parts if proposal else [])]
        sign = 1 if row.amount_thousandths > 0 else -1  # the truth signs amounts as the bank does
        statement = f"{row.statement.sequence:03}/{row.sequence:04}/{row.detail:04}"
        yield {
            "id": f"D001/{row.account.iban}/{statement}",
            "lines": [
                {"number": numbers[doc], "amount": str(Decimal(sign * part) / 1000)} for doc, part in parts
            ],
            "booked": row.pk in booked,
            "flag": FLAG.get(proposal.state, "") if proposal else "herkend",
        }


def score(loaded: LoadSet, found: list[dict[str, Any]]) -> Score:
    """Count wrong bookings: booked, and not exactly the documents and amounts of the truth."""
    truth = {one["id"]: one for one in loaded.truth()}
    bookable = sum(one["auto"] == "yes" for one in truth.values())
    booked = [one for one in found if one["booked"]]
    wrong = [one for one in booked if _amounts(one["lines"]) != _amounts(truth[one["id"]]["pays"])]
    return Score(len(booked), bookable, len(wrong))


def say_official_score(loaded: LoadSet, found: list[dict[str, Any]], folder: Path) -> None:
    """Print the last line of the generator's own score.py, where it lies beside the project."""
    if not SCORE.is_file():
        return
    path = folder / "result.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in found), encoding="utf-8")
    command = [sys.executable, str(SCORE), str(loaded.folder / "truth.jsonl"), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    print(f"score.py: {done.stdout.strip().splitlines()[-1]}")


def _amounts(lines: list[dict[str, Any]]) -> dict[str, Decimal]:
    return {line["number"]: Decimal(line["amount"]) for line in lines}
