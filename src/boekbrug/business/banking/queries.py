"""What others ask about accounts, statements and movements of the entered dossier."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from boekbrug.business.banking.models import BankAccount, Movement, Statement, StatementSource
from boekbrug.business.contacts.folding import fold
from boekbrug.formats.coda.continuity import Chain

ROWS_MAX = 100

Key = tuple[dt.date, int]
"""Where a page of statements ends: closing day and row key of its last row."""


@dataclass(frozen=True, slots=True)
class Page:
    """Statements newest first, and the key of the next page or None."""

    rows: list[Statement]
    next_key: Key | None


def accounts() -> list[BankAccount]:
    """Return the accounts, by name and number."""
    return list(BankAccount.objects.order_by("name", "iban", "currency"))


def account_by_public_id(public_id: str) -> BankAccount | None:
    """Return an account, or None where the dossier has none such."""
    return BankAccount.objects.filter(public_id=public_id).first()


def account_of(iban: str, currency: str) -> BankAccount | None:
    """Return the account with this number (capitals, no blanks) in this currency, or None."""
    return BankAccount.objects.filter(iban=iban, currency=currency).first()


def statements(*, account: BankAccount | None = None, key: Key | None = None, limit: int = ROWS_MAX) -> Page:
    """Return a page of statements, newest first, from behind `key` on."""
    rows = Statement.objects.select_related("account")
    if account is not None:
        rows = rows.filter(account=account)
    if key is not None:
        closing_on, pk = key
        rows = rows.filter(closing_on__lte=closing_on).filter(Q(closing_on__lt=closing_on) | Q(pk__lt=pk))
    found = list(rows.order_by("-closing_on", "-pk")[: limit + 1])
    shown = found[:limit]
    next_key = (shown[-1].closing_on, shown[-1].pk) if len(found) > limit else None
    return Page(shown, next_key)


def statement_by_public_id(public_id: str) -> Statement | None:
    """Return a statement with its account, or None where the dossier has none such."""
    return Statement.objects.select_related("account").filter(public_id=public_id).first()


def movements(
    statement: Statement, *, after_ordinal: int = 0, search: str = "", limit: int = ROWS_MAX
) -> list[Movement]:
    """Return movements of a statement in its order, from behind an ordinal on; `search` is folded text."""
    rows = Movement.objects.filter(statement=statement, ordinal__gt=after_ordinal)
    if search:
        rows = rows.filter(search_text__contains=search)
    return list(rows.select_related("account").order_by("ordinal")[:limit])


def movement_by_ordinal(statement: Statement, ordinal: int) -> Movement | None:
    """Return one movement of a statement, or None."""
    return Movement.objects.filter(statement=statement, ordinal=ordinal).first()


def sources(statement: Statement) -> list[StatementSource]:
    """Return through which files and doors a statement came, first one first."""
    return list(statement.sources.select_related("file").order_by("pk"))


def before(statement: Statement) -> Statement | None:
    """Return the last statement that counts before this one (or at the same place) on its account."""
    earlier = Q(sequence__lt=statement.sequence) | Q(
        sequence=statement.sequence, paper_number__lte=statement.paper_number
    )
    rows = _that_count(statement).filter(closing_on__lte=statement.closing_on)
    rows = rows.filter(Q(closing_on__lt=statement.closing_on) | earlier)
    return rows.order_by("-closing_on", "-sequence", "-paper_number", "-pk").first()


def after(statement: Statement) -> Statement | None:
    """Return the first statement that counts after this one on its account."""
    later = Q(sequence__gt=statement.sequence) | Q(
        sequence=statement.sequence, paper_number__gt=statement.paper_number
    )
    rows = _that_count(statement).filter(closing_on__gte=statement.closing_on)
    rows = rows.filter(Q(closing_on__gt=statement.closing_on) | later)
    return rows.order_by("closing_on", "sequence", "paper_number", "pk").first()


def latest_statement() -> Statement | None:
    """Return the newest statement of the dossier, of any account."""
    return Statement.objects.order_by("-closing_on", "-pk").first()


def search_movements(text: str, *, limit: int = ROWS_MAX) -> list[Movement]:
    """Return the newest movements that hold every word of a text."""
    rows = Movement.objects.select_related("statement")
    for word in fold(text).split():
        rows = rows.filter(search_text__contains=word)
    return list(rows.order_by("-entry_on", "-pk")[:limit])


def namesakes(statement: Statement) -> list[Statement]:
    """Return the statements that count on its account with its year and numbers, at most a few."""
    rows = _that_count(statement).filter(
        year=statement.year, sequence=statement.sequence, paper_number=statement.paper_number
    )
    return list(rows.order_by("pk")[:ROWS_MAX])


def _that_count(statement: Statement) -> QuerySet[Statement]:
    """The chain is made of statements that are neither held nor outside it."""
    rows = Statement.objects.filter(account_id=statement.account_id, is_held=False)
    return rows.exclude(chain=Chain.OUTSIDE).exclude(pk=statement.pk)
