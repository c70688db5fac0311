"""The dossiers of a firm: which are private, who is named for which, many at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boekbrug.business.dossiers import actions_firm, queries, queries_firm
from boekbrug.business.dossiers.models import FirmMember, Mandate
from boekbrug.business.dossiers.rights import FirmRight
from boekbrug.web import sessions
from boekbrug.web.access import FirmRequest, firm
from boekbrug.web.pages.firm_people import firm_role_words
from boekbrug.web.pages.firm_tabs import firm_tabs
from boekbrug.web.parts import State

DOSSIERS_SHOWN = 100
SEARCH_LENGTH_MAX = 80


@firm(FirmRight.MANAGE_FIRM, "GET")
def page(request: FirmRequest) -> HttpResponse:
    """Show the dossiers by name with who is named for them, and what can be done with those chosen."""
    search, after = _asked(request)
    limit = DOSSIERS_SHOWN + 1
    found = queries_firm.dossiers_of_firm(request.firm, search=search, after=after, limit=limit)
    shown, words = found[:DOSSIERS_SHOWN], firm_role_words()
    next_page = {"q": search, "after": shown[-1].mandate.public_id} if len(found) == limit else {}
    context = {
        "firm": request.firm,
        "chips": firm_tabs(request, "firm-dossiers"),
        "rows": [(one.mandate, _standing(one.mandate), one.named) for one in shown],
        "people": [(one.person.email, one.person.name, words[one.role]) for one in _members(request)],
        "search": search,
        "older": f"?{urlencode(next_page)}" if next_page else "",
        "newer": f"?{urlencode({'q': search})}" if after else "",
        "here": _query(search, after),
    }
    return render(request, "firm_dossiers.html", context)


@firm(FirmRight.MANAGE_FIRM, "POST", is_guarded=True)
def act(request: FirmRequest) -> HttpResponse:
    """Keep the chosen dossiers private or open them, or name somebody for them or no more."""
    chosen = queries_firm.open_mandates(request.firm, request.POST.getlist("dossier"))
    email = request.POST.get("person", "")
    member = next((one for one in _members(request) if one.person.email == email), None)
    doing = _doings(request, chosen, member).get(request.POST.get("act", ""))
    if not chosen:
        messages.error(request, _("No dossier is chosen. Tick those you mean."))
    elif doing is None:
        messages.error(request, _("Nobody is chosen. Choose who is named."))
    else:
        doing()
        if member and member.person == request.person:
            sessions.stay(request, member.person)
        count = len(chosen)
        done = ngettext("Kept for %(count)d dossier.", "Kept for %(count)d dossiers.", count)
        messages.success(request, done % {"count": count})
    return redirect(reverse("firm-dossiers", args=[request.firm.public_id]) + _query(*_asked(request)))


def _asked(request: FirmRequest) -> tuple[str, str]:
    """What is searched for, and after which mandate the page begins."""
    return request.GET.get("q", "").strip()[:SEARCH_LENGTH_MAX], request.GET.get("after", "")


def _query(search: str, after: str) -> str:
    """The query of the page that is shown, so that what is done on it leads back there."""
    asked = {name: value for name, value in (("q", search), ("after", after)) if value}
    return f"?{urlencode(asked)}" if asked else ""


def _doings(
    request: FirmRequest, chosen: list[Mandate], member: FirmMember | None
) -> dict[str, Callable[[], None]]:
    """What the form may ask, by name; naming needs somebody."""
    by: dict[str, Any] = {"actor": request.actor, "now": request.now}
    doings: dict[str, Callable[[], None]] = {
        "private": lambda: actions_firm.keep_private(mandates=chosen, is_private=True, **by),
        "open": lambda: actions_firm.keep_private(mandates=chosen, is_private=False, **by),
    }
    if member:
        named: dict[str, Any] = {"member": member, "dossiers": [one.dossier for one in chosen], **by}
        doings |= {
            "name": lambda: actions_firm.name(**named),
            "no-more": lambda: actions_firm.name_no_more(**named),
        }
    return doings


def _members(request: FirmRequest) -> list[FirmMember]:
    return queries.firm_members(request.firm)


def _standing(mandate: Mandate) -> State:
    if mandate.is_private:
        return State("warn", "lock", _("Private"))
    return State("mute", "people", _("Whole firm"))
