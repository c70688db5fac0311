"""E-invoice workshop: what an e-invoice says, for anybody who logged in. Nothing is kept."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from boekbrug.business.people.language import render as say
from boekbrug.formats.checking import INVOICES, refusal
from boekbrug.formats.recognise import Kind, recognise
from boekbrug.web.access import PersonRequest, person
from boekbrug.web.addresses import small_number
from boekbrug.web.pages import invoice_viewer
from boekbrug.web.pages.workshop_files import Refused, most_megabytes, sent

READ_BYTES_MAX = 10 * 1024 * 1024  # looked into while somebody waits; larger ones are for the command line


@person("GET", "POST")
def page(request: PersonRequest) -> HttpResponse:
    """Show the workshop; look into the file that was sent, or hand back a file that is inside it."""
    if request.method != "POST":
        return _page(request)
    try:
        content = _content(_sent(request))
    except Refused as refused:
        return _page(request, status=refused.status, refusal=refused.text)
    if (wanted := small_number(request.POST.get("attachment", ""))) is not None:
        return invoice_viewer.attachment_answer(content, wanted)
    return _page(request, looks=invoice_viewer.look(content))


def _page(request: PersonRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"most_megabytes": most_megabytes(READ_BYTES_MAX), **more}
    return render(request, "invoice_workshop.html", context, status=status)


def _sent(request: PersonRequest) -> UploadedFile[Any]:
    return sent(
        request,
        READ_BYTES_MAX,
        missing=_("No file came with this. Choose an e-invoice."),
        too_large=_("The file has {size} MB; the workshop takes {most} MB. Use `boekbrug show` instead."),
    )


def _content(file: UploadedFile[Any]) -> bytes:
    content: bytes = file.read()
    kind = recognise(content, file.name or "")
    if kind is Kind.EMPTY:
        raise Refused(say(refusal(kind).sentence))
    if kind not in INVOICES:
        raise Refused(_("This is no e-invoice. Choose the XML or the PDF that your supplier sent."))
    return content
