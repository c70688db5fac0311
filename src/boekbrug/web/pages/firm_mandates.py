"""Mandates as a firm sees them: offers to accept, those that run, those that ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boekbrug.business.dossiers import actions, queries
from boekbrug.business.dossiers.models import Mandate
from boekbrug.business.dossiers.rights import FirmRight
from boekbrug.web.access import FirmRequest, firm
from boekbrug.web.pages.firm_tabs import firm_tabs
from boekbrug.web.pages.mandate_terms import (
    TermsForm,
    accepted,
    area_words,
    proposal_words,
    shown,
    standing,
    terms_of,
)
from boekbrug.web.pages.mandates import changed
from boekbrug.web.parts import State


@dataclass(frozen=True, slots=True)
class Row:
    """A mandate in a list of the firm."""

    mandate: Mandate
    state: State
    opened: str
    proposal: str
    href: str


@firm(FirmRight.MANAGE_FIRM, "GET")
def page(request: FirmRequest) -> HttpResponse:
    """Show the mandates of the firm by where they stand, and the code that clients type."""
    today = timezone.localdate(request.now)
    known = queries.mandates_of_firm(request.firm)
    ended = [one for one in known if one.ended_at or (one.until_on and one.until_on < today)]
    alive = [one for one in known if one not in ended]
    offers = [one for one in alive if one.waits_for(dossier=False)]
    waiting = [one for one in alive if one.waits_for(dossier=True)]
    running = [one for one in alive if one not in offers and one not in waiting]
    sections = [
        ("offers", _("Offers to accept"), _rows(request, offers, today)),
        ("waiting", _("The enterprise must accept"), _rows(request, waiting, today)),
        ("running", _("Running"), _rows(request, running, today)),
        ("ended", _("Ended"), _rows(request, ended, today)),
    ]
    context = {
        "firm": request.firm,
        "chips": firm_tabs(request, "firm-mandates"),
        "sections": [one for one in sections if one[2]],
    }
    return render(request, "firm_mandates.html", context)


@firm(FirmRight.MANAGE_FIRM, "GET")
def terms(request: FirmRequest, *, mandate: str) -> HttpResponse:
    """Show one mandate of the firm, and the form to propose other terms."""
    found = _mandate(request, mandate)
    return _shown(request, found, TermsForm(initial=terms_of(found), today=timezone.localdate(request.now)))


@firm(FirmRight.MANAGE_FIRM, "POST", is_guarded=True)
def answer(request: FirmRequest, *, mandate: str) -> HttpResponse:
    """Accept a mandate for the firm, or end it with effect at once."""
    found = _mandate(request, mandate)
    if request.POST.get("answer") == "accept":
        _accept(request, found)
    elif request.POST.get("answer") == "leave":
        actions.leave_proposal(mandate=found, actor=request.actor, now=request.now)
        messages.success(request, _("Left as it is."))
    elif request.POST.get("answer") == "end":
        actions.end_mandate(mandate=found, actor=request.actor, now=request.now)
        messages.success(request, _("The mandate has ended; the firm has no access any more."))
    return redirect("firm-mandates", request.firm.public_id)


@firm(FirmRight.MANAGE_FIRM, "POST", is_guarded=True)
def change(request: FirmRequest, *, mandate: str) -> HttpResponse:
    """Propose other terms to the enterprise, which must accept them."""
    found = _mandate(request, mandate)
    form = TermsForm(request.POST, today=timezone.localdate(request.now))
    if not form.is_valid() or not changed(request, found, form, by_dossier=False):
        return _shown(request, found, form)
    return redirect("firm-mandates", request.firm.public_id)


def _accept(request: FirmRequest, mandate: Mandate) -> None:
    """Accept for the firm the terms that were on the page."""
    try:
        actions.accept_mandate(
            mandate=mandate,
            by_dossier=False,
            actor=request.actor,
            now=request.now,
            terms=request.POST.get("terms", ""),
        )
    except actions.MandateChanged:
        messages.error(request, _("The terms changed since you saw them. Read them again before you accept."))
    else:
        messages.success(request, accepted(mandate))


def _mandate(request: FirmRequest, public_id: str) -> Mandate:
    known = queries.mandates_of_firm(request.firm)
    found = next((one for one in known if one.public_id == public_id), None)
    if found is None:
        raise Http404
    return found


def _rows(request: FirmRequest, mandates: Iterable[Mandate], today: dt.date) -> list[Row]:
    return [
        Row(
            mandate=one,
            state=standing(one, today),
            opened=area_words(one),
            proposal=proposal_words(one),
            href=reverse("firm-mandate", args=[request.firm.public_id, one.public_id]),
        )
        for one in mandates
    ]


def _shown(request: FirmRequest, mandate: Mandate, form: TermsForm) -> HttpResponse:
    kept = _mandate(request, mandate.public_id)
    place = [request.firm.public_id, kept.public_id]
    return shown(
        request,
        kept,
        form,
        by_dossier=False,
        answer_address=reverse("firm-mandate-answer", args=place),
        change_address=reverse("firm-mandate-change", args=place),
        back_address=reverse("firm-mandates", args=place[:1]),
        back_label=_("Mandates"),
    )
