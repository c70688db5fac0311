"""Turn what stopped an act into a refusal: one table from exception to status, for every operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import (
    ObjectDoesNotExist,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from boekbrug.api import own_headers, problems
from boekbrug.api.field_problems import located
from boekbrug.api.problems import LocatedProblem, Refused, all_at, at
from boekbrug.belgium.iban import NotAnIban
from boekbrug.business.banking.actions import AccountExists, NotACurrency
from boekbrug.business.contacts import actions as contacts
from boekbrug.business.contacts.queries import NoSuchContact
from boekbrug.business.contacts.values import ContactRefused
from boekbrug.business.documents import actions as documents
from boekbrug.business.documents.queries import NoSuchDocument
from boekbrug.business.files import free_space
from boekbrug.business.files.blobs import ContentDamaged
from boekbrug.business.outbox import actions as outbox
from boekbrug.business.people.language import render_stored
from boekbrug.business.reconciliation import refusals as matches
from boekbrug.connectors.register import BRIDGES, UnknownBridge
from boekbrug.connectors.settings import SettingsRefused
from boekbrug.wording import Sentence, Wording

NOT_READY = Wording(
    "api-document-not-ready", "Others would refuse this document; `problems` says what to change first."
)
CONNECTION_IS_OFF = Wording(
    "api-connection-is-off", "This connection is switched off. Switch it on first, or choose another."
)
NO_SUCH_BRIDGE = Wording("api-no-such-bridge", "There is no bridge {found}. Choose one of {expected}.")
DAMAGED = Wording(
    "api-file-damaged", "The stored file is damaged or missing. Ask the operator to restore it from backup."
)

log = structlog.get_logger("boekbrug.api")
Answering = Callable[[HttpRequest, Any], HttpResponse]

# What says itself what is the matter, in `sentence`: with the status, and the field where it is one field's.
SAID: dict[type[Exception], tuple[int, str]] = {
    NotAnIban: (422, "iban"),
    NotACurrency: (422, "currency"),
    AccountExists: (409, ""),
    documents.AlreadyIssued: (409, ""),
    documents.DateBeforeLastNumber: (409, ""),
    documents.NumberTaken: (409, ""),
    matches.NothingToAccept: (409, ""),
    matches.NothingToUndo: (409, ""),
    matches.MovementHeld: (409, ""),
    matches.NotPositive: (422, "amount"),
    matches.TooMuch: (422, "amount"),
    matches.WrongDirection: (422, "document"),
    matches.WrongCurrency: (422, "document"),
    outbox.AlreadySent: (409, ""),
}
EDITED_MEANWHILE = (contacts.EditedMeanwhile, documents.EditedMeanwhile)
NOWHERE = (NoSuchContact, NoSuchDocument, ObjectDoesNotExist, Http404)


def install(api: NinjaAPI) -> None:
    """Make every error of the API leave as a problem document."""
    for kind, (status, place) in SAID.items():
        api.add_exception_handler(kind, _said(status, place))
    for edited in EDITED_MEANWHILE:
        api.add_exception_handler(edited, _edited_meanwhile)
    for kind in NOWHERE:
        api.add_exception_handler(kind, _plain(404, problems.NOT_FOUND.say()))
    _install_requests(api)
    _install_lists(api)

    @api.exception_handler(Exception)
    def broken(request: HttpRequest, error: Exception) -> HttpResponse:
        if free_space.is_why(error):
            return problems.no_room()
        log.error("api.broken", path=request.path, exc_info=error)
        return problems.answer(500, problems.BROKEN.say())


def _install_requests(api: NinjaAPI) -> None:
    """What is wrong with the request itself."""
    json_megabytes = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // 1024 // 1024
    too_big = problems.REQUEST_TOO_LARGE.say(found=f"> {json_megabytes}", expected=json_megabytes)
    too_many = problems.TOO_MANY_PARTS.say(expected=settings.DATA_UPLOAD_MAX_NUMBER_FILES or 0)
    bad_form = problems.BAD_MULTIPART.say()
    api.add_exception_handler(RequestDataTooBig, _plain(413, too_big))
    api.add_exception_handler(TooManyFilesSent, _plain(413, too_many))
    api.add_exception_handler(TooManyFieldsSent, _plain(413, too_many))
    api.add_exception_handler(MultiPartParserError, _plain(400, bad_form))
    api.add_exception_handler(UnreadablePostError, _plain(400, bad_form))
    api.add_exception_handler(ContentDamaged, _plain(409, DAMAGED.say()))
    api.add_exception_handler(outbox.ConnectionIsOff, _plain(409, CONNECTION_IS_OFF.say()))

    @api.exception_handler(AuthenticationError)
    def no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        answer = problems.answer(401, problems.NO_KEY.say())
        answer.headers["WWW-Authenticate"] = "Bearer"  # RFC 9110 section 15.5.2
        return answer

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        answer = problems.answer(error.status, error.sentence, error.problems)
        for name, value in error.headers.items():
            answer.headers[name] = value
        return answer

    @api.exception_handler(ValidationError)
    def wrong_fields(request: HttpRequest, error: ValidationError) -> HttpResponse:
        found = [located(one) for one in error.errors[:100]]
        return problems.answer(422, problems.WRONG_FIELDS.say(), found)

    @api.exception_handler(HttpError)
    def not_json(request: HttpRequest, error: HttpError) -> HttpResponse:
        # ninja itself raises it only for a body that it cannot parse
        return problems.answer(400, problems.NOT_JSON.say())


def _install_lists(api: NinjaAPI) -> None:
    """What is wrong with what was asked, field by field."""

    @api.exception_handler(ContactRefused)
    def contact(request: HttpRequest, error: ContactRefused) -> HttpResponse:
        return problems.answer(422, problems.WRONG_FIELDS.say(), all_at(error.problems))

    @api.exception_handler(documents.DraftRefused)
    def draft(request: HttpRequest, error: documents.DraftRefused) -> HttpResponse:
        return problems.answer(422, problems.WRONG_FIELDS.say(), all_at(error.problems))

    @api.exception_handler(documents.NotReady)
    def not_ready(request: HttpRequest, error: documents.NotReady) -> HttpResponse:
        return problems.answer(422, NOT_READY.say(), [problems.shown(one) for one in error.problems])

    @api.exception_handler(SettingsRefused)
    def wrong_settings(request: HttpRequest, error: SettingsRefused) -> HttpResponse:
        places = [one.setting if one.setting == "title" else f"settings.{one.setting}" for one in error.wrong]
        found = [at(place, one.sentence) for place, one in zip(places, error.wrong, strict=True)]
        return problems.answer(422, problems.WRONG_FIELDS.say(), found)

    @api.exception_handler(UnknownBridge)
    def no_bridge(request: HttpRequest, error: UnknownBridge) -> HttpResponse:
        known = ", ".join(one.key for one in BRIDGES)
        found = at("bridge", NO_SUCH_BRIDGE.say(found=error.key, expected=known))
        return problems.answer(422, problems.WRONG_FIELDS.say(), [found])

    @api.exception_handler(outbox.NothingToSend)
    def nothing(request: HttpRequest, error: outbox.NothingToSend) -> HttpResponse:
        left = [
            LocatedProblem(
                code=one["code"],
                layer="outbox",
                place=one["number"] or one["document"],
                message=render_stored(one["code"], one["values"]),
            )
            for one in error.left_out
        ]
        return problems.answer(422, error.sentence, left)


def _edited_meanwhile(request: HttpRequest, error: Any) -> HttpResponse:
    """412 for whoever asked by If-Match (RFC 9110 section 13.1.1), else 409."""
    return problems.answer(412 if own_headers.IF_MATCH in request.headers else 409, error.sentence)


def _said(status: int, place: str) -> Answering:
    def answering(request: HttpRequest, error: Any) -> HttpResponse:
        sentence: Sentence = error.sentence
        return problems.answer(status, sentence, [at(place, sentence)] if place else [])

    return answering


def _plain(status: int, sentence: Sentence) -> Answering:
    def answering(request: HttpRequest, error: Any) -> HttpResponse:
        return problems.answer(status, sentence)

    return answering
