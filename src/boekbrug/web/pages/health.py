"""Health for the machine that watches: alive, and ready to work."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from boekbrug.business import schema
from boekbrug.web.access import public


@public("GET")
def live(request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


@public("GET")
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether the database answers too, and is of this version."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    if schema.GUARD.found is not schema.Standing.SAME:
        return JsonResponse({"status": "the database is of another version"}, status=503)
    return JsonResponse({"status": "ok"})
