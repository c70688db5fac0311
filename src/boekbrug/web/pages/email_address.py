"""Change the address with which one signs in: ask, and confirm with the link that went to the new one."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from boekbrug.business.people import actions_email, mails
from boekbrug.business.people.actions import AddressTaken
from boekbrug.web import devices, sessions
from boekbrug.web.access import PersonRequest, person
from boekbrug.web.login import send_beside
from boekbrug.web.pages.errors import closed_link


@person("GET", "POST", before_factor=True, is_guarded=True)
def page(request: PersonRequest) -> HttpResponse:
    """Ask for the new address; the answer is the same whether or not somebody logs in with it."""
    problem = ""
    if request.method == "POST":
        problem = _ask(request, request.POST.get("email", ""))
        if not problem:
            text = _("If this address can be used, a mail is on its way to it. Open its link within a day.")
            messages.success(request, text)
            return redirect("mfa_index")
    context = {"problem": problem, "email": request.POST.get("email", "")}
    return render(request, "email_address.html", context, status=422 if problem else 200)


def _ask(request: PersonRequest, email: str) -> str:
    is_free = ratelimit.consume(request, app="allauth.account", action="manage_email", user=request.person)
    if not is_free:
        return _("You asked this too often. Wait an hour, then try again.")
    try:
        token = actions_email.ask_for_change(person=request.person, email=email)
    except ValidationError as wrong:
        return " ".join(wrong.messages)
    if token:
        link = settings.ENVIRONMENT.address.rstrip("/") + reverse("email-confirm", args=[token])
        send_beside(mails.to_new_address(request.person, address=email.strip().lower(), link=link))
    return ""


@person("GET", "POST", before_factor=True)
def confirm(request: PersonRequest, *, token: str) -> HttpResponse:
    """Show the change that the link of the mail carries, and make it."""
    try:
        address = actions_email.read_change(token, person=request.person)
        if request.method != "POST":
            return render(request, "email_confirm.html", {"address": address})
        earlier = actions_email.change_email(person=request.person, token=token)
    except (actions_email.NoChange, AddressTaken):
        return closed_link(request, "email_confirm.html")
    send_beside(mails.to_earlier_address(request.person, address=earlier))
    sessions.stay(request, request.person)
    messages.success(request, _("You sign in with this address from now on; other sessions have ended."))
    response = redirect("mfa_index")
    devices.remember(request, response, address)
    return response
