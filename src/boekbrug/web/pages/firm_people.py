"""People of a firm: who works there as what, who is invited, and how that ends."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from boekbrug.business.dossiers import actions, actions_firm, queries
from boekbrug.business.dossiers.models import FirmRole
from boekbrug.business.dossiers.rights import FirmRight
from boekbrug.business.invitations import queries as invitations
from boekbrug.web import sessions
from boekbrug.web.access import FirmRequest, firm
from boekbrug.web.pages.firm_tabs import firm_tabs
from boekbrug.web.pages.grants import grant_rows, granted
from boekbrug.web.pages.invitations import invitation_rows


def firm_role_words() -> dict[str, str]:
    """Return the roles in a firm, in the reader's language."""
    return {
        FirmRole.ADMIN: _("Firm administrator"),
        FirmRole.MANAGER: _("Dossier manager"),
        FirmRole.ASSISTANT: _("Assistant"),
        FirmRole.AUDITOR: _("Auditor"),
    }


@firm(FirmRight.SEE_FIRM)
def page(request: FirmRequest) -> HttpResponse:
    """Show who works in the firm, and to who manages it the invitations."""
    words = firm_role_words()
    may_manage = FirmRight.MANAGE_FIRM in request.firm_rights
    members = queries.firm_members(request.firm)
    asked = invitations.open_invitations(firm=request.firm) if may_manage else []
    context = {
        "firm": request.firm,
        "members": [(one, words[one.role]) for one in members],
        "invitations": invitation_rows(asked, words, now=request.now),
        # an auditor comes until a day: this form has no place for it
        "roles": [(code, word) for code, word in words.items() if code != FirmRole.AUDITOR],
        "granted": grant_rows(members) if may_manage else [],
        "may_manage": may_manage,
        "chips": firm_tabs(request, "firm-people"),
    }
    return render(request, "firm_people.html", context)


@firm(FirmRight.MANAGE_FIRM, "POST", is_guarded=True)
def role(request: FirmRequest) -> HttpResponse:
    """Change the role of somebody in the firm, or take it away; others are invited."""
    email, wanted = request.POST.get("email", "").strip().lower(), request.POST.get("role", "")
    found = next((one for one in queries.firm_members(request.firm) if one.person.email == email), None)
    if found is None:
        messages.error(request, _("Nobody with this address works here. Invite them."))
    elif wanted in {*FirmRole.values, ""}:
        try:
            actions_firm.set_firm_role(
                firm=request.firm,
                person=found.person,
                role=FirmRole(wanted) if wanted else None,
                from_on=found.from_on,  # the days of a stay are no part of this form
                until_on=found.until_on,
                actor=request.actor,
                now=request.now,
            )
        except actions.LastOwner:
            messages.error(request, _("This is the last owner. Give somebody else that role first."))
        except actions.NeedsAnEnd:
            messages.error(request, _("That role does not exist. Choose one of the list."))
        else:
            messages.success(request, _("Kept."))
    is_gone = found is not None and found.person == request.person
    return redirect("home") if is_gone else redirect("firm-people", request.firm.public_id)


@firm(FirmRight.MANAGE_FIRM, "POST", is_guarded=True)
def grants(request: FirmRequest) -> HttpResponse:
    """Give somebody in the firm rights beyond their role, or take them back."""
    email = request.POST.get("email", "")
    found = next((one for one in queries.firm_members(request.firm) if one.person.email == email), None)
    if found is None:
        messages.error(request, _("Nobody with this address works here. Invite them."))
        return redirect("firm-people", request.firm.public_id)
    actions.grant(member=found, rights=granted(request, found), actor=request.actor, now=request.now)
    if found.person == request.person:
        sessions.stay(request, found.person)
    messages.success(request, _("Kept."))
    return redirect("firm-people", request.firm.public_id)
