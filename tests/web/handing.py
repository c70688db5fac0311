"""Bank files and open invoices for the tests of pages; outside the dossier, as a browser is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from boekbrug.business.banking.models import Statement
from boekbrug.business.documents import actions as documents
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox.models import Intake
from tests.business.banking.sheets import IBAN
from tests.business.documents.making import customer, draft, give_account, line
from tests.business.inbox.hand import Hand
from tests.cast import Cast


class Atelier:
    """An works in her dossier before the test opens a page."""

    def __init__(self, cast: Cast, now: dt.datetime) -> None:
        self.cast, self.now, self.hand = cast, now, Hand(cast, cast.an, now)

    def add_account(self, iban: str = IBAN) -> None:
        """Add an account."""
        with tenant.enter(self.cast.atelier):
            self.hand.add_account(iban)

    def give(self, content: bytes, name: str = "bank.cod") -> Intake:
        """Take a file in."""
        with tenant.enter(self.cast.atelier):
            return self.hand.give(content, name)

    def newest_statement(self) -> Statement:
        """Return the statement that came in last."""
        with tenant.enter(self.cast.atelier):
            return Statement.objects.order_by("-pk")[0]

    def issue(self, *prices: str) -> list[Document]:
        """Issue an invoice per price (without VAT, 21 % comes on top) to one customer."""
        give_account(self.cast.atelier)
        by: dict[str, Any] = {"actor": self.cast.actor(self.cast.an), "now": self.now}
        with tenant.enter(self.cast.atelier):
            contact = customer(self.now)
            drafts = [documents.save_draft(draft=draft(contact, line(price)), **by) for price in prices]
            return [documents.issue(document=one, **by) for one in drafts]
