"""Mandates as the enterprise sees them: offer one to a firm, read, accept, change and end it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boekbrug.business.dossiers import actions, queries
from boekbrug.business.dossiers.models import Firm, Mandate
from boekbrug.business.dossiers.rights import Area, Right
from boekbrug.business.timeline.queries import events_about
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.pages.mandate_terms import CODE_LENGTH_MAX, OfferForm, TermsForm, drawn, shown, terms_of
from boekbrug.web.parts import happenings


@dossier(Right.GIVE_ROLES, "GET")
def new(request: DossierRequest) -> HttpResponse:
    """Show the form that offers a mandate to a firm, with everything open from today on."""
    today = timezone.localdate(request.now)
    given = {"from_on": today, "scope": list(Area), "code": request.GET.get("code", "")[:CODE_LENGTH_MAX]}
    return _offering(request, OfferForm(initial=given, today=today))


@dossier(Right.GIVE_ROLES, "POST", is_guarded=True)
def offer(request: DossierRequest) -> HttpResponse:
    """Offer a mandate to the firm whose code was typed; it still has to accept."""
    form = OfferForm(request.POST, today=timezone.localdate(request.now))
    if form.is_valid():
        firm = queries.firm_with_code(form.cleaned_data["code"].strip().lower())
        if firm is None:
            form.add_error("code", _("No firm has this code. Ask your accountant for it once more."))
        elif _offered(request, form, firm):
            messages.success(request, _("The offer is made. It works once the firm accepts it."))
            return redirect("people", request.access.dossier.public_id)
    return _offering(request, form)


@dossier(Right.GIVE_ROLES, "GET")
def terms(request: DossierRequest, *, mandate: str) -> HttpResponse:
    """Show one mandate: its terms, who accepted, what happened, and the form to change it."""
    found = _mandate(request, mandate)
    return _shown(request, found, TermsForm(initial=terms_of(found), today=timezone.localdate(request.now)))


@dossier(Right.GIVE_ROLES, "POST", is_guarded=True)
def change(request: DossierRequest, *, mandate: str) -> HttpResponse:
    """Change the terms: at once where they are narrower, else once the firm accepts."""
    found = _mandate(request, mandate)
    form = TermsForm(request.POST, today=timezone.localdate(request.now))
    if not form.is_valid() or not changed(request, found, form, by_dossier=True):
        return _shown(request, found, form)
    return redirect("mandate-terms", request.access.dossier.public_id, found.public_id)


def changed(request: Any, mandate: Mandate, form: TermsForm, *, by_dossier: bool) -> bool:
    """Keep what the form says for one side, and say what that does; else the form has its problem."""
    try:
        actions.change_mandate(
            mandate=mandate,
            scope=[Area(one) for one in form.cleaned_data["scope"]],
            takes_bank=form.cleaned_data["takes_bank"],
            until_on=form.cleaned_data["until_on"],
            by_dossier=by_dossier,
            actor=request.actor,
            now=request.now,
        )
    except actions.MandateEnded:
        form.add_error(None, _("This mandate has ended. Offer a new one."))
    except actions.MandateEndsFirst:
        form.add_error("until_on", _("The last day lies before the first. Give a later one, or none."))
    else:
        messages.success(request, _became(mandate))
    return form.is_valid()


def _became(mandate: Mandate) -> str:
    """What a change did, for who made it."""
    if mandate.proposed:
        return _("Proposed. What was agreed holds until the other side accepts the new terms.")
    if mandate.is_whole:
        return _("Kept. It holds from now on.")
    return _("Kept. The other side must accept these terms; until then nothing is open to the firm.")


def _offered(request: DossierRequest, form: OfferForm, firm: Firm) -> bool:
    """Offer what the form says; else the form has its problem."""
    typed = form.cleaned_data
    try:
        actions.offer_mandate(
            dossier=request.access.dossier,
            firm=firm,
            from_on=typed["from_on"],
            until_on=typed["until_on"],
            scope=[Area(one) for one in typed["scope"]],
            takes_bank=typed["takes_bank"],
            by_dossier=True,
            actor=request.actor,
            now=request.now,
        )
    except actions.MandateExists:
        form.add_error("code", _("This firm has an open mandate here already. Change that one."))
    except actions.MandateEndsFirst:
        form.add_error("until_on", _("The last day lies before the first. Give a later one, or none."))
    return form.is_valid()


def _mandate(request: DossierRequest, public_id: str) -> Mandate:
    found = next(
        (one for one in queries.mandates(request.access.dossier) if one.public_id == public_id), None
    )
    if found is None:
        raise Http404
    return found


def _offering(request: DossierRequest, form: OfferForm) -> HttpResponse:
    context = drawn(form) | {"dossier": request.access.dossier, "code": form["code"].value() or ""}
    return render(request, "mandate_offer.html", context, status=422 if form.errors else 200)


def _shown(request: DossierRequest, mandate: Mandate, form: TermsForm) -> HttpResponse:
    kept = _mandate(request, mandate.public_id)
    place = [request.access.dossier.public_id, kept.public_id]
    return shown(
        request,
        kept,
        form,
        by_dossier=True,
        answer_address=reverse("mandate", args=place),
        change_address=reverse("mandate-change", args=place),
        back_address=reverse("people", args=place[:1]),
        back_label=_("People and mandates"),
        happenings=happenings(events_about("mandate", kept.public_id)),
    )
