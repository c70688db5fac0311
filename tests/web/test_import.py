"""The pages of import: upload, quarantine, what became of a file, its original."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox import actions
from boekbrug.business.inbox.models import Intake, State
from tests.business.banking.sheets import IBAN, day, file_of, sheet
from tests.business.inbox.hand import zip_of
from tests.cast import Cast
from tests.web.handing import Atelier

FIRST = sheet(1, opening=100, amounts=(20, -10), since=day(1), on=day(2))
SECOND = sheet(2, opening=110, amounts=(5,), since=day(2), on=day(3))
FILE = file_of(FIRST, SECOND)
BROKEN = FILE.replace(b"000000000005000", b"000000000006000", 1)


class Door:
    """The import page of the atelier, in An's browser."""

    def __init__(self, cast: Cast, client: Client, now: dt.datetime) -> None:
        self.cast, self.client, self.atelier = cast, client, Atelier(cast, now)
        self.home = reverse("import", args=[cast.atelier.public_id])
        client.force_login(cast.an)

    def upload(self, **files: bytes) -> Any:
        return self.client.post(
            self.home, {"files": [SimpleUploadedFile(name, content) for name, content in files.items()]}
        )

    def intakes(self) -> list[Intake]:
        with tenant.enter(self.cast.atelier):
            return list(Intake.objects.filter(parent=None).order_by("pk"))

    def address(self, name: str, intake: Intake) -> str:
        return reverse(name, args=[self.cast.atelier.public_id, intake.public_id])


@pytest.fixture
def door(cast: Cast, client: Client, now: dt.datetime) -> Door:
    """An is about to hand something in."""
    return Door(cast, client, now)


def test_one_file_leads_to_its_own_page_with_its_statements(door: Door) -> None:
    door.atelier.add_account()

    answer = door.upload(zonder_extensie=FILE)
    shown = door.client.get(answer["Location"])

    assert answer["Location"] == door.address("intake", door.intakes()[0])
    assert [one.state.tone for one in shown.context["results"]] == ["ok", "ok"]
    assert all("/bank/" in one.href for one in shown.context["results"])
    assert door.client.get(shown.context["results"][0].href).status_code == 200


def test_several_files_lead_to_the_list(door: Door) -> None:
    door.atelier.add_account()

    answer = door.upload(a=FILE, b=file_of(FIRST), c=b"geen idee")
    shown = door.client.get(answer["Location"]).context["rows"]

    assert answer["Location"] == door.home
    assert [one.state.tone for one in shown] == ["bad", "mute", "ok"]


def test_a_problem_shows_its_line_of_the_file(door: Door) -> None:
    door.atelier.add_account()
    shown = door.client.get(door.upload(bank=BROKEN)["Location"])

    placed = next(one for one in shown.context["problems"] if one.shown.code == "coda-balance-differs")

    line = "".join(one.text for one in placed.raw).replace("\N{NO-BREAK SPACE}", " ")
    assert line == BROKEN.decode("cp1252").splitlines()[placed.shown.line - 1]
    assert placed.shown.columns == (43, 57)
    assert [one.text for one in placed.raw if one.is_marked] == [line[42:57]]


def test_a_place_without_a_raw_line_is_said_in_the_language_of_the_reader(door: Door) -> None:
    door.atelier.add_account()
    door.upload(bank=BROKEN)
    with tenant.enter(door.cast.atelier):
        Intake.objects.update(format="zip")  # which shows no lines
    page = door.client.get(door.address("intake", door.intakes()[0])).content.decode()

    assert "kolommen 43–57</small>" in page
    assert "columns 43–57" not in page


def test_a_file_for_an_unknown_account_waits_first_and_is_taken_in_with_the_account(door: Door) -> None:
    door.upload(bank=FILE)
    waiting = door.client.get(door.home)
    offer = waiting.context["waiting"][0]

    answer = door.client.post(
        offer.adopt_href, {"iban": offer.iban, "currency": offer.currency, "name": "Zicht"}
    )

    assert (offer.iban, offer.file_names) == (IBAN, ["bank"])
    assert waiting.content.decode().index(IBAN[4:8]) < waiting.content.decode().index("<table")
    assert answer["Location"] == door.address("intake", door.intakes()[0])
    assert door.intakes()[0].state == State.IMPORTED
    assert door.client.get(door.home).context["waiting"] == []


