"""The flow that is killed during an import: a purchase invoice, then a CODA file that pays it and sales."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

from boekbrug.belgium import ogm
from boekbrug.business.banking import actions as banking
from boekbrug.business.contacts.models import Contact
from boekbrug.business.documents import actions as documents
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.inbox import actions as inbox
from boekbrug.business.inbox.models import Intake
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.formats import coda, einvoice
from tests.business.banking.sheets import IBAN, day
from tests.business.documents.making import customer, draft, give_account, incoming, line
from tests.cast import make_cast
from tests.faults.dump import Dump, dump
from tests.faults.installation import Installation

NOW = dt.datetime(2026, 3, 30, 8, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
CLI = Actor(None, Channel.CLI)
EURO = 1000
SUPPLIER_REFERENCE = ogm.make(7_700_000_001)


class ImportFlow:
    """Receive and process two files, as the command line does, in a dossier that books by itself."""

    name = "import"
    is_cut_off = False
    unclear_count = arrived_count = 0

    def __init__(self, place: Installation) -> None:
        self.incoming = place.data / "incoming"
        self.blobs = place.data / "files"

    def prepare(self) -> None:
        """Make the dossier with two open invoices and an account, and the files that come in."""
        dossier = make_cast(NOW).dirks
        give_account(dossier)
        with tenant.enter(dossier):
            sales = [issue(sale(price)) for price in ("100", "200")]
            banking.add_account(iban=IBAN, currency="EUR", name="Zicht", actor=CLI, now=NOW)
        self.incoming.mkdir()
        payment = einvoice.Payment("30", SUPPLIER_REFERENCE, "BE68539007547034")
        bought = einvoice.write_bis3(incoming(dossier, payment=payment))
        (self.incoming / "1-invoice.xml").write_bytes(bought)
        (self.incoming / "2-bank.cod").write_bytes(coda.write(_statements(sales)))

    def begin(self) -> None:
        """Nothing lies outside the installation."""

    def run(self) -> None:
        """Take in every file that has no intake yet."""
        with tenant.enter(the_dossier()):
            there = set(Intake.objects.values_list("name", flat=True))
            for path in sorted(self.incoming.iterdir()):
                if path.name not in there:
                    intake = inbox.receive(content=path.read_bytes(), name=path.name, actor=CLI, now=NOW)
                    inbox.process(intake=intake, actor=CLI, now=NOW)

    def finish(self) -> None:
        """Restart: the worker finishes what was begun, the person hands in what was not acknowledged."""
        inbox.finish_due(now=LATER)
        self.run()
        inbox.finish_due(now=LATER)

    def result(self, *, is_cut_off: bool = False) -> dict[str, Any]:
        """Everything that must be as in an undisturbed run."""
        return {"rows": dump(), "files": files_below(self.blobs)}

    def count(self) -> str:
        """Say in short what became of the run."""
        with tenant.enter(the_dossier()):
            states = sorted(Intake.objects.values_list("state", flat=True))
        return " ".join(states)


def files_below(folder: Path) -> Dump:
    """Return the complete files below a folder; what a killed writer left behind has a name of its own."""
    names = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {"file": Counter(f"{path.relative_to(folder)} {path.stat().st_size}" for path in names)}


def the_dossier() -> Dossier:
    return Dossier.objects.get(name="Maes Dakwerken")


def sale(price: str) -> Document:
    """Keep a draft of an invoice to the one customer."""
    made = draft(Contact.objects.first() or customer(NOW), line(price))
    return documents.save_draft(draft=made, actor=CLI, now=NOW)


def issue(draft_of_sale: Document) -> Document:
    """Give it its number."""
    return documents.issue(document=draft_of_sale, actor=CLI, now=NOW)


def _statements(sales: list[Document]) -> list[coda.Statement]:
    """Five statements in a chain: paid by reference, by number, a stranger, too little, and the supplier."""
    by_reference, by_number = sales
    movements = [
        [_pays(by_reference.total_thousandths, reference=by_reference.reference)],
        [_pays(by_number.total_thousandths, text=f"factuur {by_number.number} bedankt")],
        [_pays(75 * EURO, text="storting"), _pays(-4_850, text="kosten")],
        [_pays(by_number.total_thousandths - EURO, reference=by_number.reference)],
        [_pays(-605 * EURO, reference=SUPPLIER_REFERENCE), _pays(-30 * EURO, text="parking")],
    ]
    made, balance = [], 1_000 * EURO
    for number, of_the_day in enumerate(movements, 1):
        made.append(_statement(number, balance, of_the_day))
        balance += sum(one.amount_thousandths for one in of_the_day)
    return made


def _pays(amount: int, *, reference: str = "", text: str = "") -> coda.PlainMovement:
    return coda.PlainMovement(
        amount, day(20), reference=reference, communication=text, counterparty_name="BAKKERIJ DE KORREL"
    )


def _statement(number: int, balance: int, movements: list[coda.PlainMovement]) -> coda.Statement:
    return coda.build_statement(
        account=IBAN,
        holder_name="Maes Dakwerken",
        bic="KREDBEBB",
        sequence=number,
        paper_number=number,
        opening_balance_thousandths=balance,
        opening_on=day(19 + number),
        created_on=day(20 + number),
        movements=movements,
    )
