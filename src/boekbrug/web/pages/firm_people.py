"""People of a firm: who works there as what, who is invited, and how that ends."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from boekbrug.business.dossiers import actions, queries
from boekbrug.business.dossiers.models import FirmRole
from boekbrug.business.dossiers.rights import FirmRight
from boekbrug.business.invitations import queries as invitations
from boekbrug.web.access import FirmRequest, firm
from boekbrug.web.pages.firm_tabs import firm_tabs
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
    asked = invitations.open_invitations(firm=request.firm) if may_manage else []
    context = {
        "firm": request.firm,
        "members": [(one, words[one.role]) for one in queries.firm_members(request.firm)],
        "invitations": invitation_rows(asked, words, now=request.now),
        # an auditor comes until a day: this form has no place for it
        "roles": [(code, word) for code, word in words.items() if code != FirmRole.AUDITOR],
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
            actions.set_firm_role(
                firm=request.firm, person=found.person, role=FirmRole(wanted) if wanted else None
            )
        except actions.LastOwner:
            messages.error(request, _("This is the last owner. Give somebody else that role first."))
        except actions.NeedsAnEnd:
            messages.error(request, _("That role does not exist. Choose one of the list."))
        else:
            messages.success(request, _("Kept."))
    is_gone = found is not None and found.person == request.person
    return redirect("home") if is_gone else redirect("firm-people", request.firm.public_id)
