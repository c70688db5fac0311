"""Import: take files in, see what became of each, and add the accounts that they wait for."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from boekbrug.belgium import iban as ibans
from boekbrug.business.banking import actions as banking
from boekbrug.business.documents.queries import by_public_ids
from boekbrug.business.dossiers.rights import Access, Right
from boekbrug.business.files.free_space import NoRoom
from boekbrug.business.files.queries import content_of
from boekbrug.business.inbox import actions, queries
from boekbrug.business.inbox.models import Intake
from boekbrug.business.people.language import render as say
from boekbrug.business.timeline.queries import events_about
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.downloads import attachment
from boekbrug.web.pages import importing_rows as rows
from boekbrug.web.parts import happenings

IN_REQUEST_BYTES_MAX = 1024 * 1024  # of all files of one request together; the rest is for a worker
PAGE_ROWS = 50
TOO_LARGE, UNPROCESSABLE, NO_ROOM = 413, 422, 507
_ROW_KEY = re.compile(r"\d{1,18}", re.ASCII)


@dossier(Right.HAND_IN, "GET", "POST")
def page(request: DossierRequest) -> HttpResponse:
    """Show what came in, and take files in."""
    if request.method != "POST":
        return _list(request)
    uploaded = request.FILES.getlist("files")
    if not uploaded:
        return _list(request, refusal=_("No file came with this. Choose one or more files."), status=422)
    try:
        taken = _receive_all(request, uploaded)
    except actions.TooLarge as refused:
        return _list(request, refusal=say(refused.sentence), status=TOO_LARGE)
    except NoRoom as refused:
        return _list(request, refusal=say(refused.sentence), status=NO_ROOM)
    home = request.access.dossier.public_id
    if len(taken) == 1:
        return redirect("intake", dossier=home, intake=taken[0].public_id)
    return redirect("import", dossier=home)


@dossier(Right.HAND_IN)
def detail(request: DossierRequest, intake: str) -> HttpResponse:
    """Show one file: its parts, its problems with their place, its story."""
    return _detail(request, _found(request.access, intake))


@dossier(Right.HAND_IN)
def progress(request: DossierRequest, intake: str) -> HttpResponse:
    """Say how far a file is; the page of one file loads itself again at the end, a list shows the state."""
    found = _found(request.access, intake)
    row = rows.intake_row(found, request.access.dossier.public_id)
    is_list = "list" in request.GET
    answer = render(request, "importing_progress.html", {"row": row, "suffix": "?list" if is_list else ""})
    if found.is_finished and not is_list:
        answer["HX-Refresh"] = "true"
    return answer


@dossier(Right.HAND_IN)
def download(request: DossierRequest, intake: str) -> HttpResponse:
    """Hand over the original, byte for byte, as a download that a browser never runs."""
    found = _found(request.access, intake)
    return original_answer(content_of(found.file), found.name)


@dossier(Right.IMPORT_BANK, "POST")
def adopt(request: DossierRequest, intake: str) -> HttpResponse:
    """Add the account that a file waits for, and take in what waits for it."""
    found = _found(request.access, intake)
    try:
        actions.adopt_account(
            intake=found,
            iban=request.POST.get("iban", ""),
            currency=request.POST.get("currency", ""),
            name=request.POST.get("name", ""),
            actor=request.actor,
            now=request.now,
        )
    except (ibans.NotAnIban, banking.NotACurrency) as refused:
        return _list(request, refusal=say(refused.sentence), status=UNPROCESSABLE)
    except NoRoom as refused:
        return _list(request, refusal=say(refused.sentence), status=NO_ROOM)
    return redirect("intake", dossier=request.access.dossier.public_id, intake=found.public_id)


def original_answer(content: bytes, name: str) -> HttpResponse:
    """Return kept bytes as an attachment under the name that they came with."""
    return attachment(content, name=name)


def _receive_all(request: DossierRequest, uploaded: list[UploadedFile[Any]]) -> list[Intake]:
    """Keep every file before any is read; none when one is too large. Raises inbox.actions.TooLarge."""
    for one in uploaded:
        if (one.size or 0) > settings.UPLOAD_BYTES_MAX:
            raise actions.TooLarge(one.name or "", one.size or 0)
    left, taken, small = IN_REQUEST_BYTES_MAX, [], []
    for one in uploaded:
        is_small = (one.size or 0) <= left
        intake = actions.receive(
            content=one.read(),
            name=one.name or "",
            actor=request.actor,
            now=request.now,
            hold_seconds=30 if is_small else 0,
        )
        taken.append(intake)
        if is_small:
            left -= one.size or 0
            small.append(intake)
    for intake in small:
        actions.process(intake=intake, actor=request.actor, now=request.now)
    return taken


def _sees_all(access: Access) -> bool:
    """Whether somebody sees what others handed in; who sees no bank or purchases sees their own files."""
    return access.may(Right.SEE_BANK) and access.may(Right.SEE_PURCHASES)


def _found(access: Access, public_id: str) -> Intake:
    intake = queries.intake_by_public_id(public_id)
    if intake is None:
        raise Http404
    if not _sees_all(access) and intake.received_by_id != access.person.pk:
        raise PermissionDenied
    return intake


def _list(request: DossierRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    access = request.access
    home = access.dossier.public_id
    by = None if _sees_all(access) else access.person
    found = queries.intakes(key=_key(request.GET.get("older", "")), by=by, limit=PAGE_ROWS)
    older = (
        urlencode({"older": f"{found.next_key[0].isoformat()}~{found.next_key[1]}"}) if found.next_key else ""
    )
    context = {
        "refusal": refusal,
        "rows": [rows.intake_row(one, home) for one in found.rows],
        "waiting": rows.waiting_accounts(queries.quarantine(), home) if access.may(Right.SEE_BANK) else [],
        "may_adopt": access.may(Right.IMPORT_BANK),
        "older": f"?{older}" if older else "",
        "newer": reverse("import", args=[home]) if request.GET.get("older") else "",
    }
    answer = render(request, "importing.html", context, status=status)
    if refusal:
        answer["X-Sentence"] = quote(refusal)
    return answer


def _detail(request: DossierRequest, intake: Intake) -> HttpResponse:
    access, home = request.access, request.access.dossier.public_id
    context: dict[str, Any] = {
        "intake": intake,
        "row": rows.intake_row(intake, home),
        "size_kilobytes": -(-intake.file.size_bytes // 1024),
        "results": rows.result_rows(intake, request, _document_pages(access, intake)),
        "problems": rows.placed_problems(intake),
        "waiting": rows.waiting_accounts([intake, *queries.members(intake)], home)
        if access.may(Right.SEE_BANK)
        else [],
        "may_adopt": access.may(Right.IMPORT_BANK),
        "happenings": happenings(events_about("intake", intake.public_id)),
    }
    return render(request, "importing_detail.html", context)


def _document_pages(access: Access, intake: Intake) -> dict[str, str]:
    """Return the address name of each document that came of an intake, for who may see its page."""
    documents = by_public_ids([one["document"] for one in intake.results if one.get("document")])
    sides = {True: (Right.SEE_SALES, "invoice"), False: (Right.SEE_PURCHASES, "purchase")}
    return {one.public_id: sides[one.is_sale][1] for one in documents if access.may(sides[one.is_sale][0])}


def _key(text: str) -> queries.Key | None:
    """Return where a page of intakes ended, as its address says; nonsense begins at the top."""
    moment, _sign, number = text.partition("~")
    try:
        at = dt.datetime.fromisoformat(moment)
        at = at.astimezone(dt.UTC) if at.tzinfo else at
    except (ValueError, OverflowError):
        return None
    return (at, int(number)) if at.tzinfo and _ROW_KEY.fullmatch(number) else None
