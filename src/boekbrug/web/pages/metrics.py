"""The figures of this installation, for the program with which the operator watches it."""

from __future__ import annotations

from importlib.util import find_spec

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from boekbrug.business.watching.figures import all_figures
from boekbrug.web.access import scraper
from boekbrug.web.measuring import MEASURED


@scraper()
def page(request: HttpRequest) -> HttpResponse:
    """Say everything; there is no such page without the extra `metrics`."""
    if find_spec("prometheus_client") is None:
        raise Http404
    from boekbrug.web.exposition import written  # noqa: PLC0415  the extra may be absent

    figures = all_figures(now=timezone.now())
    text, media_type = written(figures, MEASURED.copy(), accepts=request.headers.get("Accept", ""))
    return HttpResponse(text, content_type=media_type)
