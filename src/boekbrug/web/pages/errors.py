"""What people see when there is no page: 403, 404 and 500."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this person's roles do not allow this."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here, whoever asks."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, without asking the database anything."""
    request_id = request.META.get("BOEKBRUG_REQUEST_ID", "")
    return HttpResponse(render_to_string("500.html", {"request_id": request_id}), status=500)
