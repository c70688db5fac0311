"""Sending by programs: connections, previews, batches, and what became of each document."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from boekbrug.business.connections import actions as connections
from boekbrug.business.connections.queries import connection
from boekbrug.business.documents.models import Kind
from boekbrug.business.dossiers import tenant
from boekbrug.business.outbox import queries, work
from boekbrug.business.people.actor import PROGRAM
from tests.api.program import Program, moments_have_an_offset, places
from tests.business.outbox.making import invoice
from tests.cast import Cast

NO_ROW = "zzzzzzzzzzzzz"


@pytest.fixture
def ids(cast: Cast, now: dt.datetime, settings: Any, tmp_path: Path) -> list[str]:
    """Two invoices of 121 euros and a credit note of 21 in March 2026; returns their ids."""
    settings.FOLDER_ROOTS = [tmp_path / "deliveries"]
    with tenant.enter(cast.atelier):
        rows = [
            invoice("A1", now),
            invoice("A2", now),
            invoice("C1", now, kind=Kind.SALE_CREDIT, total=21_000),
        ]
        return [row.public_id for row in rows]


@pytest.fixture
def route(an: Program) -> str:
    """A ZIP connection; returns its id."""
    made: str = an.post("/connections", {"bridge": "zip", "title": "ZIP"}, expect=201)["id"]
    return made


def deliver(cast: Cast, batch: str) -> None:
    """Let a worker do what waits."""
    with tenant.enter(cast.atelier):
        row = queries.batch(batch)
        assert row is not None
        work.run_batch(batch=row)


def test_a_connection_is_added_and_listed_with_its_bridges(an: Program) -> None:
    made = an.post(
        "/connections",
        {"bridge": "email", "title": "Yuki", "settings": {"to": "boekhouding@example.be"}},
        expect=201,
    )

    listed = an.get("/connections")

    zipped, mailed = listed["connections"]
    assert (zipped["bridge"], mailed) == ("zip", made)
    assert made["settings"]["to"] == "boekhouding@example.be"
    assert {"zip", "folder", "email"} <= {one["bridge"] for one in listed["bridges"]}


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"bridge": "pigeon"}, "bridge"),
        ({"title": " "}, "title"),
        ({"settings": {"to": "nobody"}}, "settings.to"),
        ({"settings": {"to": "a@example.be", "via": "x"}}, "settings.via"),
        ({"settings": {}}, "settings.to"),
        ({"settings": []}, "settings"),
    ],
)
def test_a_wrong_setting_is_named(an: Program, given: dict[str, Any], place: str) -> None:
    asked = {"bridge": "email", "title": "Yuki", "settings": {"to": "a@example.be"}, **given}

    assert places(an.refused("POST", "/connections", asked, status=422)) == [place]


def test_a_preview_changes_nothing(an: Program, ids: list[str], route: str) -> None:
    shown = an.post("/deliveries/preview", {"connection": route, "period": "2026-03"})
    chosen = an.post("/deliveries/preview", {"connection": route, "documents": [ids[0], NO_ROW]})

    assert (shown["count"], shown["total"]) == (3, "221.00")
    assert {one["kind"]: one["total"] for one in shown["totals"]} == {
        "SALE": "242.00",
        "SALE_CREDIT": "21.00",
    }
    assert [one["number"] for one in chosen["documents"]] == ["A1"]
    assert [one["document"] for one in chosen["left_out"]] == [NO_ROW]
    assert an.get("/deliveries")["deliveries"] == []


def test_a_period_leaves_once_and_the_zip_is_there(
    an: Program, cast: Cast, ids: list[str], route: str
) -> None:
    sent = an.post("/deliveries", {"connection": route, "period": "2026-03"}, expect=202)
    early = an.refused("GET", f"/batches/{sent['id']}/zip", status=409)
    deliver(cast, sent["id"])
    done = an.get(f"/batches/{sent['id']}")
    zipped = an.call("GET", f"/batches/{sent['id']}/zip")
    again = an.refused("POST", "/deliveries", {"connection": route, "period": "2026-03"}, status=422)

    assert (sent["count"], sent["is_done"], sent["title"]) == (3, False, "2026-03")
    assert early["code"] == "api-no-zip-yet"
    assert again["code"] == "outbox-nothing-to-send"
    assert again["detail"].startswith("Nothing can leave: every chosen document")
    assert done["progress"]["delivered"] == 3
    assert {one["state"] for one in done["deliveries"]} == {"DELIVERED"}
    assert moments_have_an_offset(done["deliveries"][0]["ended_at"])
    assert len(zipfile.ZipFile(io.BytesIO(zipped.content)).namelist()) >= 3
    assert zipped["Content-Disposition"] == 'attachment; filename="2026-03.zip"'
    assert sorted(places(again)) == ["A1", "A2", "C1"]


def test_one_document_goes_once(an: Program, ids: list[str], route: str) -> None:
    an.post("/deliveries", {"connection": route, "documents": [ids[0]]}, expect=202)

    refusal = an.refused("POST", "/deliveries", {"connection": route, "documents": [ids[0]]}, status=409)

    assert refusal["code"] in {"outbox-on-its-way", "outbox-already-sent"}


def test_deliveries_come_in_pages_and_by_state(an: Program, ids: list[str], route: str) -> None:
    an.post("/deliveries", {"connection": route, "documents": ids}, expect=202)

    first = an.get("/deliveries?limit=2")
    second = an.get(f"/deliveries?limit=2&after={first['next']}")

    assert sorted(one["document"] for one in first["deliveries"] + second["deliveries"]) == sorted(ids)
    assert second["next"] is None
    assert len(an.get("/deliveries?state=ON_ITS_WAY")["deliveries"]) == 3
    assert an.get("/deliveries?state=DELIVERED")["deliveries"] == []


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"connection": NO_ROW, "period": "2026-03"}, "connection"),
        ({"period": "soon"}, "period"),
        ({"period": "2026-03", "documents": [NO_ROW]}, "period"),
        ({}, "period"),
        ({"documents": []}, "documents"),
        ({"documents": [NO_ROW]}, NO_ROW),
    ],
)
def test_what_cannot_be_sent_says_why(an: Program, route: str, given: dict[str, Any], place: str) -> None:
    refusal = an.refused("POST", "/deliveries", {"connection": route, **given}, status=422)

    assert places(refusal) == [place]


def test_a_connection_that_is_off_sends_nothing(
    an: Program, cast: Cast, ids: list[str], route: str, now: dt.datetime
) -> None:
    with tenant.enter(cast.atelier):
        row = connection(route)
        assert row is not None
        connections.switch_off(connection=row, actor=PROGRAM, now=now)

    refusal = an.refused("POST", "/deliveries", {"connection": route, "documents": ids}, status=409)

    assert refusal["code"] == "api-connection-is-off"


def test_a_stranger_reaches_neither_batch_nor_documents(
    an: Program, dirk: Program, ids: list[str], route: str
) -> None:
    sent = an.post("/deliveries", {"connection": route, "documents": ids}, expect=202)

    for path in ("", "/zip"):
        known, unknown = (dirk.call("GET", f"/batches/{one}{path}") for one in (sent["id"], NO_ROW))
        assert known.status_code == unknown.status_code == 404
        assert known.content == unknown.content
    own = dirk.post("/connections", {"bridge": "zip", "title": "ZIP"}, expect=201)["id"]
    stolen = dirk.refused("POST", "/deliveries", {"connection": own, "documents": ids[:1]}, status=422)
    assert stolen["problems"][0]["code"] == "outbox-no-such-document"
    assert places(
        dirk.refused("POST", "/deliveries", {"connection": route, "documents": ids}, status=422)
    ) == ["connection"]