def test_an_offer_with_a_wrong_number_says_why(door: Door) -> None:
    door.upload(bank=FILE)

    answer = door.client.post(
        door.address("intake-adopt", door.intakes()[0]), {"iban": "BE00", "currency": "EUR"}
    )

    assert answer.status_code == 422
    assert "BE00" in answer.content.decode()


def test_too_large_a_file_is_refused_before_any_is_kept(door: Door, settings: Any) -> None:
    settings.UPLOAD_BYTES_MAX = 1024 * 1024

    answer = door.upload(klein=FILE, groot=b"x" * (1024 * 1024 + 1))

    assert answer.status_code == 413
    assert "groot" in unquote(answer["X-Sentence"])
    assert unquote(answer["X-Sentence"]) in answer.content.decode()
    assert door.intakes() == []


def test_a_large_file_is_left_to_a_worker_and_its_page_asks_how_far_it_is(
    door: Door, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boekbrug.web.pages.importing.IN_REQUEST_BYTES_MAX", 10)
    door.atelier.add_account()

    shown = door.client.get(door.upload(bank=FILE)["Location"]).content.decode()
    intake = door.intakes()[0]
    asked = door.client.get(door.address("intake-progress", intake))
    actions.finish_due(now=dt.datetime.now(dt.UTC))
    finished = door.client.get(door.address("intake-progress", intake))

    assert intake.state == State.RECEIVED
    assert f'hx-get="{door.address("intake-progress", intake)}"' in shown
    assert ("<progress" in asked.content.decode(), "HX-Refresh" in asked) == (True, False)
    assert finished["HX-Refresh"] == "true"
    assert door.intakes()[0].state == State.IMPORTED


def test_members_of_a_zip_lead_to_their_own_page(door: Door) -> None:
    door.atelier.add_account()

    shown = door.client.get(door.upload(maart=zip_of({"a.cod": FILE, "b.txt": b"x"}))["Location"])
    members = [door.client.get(one.href) for one in shown.context["results"]]

    assert [one.status_code for one in members] == [200, 200]
    assert members[0].context["intake"].parent.name == "maart"


def test_the_original_comes_back_byte_for_byte_and_is_never_run(door: Door) -> None:
    door.upload(pagina=b"<script>alert(1)</script>")

    answer = door.client.get(door.address("intake-file", door.intakes()[0]))

    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_nothing_chosen_is_told(door: Door) -> None:
    assert door.client.post(door.home, {}).status_code == 422


def test_the_list_is_paged_by_key(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boekbrug.web.pages.importing.PAGE_ROWS", 2)
    door.upload(a=b"een", b=b"twee", c=b"drie")

    first = door.client.get(door.home)
    older = door.client.get(door.home + first.context["older"])

    assert [one.name for one in first.context["rows"]] == ["c", "b"]
    assert [one.name for one in older.context["rows"]] == ["a"]
    assert door.client.get(door.home, {"older": "2026-03-16~1"}).status_code == 200


def test_more_files_take_no_more_queries(door: Door) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            door.client.get(door.home)
        return len(captured)

    door.upload(a=b"een")
    of_one = queries()
    door.upload(b=b"twee", c=b"drie", d=FILE)

    assert queries() == of_one


def test_bram_hands_in_but_sees_only_his_own_files(door: Door) -> None:
    door.upload(bank=FILE)
    door.client.force_login(door.cast.bram)
    door.upload(van_bram=b"iets")

    hers, his = door.intakes()
    listed = door.client.get(door.home).context

    assert [one.name for one in listed["rows"]] == ["van_bram"]
    assert listed["waiting"] == []
    assert door.client.get(door.address("intake", his)).status_code == 200
    assert door.client.get(door.address("intake", hers)).status_code == 403
    assert door.client.get(door.address("intake-file", hers)).status_code == 403
    assert door.client.post(door.address("intake-adopt", hers), {"iban": IBAN}).status_code == 403


def test_dirk_finds_nothing(door: Door) -> None:
    door.upload(bank=FILE)
    intake = door.intakes()[0]
    door.client.force_login(door.cast.dirk)

    names = ("intake", "intake-progress", "intake-file")
    statuses = [door.client.get(door.address(name, intake)).status_code for name in names]
    statuses += [door.client.get(door.home).status_code, door.upload(a=b"x").status_code]
    statuses.append(door.client.post(door.address("intake-adopt", intake), {"iban": IBAN}).status_code)
    foreign = reverse("intake", args=[door.cast.dirks.public_id, intake.public_id])

    assert set(statuses) == {404}
    assert door.client.get(foreign).status_code == 404
    assert len(door.intakes()) == 1
