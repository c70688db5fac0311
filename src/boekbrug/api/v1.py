"""The API: version 1, OpenAPI 3.1 at /api/v1/openapi.json."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from boekbrug import __version__
from boekbrug.api import (
    connections,
    contacts,
    deliveries,
    description,
    documents,
    dossier,
    drafts,
    intake,
    matching,
    operations,
    own_headers,
    problems,
    refusals,
    repeating,
    statements,
    timeline,
    visits,
)
from boekbrug.api.parsing import StrictParser
from boekbrug.business.files import free_space

SUBJECTS = (
    dossier,
    intake,
    statements,
    matching,
    contacts,
    documents,
    drafts,
    connections,
    deliveries,
    timeline,
    visits,
)
_METHOD_NOT_ALLOWED = 405


class Api(NinjaAPI):
    """An API in which every refusal is a problem document, also that of an address or a method."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._descriptions: dict[str, OpenAPISchema] = {}

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        patterns = super()._get_urls()
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = _shaped(pattern.callback)
        return [*patterns[:-1], re_path(r"^.*$", _nothing_here), patterns[-1]]

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the description; refusals have a media type of their own (RFC 9457 section 6.1).

        It is made once: it takes half a second, and anybody may ask for it.
        """
        key = repr(sorted(options.items()))
        if key not in self._descriptions:
            self._descriptions[key] = self._describe(**options)
        return self._descriptions[key]

    def _describe(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        description.complete(schema, [(_title(one), _about(one)) for one in SUBJECTS])
        return schema


def _title(module: Any) -> str:
    return str(module.subject.title)


def _about(module: Any) -> str:
    """What a subject is about: the first sentence of its module."""
    return str(module.__doc__).strip().splitlines()[0]


def _shaped(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say in our shape that a method does nothing at an address."""

    def shaped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_long = request.path.endswith(operations.LONG)
        answer = partial(own_headers.adding, request, partial(view, request, *args, **kwargs))
        try:
            response = repeating.answering(request, answer, is_long=is_long)
        except Exception as failed:  # where no handler of ninja stands: the row of the key that is sent again
            if not free_space.is_why(failed):
                raise
            response = problems.no_room()
        for name, value in getattr(request, "limits", {}).items():
            response.headers.setdefault(name, value)
        if response.status_code != _METHOD_NOT_ALLOWED:
            return response
        takes = response.headers.get("Allow", "")
        said = problems.NO_SUCH_METHOD.say(found=request.method or "–", expected=takes)
        refusal = problems.answer(_METHOD_NOT_ALLOWED, said)
        refusal.headers["Allow"] = takes
        return refusal

    return csrf_exempt(shaped)  # programs come with a key and never with a cookie


@csrf_exempt
def _nothing_here(request: HttpRequest) -> HttpResponse:
    return problems.answer(404, problems.NOT_FOUND.say())


def _make() -> Api:
    made = Api(title="Boekbrug", version=__version__, docs_url=None, parser=StrictParser())
    refusals.install(made)
    for router in dict.fromkeys(module.subject.router for module in SUBJECTS):
        made.add_router("", router)
    return made


api = _make()


def describe() -> OpenAPISchema:
    """Return the OpenAPI description as programs get it."""
    return api.get_openapi_schema(path_prefix="/api/v1/")
