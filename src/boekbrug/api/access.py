"""Let programs in by key, and bind each operation to a right inside the dossier of its address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.http import HttpRequest
from django.utils import timezone, translation
from ninja.security import HttpBearer

from boekbrug.api.problems import NOT_ALLOWED, NOT_FOUND, Refused
from boekbrug.business.dossiers import api_keys, rights, tenant
from boekbrug.business.dossiers.models import ApiKey
from boekbrug.business.dossiers.rights import Access, Right
from boekbrug.business.people.actor import Actor, Channel


class ApiRequest(HttpRequest):
    """A request of a program, inside the dossier of its key."""

    auth: ApiKey
    access: Access
    actor: Actor
    now: Any


class Key(HttpBearer):
    """A key of one dossier, acting for one person: `Authorization: Bearer bb1_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        """Return the usable key behind the token, or None."""
        return api_keys.find_key(token, timezone.now())


def operation(right: Right) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Run an operation inside the dossier of the address, for a key of that dossier with the right.

    Every other dossier answers 404, whether it exists or not.
    """

    def bind(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: ApiRequest, dossier: str, **kwargs: Any) -> Any:
            request.now = timezone.now()
            _enter(request, dossier)
            if not request.access.may(right):
                raise Refused(403, NOT_ALLOWED.say())
            request.actor = Actor(request.access.person, Channel.API)
            structlog.contextvars.bind_contextvars(
                person=request.access.person.pk, dossier=request.access.dossier.pk
            )
            language = translation.get_language_from_request(request)
            with tenant.enter(request.access.dossier), translation.override(language):
                return view(request, dossier, **kwargs)

        guarded.access_right = right  # type: ignore[attr-defined]
        return guarded

    return bind


def _enter(request: ApiRequest, dossier: str) -> None:
    if request.auth.dossier.public_id != dossier:
        raise Refused(404, NOT_FOUND.say())
    try:
        request.access = rights.open_dossier(
            person=request.auth.person, public_id=dossier, on=timezone.localdate(request.now)
        )
    except rights.NoSuchDossier as gone:
        raise Refused(404, NOT_FOUND.say()) from gone
