"""Choose a language before signing in; a person's own choice counts once they did."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from boekbrug.business.people.models import Language
from boekbrug.web.access import public

YEAR_SECONDS = 365 * 24 * 3600


@public("POST")
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the language in this browser, and go back to the page."""
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None)
    answer = redirect(wanted if is_ours else "account_login")
    if request.POST.get("language") in Language.values:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            request.POST["language"],
            max_age=YEAR_SECONDS,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer
