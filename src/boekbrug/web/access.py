"""Bind each address to its access rule: who may come in, and inside which dossier the page works.

Every view in `urls.py` carries an `access_rule`; a test walks the map and fails on a view without one.
A stranger gets 404, the same as for an id that does not exist; a colleague without the right gets 403.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, cast

import structlog
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from boekbrug.business.dossiers import factors, rights, tenant
from boekbrug.business.dossiers.models import Firm
from boekbrug.business.dossiers.rights import Access, FirmRight, Right
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.business.people.models import Person
from boekbrug.business.visits.actions import note_visit
from boekbrug.web import sessions


@dataclass(frozen=True, slots=True)
class Rule:
    """What an address asks of its visitor; `right` is a Right, a FirmRight or empty."""

    scope: str  # "public", "scraper", "person", "operator", "firm" or "dossier"
    right: str = ""
    methods: tuple[str, ...] = ("GET",)
    is_before_factor: bool = False  # open to people of a firm who have no second factor yet
    is_guarded: bool = False  # what it does asks who is there once more


class PersonRequest(HttpRequest):
    """A request of somebody who logged in."""

    person: Person
    actor: Actor
    now: dt.datetime


class DossierRequest(PersonRequest):
    """A request inside a dossier."""

    access: Access


class FirmRequest(PersonRequest):
    """A request inside a firm."""

    firm: Firm
    firm_rights: frozenset[FirmRight]


class View(Protocol):
    """A view with its rule."""

    access_rule: Rule

    def __call__(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer a request."""


def public(*methods: str) -> Callable[[Callable[..., Any]], View]:
    """Let anybody in."""
    return _binder(Rule("public", methods=methods or ("GET", "POST")), _as_anybody)


def person(
    *methods: str, before_factor: bool = False, is_guarded: bool = False
) -> Callable[[Callable[..., Any]], View]:
    """Let anybody in who logged in; `before_factor` also people of a firm without a second factor."""
    rule = Rule("person", methods=methods or ("GET",), is_before_factor=before_factor, is_guarded=is_guarded)
    return _binder(rule, _as_anyone_here if before_factor else _as_person)


def operator(*methods: str) -> Callable[[Callable[..., Any]], View]:
    """Let the operator in, who keeps the machine running and reads no dossier."""
    return _binder(Rule("operator", methods=methods or ("GET",)), _as_operator)


def scraper() -> Callable[[Callable[..., Any]], View]:
    """Let the operator's watching program in, with the token of the settings; without one nobody."""
    return _binder(Rule("scraper"), _as_scraper)


def firm(right: FirmRight, *methods: str, is_guarded: bool = False) -> Callable[[Callable[..., Any]], View]:
    """Let members of the firm in the address in, with a right."""
    return _binder(Rule("firm", right.value, methods or ("GET",), is_guarded=is_guarded), _in_firm(right))


def dossier(right: Right, *methods: str, is_guarded: bool = False) -> Callable[[Callable[..., Any]], View]:
    """Let people of the dossier in the address in, with a right, and work inside that dossier.

    A guarded address, for what is dangerous, asks for the password or the second factor once more when
    that was longer than ten minutes ago, and then goes on with what was sent.
    """
    rule = Rule("dossier", right.value, methods or ("GET",), is_guarded=is_guarded)
    return _binder(rule, _in_dossier(right))


Enter = Callable[[Callable[..., HttpResponse], HttpRequest, dict[str, Any]], HttpResponse]


def _binder(rule: Rule, enter: Enter) -> Callable[[Callable[..., Any]], View]:
    def bind(view: Callable[..., Any]) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            return enter(_asking_again(view) if rule.is_guarded else view, request, kwargs)

        methods = [*rule.methods, "HEAD"] if "GET" in rule.methods else list(rule.methods)
        limited = cast("View", require_http_methods(methods)(guarded))
        limited.access_rule = rule
        return limited

    return bind


def _as_anybody(view: Callable[..., HttpResponse], request: HttpRequest, kwargs: Any) -> HttpResponse:
    return view(request, **kwargs)


def _as_scraper(view: Callable[..., HttpResponse], request: HttpRequest, kwargs: Any) -> HttpResponse:
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
    if not secrets.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return view(request, **kwargs)


def _asking_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask who is there before the view, after every other judgement; allauth takes the request up again."""

    def asked(request: Any, **kwargs: Any) -> HttpResponse:
        sessions.ask_who_is_there(request)
        return view(request, **kwargs)

    return asked


def _as_anyone_here(view: Callable[..., HttpResponse], request: Any, kwargs: Any) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    request.person = request.user._wrapped if hasattr(request.user, "_wrapped") else request.user
    request.actor = Actor(request.person, Channel.WEB)
    request.now = timezone.now()
    structlog.contextvars.bind_contextvars(person=request.person.pk)
    if sessions.has_ended(request):
        return redirect_to_login(request.get_full_path())
    return view(request, **kwargs)


def _as_person(view: Callable[..., HttpResponse], request: Any, kwargs: Any) -> HttpResponse:
    """Let in who logged in; people of a firm set up their second factor before anything else."""

    def inside(request: Any, **kwargs: Any) -> HttpResponse:
        if factors.lacks_a_needed_factor(request.person):
            return redirect("mfa_index")
        return view(request, **kwargs)

    return _as_anyone_here(inside, request, kwargs)


def _as_operator(view: Callable[..., HttpResponse], request: Any, kwargs: Any) -> HttpResponse:
    def inside(request: Any, **kwargs: Any) -> HttpResponse:
        if not request.person.is_operator:
            raise Http404
        return view(request, **kwargs)

    return _as_person(inside, request, kwargs)


def _in_firm(right: FirmRight) -> Enter:
    def enter(view: Callable[..., HttpResponse], request: Any, kwargs: Any) -> HttpResponse:
        def inside(request: Any, **kwargs: Any) -> HttpResponse:
            try:
                request.firm, request.firm_rights = rights.in_firm(
                    person=request.person,
                    public_id=kwargs.pop("firm"),
                    on=timezone.localdate(request.now),
                )
            except rights.NoSuchDossier as stranger:
                raise Http404 from stranger
            if right not in request.firm_rights:
                raise PermissionDenied
            return view(request, **kwargs)

        return _as_person(inside, request, kwargs)

    return enter


def _in_dossier(right: Right) -> Enter:
    def enter(view: Callable[..., HttpResponse], request: Any, kwargs: Any) -> HttpResponse:
        def inside(request: Any, **kwargs: Any) -> HttpResponse:
            today = timezone.localdate(request.now)
            try:
                request.access = rights.open_dossier(
                    person=request.person, public_id=kwargs.pop("dossier"), on=today
                )
            except rights.NoSuchDossier as stranger:
                raise Http404 from stranger
            if not request.access.may(right):
                raise PermissionDenied
            structlog.contextvars.bind_contextvars(dossier=request.access.dossier.pk)
            shown = request.resolver_match.url_name
            note_visit(access=request.access, page=shown, actor=request.actor, now=request.now)
            with tenant.enter(request.access.dossier, **request.access.limits):
                return view(request, **kwargs)

        return _as_person(inside, request, kwargs)

    return enter
