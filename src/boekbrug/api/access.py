"""Let programs in by key, and bind each operation to a right inside the dossier of its address.

Everything is judged before a byte of the body is read: the key, the dossier, the right, the shape of the ids
in the address, the content type and the size. So nobody learns from a complaint about a field what they may
not know, and a body that is too large is never parsed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import structlog
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
from boekbrug.business.dossiers import actions_keys, key_scopes, rights
from boekbrug.business.dossiers.models import ApiKey
from boekbrug.business.dossiers.rights import Access, Right
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.business.visits.actions import note_visit

HEAVY = ("/deliveries", "/preview", "/intake", "/adopt-account", "/match")  # what keeps a machine busy
_MEGABYTE = 1024 * 1024
_ID = re.compile(r"[0-9a-z]{13}(\.[0-9]{1,9})?")


class ApiRequest(HttpRequest):
    """A request of a program, inside the dossier of its key."""

    auth: ApiKey
    access: Access
    actor: Actor
    now: dt.datetime


class Key(HttpBearer):
    """A key of one dossier, acting for one person: `Authorization: Bearer bb1_…`.

    Lets in whom the roles of that person give at least one of the rights; without rights named, anybody with
    a usable key. `takes` is the media type of the body, where there is one.
    """

    def __init__(self, *access_rights: Right, takes: str = "") -> None:
        super().__init__()
        self.access_rights, self.takes = access_rights, takes

    def __call__(self, request: HttpRequest) -> ApiKey | None:
        """Judge a request, in the language that it asks for; the middleware puts the language back."""
        translation.activate(translation.get_language_from_request(request))
        key: ApiKey | None = super().__call__(request)
        return key

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        """Return the usable key behind the token, or None; raises Refused for what the key does not open."""
        now = timezone.now()
        limits.refuse_spent(token, at_seconds=now.timestamp())
        usable = token.isascii() and token.isprintable()
        key = actions_keys.find_key(token, now=now) if usable else None
        if key is None:
            limits.spend({"guess": request.META.get("REMOTE_ADDR")}, at_seconds=now.timestamp())
            return None
        scopes: dict[str, object] = {"key": key.pk, "dossier": key.dossier_id}
        if request.method != "GET" and request.path.endswith(HEAVY):
            scopes["heavy"] = key.dossier_id
        try:
            request.limits = limits.spend(scopes, at_seconds=now.timestamp())  # type: ignore[attr-defined]
        except Refused:
            if "heavy" not in scopes:
                limits.remember_spent(token)
            raise
        _enter(request, key, now)
        self._judge(request)
        shown = request.resolver_match.url_name if request.resolver_match else ""
        note_visit(access=request.access, page=shown or "", actor=request.actor, now=now)  # type: ignore[attr-defined]
        return key

    def _judge(self, request: HttpRequest) -> None:
        access: Access = request.access  # type: ignore[attr-defined]
        if self.access_rights and not any(access.may(right) for right in self.access_rights):
            raise Refused(403, NOT_ALLOWED.say())
        values = request.resolver_match.kwargs.values() if request.resolver_match else ()
        if not all(_ID.fullmatch(value) for value in values):
            raise Refused(404, NOT_FOUND.say())
        if any("\0" in text for texts in request.GET.lists() for text in texts[1]):
            raise Refused(422, CONTROL_CHARACTER.say())
        _judge_body(request, self.takes)


def _enter(request: HttpRequest, key: ApiKey, now: dt.datetime) -> None:
    """Open the dossier of the key; every other one answers 404, whether it exists or not."""
    own = key.dossier.public_id
    wanted = request.resolver_match.kwargs.get("dossier", own) if request.resolver_match else own
    if wanted != own:
        raise Refused(404, NOT_FOUND.say())
    try:
        access = rights.open_dossier(person=key.person, public_id=own, on=timezone.localdate(now))
    except rights.NoSuchDossier as gone:
        raise Refused(404, NOT_FOUND.say()) from gone
    access = replace(access, rights=access.rights & key_scopes.rights_of(key.scopes))
    structlog.contextvars.bind_contextvars(person=key.person_id, dossier=key.dossier_id)
    request.now, request.access = now, access  # type: ignore[attr-defined]
    request.actor = Actor(access.person, Channel.API)  # type: ignore[attr-defined]


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
