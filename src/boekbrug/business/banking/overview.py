"""The accounts of the entered dossier with their last statement, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery

from boekbrug.business.banking.models import BankAccount, Statement
from boekbrug.formats.coda.continuity import Chain


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """An account, the last statement that counts on it (None without any), and what its chain lacks."""

    account: BankAccount
    last: Statement | None
    statement_count: int
    gap_count: int
    held_count: int


def account_standings() -> list[AccountStanding]:
    """Return every account, by name and number, with where it stands."""
    counting = Statement.objects.filter(account=OuterRef("pk"), is_held=False).exclude(chain=Chain.OUTSIDE)
    newest = counting.order_by("-closing_on", "-sequence", "-paper_number", "-pk").values("pk")[:1]
    accounts = list(
        BankAccount.objects.annotate(last_pk=Subquery(newest)).order_by("name", "iban", "currency")
    )
    last = Statement.objects.in_bulk([one.last_pk for one in accounts if one.last_pk])
    counts = {
        row["account"]: row
        for row in Statement.objects.values("account").annotate(
            number=Count("pk"),
            gaps=Count("pk", filter=Q(chain=Chain.GAP)),
            held=Count("pk", filter=Q(is_held=True)),
        )
    }
    nothing = {"number": 0, "gaps": 0, "held": 0}
    return [
        AccountStanding(one, last.get(one.last_pk), found["number"], found["gaps"], found["held"])
        for one in accounts
        for found in [counts.get(one.pk, nothing)]
    ]
