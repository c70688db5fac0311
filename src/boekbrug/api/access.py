"""Let programs in by key or token, and bind each operation to a right inside the dossier of its address.

Everything is judged before a byte of the body is read: the key, the dossier, the right, the shape of the ids
in the address, the content type and the size. So nobody learns from a complaint about a field what they may
not know, and a body that is too large is never parsed.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import cast

import structlog
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from ninja.security import HttpBearer

from boekbrug.api import limits
from boekbrug.api.problems import (
    CONTROL_CHARACTER,
    NO_LENGTH,
    NOT_ALLOWED,
    NOT_FOUND,
    REQUEST_TOO_LARGE,
    WRONG_TYPE,
    Refused,
)
from boekbrug.business.dossiers import credentials
from boekbrug.business.dossiers.credentials import Credential
from boekbrug.business.dossiers.rights import Access, NoSuchDossier, Right
from boekbrug.business.people.actor import Actor
from boekbrug.business.visits.actions import note_visit

HEAVY = ("/deliveries", "/preview", "/intake", "/adopt-account", "/match")  # what keeps a machine busy
_MEGABYTE = 1024 * 1024
_ID = re.compile(r"[0-9a-z]{13}(\.[0-9]{1,9})?")


class ApiRequest(HttpRequest):
    """A request of a program, inside the dossier of its address."""

    auth: Credential
    access: Access
    actor: Actor
    now: dt.datetime
    limits: dict[str, str]  # headers that say what it may still ask


class Key(HttpBearer):
    """A key of one dossier, or a token of an agent: `Authorization: Bearer bb1_…` or `bba1_…`.

    Lets in whom the roles of the person behind it give at least one of the rights; without rights named,
    anybody with a usable one. `takes` is the media type of the body, where there is one.
    """

    def __init__(self, *access_rights: Right, takes: str = "") -> None:
        super().__init__()
        self.access_rights, self.takes = access_rights, takes

    def __call__(self, request: HttpRequest) -> Credential | None:
        """Judge a request, in the language that it asks for; the middleware puts the language back."""
        translation.activate(translation.get_language_from_request(request))
        shown: Credential | None = super().__call__(request)
        return shown

    def authenticate(self, request: HttpRequest, token: str) -> Credential | None:
        """Return the usable key or token behind a text, or None; raises Refused for what it does not open."""
        now, address = timezone.now(), get_client_ip(request) or ""  # behind a proxy: what that says
        limits.refuse_spent(token, at_seconds=now.timestamp())
        usable = token.isascii() and token.isprintable()
        shown = credentials.find(token, now=now, address=address) if usable else None
        if shown is None:
            limits.spend({"guess": address}, at_seconds=now.timestamp())
            return None
        values = request.resolver_match.kwargs if request.resolver_match else {}
        wanted = values.get("dossier", credentials.home_of(shown))
        access = _opened(shown, wanted, now)
        ours = cast("ApiRequest", request)  # from here on it gets what an ApiRequest has
        _spend(ours, token, name=credentials.name_of(shown), access=access, now=now)
        if wanted and access is None:
            raise Refused(404, NOT_FOUND.say())
        _enter(ours, shown, access, now)
        self._judge(ours, access)
        return shown

    def _judge(self, request: ApiRequest, access: Access | None) -> None:
        if self.access_rights and not (access and any(access.may(right) for right in self.access_rights)):
            raise Refused(403, NOT_ALLOWED.say())
        values = request.resolver_match.kwargs.values() if request.resolver_match else ()
        if not all(_ID.fullmatch(value) for value in values):
            raise Refused(404, NOT_FOUND.say())
        if any("\0" in text for texts in request.GET.lists() for text in texts[1]):
            raise Refused(422, CONTROL_CHARACTER.say())
        _judge_body(request, self.takes)
        if access:
            page = request.resolver_match.url_name if request.resolver_match else ""
            note_visit(access=access, page=page or "", actor=request.actor, now=request.now)


def _opened(shown: Credential, wanted: str, now: dt.datetime) -> Access | None:
    """The dossier of the address; one that is not open is as one that does not exist."""
    if not _ID.fullmatch(wanted):
        return None  # nothing, or what no database need be asked for
    try:
        return credentials.enter(shown, public_id=wanted, on=timezone.localdate(now))
    except NoSuchDossier:
        return None


def _spend(request: ApiRequest, token: str, *, name: str, access: Access | None, now: dt.datetime) -> None:
    scopes: dict[str, object] = {"key": name}
    if access:
        scopes["dossier"] = access.dossier.pk
        if request.method != "GET" and request.path.endswith(HEAVY):
            scopes["heavy"] = access.dossier.pk
    request.limits = limits.spend(scopes, at_seconds=now.timestamp(), token=token)


def _enter(request: ApiRequest, shown: Credential, access: Access | None, now: dt.datetime) -> None:
    structlog.contextvars.bind_contextvars(person=shown.person_id)
    if access:
        structlog.contextvars.bind_contextvars(dossier=access.dossier.pk)
        request.access = access
    request.now, request.actor = now, credentials.actor_of(shown)


def _judge_body(request: HttpRequest, takes: str) -> None:
    if request.method in ("GET", "HEAD"):
        return  # nobody reads it
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length == "0" and request.headers.get("Transfer-Encoding"):
        raise Refused(411, NO_LENGTH.say())  # WSGI would read such a body as empty
    size = int(length) if length.isascii() and length.isdecimal() else 0
    most = settings.UPLOAD_BYTES_MAX + _MEGABYTE if takes.startswith("multipart") else _json_bytes_max()
    if size > most:
        too_large = REQUEST_TOO_LARGE.say(found=-(-size // _MEGABYTE), expected=most // _MEGABYTE)
        raise Refused(413, too_large)
    if takes and size and request.content_type != takes:
        found = (request.content_type or "–")[:60]
        raise Refused(415, WRONG_TYPE.say(found=found, expected=takes))


def _json_bytes_max() -> int:
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 5 * _MEGABYTE
