"""People and mandates of a dossier: who works here, which firm, and how that ends."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boekbrug.business.dossiers import actions, queries, rights
from boekbrug.business.dossiers.models import DossierRole, Mandate
from boekbrug.business.dossiers.rights import FirmRight, Right
from boekbrug.business.invitations import queries as invitations
from boekbrug.business.people.models import Person
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.pages.grants import grant_rows, granted
from boekbrug.web.pages.invitations import invitation_rows
from boekbrug.web.pages.mandate_terms import accepted, area_words, proposal_words, standing
from boekbrug.web.pages.settings import tabs


def role_words() -> dict[str, str]:
    """Return the roles in a dossier, in the reader's language."""
    return {DossierRole.OWNER: _("Owner"), DossierRole.EMPLOYEE: _("Employee")}


@dossier(Right.SEE_PEOPLE, "GET")
def page(request: DossierRequest) -> HttpResponse:
    """Show who works here and which firms have a mandate."""
    words = role_words()
    today = timezone.localdate(request.now)
    context = {
        "members": [
            (one.person, one.role, words[one.role]) for one in queries.members(request.access.dossier)
        ],
        "mandates": [
            (
                one,
                standing(one, today),
                area_words(one),
                proposal_words(one),
                _terms_address(request, one),
                one.waits_for(dossier=True) and request.access.may(Right.GIVE_ROLES),
            )
            for one in queries.mandates(request.access.dossier)
        ],
        "roles": list(words.items()),
        "invitations": invitation_rows(
            invitations.open_invitations(dossier=request.access.dossier), words, now=request.now
        ),
        "chips": tabs(request.access, "people"),
        "granted": grant_rows(queries.members(request.access.dossier)),
        "may_give_roles": request.access.may(Right.GIVE_ROLES),
        "dossier": request.access.dossier,
    }
    return render(request, "people.html", context)


@dossier(Right.GIVE_ROLES, "POST", is_guarded=True)
def role(request: DossierRequest) -> HttpResponse:
    """Change the role of somebody who works here, or take it away; others are invited."""
    email, wanted = request.POST.get("email", "").strip().lower(), request.POST.get("role", "")
    members = [one.person for one in queries.members(request.access.dossier)]
    person = next((one for one in members if one.email == email), None)
    if person is None:
        messages.error(request, _("Nobody with this address works here. Invite them."))
    elif wanted in {*DossierRole.values, ""}:
        _give(request, person, DossierRole(wanted) if wanted else None)
    return redirect("people", request.access.dossier.public_id)


@dossier(Right.GIVE_ROLES, "POST", is_guarded=True)
def grants(request: DossierRequest) -> HttpResponse:
    """Give an employee rights beyond the role, or take them back."""
    email = request.POST.get("email", "")
    found = next((one for one in queries.members(request.access.dossier) if one.person.email == email), None)
    if found is None:
        messages.error(request, _("Nobody with this address works here. Invite them."))
    else:
        actions.grant(member=found, rights=granted(request, found), actor=request.actor, now=request.now)
        messages.success(request, _("Kept."))
    return redirect("people", request.access.dossier.public_id)


@dossier(Right.MANAGE_PEOPLE, "POST", is_guarded=True)
def mandate(request: DossierRequest, *, mandate: str) -> HttpResponse:
    """Accept a mandate for the dossier, or end it with effect at once; a firm ends its own alone."""
    found = next((one for one in queries.mandates(request.access.dossier) if one.public_id == mandate), None)
    if found is None:
        raise Http404
    if request.POST.get("answer") in {"accept", "leave"}:
        if not request.access.may(Right.GIVE_ROLES):  # a firm may not accept for the enterprise
            raise PermissionDenied
        (_accept if request.POST["answer"] == "accept" else _leave)(request, found)
    elif request.POST.get("answer") == "end":
        if not _may_end(request, found):
            raise PermissionDenied
        actions.end_mandate(mandate=found, actor=request.actor, now=request.now)
        messages.success(request, _("The mandate has ended; the firm has no access any more."))
    return redirect("home" if not request.access.is_member else "people", *_place(request))


def _accept(request: DossierRequest, mandate: Mandate) -> None:
    """Accept for the enterprise the terms that were on the page."""
    try:
        actions.accept_mandate(
            mandate=mandate,
            by_dossier=True,
            actor=request.actor,
            now=request.now,
            terms=request.POST.get("terms"),
        )
    except actions.MandateChanged:
        messages.error(request, _("The terms changed since you saw them. Read them again before you accept."))
    else:
        messages.success(request, accepted(mandate))


def _leave(request: DossierRequest, mandate: Mandate) -> None:
    """Refuse terms that the firm proposed, or take back those of the enterprise."""
    actions.leave_proposal(mandate=mandate, actor=request.actor, now=request.now)
    messages.success(request, _("Left as it is."))


def _place(request: DossierRequest) -> list[str]:
    return [request.access.dossier.public_id] if request.access.is_member else []


def _may_end(request: DossierRequest, mandate: Mandate) -> bool:
    """Whether a mandate is the enterprise's to end, or the firm's that the person manages."""
    if request.access.may(Right.GIVE_ROLES):
        return True
    today, firm = timezone.localdate(request.now), mandate.firm.public_id
    try:
        _firm, given = rights.in_firm(person=request.person, public_id=firm, on=today)
    except rights.NoSuchDossier:
        return False
    return request.access.may(Right.MANAGE_PEOPLE) and FirmRight.MANAGE_FIRM in given


def _terms_address(request: DossierRequest, mandate: Mandate) -> str:
    """Where this person reads and answers a mandate: on the side of the enterprise, or of their firm."""
    if request.access.may(Right.GIVE_ROLES):
        return reverse("mandate-terms", args=[request.access.dossier.public_id, mandate.public_id])
    if _may_end(request, mandate):
        return reverse("firm-mandate", args=[mandate.firm.public_id, mandate.public_id])
    return ""


def _give(request: DossierRequest, person: Person, wanted: DossierRole | None) -> None:
    try:
        actions.set_role(
            dossier=request.access.dossier,
            person=person,
            role=wanted,
            actor=request.actor,
            now=request.now,
        )
    except actions.LastOwner:
        messages.error(request, _("This is the last owner. Give somebody else that role first."))
