"""The e-invoice workshop and the viewer of a purchase: all that a file says, and nothing of it runs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from boekbrug.business.documents.actions.receiving import receive
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.business.files.actions import store
from boekbrug.formats import einvoice, invoice_pdf
from boekbrug.formats.einvoice.recognition import ENVELOPE_NAMESPACE
from boekbrug.web.middleware.headers import DOWNLOAD_POLICY
from boekbrug.web.pages import invoice_viewer
from tests.business.documents.making import incoming
from tests.cast import Cast
from tests.formats.einvoice.invoices import an_invoice

ADDRESS = "/workshop/invoices/"
SCRIPT = "<script>alert(1)</script>"
PAGE = einvoice.Attachment("../<b>x</b>.html", "text/html", b"<script>alert(2)</script>")
FILE = einvoice.write_bis3(an_invoice(notes=(SCRIPT,), attachments=(PAGE,)))
UNREAD = FILE.replace(b"<cbc:IssueDate>", b"<cbc:Vreemd>&lt;i&gt;</cbc:Vreemd><cbc:IssueDate>")


def send(client: Client, content: bytes, **more: str) -> Any:
    """Send a file to the workshop."""
    return client.post(ADDRESS, {"file": SimpleUploadedFile("factuur.xml", content), **more})


def envelope(*documents: bytes) -> bytes:
    """Documents in one SBDH envelope."""
    inside = b"".join(one.partition(b"?>")[2] for one in documents)
    return b'<StandardBusinessDocument xmlns="%s">%s</StandardBusinessDocument>' % (
        ENVELOPE_NAMESPACE.encode(),
        inside,
    )


@pytest.fixture
def dirk(client: Client, cast: Cast) -> Client:
    """Dirk has no dossier with anybody else, and may use the workshop."""
    client.force_login(cast.dirk)
    return client


@pytest.fixture
def bought(cast: Cast, now: dt.datetime) -> Document:
    """An invoice of a supplier in the atelier, with a file in it."""
    with tenant.enter(cast.atelier):
        content = einvoice.write_bis3(incoming(cast.atelier, attachments=(PAGE,)))
        invoice = einvoice.read(content).invoice
        assert invoice
        file = store(content=content, now=now)
        return receive(invoice=invoice, file=file, actor=cast.actor(cast.an), now=now).document


def test_a_visitor_is_asked_to_log_in(client: Client, db: None) -> None:
    assert client.get(ADDRESS).status_code == 302
    assert send(client, FILE).status_code == 302


def test_all_of_an_invoice_is_shown_and_nothing_of_it_runs(dirk: Client) -> None:
    page = send(dirk, UNREAD).content.decode()

    assert "F-2026-001" in page
    assert "Voorbeeldbouw BV" in page
    assert "BT-31" in page
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "/Invoice/cbc:Vreemd" in page


def test_what_was_not_read_links_to_its_line(dirk: Client) -> None:
    answer = send(dirk, UNREAD)

    (unread,) = answer.context["looks"][0].unread
    assert f'<a href="#r{unread.line}">' in answer.content.decode()
    assert f'<tr id="r{unread.line}">' in answer.content.decode()


def test_a_file_with_errors_shows_them_and_its_lines(dirk: Client) -> None:
    look = send(dirk, FILE.replace(b">F-2026-001<", b"><")).context["looks"][0]

    assert look.seen is None
    assert [one.tone for one in look.problems] == ["bad"]
    assert look.line_count == FILE.rstrip().count(b"\n") + 1


def test_a_file_whose_sums_differ_is_a_page_below_what_is_wrong(dirk: Client) -> None:
    content = FILE.replace(b">51.07<", b">52.07<")

    answer = send(dirk, content)

    page = answer.content.decode()
    assert answer.context["looks"][0].seen is not None
    assert page.index("problems-title1") < page.index("summary-title1") < page.index("lines-title1")
    assert send(dirk, content, attachment="1").content == PAGE.content


def test_a_file_inside_is_saved_and_never_run(dirk: Client) -> None:
    answer = send(dirk, FILE, attachment="1")

    assert answer.content == PAGE.content
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == DOWNLOAD_POLICY
    assert answer["Content-Disposition"] == 'attachment; filename="b-.html.bin"'


@pytest.mark.parametrize("number", ["0", "2", "999999999"])
def test_a_file_that_is_not_there_is_not_found(dirk: Client, number: str) -> None:
    assert send(dirk, FILE, attachment=number).status_code == 404


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"", 422, "empty"),
        (b"0000001", 422, "no e-invoice"),
        (b"<" + b"x" * (10 * 1024**2 + 1), 413, "has 11 MB; the workshop takes 10 MB"),
    ],
)
def test_what_cannot_be_looked_into_is_told(
    dirk: Client, cast: Cast, content: bytes, status: int, said: str
) -> None:
    cast.dirk.language = "en"
    cast.dirk.save()

    answer = send(dirk, content)

    assert answer.status_code == status
    assert said in answer.content.decode()
    assert dirk.post(ADDRESS).status_code == 422


def test_nothing_is_kept(dirk: Client) -> None:
    def count() -> dict[str, int]:
        return {
            one.__name__: getattr(one, "across", one._base_manager).count()
            for one in apps.get_models()
            if one.__name__ != "Session"
        }

    before = count()
    send(dirk, FILE)
    send(dirk, FILE, attachment="1")

    assert count() == before


def test_a_long_file_shows_its_first_lines_and_those_that_are_named(
    dirk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invoice_viewer, "RAW_LINES_MAX", 2)

    look = send(dirk, UNREAD).context["looks"][0]

    assert [one.number for one in look.raw] == [1, 2, look.unread[0].line]
    assert look.is_cut


def test_a_long_line_is_cut_and_says_so(dirk: Client) -> None:
    big = einvoice.Attachment("a.pdf", "application/pdf", b"%PDF" * 1000)

    look = send(dirk, einvoice.write_bis3(an_invoice(attachments=(big,)))).context["looks"][0]

    assert max(len(one.text) for one in look.raw) == 400
    assert max(one.left_out for one in look.raw) > 4000


def test_a_pdf_with_an_invoice_inside_shows_the_lines_of_its_xml(dirk: Client) -> None:
    invoice = an_invoice()
    pdf = invoice_pdf.make(invoice, language="nl", style=invoice_pdf.Style(), ubl=FILE)

    (look,) = send(dirk, pdf).context["looks"]

    assert look.seen.title.endswith("F-2026-001")
    assert look.raw[0].text.startswith("<?xml")
    assert look.line_count == FILE.rstrip().count(b"\n") + 1


def test_a_purchase_shows_its_file_as_it_came(client: Client, cast: Cast, bought: Document) -> None:
    client.force_login(cast.an)
    home, key = cast.atelier.public_id, bought.public_id

    page = client.get(reverse("purchase", args=[home, key])).content.decode()
    shown = client.get(reverse("purchase-original", args=[home, key])).content.decode()
    file = client.get(reverse("purchase-attachment", args=[home, key, 1]))

    assert reverse("purchase-original", args=[home, key]) in page
    assert "Houthandel Vlaanderen" in shown
    assert reverse("purchase-attachment", args=[home, key, 1]) in shown
    assert (file.content, file["Content-Type"]) == (PAGE.content, "application/octet-stream")
    assert client.get(reverse("purchase-attachment", args=[home, key, 2])).status_code == 404


@pytest.mark.parametrize("name", ["purchase-original", "purchase-attachment"])
def test_bram_and_dirk_see_nothing_of_it(client: Client, cast: Cast, bought: Document, name: str) -> None:
    more = [bought.public_id, *([1] if name == "purchase-attachment" else [])]
    for person, dossier, status in (
        (cast.bram, cast.atelier, 403),
        (cast.dirk, cast.atelier, 404),
        (cast.dirk, cast.dirks, 404),
    ):
        client.force_login(person)
        assert client.get(reverse(name, args=[dossier.public_id, *more])).status_code == status


def test_every_document_of_an_envelope_is_shown_with_its_own_files(dirk: Client) -> None:
    answer = send(dirk, envelope(FILE, UNREAD))

    first, second = answer.context["looks"]
    page = answer.content.decode()
    assert first.seen == second.seen
    assert [bool(one.raw) for one in (first, second)] == [True, False]
    assert 'name="attachment" value="2"' in page
    assert send(dirk, envelope(FILE, UNREAD), attachment="2").content == PAGE.content
    (unread,) = second.unread
    assert f'<tr id="r{unread.line}">' in page


def test_long_lists_are_cut_on_the_page_and_say_so(dirk: Client, cast: Cast) -> None:
    cast.dirk.language = "en"
    cast.dirk.save()
    files = tuple(einvoice.Attachment(f"{at}.csv", "text/csv", b"x") for at in range(1_000))
    content = einvoice.write_bis3(an_invoice(attachments=files))
    unread = b"".join(b"<cbc:V%d>x</cbc:V%d>" % (at, at) for at in range(300))
    sent = content.replace(b"<cbc:IssueDate>", unread + b"<cbc:IssueDate>")

    answer = send(dirk, sent)

    page, (look,) = answer.content.decode(), answer.context["looks"]
    assert page.count('name="attachment"') == 200
    assert "… and 800 more" in page
    assert "… and 100 more" in page
    assert "300 parts that Boekbrug has no place for" in page
    assert (len(look.unread), look.unread_count) == (200, 300)
    assert send(dirk, sent, attachment="1000").content == b"x"
