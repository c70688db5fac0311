"""What the pages of the bank show of accounts and statements: plain values, so templates run no queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from boekbrug.business.banking.models import BankAccount, Statement
from boekbrug.business.banking.overview import AccountStanding
from boekbrug.formats.coda.continuity import Chain
from boekbrug.web.parts import State

_CHAINS = {
    Chain.FIRST: ("mute", "link", mark("First statement")),
    Chain.CONTINUES: ("ok", "link", mark("Follows on")),
    Chain.GAP: ("bad", "unlink", mark("Gap before this")),
    Chain.NUMBER_JUMP: ("warn", "link", mark("Number skipped")),
    Chain.OVERLAP: ("ask", "layers", mark("Overlaps: held")),
    Chain.REISSUE: ("ask", "copy", mark("Issued again: held")),
    Chain.YEAR_RESET: ("ok", "link", mark("New year")),
    Chain.REPEATED_NUMBER: ("warn", "copy", mark("Number repeated")),
    Chain.OUTSIDE: ("mute", "info", mark("Details only")),
}


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account with where it stands."""

    public_id: str
    title: str
    iban: str
    currency: str
    balance_thousandths: int | None
    last_title: str
    last_on: dt.date | None
    statement_count: int
    chain: State


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement in the list."""

    public_id: str
    title: str
    account: str
    closing_on: dt.date
    opening_thousandths: int
    closing_thousandths: int
    movement_count: int
    done_count: int
    chain: State

    @property
    def is_done(self) -> bool:
        """Whether every line is wholly allocated."""
        return self.done_count >= self.movement_count


def chain_state(statement: Statement) -> State:
    """Return icon, word and tone of how a statement joins the one before it."""
    tone, icon, word = _CHAINS[Chain(statement.chain)]
    return State(tone, icon, _(word))


def account_title(account: BankAccount) -> str:
    """Return how people call an account: its name, or that it is an account."""
    return account.name or _("Bank account")


def account_row(standing: AccountStanding) -> AccountRow:
    """Return an account as the page shows it."""
    account, last = standing.account, standing.last
    return AccountRow(
        public_id=account.public_id,
        title=account_title(account),
        iban=account.iban,
        currency=account.currency,
        balance_thousandths=last.closing_thousandths if last else None,
        last_title=last.title if last else "",
        last_on=last.closing_on if last else None,
        statement_count=standing.statement_count,
        chain=_account_chain(standing),
    )


def _account_chain(standing: AccountStanding) -> State:
    if not standing.statement_count:
        return State("mute", "clock", _("No statements yet"))
    if standing.held_count:
        return State("ask", "lock", _("%(count)s held") % {"count": standing.held_count})
    if standing.gap_count:
        return State("bad", "unlink", _("%(count)s gaps") % {"count": standing.gap_count})
    return State("ok", "link", _("Chain is whole"))


def statement_row(statement: Statement, done_count: int) -> StatementRow:
    """Return a statement as the list shows it."""
    return StatementRow(
        public_id=statement.public_id,
        title=statement.title,
        account=account_title(statement.account),
        closing_on=statement.closing_on,
        opening_thousandths=statement.opening_thousandths,
        closing_thousandths=statement.closing_thousandths,
        movement_count=statement.movement_count,
        done_count=done_count,
        chain=chain_state(statement),
    )
