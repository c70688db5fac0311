"""Accounts, their statements, and the movements with what they pay and why not."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import Field

from boekbrug.api import paging
from boekbrug.api.access import ApiRequest
from boekbrug.api.fields import Cursor, Given, Line, Rows, Shown, amount
from boekbrug.api.movements_shown import MovementShown, movement_shown
from boekbrug.api.operations import Subject
from boekbrug.api.problems import NOT_FOUND, Refused, wrong
from boekbrug.business.banking import actions, queries
from boekbrug.business.banking.models import BankAccount, Statement
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.reconciliation import queries as matches
from boekbrug.wording import Wording

subject = Subject("Bank")
NO_SUCH_ACCOUNT = Wording(
    "api-no-such-account", "There is no account {found} in this dossier. Take one of the list of accounts."
)
MOVEMENTS_MAX = 500
_ORDINAL_MAX = 10**9


class AccountShown(Shown):
    """An account of the dossier."""

    id: str
    iban: str
    currency: str
    name: str


class AccountList(Shown):
    """The accounts of the dossier, by name."""

    accounts: list[AccountShown]


class AccountGiven(Given):
    """An account to add."""

    iban: Line
    currency: str = Field("EUR", max_length=20)
    name: Line = ""


class StatementListed(Shown):
    """A statement; `chain` says how it joins the one before it, `is_held` that a person decides first."""

    id: str
    account: AccountShown
    title: str
    year: int
    sequence: int
    paper_number: int
    opening_balance: str
    closing_balance: str
    opening_on: dt.date | None
    closing_on: dt.date
    chain: str
    is_held: bool
    movement_count: int
    matched_count: int
    imported_at: dt.datetime


class StatementPage(Shown):
    """Statements, newest first."""

    statements: list[StatementListed]
    next: str | None


class StatementShown(StatementListed):
    """A statement with a page of its movements, in its own order."""

    movements: list[MovementShown]
    next: str | None


@subject.operation("GET", "/accounts", Right.SEE_BANK, gives=AccountList)
def list_accounts(request: ApiRequest) -> AccountList:
    """The accounts of the dossier."""
    return AccountList(accounts=[_account(row) for row in queries.accounts()])


@subject.operation("POST", "/accounts", Right.IMPORT_BANK, gives=AccountShown, status=201)
def add_account(request: ApiRequest, given: AccountGiven) -> AccountShown:
    """Add an account, so that its statements are imported."""
    made = actions.add_account(
        iban=given.iban, currency=given.currency, name=given.name, actor=request.actor, now=request.now
    )
    return _account(made)


@subject.operation("GET", "/statements", Right.SEE_BANK, gives=StatementPage)
def list_statements(
    request: ApiRequest,
    account: Annotated[str, Field(max_length=13)] = "",
    after: Cursor = "",
    limit: Rows = 50,
) -> StatementPage:
    """The statements, newest first; of one account where its id is given."""
    of_account = queries.account_by_public_id(account) if account else None
    if account and of_account is None:
        raise wrong(NO_SUCH_ACCOUNT.say(found=account), "account")
    page = queries.statements(account=of_account, key=paging.day(after), limit=limit)
    matched = matches.done_counts(page.rows)
    rows = [StatementListed(**_facts(row, matched)) for row in page.rows]
    return StatementPage(statements=rows, next=paging.of_day(page.next_key))


@subject.operation("GET", "/statements/{statement}", Right.SEE_BANK, gives=StatementShown)
def show_statement(
    request: ApiRequest,
    statement: str,
    *,
    after: Cursor = "",
    limit: Annotated[int, Field(ge=1, le=MOVEMENTS_MAX)] = MOVEMENTS_MAX,
) -> StatementShown:
    """A statement with its movements: what each pays, what is proposed and why, or why not."""
    row = found_statement(statement)
    start = paging.ordinal(after, _ORDINAL_MAX) or 0
    movements = queries.movements(row, after_ordinal=start, limit=limit + 1)
    shown = movements[:limit]
    return StatementShown(
        **_facts(row, matches.done_counts([row])),
        movements=[movement_shown(line, row) for line in matches.lines(shown)],
        next=str(shown[-1].ordinal) if len(movements) > limit else None,
    )


def found_statement(public_id: str) -> Statement:
    """Return a statement of the entered dossier; raises Refused with 404."""
    found = queries.statement_by_public_id(public_id)
    if found is None:
        raise Refused(404, NOT_FOUND.say())
    return found


def _account(row: BankAccount) -> AccountShown:
    return AccountShown(id=row.public_id, iban=row.iban, currency=row.currency, name=row.name)


def _facts(row: Statement, matched: dict[int, int]) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "account": _account(row.account),
        "title": row.title,
        "year": row.year,
        "sequence": row.sequence,
        "paper_number": row.paper_number,
        "opening_balance": amount(row.opening_thousandths),
        "closing_balance": amount(row.closing_thousandths),
        "opening_on": row.opening_on,
        "closing_on": row.closing_on,
        "chain": str(row.chain),
        "is_held": row.is_held,
        "movement_count": row.movement_count,
        "matched_count": matched.get(row.pk, 0),
        "imported_at": row.imported_at,
    }
