"""Declare an operation once: its address, its right, what it takes and gives, and how it may refuse."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, get_args, get_type_hints

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import Router, Status, UploadedFile
from ninja.signature.utils import get_path_param_names

from boekbrug.api import own_headers, repeating
from boekbrug.api.access import ApiRequest, Key
from boekbrug.api.description import refusals_of
from boekbrug.api.field_problems import UNKNOWN
from boekbrug.api.fields import Given
from boekbrug.api.problems import WRONG_FIELDS, ProblemDetails, Refused, at
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.rights import Right

DOSSIER = "/dossiers/{dossier}"
JSON = "application/json"
MULTIPART = "multipart/form-data"
FILE_POLICY = "default-src 'none'; sandbox"
LONG = ("/intake", "/adopt-account")  # addresses of acts that last longer than a transaction may
View = Callable[..., Any]


class Subject:
    """The operations of one subject; `api` takes its `router`."""

    def __init__(self, title: str) -> None:
        self.title, self.router = title, Router(tags=[title])

    def operation(
        self,
        method: str,
        path: str,
        *rights: Right,
        gives: Any = None,
        status: int = 200,
        file: str = "",
        made_at: str = "",
        is_versioned: bool = False,
    ) -> Callable[[View], View]:
        """Bind a view to an address inside a dossier, for keys with at least one of the rights.

        The view runs inside the dossier. `gives` is the shape of its answer, or `file` the media type of
        the file that it hands over. `made_at` is where the row that it makes is found; `is_versioned` says
        that it heeds If-Match.
        """

        def bind(view: View) -> View:
            guarded, takes = _inside(view, DOSSIER + path), _taken(view)
            refused = refusals(method, takes=takes, is_file=bool(file), is_versioned=is_versioned)
            self.router.api_operation(
                [method],
                DOSSIER + path,
                auth=Key(*rights, takes=takes),
                response={status: gives, **refused},
                operation_id=view.__name__,
                summary=(view.__doc__ or "").strip().splitlines()[0].rstrip("."),
                description=inspect.cleandoc(view.__doc__ or ""),
                openapi_extra=_of_file(file) if file else None,
            )(_with_status(guarded, status, made_at))
            return view

        return bind


def refusals(method: str, **what: Any) -> dict[int, Any]:
    """Return the shapes of what an operation may refuse, by status."""
    return dict.fromkeys(refusals_of(method, **what), ProblemDetails)


def attachment(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """Return a file as a download that a browser never runs; `name` is safe for a header."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Content-Security-Policy": FILE_POLICY,
            "X-Content-Type-Options": "nosniff",
        },
    )


def _inside(view: View, path: str) -> View:
    """Run a view inside the dossier of the request; queries that it does not know are refused."""
    own = _typed_parameters(view)
    in_path = get_path_param_names(path)
    known = {one.name for one in own} - in_path

    @wraps(view)
    def guarded(request: ApiRequest, **values: Any) -> Any:
        if unknown := sorted(set(request.GET) - known):
            raise Refused(422, WRONG_FIELDS.say(), [at(name[:60], UNKNOWN.say()) for name in unknown[:20]])
        values.pop("dossier", None)
        with tenant.enter(request.access.dossier, **request.access.limits):
            answered = repeating.begin(request)
            return view(request, **values) if answered is None else answered

    dossier = inspect.Parameter("dossier", inspect.Parameter.KEYWORD_ONLY, annotation=str)
    guarded.__signature__ = inspect.Signature([*own, dossier])  # type: ignore[attr-defined]
    return guarded


def _with_status(view: View, status: int, made_at: str) -> View:
    @wraps(view)
    def answering(request: ApiRequest, **values: Any) -> Any:
        result = view(request, **values)
        if isinstance(result, HttpResponse):
            return result
        own_headers.note(request, result, made_at)
        return Status(status, result)

    return answering


def _typed_parameters(view: View) -> list[inspect.Parameter]:
    """The parameters of a view with their annotations evaluated, as the framework wants them."""
    hints = get_type_hints(view, include_extras=True)
    parameters = inspect.signature(view).parameters.values()
    return [one.replace(annotation=hints.get(one.name, one.annotation)) for one in parameters]


def _taken(view: View) -> str:
    """The media type of the body that a view takes, or nothing."""
    hints = list(get_type_hints(view).values())
    kinds = [*hints, *(part for one in hints for part in get_args(one))]
    if any(inspect.isclass(one) and issubclass(one, Given) for one in kinds):
        return JSON
    return MULTIPART if list[UploadedFile] in hints else ""


def _of_file(media_type: str) -> dict[str, Any]:
    content = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": "The file", "content": content}}}
