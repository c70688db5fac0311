"""A person's own language, theme and password."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override

from boekbrug.business.people import actions
from boekbrug.business.people.models import Language, Theme
from boekbrug.web import sessions
from boekbrug.web.access import PersonRequest, person


@person("GET", "POST", before_factor=True)
def page(request: PersonRequest) -> HttpResponse:
    """Show the profile; keep the language, theme or password that was sent."""
    problems: dict[str, list[str]] = {}
    if request.method == "POST":
        problems = _keep(request)
        if not problems:
            return redirect(_back(request))
    context = {"languages": Language.choices, "themes": _themes(), "problems": problems}
    return render(request, "profile.html", context, status=422 if problems else 200)


@person("POST", before_factor=True)
def end_session(request: PersonRequest, *, number: int) -> HttpResponse:
    """End one session of one's own, on another device."""
    if not actions.end_session(person=request.person, number=number):
        raise Http404
    messages.success(request, _("That session has ended."))
    return redirect("usersessions_list")


def _keep(request: PersonRequest) -> dict[str, list[str]]:
    sent = request.POST
    try:
        if "password" in sent:
            return _change_password(request)
        actions.choose_looks(person=request.person, language=sent.get("language"), theme=sent.get("theme"))
    except ValueError:
        return {"language": [_("That language or theme does not exist. Choose one of the list.")]}
    with override(request.person.language):
        messages.success(request, _("Kept."))
    return {}


def _change_password(request: PersonRequest) -> dict[str, list[str]]:
    try:
        is_theirs = get_adapter().reauthenticate(request.person, request.POST.get("current", ""))
    except ValidationError as too_often:
        return {"current": list(too_often.messages)}
    if not is_theirs:
        return {"current": [_("This is not your present password. Type it again.")]}
    try:
        actions.set_password(person=request.person, password=request.POST["password"])
    except ValidationError as weak:
        return {"password": list(weak.messages)}
    sessions.end_others(request, request.person)
    messages.success(request, _("Your password is changed; other sessions have ended."))
    return {}


def _themes() -> list[tuple[str, str]]:
    return [(Theme.AUTO, _("As the device")), (Theme.LIGHT, _("Light")), (Theme.DARK, _("Dark"))]


def _back(request: PersonRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith("/")
    return wanted if wanted and is_ours else request.path
