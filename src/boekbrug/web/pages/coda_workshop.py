"""CODA workshop: look into a file, convert it, take names out of it, for anybody here. Nothing is kept."""

from __future__ import annotations

import json
import secrets
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from boekbrug.business.people.language import render as say
from boekbrug.formats import workshop
from boekbrug.formats.checking import refusal
from boekbrug.formats.recognise import Kind, recognise
from boekbrug.formats.shown_name import shown_name
from boekbrug.formats.spreadsheets import TooManyRows, csv_bytes, xlsx_bytes
from boekbrug.web.access import PersonRequest, person
from boekbrug.web.downloads import attachment
from boekbrug.web.pages import coda_workshop_rows as rows
from boekbrug.web.pages.workshop_files import Refused, most_megabytes, sent

READ_BYTES_MAX = 5 * 1024 * 1024  # looked into while somebody waits; larger ones are for the command line
RECORDS_MAX = 1000
_KEY_BYTES = 32
_ENDINGS = {"json": ".json", "csv": ".csv", "xlsx": ".xlsx", "coda": ".cod", "anonymous": ".cod"}


@person("GET", "POST")
def page(request: PersonRequest) -> HttpResponse:
    """Show the workshop; look into the file that was sent, or hand it back in another form."""
    if request.method != "POST":
        return _page(request)
    encoding = request.POST.get("encoding")
    encoding = encoding if encoding in workshop.ENCODINGS else None
    act = request.POST.get("act", "")
    try:
        file = _sent(request)
        content = _content(file)
        if act in _ENDINGS:
            made = _made(request, content, act, encoding)
            return attachment(made, name=_name(file.name or "", act))
    except Refused as refused:
        return _page(request, status=refused.status, refusal=refused.text)
    seen = workshop.view(
        content, encoding=encoding, is_strict="strict" in request.POST, records_max=RECORDS_MAX
    )
    return _page(request, look=rows.look(seen, _language()))


def _page(request: PersonRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "encodings": workshop.ENCODINGS,
        "encoding": request.POST.get("encoding", ""),
        "is_strict": "strict" in request.POST,
        "most_megabytes": most_megabytes(READ_BYTES_MAX),
        **more,
    }
    return render(request, "coda_workshop.html", context, status=status)


def _sent(request: PersonRequest) -> UploadedFile[Any]:
    return sent(
        request,
        READ_BYTES_MAX,
        missing=_("No file came with this. Choose a CODA file."),
        too_large=_(
            "The file has {size} MB; the workshop takes {most} MB. Use `boekbrug show`, `convert` or "
            "`anonymise` on the command line."
        ),
    )


def _content(file: UploadedFile[Any]) -> bytes:
    content: bytes = file.read()
    kind = recognise(content, file.name or "")
    if kind is Kind.EMPTY:
        raise Refused(say(refusal(kind).sentence))
    if kind is not Kind.CODA:
        raise Refused(_("This is no CODA file. Choose the file with the statements of your bank."))
    return content


def _made(request: PersonRequest, content: bytes, act: str, encoding: str | None) -> bytes:
    """Return the file in another form. Raises Refused."""
    if act == "anonymous":
        return workshop.anonymised(content, secrets.token_bytes(_KEY_BYTES), encoding=encoding)
    if act == "json":
        data = workshop.file_data(workshop.view(content, encoding=encoding), say)
        return json.dumps(data, indent=2, ensure_ascii=False).encode()
    try:
        if act == "coda":
            return workshop.as_coda(content, encoding=encoding)
        table = workshop.movement_table(content, translate=gettext, language=_language(), encoding=encoding)
        return b"".join(csv_bytes(table)) if act == "csv" else xlsx_bytes(table, made_at=request.now)
    except workshop.NotConverted as refused:
        raise Refused(say(refused.sentence)) from refused
    except TooManyRows as refused:
        raise Refused(_("The file has too many movements for a workbook. Choose CSV.")) from refused


def _name(name: str, act: str) -> str:
    """Return what a download is called; an anonymous file says nothing about where it came from."""
    stem = "anonymous" if act == "anonymous" else PurePath(shown_name(name)).stem
    return f"{stem}{_ENDINGS[act]}"


def _language() -> str:
    return (get_language() or "en")[:2]
