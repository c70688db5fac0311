"""Bank: the accounts with their balances, and the statements newest first."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from boekbrug.business.banking import overview, queries
from boekbrug.business.banking.models import BankAccount
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.reconciliation import actions as reconciliation
from boekbrug.business.reconciliation.queries import done_counts
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.pages import bank_rows as rows
from boekbrug.web.parts import Chip

PAGE_ROWS = 50
_ROW_KEY = re.compile(r"\d{1,18}", re.ASCII)


@dossier(Right.SEE_BANK)
def page(request: DossierRequest) -> HttpResponse:
    """Show accounts and statements, of one account where asked."""
    standings = overview.account_standings()
    account = _chosen(request, [one.account for one in standings])
    found = queries.statements(account=account, key=_key(request.GET.get("older", "")), limit=PAGE_ROWS)
    done = done_counts(found.rows)
    kept = {"account": account.public_id} if account else {}
    older = f"{found.next_key[0].isoformat()}~{found.next_key[1]}" if found.next_key else ""
    context = {
        "accounts": [rows.account_row(one) for one in standings],
        "statements": [rows.statement_row(one, done.get(one.pk, 0)) for one in found.rows],
        "chips": _chips(standings, account) if len(standings) > 1 else [],
        "has_many_accounts": len(standings) > 1,
        "older": "?" + urlencode(kept | {"older": older}) if older else "",
        "newer": "?" + urlencode(kept) if request.GET.get("older") else "",
        "may_match": request.access.may(Right.MATCH),
        "may_import": request.access.may(Right.IMPORT_BANK),
        "may_hand_in": request.access.may(Right.HAND_IN),
    }
    return render(request, "bank.html", context)


@dossier(Right.MATCH, "POST")
def match(request: DossierRequest) -> HttpResponse:
    """Look again at every line that waits, and say what came of it."""
    matched = reconciliation.match_open(actor=request.actor, now=request.now)
    text = _("%(looked_at)s lines were looked at again: %(allocated)s allocated, %(waiting)s wait.")
    counts = {"looked_at": matched.looked_at, "allocated": matched.allocated, "waiting": matched.waiting}
    messages.info(request, text % counts)
    return redirect("bank", dossier=request.access.dossier.public_id)


def _chosen(request: DossierRequest, accounts: list[BankAccount]) -> BankAccount | None:
    wanted = request.GET.get("account", "")
    if not wanted:
        return None
    found = next((one for one in accounts if one.public_id == wanted), None)
    if found is None:
        raise Http404
    return found


def _chips(standings: list[overview.AccountStanding], current: BankAccount | None) -> list[Chip]:
    everything = sum(one.statement_count for one in standings)
    each = [
        Chip(
            label=f"{rows.account_title(one.account)} {one.account.currency}",
            href=f"?account={one.account.public_id}",
            count=one.statement_count,
            is_current=one.account == current,
        )
        for one in standings
    ]
    return [Chip(_("All accounts"), "?", everything, is_current=current is None), *each]


def _key(text: str) -> queries.Key | None:
    """Return where a page of statements ended, as its address says; nonsense begins at the top."""
    day, _sign, number = text.partition("~")
    try:
        on = dt.date.fromisoformat(day)
    except ValueError:
        return None
    return (on, int(number)) if _ROW_KEY.fullmatch(number) else None
