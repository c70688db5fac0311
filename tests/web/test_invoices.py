"""The pages of invoices: list, form, detail, issuing, files."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boekbrug.business.documents import actions
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from tests.business.documents.making import customer, draft, give_account
from tests.cast import Cast


@pytest.fixture
def kept(cast: Cast, now: dt.datetime) -> Document:
    """A draft in the atelier, which can be paid."""
    give_account(cast.atelier)
    with tenant.enter(cast.atelier):
        return actions.save_draft(draft=draft(customer(now)), actor=cast.actor(cast.an), now=now)


def address(cast: Cast, name: str, *more: str) -> str:
    """The address of a page in the atelier."""
    return reverse(name, args=[cast.atelier.public_id, *more])


def typed(kept: Document, *rows: tuple[str, str, str], **values: Any) -> dict[str, Any]:
    """What a browser sends for rows of description, quantity and price, with an empty row after them."""
    assert kept.contact
    listed = [*rows, ("", "", "")]
    return {
        "kind": "SALE",
        "contact": kept.contact.public_id,
        "issued_on": "2026-03-16",
        "due_on": "15/04/2026",
        "language": "nl",
        "line_description": [row[0] for row in listed],
        "line_quantity": [row[1] for row in listed],
        "line_unit_code": ["HUR"] * len(listed),
        "line_unit_price": [row[2] for row in listed],
        "line_vat": ["S|21"] * len(listed),
        "act": "save",
        **values,
    }


def test_an_invoice_is_made_seen_and_issued(client: Client, cast: Cast, kept: Document) -> None:
    client.force_login(cast.an)

    made = client.post(
        address(cast, "invoice-new"), typed(kept, ("Kast", "2", "1.234,56"), ("Uren", "1,5", "45,125"))
    )
    seen = client.get(made["Location"]).content.decode()
    public_id = made["Location"].rstrip("/").rsplit("/", 1)[1]
    issued = client.post(address(cast, "invoice-issue", public_id), {"version": "1"})
    done = client.get(issued["Location"]).content.decode()

    assert "2026-0001" in seen
    assert "3.069,54" in seen  # 2 x 1.234,56 + 67,69 is 2.536,81; with 21 % of that, 532,73
    assert address(cast, "invoice-file", public_id, "pdf") in done
    with tenant.enter(cast.atelier):
        assert Document.objects.get(public_id=public_id).number == "2026-0001"


@pytest.mark.parametrize("language", ["fr", "de", "en"])
def test_a_document_speaks_the_language_of_its_customer(
    client: Client, cast: Cast, kept: Document, language: str
) -> None:
    client.force_login(cast.an)
    assert kept.contact
    with tenant.enter(cast.atelier):
        type(kept.contact).objects.filter(pk=kept.contact.pk).update(language=language)

    made = client.post(address(cast, "invoice-new"), typed(kept, ("Kast", "1", "10"), language=""))
    chosen = client.post(address(cast, "invoice-new"), typed(kept, ("Kast", "1", "10"), language="nl"))

    with tenant.enter(cast.atelier):
        ids = [one["Location"].rstrip("/").rsplit("/", 1)[1] for one in (made, chosen)]
        assert [Document.objects.get(public_id=one).language for one in ids] == [language, "nl"]


def test_a_refusal_stands_at_its_row_and_nothing_typed_is_lost(
    client: Client, cast: Cast, kept: Document
) -> None:
    client.force_login(cast.an)
    wrong = typed(kept, ("Kast", "twee", "1.234,56"), ("", "1", "5"), note="Dank u", due_on="ooit")

    answer = client.post(address(cast, "invoice-new"), wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    for text in ('value="twee"', 'value="1.234,56"', "Dank u", "twee is", "ooit is"):
        assert text in page
    assert page.count('aria-invalid="true"') == 2  # the sentences of the checks follow once all can be read


def test_rows_come_and_go_without_losing_the_rest(client: Client, cast: Cast, kept: Document) -> None:
    client.force_login(cast.an)
    rows = (("Kast", "1", "10"), ("Stoel", "1", "20"))

    more = client.post(address(cast, "invoice-new"), typed(kept, *rows, act="add")).content.decode()
    fewer = client.post(address(cast, "invoice-new"), typed(kept, *rows, act="remove-0")).content.decode()

    assert more.count('name="line_description"') == 6
    assert ('value="Kast"' in more, 'value="Kast"' in fewer, 'value="Stoel"' in fewer) == (True, False, True)


def test_totals_follow_while_typing(client: Client, cast: Cast, kept: Document) -> None:
    client.force_login(cast.an)

    page = client.post(
        address(cast, "invoice-sums"), typed(kept, ("Kast", "3", "0,03"), ("", "x", "1"))
    ).content.decode()

    assert "0,11" in page
    assert '<output id="net-0" hx-swap-oob="true">0,09</output>' in page


def test_the_preview_is_a_picture_or_says_what_is_missing(client: Client, cast: Cast, kept: Document) -> None:
    client.force_login(cast.an)

    shown = client.post(address(cast, "invoice-look"), typed(kept, ("Kast", "1", "10"))).content.decode()
    missing = client.post(address(cast, "invoice-look"), typed(kept)).content.decode()

    assert "data:image/png;base64,iVBOR" in shown
    assert "data:image/png" not in missing
    assert "note warn" in missing


def test_the_pdf_of_a_draft_is_shown_but_runs_nothing(client: Client, cast: Cast, kept: Document) -> None:
    client.force_login(cast.an)

    answer = client.get(address(cast, "invoice-preview", kept.public_id))

    assert answer.content.startswith(b"%PDF")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_a_download_that_a_browser_never_runs(
    client: Client, cast: Cast, kept: Document, now: dt.datetime
) -> None:
    with tenant.enter(cast.atelier):
        actions.issue(document=kept, actor=cast.actor(cast.an), now=now)
    client.force_login(cast.an)

    answer = client.get(address(cast, "invoice-file", kept.public_id, "ubl"))

    assert answer["Content-Disposition"] == 'attachment; filename="2026-0001.xml"'
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_draft_that_was_changed_after_it_was_seen_is_not_issued(
    client: Client, cast: Cast, kept: Document
) -> None:
    client.force_login(cast.an)
    client.post(address(cast, "invoice-edit", kept.public_id), typed(kept, ("Ander", "1", "1"), version="1"))

    answer = client.post(address(cast, "invoice-issue", kept.public_id), {"version": "1"})

    assert answer.status_code == 422
    with tenant.enter(cast.atelier):
        assert Document.objects.get().number == ""


def test_a_draft_that_is_not_ready_says_why(client: Client, cast: Cast, kept: Document) -> None:
    cast.atelier.enterprise_number = ""
    cast.atelier.save(update_fields=["enterprise_number"])
    client.force_login(cast.an)

    seen = client.get(address(cast, "invoice", kept.public_id)).content.decode()
    answer = client.post(address(cast, "invoice-issue", kept.public_id))

    assert address(cast, "invoice-issue", kept.public_id) not in seen
    assert answer.status_code == 422


def test_a_credit_note_starts_with_what_it_corrects(
    client: Client, cast: Cast, kept: Document, now: dt.datetime
) -> None:
    with tenant.enter(cast.atelier):
        actions.issue(document=kept, actor=cast.actor(cast.an), now=now)
    client.force_login(cast.an)

    page = client.get(address(cast, "invoice-new"), {"of": kept.public_id}).content.decode()

    assert 'value="SALE_CREDIT"' in page
    assert 'value="2026-0001"' in page
    assert "Houten toonbank" in page


def test_the_list_filters_adds_up_and_runs_as_many_queries_for_one_as_for_many(
    client: Client, cast: Cast, kept: Document, now: dt.datetime, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.an)
    client.get(address(cast, "invoices"))  # the visit of this hour is written once
    with CaptureQueriesContext(connection) as few:
        client.get(address(cast, "invoices"))
    with tenant.enter(cast.atelier):
        assert kept.contact
        for _number in range(5):
            one = actions.save_draft(draft=draft(kept.contact), actor=cast.actor(cast.an), now=now)
            actions.issue(document=one, actor=cast.actor(cast.an), now=now)

    with django_assert_num_queries(len(few)):
        page = client.get(address(cast, "invoices"), {"standing": "open"}).content.decode()
    totals = client.get(address(cast, "invoices-totals"), {"standing": "open"}).content.decode()

    assert page.count(">2026-000") == 5
    assert "605,00" in totals


def test_a_draft_is_thrown_away(client: Client, cast: Cast, kept: Document) -> None:
    client.force_login(cast.an)

    client.post(address(cast, "invoice-discard", kept.public_id))

    with tenant.enter(cast.atelier):
        assert not Document.objects.exists()


OF_ONE = ["invoice", "invoice-edit", "invoice-preview", "invoice-issue", "invoice-discard"]


@pytest.mark.parametrize(
    "name", ["invoices", "invoices-totals", "invoice-new", "invoice-sums", "invoice-look", *OF_ONE]
)
def test_dirk_finds_nothing(client: Client, cast: Cast, kept: Document, name: str) -> None:
    client.force_login(cast.dirk)
    more = [kept.public_id] if name in OF_ONE else []
    send = (
        client.post
        if name in ("invoice-sums", "invoice-look", "invoice-issue", "invoice-discard")
        else client.get
    )

    assert send(address(cast, name, *more)).status_code == 404
    if more:
        assert send(reverse(name, args=[cast.dirks.public_id, *more])).status_code == 404
    assert client.get(address(cast, "invoice-file", kept.public_id, "pdf")).status_code == 404
    with tenant.enter(cast.atelier):
        assert Document.objects.get().number == ""
