"""Auditors of a firm: they come until a day, see the dossiers chosen for them, and change nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boekbrug.business.dossiers import actions_firm, queries_firm
from boekbrug.business.dossiers.document_days import Days
from boekbrug.business.dossiers.models import FirmMember, FirmRole
from boekbrug.business.dossiers.rights import FirmRight
from boekbrug.business.invitations import actions as invitations
from boekbrug.business.invitations import queries as invited
from boekbrug.web.access import FirmRequest, firm
from boekbrug.web.pages.firm_people import firm_role_words
from boekbrug.web.pages.firm_tabs import firm_tabs
from boekbrug.web.pages.invitations import invitation_rows
from boekbrug.web.pages.mandate_terms import DAY
from boekbrug.web.parts import State

DOSSIERS_OFFERED = 500
_NO_DAY = gettext_lazy("This is no day. Write it as 31/12/2026.")
_NEEDS_AN_END = gettext_lazy("An auditor comes until a day. Give the last day.")


class StayForm(forms.Form):
    """Until when an auditor stays, and the days of the documents that they see."""

    until_on = forms.DateField(
        input_formats=DAY, error_messages={"required": _NEEDS_AN_END, "invalid": _NO_DAY}
    )

    documents_from_on = forms.DateField(
        required=False, input_formats=DAY, error_messages={"invalid": _NO_DAY}
    )
    documents_until_on = forms.DateField(
        required=False, input_formats=DAY, error_messages={"invalid": _NO_DAY}
    )

    def __init__(self, sent: QueryDict | None = None, *, today: dt.date) -> None:
        super().__init__(sent)
        self._today = today

    def clean_until_on(self) -> dt.date:
        """Refuse a day that has passed."""
        until: dt.date = self.cleaned_data["until_on"]
        if until < self._today:
            raise forms.ValidationError(_("This day has passed. Choose a later one."))
        return until

    def clean(self) -> dict[str, Any]:
        """Refuse a last day of documents before the first."""
        days = self.documents
        if days.from_on and days.until_on and days.until_on < days.from_on:
            self.add_error("documents_until_on", _("The last day lies before the first. Give a later one."))
        return self.cleaned_data

    @property
    def documents(self) -> Days:
        """The days of documents that were typed."""
        typed = self.cleaned_data
        return Days(typed.get("documents_from_on"), typed.get("documents_until_on"))


class AuditorForm(StayForm):
    """Who is asked to come and look, from when, at which dossiers."""

    email = forms.EmailField(error_messages={"required": gettext_lazy("Give the address of the auditor.")})
    from_on = forms.DateField(required=False, input_formats=DAY, error_messages={"invalid": _NO_DAY})


@firm(FirmRight.MANAGE_FIRM, "GET")
def page(request: FirmRequest) -> HttpResponse:
    """Show the auditors with their dossiers and last days, who was asked, and the form to ask one."""
    return _shown(request, AuditorForm(today=_today(request)))


@firm(FirmRight.MANAGE_FIRM, "POST", is_guarded=True)
def invite(request: FirmRequest) -> HttpResponse:
    """Ask somebody by mail to come as an auditor; the role begins when they accept."""
    form = AuditorForm(request.POST, today=_today(request))
    chosen = queries_firm.open_mandates(request.firm, request.POST.getlist("dossier"))
    if form.is_valid() and not chosen:
        form.add_error(None, _("No dossier is chosen. An auditor sees only those that name them."))
    if form.is_valid() and _asked(request, form, [one.dossier.public_id for one in chosen]):
        email = form.cleaned_data["email"]
        messages.success(request, _("%(email)s gets a mail with an invitation.") % {"email": email})
        return redirect("firm-auditors", request.firm.public_id)
    return _shown(request, form)


@firm(FirmRight.MANAGE_FIRM, "POST", is_guarded=True)
def change(request: FirmRequest) -> HttpResponse:
    """Give an auditor another last day or other days of documents, or end their stay at once."""
    known = [one.member for one in queries_firm.auditors(request.firm)]
    found = next((one for one in known if one.person.email == request.POST.get("email")), None)
    if found is None:
        messages.error(request, _("Nobody with this address works here. Invite them."))
    elif request.POST.get("answer") == "end":
        _keep(request, found, None, None)
        messages.success(request, _("The auditor has no access any more."))
    else:
        form = StayForm(request.POST, today=_today(request))
        if form.is_valid() and found.from_on and form.cleaned_data["until_on"] < found.from_on:
            form.add_error("until_on", _("The last day lies before the first. Give a later one."))
        if form.is_valid():
            with transaction.atomic():
                _keep(request, found, FirmRole.AUDITOR, form.cleaned_data["until_on"])
                if "documents_from_on" in request.POST:  # what is not on a form stays as it is
                    by: dict[str, Any] = {"actor": request.actor, "now": request.now}
                    actions_firm.limit_documents(member=found, days=form.documents, **by)
            messages.success(request, _("Kept."))
        else:
            messages.error(request, " ".join(str(one) for found in form.errors.values() for one in found))
    return redirect("firm-auditors", request.firm.public_id)


def _keep(request: FirmRequest, member: FirmMember, role: FirmRole | None, until_on: dt.date | None) -> None:
    actions_firm.set_firm_role(
        firm=request.firm,
        person=member.person,
        role=role,
        from_on=member.from_on if role else None,
        until_on=until_on,
        actor=request.actor,
        now=request.now,
    )


def _asked(request: FirmRequest, form: AuditorForm, dossiers: list[str]) -> bool:
    """Invite who the form names; else the form has its problem."""
    typed = form.cleaned_data
    try:
        invitations.invite(
            email=typed["email"],
            role=FirmRole.AUDITOR,
            firm=request.firm,
            stay=invitations.Stay(typed["from_on"], typed["until_on"], tuple(dossiers), form.documents),
            actor=request.actor,
            now=request.now,
        )
    except invitations.TooManyInvitations:
        form.add_error(None, _("Too many invitations are open. Withdraw some first."))
    except actions_firm.LeavesBeforeComing:
        form.add_error("until_on", _("The last day lies before the first. Give a later one."))
    return form.is_valid()


def _today(request: FirmRequest) -> dt.date:
    return timezone.localdate(request.now)


def _shown(request: FirmRequest, form: AuditorForm) -> HttpResponse:
    today = _today(request)
    asked = [one for one in invited.open_invitations(firm=request.firm) if one.role == FirmRole.AUDITOR]
    offered = queries_firm.dossiers_of_firm(request.firm, limit=DOSSIERS_OFFERED)
    chosen = set(request.POST.getlist("dossier"))
    context = {
        "firm": request.firm,
        "chips": firm_tabs(request, "firm-auditors"),
        "auditors": [
            (one.member, _standing(one.member, today), one.dossiers)
            for one in queries_firm.auditors(request.firm)
        ],
        "invitations": invitation_rows(asked, firm_role_words(), now=request.now),
        "dossiers": [(one.mandate.dossier, one.mandate.dossier.public_id in chosen) for one in offered],
        "form": form,
        "today": today.isoformat(),
    }
    return render(request, "firm_auditors.html", context, status=422 if form.errors else 200)


def _standing(member: FirmMember, today: dt.date) -> State:
    if member.is_there(today):
        return State("ok", "check", _("Active"))
    return State("mute", "calendar", _("Outside its dates"))
