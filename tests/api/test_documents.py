"""Documents by programs: draft, change, issue, files, lists."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from tests.api.program import Program, places, problem
from tests.business.documents.making import customer, give_account
from tests.business.outbox.making import invoice
from tests.cast import Cast

LINE = {"description": "Houten toonbank", "quantity": "2", "unit_price": "100.00"}


@pytest.fixture
def draft(cast: Cast, now: dt.datetime) -> dict[str, Any]:
    """What a program gives for a draft of 242 euros."""
    give_account(cast.atelier)
    with tenant.enter(cast.atelier):
        contact = customer(now).public_id
    return {"contact": contact, "issued_on": "2026-03-16", "lines": [LINE]}


def test_a_draft_is_made_changed_and_issued(bram: Program, draft: dict[str, Any]) -> None:
    made = bram.post("/documents", draft, expect=201)
    more = {**draft, "lines": [LINE, {**LINE, "vat_rate": "6"}], "version": made["version"]}
    changed = bram.call("PUT", f"/documents/{made['id']}", more).json()
    issued = bram.post(f"/documents/{made['id']}/issue", {"version": changed["version"]})

    assert (made["state"], made["net"], made["vat"], made["total"]) == ("DRAFT", "200.00", "42.00", "242.00")
    assert made["due_on"] == "2026-04-15"
    assert changed["total"] == "454.00"
    assert (issued["state"], issued["number"]) == ("FINAL", "2026-0001")
    assert len(issued["reference"]) == 12
    assert [one["rate"] for one in issued["vat_lines"]] == ["21", "6"]


def test_a_draft_speaks_the_language_of_its_customer_unless_said(an: Program, cast: Cast) -> None:
    Dossier.objects.filter(pk=cast.atelier.pk).update(language="fr")
    customer_id = an.post("/contacts", {"name": "Boulangerie"}, expect=201)["id"]
    plain = {"contact": customer_id, "issued_on": "2026-03-16", "lines": [LINE]}

    assert an.get(f"/contacts/{customer_id}")["language"] == "fr"
    assert an.post("/documents", plain, expect=201)["language"] == "fr"
    assert an.post("/documents", {**plain, "language": "de"}, expect=201)["language"] == "de"


def test_the_files_of_a_document_are_attachments(an: Program, draft: dict[str, Any]) -> None:
    made = an.post("/documents", draft, expect=201)
    before = an.call("GET", f"/documents/{made['id']}/pdf")
    an.post(f"/documents/{made['id']}/issue")

    ubl, pdf = (an.call("GET", f"/documents/{made['id']}/{form}") for form in ("ubl", "pdf"))

    assert before.status_code == 404
    assert ubl.content.startswith(b"<?xml")
    assert pdf.content.startswith(b"%PDF")
    for response, name in ((ubl, "2026-0001.xml"), (pdf, "2026-0001.pdf")):
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response["X-Content-Type-Options"] == "nosniff"


def test_what_was_issued_cannot_change(an: Program, draft: dict[str, Any]) -> None:
    made = an.post("/documents", draft, expect=201)
    an.post(f"/documents/{made['id']}/issue")

    for method, path, given in (
        ("PUT", "", {**draft, "version": made["version"]}),
        ("DELETE", "", None),
        ("POST", "/issue", None),
    ):
        refusal = an.refused(method, f"/documents/{made['id']}{path}", given, status=409)
        assert refusal["code"] == "document-already-issued"


def test_a_draft_that_somebody_changed_is_a_conflict(an: Program, draft: dict[str, Any]) -> None:
    made = an.post("/documents", draft, expect=201)
    an.call("PUT", f"/documents/{made['id']}", {**draft, "version": made["version"]})

    late = an.refused("PUT", f"/documents/{made['id']}", {**draft, "version": made["version"]}, status=409)
    issue = an.refused("POST", f"/documents/{made['id']}/issue", {"version": made["version"]}, status=409)

    assert late["code"] == issue["code"] == "draft-edited-meanwhile"


def test_a_draft_is_thrown_away(an: Program, draft: dict[str, Any]) -> None:
    made = an.post("/documents", draft, expect=201)

    response = an.call("DELETE", f"/documents/{made['id']}")

    assert (response.status_code, response.content) == (204, b"")
    assert an.call("GET", f"/documents/{made['id']}").status_code == 404


def test_a_document_that_others_would_refuse_is_not_issued(an: Program) -> None:
    contact = an.post("/contacts", {"name": "Zonder btw-nummer"}, expect=201)["id"]
    shifted = {**LINE, "vat_category": "AE", "vat_rate": "0"}  # VAT is shifted to whoever has a VAT number
    draft = {"contact": contact, "issued_on": "2026-03-16", "lines": [shifted]}
    made = an.post("/documents", draft, expect=201)

    refusal = an.refused("POST", f"/documents/{made['id']}/issue", status=422)

    assert refusal["code"] == "api-document-not-ready"
    assert {one["code"] for one in refusal["problems"]} == {one["code"] for one in made["problems"]}


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"contact": "zzzzzzzzzzzzz"}, "contact"),
        ({"issued_on": "16/03/2026"}, "issued_on"),
        ({"issued_on": "9999-12-31"}, "issued_on"),
        ({"due_on": "2026-01-01"}, "due_on"),
        ({"lines": []}, "lines"),
        ({"lines": [{**LINE, "quantity": "0"}]}, "lines.0.quantity"),
        ({"lines": [{**LINE, "unit_price": "-1"}]}, "lines.0.unit_price"),
        ({"lines": [LINE, {**LINE, "vat_category": "AE"}]}, "lines.1.vat"),
        ({"lines": [{**LINE, "unit_price": 1.1}]}, "lines.0.unit_price"),
        ({"lines": [{**LINE, "unit_price": "999999999999", "quantity": "999999999999"}]}, "lines.0.quantity"),
        ({"lines": [{**LINE, "discount": "1"}]}, "lines.0.discount"),
        ({"kind": "PURCHASE"}, "kind"),
        ({"language": "xx"}, "language"),
    ],
)
def test_a_wrong_field_of_a_draft_is_named(
    an: Program, draft: dict[str, Any], given: dict[str, Any], place: str
) -> None:
    refusal = an.refused("POST", "/documents", {**draft, **given}, status=422)

    assert place in places(refusal)


def test_lists_filter_and_page(an: Program, cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        for number in ("A1", "A2", "A3"):
            invoice(number, now)
        invoice("F-9", now, kind=Kind.PURCHASE)

    first = an.get("/documents?limit=2&standing=open&period=2026-Q1")
    second = an.get(f"/documents?limit=2&standing=open&period=2026-Q1&after={first['next']}")

    assert [one["number"] for one in first["documents"] + second["documents"]] == ["A3", "A2", "A1"]
    assert [one["number"] for one in an.get("/documents?side=purchases")["documents"]] == ["F-9"]
    assert an.get("/documents?period=2025")["documents"] == []
    assert an.get("/documents?standing=paid")["documents"] == []
    assert places(an.refused("GET", "/documents?period=soon", status=422)) == ["period"]
    assert places(an.refused("GET", "/documents?standing=late", status=422)) == ["standing"]


def test_an_employee_sees_their_own_sales_and_no_purchases(
    bram: Program, cast: Cast, now: dt.datetime
) -> None:
    with tenant.enter(cast.atelier):
        sale, of_others = invoice("A1", now).public_id, invoice("A2", now).public_id
        purchase = invoice("F-9", now, kind=Kind.PURCHASE).public_id
        Document.objects.filter(public_id=sale).update(made_by=cast.bram)

    assert [one["id"] for one in bram.get("/documents")["documents"]] == [sale]
    assert bram.call("GET", f"/documents/{of_others}").status_code == 404
    assert bram.get(f"/documents/{sale}")["payments"] == []
    assert bram.call("GET", "/documents?side=purchases").status_code == 403
    for path in ("", "/ubl", "/pdf"):
        assert problem(bram.call("GET", f"/documents/{purchase}{path}"))["code"] == "api-not-found"


def test_a_stranger_gets_nothing_of_a_document(an: Program, dirk: Program, draft: dict[str, Any]) -> None:
    made = an.post("/documents", draft, expect=201)

    for method, path, given in (
        ("GET", "", None), ("GET", "/pdf", None), ("POST", "/issue", None), ("DELETE", "", None),
        ("PUT", "", {**draft, "version": 1}),
    ):  # fmt: skip
        known = dirk.call(method, f"/documents/{made['id']}{path}", given)
        unknown = dirk.call(method, f"/documents/zzzzzzzzzzzzz{path}", given)
        assert known.status_code == unknown.status_code == 404
        assert known.content == unknown.content
