"""The look of a dossier's documents: its colour, and its logo put up or taken off."""

from __future__ import annotations

import base64
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from boekbrug.business.dossiers.rights import Right
from boekbrug.business.looks import actions, queries
from boekbrug.business.people.language import render as said
from boekbrug.formats.colours import ColourRefused
from boekbrug.formats.pictures import BYTES_MAX, TOO_LARGE, PictureRefused
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.pages.settings import tabs


@dossier(Right.SEE_DOSSIER, "GET", "POST")
def page(request: DossierRequest) -> HttpResponse:
    """Show the look; keep what was changed, and say what could not be."""
    may_edit = request.access.may(Right.EDIT_DOSSIER)
    if request.method != "POST":
        return _page(request, may_edit=may_edit)
    if not may_edit:
        raise PermissionDenied
    try:
        _change(request)
    except ColourRefused as refused:
        return _page(request, may_edit=True, accent_error=said(refused.sentence))
    except PictureRefused as refused:
        return _page(request, may_edit=True, logo_error=said(refused.sentence))
    messages.success(request, _("Kept. Documents that were issued keep the look that they have."))
    return redirect("look", request.access.dossier.public_id)


def _change(request: DossierRequest) -> None:
    by: dict[str, Any] = {"actor": request.actor, "now": request.now}
    if "remove" in request.POST:
        actions.remove_logo(**by)
        return
    actions.set_accent(accent=request.POST.get("accent", ""), **by)
    picture = request.FILES.get("logo")
    if isinstance(picture, UploadedFile):
        if (picture.size or 0) > BYTES_MAX:
            raise PictureRefused(TOO_LARGE.say(found=-(-(picture.size or 0) // 1000), most=BYTES_MAX // 1000))
        actions.set_logo(content=picture.read(), **by)


def _page(
    request: DossierRequest, *, may_edit: bool, accent_error: str = "", logo_error: str = ""
) -> HttpResponse:
    look = queries.look()
    context = {
        "accent": request.POST.get("accent", look.accent),
        "logo": base64.b64encode(look.logo).decode() if look.logo else "",
        "accent_error": accent_error,
        "logo_error": logo_error,
        "may_edit": may_edit,
        "chips": tabs(request.access, "look"),
        "dossier": request.access.dossier,
    }
    return render(request, "look.html", context, status=422 if accent_error or logo_error else 200)
