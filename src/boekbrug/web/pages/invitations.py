"""Invite somebody to a dossier, and accept an invitation with the link of its mail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boekbrug.business.dossiers.actions import LastOwner, NeedsAnEnd
from boekbrug.business.dossiers.rights import FirmRight, Right
from boekbrug.business.invitations import actions, queries
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.invitations.queries import NoInvitation
from boekbrug.business.people.actions import AddressTaken
from boekbrug.business.people.language import speaking
from boekbrug.business.people.queries import person_by_email
from boekbrug.web import sessions
from boekbrug.web.access import DossierRequest, FirmRequest, PersonRequest, dossier, firm, person, public
from boekbrug.web.pages.errors import closed_link
from boekbrug.web.parts import State


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An open invitation, as the page of people shows it."""

    public_id: str
    email: str
    role: str
    until: dt.datetime
    state: State


def invitation_rows(
    invitations: Iterable[Invitation], words: Mapping[str, str], *, now: dt.datetime
) -> list[InvitationRow]:
    """Return the rows of open invitations; `words` names the roles."""
    return [
        InvitationRow(
            one.public_id, one.email, words.get(one.role, one.role), one.expires_at, _state(one, now)
        )
        for one in invitations
    ]


def _state(invitation: Invitation, now: dt.datetime) -> State:
    if not invitation.is_usable(now):
        return State("mute", "x", _("Too old"))
    if invitation.mail_due_at:
        return State("info", "send", _("Mail on its way"))
    if not invitation.mailed_at:
        return State("bad", "bad", _("Mail did not leave"))
    return State("ask", "mail", _("Mailed on %(day)s") % {"day": f"{_day(invitation.mailed_at):%d/%m/%Y}"})


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localdate(moment)


@dossier(Right.GIVE_ROLES, "POST", is_guarded=True)
def invite(request: DossierRequest) -> HttpResponse:
    """Ask somebody to take a role in the dossier."""
    ask(request, dossier=request.access.dossier)
    return redirect("people", request.access.dossier.public_id)


@dossier(Right.GIVE_ROLES, "POST", is_guarded=True)
def answer(request: DossierRequest, *, invitation: str) -> HttpResponse:
    """Send the mail of an invitation once more, or withdraw it."""
    change(request, queries.open_invitations(dossier=request.access.dossier), invitation)
    return redirect("people", request.access.dossier.public_id)


@firm(FirmRight.MANAGE_FIRM, "POST", is_guarded=True)
def invite_to_firm(request: FirmRequest) -> HttpResponse:
    """Ask somebody to take a role in the firm."""
    ask(request, firm=request.firm)
    return redirect("firm-people", request.firm.public_id)


@firm(FirmRight.MANAGE_FIRM, "POST", is_guarded=True)
def answer_in_firm(request: FirmRequest, *, invitation: str) -> HttpResponse:
    """Send the mail of an invitation to the firm once more, or withdraw it."""
    change(request, queries.open_invitations(firm=request.firm), invitation)
    return redirect("firm-people", request.firm.public_id)


def ask(request: PersonRequest, **place: Any) -> None:
    """Invite who the form names, and say so; the answer is the same whether or not the address logs in."""
    email, role = request.POST.get("email", "").strip(), request.POST.get("role", "")
    try:
        actions.invite(email=email, role=role, actor=request.actor, now=request.now, **place)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    except (ValueError, NeedsAnEnd):
        messages.error(request, _("That role does not exist. Choose one of the list."))
    except actions.TooManyInvitations:
        messages.error(request, _("Too many invitations are open. Withdraw some first."))
    else:
        messages.success(request, _("%(email)s gets a mail with an invitation.") % {"email": email})


def change(request: PersonRequest, rows: list[Invitation], public_id: str) -> None:
    """Send one of these again or withdraw it, as the form says; raises Http404 for another one."""
    found = next((one for one in rows if one.public_id == public_id), None)
    if found is None:
        raise Http404
    if request.POST.get("answer") == "revoke":
        actions.revoke(invitation=found, actor=request.actor, now=request.now)
        messages.success(request, _("The invitation is withdrawn; its link opens nothing any more."))
    elif request.POST.get("answer") == "resend":
        _resend(request, found)


def _resend(request: PersonRequest, invitation: Invitation) -> None:
    try:
        actions.resend(invitation=invitation, actor=request.actor, now=request.now)
    except actions.TooSoon:
        messages.error(request, _("The mail went out less than five minutes ago. Wait for it to arrive."))
    except NoInvitation:
        messages.error(request, _("This invitation was accepted or withdrawn in the meantime."))
    else:
        messages.success(request, _("The mail goes out again, with a new link."))


@public("GET", "POST")
def page(request: HttpRequest, *, token: str) -> HttpResponse:
    """Show an invitation to who has its link; a new person chooses a name and a password here."""
    now = timezone.now()
    try:
        invitation = queries.find_invitation(token, now=now)
        with speaking(invitation.language if request.user.is_anonymous else request.user.language):
            if request.method == "POST":
                return _accept_as_new(request, invitation, token, now)
            return _show(request, invitation, token)
    except NoInvitation:
        return _no_invitation(request)


def _accept_as_new(
    request: HttpRequest, invitation: Invitation, token: str, now: dt.datetime
) -> HttpResponse:
    name, password = request.POST.get("name", "").strip(), request.POST.get("password", "")
    problems: dict[str, list[str]] = {}
    if not name:
        problems["name"] = [_("Fill in your name, as your colleagues know it.")]
    try:
        if not problems:
            actions.accept_as_new(token=token, name=name[:120], password=password, now=now)
    except ValidationError as weak:
        problems["password"] = list(weak.messages)
    except AddressTaken:
        messages.error(request, _("This address logs in already. Sign in to accept."))
        return redirect("invitation", token)
    if problems:
        return _show(request, invitation, token, problems)
    messages.success(request, _("You can sign in now, with your address and this password."))
    return redirect("account_login")


@person("POST", before_factor=True)
def accept(request: PersonRequest, *, token: str) -> HttpResponse:
    """Accept an invitation as who is logged in."""
    try:
        actions.accept(token=token, person=request.person, now=request.now)
    except NoInvitation:
        return _no_invitation(request)
    except actions.OtherAddress:
        return redirect("invitation", token)
    except LastOwner:
        messages.error(request, _("This is the last owner. Give somebody else that role first."))
        return redirect("invitation", token)
    sessions.stay(request, request.person)
    return redirect("home")


def _show(request: HttpRequest, invitation: Invitation, token: str, problems: Any = None) -> HttpResponse:
    is_known = person_by_email(invitation.email) is not None
    user: Any = request.user
    context = {
        "invitation": invitation,
        "inviter": invitation.invited_by.name if invitation.invited_by else "Boekbrug",
        "token": token,
        "is_known": is_known,
        "is_here": user.is_authenticated and user.email.lower() == invitation.email,
        "other": user.email if user.is_authenticated else "",
        "login": f"{reverse('account_login')}?next={reverse('invitation', args=[token])}",
        "problems": problems or {},
        "name": request.POST.get("name", ""),
    }
    return render(request, "invitation.html", context, status=422 if problems else 200)


def _no_invitation(request: HttpRequest) -> HttpResponse:
    """Say the same of every link that opens nothing."""
    return closed_link(request, "invitation_gone.html")
