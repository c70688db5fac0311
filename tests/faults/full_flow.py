"""The flow on a full disk: issue an invoice, hand two files in, and let the worker look."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from boekbrug.business.documents.models import Document, State
from boekbrug.business.dossiers import tenant
from boekbrug.business.files.free_space import NoRoom, is_why
from boekbrug.business.files.queries import damaged_files
from boekbrug.business.inbox import actions as inbox
from boekbrug.business.inbox import queries
from boekbrug.business.inbox.models import Intake
from boekbrug.business.people.models import Person
from boekbrug.business.verification import verify_everything
from tests.faults.dump import dump
from tests.faults.import_flow import CLI, LATER, NOW, ImportFlow, files_below, issue, sale, the_dossier

OWNER = "dirk@example.be"
PAGES = ("today", "invoices", "bank", "import", "deliveries", "timeline")


class FullFlow(ImportFlow):
    """Doors that refuse are counted, and what they refused is done again once there is room."""

    name = "full"
    refused = waiting = 0

    def prepare(self) -> None:
        """Make what the import flow needs, and a draft."""
        super().prepare()
        with tenant.enter(the_dossier()):
            sale("300")
        self.browser = Client(raise_request_exception=False)
        self.browser.force_login(Person.objects.get(email=OWNER))  # signed in while there was room

    def run(self) -> None:
        """Do what is not done yet, as people and the worker do; a refusal must be about the disk.

        Who is refused stops there, and who sees that a file waits hands in no next one: order matters.
        """
        self._let_the_worker()
        with tenant.enter(the_dossier()):
            drafts = Document.objects.filter(state=State.DRAFT)
            goes_on = all(self._try(partial(issue, draft)) for draft in drafts)
            there = set(Intake.objects.values_list("name", flat=True))
            for path in sorted(self.incoming.iterdir()):
                if goes_on and path.name not in there:
                    goes_on = self._try(partial(self._hand_in, path))
        self._let_the_worker()

    def finish(self) -> None:
        """There is room: the worker goes on, people do again what was refused, in the order of the flow."""
        self.run()
        assert verify_everything() == []

    def result(self, *, is_cut_off: bool = False) -> dict[str, Any]:
        """Everything that must be as in an undisturbed run, in which nobody looked at pages."""
        return {"rows": dump(without=frozenset({"Visit"})), "files": files_below(self.blobs)}

    def unreadable(self) -> list[str]:
        """Read pages as a browser does, what a page of files shows, and every kept file."""
        addresses = [reverse(name, args=[the_dossier().public_id]) for name in PAGES]
        answers = {one: self.browser.get(one).status_code for one in addresses}
        closed = [f"{one} answers {status}" for one, status in answers.items() if status != 200]
        with tenant.enter(the_dossier()):
            rows = queries.intakes().rows
            wrong = [f"{row.name} is {row.state}" for row in rows if row.is_finished and row.error]
            return closed + wrong + [f"the file {one.sha256} is not whole" for one in damaged_files()]

    def _hand_in(self, path: Path) -> bool:
        intake = inbox.receive(content=path.read_bytes(), name=path.name, actor=CLI, now=NOW)
        done = inbox.process(intake=intake, actor=CLI, now=NOW)
        self.waiting += not done.is_finished
        return done.is_finished

    def _try(self, work: Callable[[], object]) -> bool:
        try:
            return bool(work())
        except Exception as refused:
            if not is_why(refused):
                raise
            self.refused += 1
        return False

    def _let_the_worker(self) -> None:
        try:
            inbox.finish_due(now=LATER)
        except NoRoom:
            self.refused += 1
