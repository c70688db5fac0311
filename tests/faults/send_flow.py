"""The flow that is killed during sending: three invoices into a folder, into a ZIP, and by e-mail.

A mail whose worker was killed ends unclear and is never resent by itself; the harness then plays the person
who asks at the other side, and settles it by what the mailbox really holds.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

from boekbrug.business.connections import actions as connections
from boekbrug.business.connections.models import Connection
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.outbox import actions, work
from boekbrug.business.outbox.models import Attempt, Delivery, Ending, Shipment, State
from tests.business.documents.making import give_account
from tests.cast import make_cast
from tests.faults.dump import dump
from tests.faults.import_flow import CLI, LATER, NOW, files_below, issue, sale
from tests.faults.installation import Installation
from tests.faults.mailbox import Mailbox

ROUNDS_MAX = 50
OF_A_MAIL_THAT_WAS_CUT_OFF = frozenset({"Delivery.said", "Shipment.said", "Receipt", "Event:delivery."})


class SendFlow:
    """Send to three targets, then be the worker until nothing is due."""

    name = "send"

    def __init__(self, place: Installation, mail: Mailbox) -> None:
        self.place, self.mail = place, mail
        self.taken: Counter[str] = Counter()
        self.unclear_count, self.arrived_count = 0, 0
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False

    def prepare(self) -> None:
        """Make the dossier with three issued invoices; beside its ZIP it gets two connections."""
        dossier = make_cast(NOW).dirks
        give_account(dossier)
        with tenant.enter(dossier):
            for price in ("100", "200", "300"):
                issue(sale(price))
            for key, values in (("folder", {}), ("email", {"to": "boekhouding@example.be"})):
                connections.add(bridge_key=key, title=key, values=values, actor=CLI, now=NOW)

    def begin(self) -> None:
        """Forget what an earlier run left outside the installation."""
        self.mail.empty()
        self.taken.clear()

    def run(self) -> None:
        """Send what was not sent yet, and work."""
        with tenant.enter(_dossier()):
            documents = [one.public_id for one in Document.objects.order_by("pk")]
            for connection in Connection.objects.order_by("pk"):
                with suppress(actions.NothingToSend, actions.AlreadySent):
                    actions.send(
                        connection=connection, document_ids=documents, title="Maart", actor=CLI, now=NOW
                    )
        while work.run_one(NOW, clock=lambda: NOW):
            pass

    def finish(self) -> None:
        """Restart: a program takes the folder's files away, the person sends again, the worker works on."""
        self.take_away()
        self.run()
        self._work()
        self.unclear_count, self.arrived_count = 0, 0
        with tenant.enter(_dossier()):
            for shipment in Shipment.objects.filter(state=State.UNCLEAR).order_by("pk"):
                self._ask_around(shipment)
        self._work()

    def take_away(self) -> None:
        """Be the bookkeeping program: take every finished file at once."""
        for path in self._folder().rglob("*.xml"):
            self.taken[path.name] += 1
            path.unlink()

    @property
    def is_cut_off(self) -> bool:
        """Whether a person had to settle a mail."""
        return self.unclear_count > 0

    def result(self, *, is_cut_off: bool = False) -> dict[str, Any]:
        """Everything that must be as in an undisturbed run; words about a cut off mail may differ."""
        self.take_away()
        without = OF_A_MAIL_THAT_WAS_CUT_OFF if is_cut_off else frozenset()
        with tenant.enter(_dossier()):
            states = Counter(Delivery.objects.values_list("state", flat=True))
            receipts = Attempt.objects.filter(ending=Ending.RECEIPT).count()
        rest = [path for path in self._folder().rglob("*") if path.is_file()]
        return {
            "rows": dump(without=without),
            "files": files_below(self.place.data / "files"),
            "folder": {"taken": Counter(self.taken), "left": Counter(path.name for path in rest)},
            "mails": {"mail": Counter(self.mail.subjects())},
            "states": {"delivery": Counter(states)},
            "receipts": {"attempt": Counter({"receipt": receipts + self.arrived_count})},
        }

    def count(self) -> str:
        """Say in short what became of the run."""
        return f"unclear {self.unclear_count}, of which arrived {self.arrived_count}"

    def _work(self) -> None:
        for _ in range(ROUNDS_MAX):
            if not work.run_one(LATER, clock=lambda: LATER):
                return
        raise AssertionError("The outbox does not become empty.")

    def _ask_around(self, shipment: Shipment) -> None:
        keys = [delivery.key for delivery in shipment.deliveries.select_related("shipment")]
        arrived = sum(any(key in said for key in keys) for said in self.mail.message_ids())
        assert arrived <= 1, "a mail arrived twice"
        self.unclear_count += 1
        self.arrived_count += arrived
        actions.resolve_unclear(shipment=shipment, arrived=bool(arrived), actor=CLI, now=LATER)

    def _folder(self) -> Path:
        return Path(settings.FOLDER_ROOTS[0])


def _dossier() -> Dossier:
    return Dossier.objects.get(name="Maes Dakwerken")
