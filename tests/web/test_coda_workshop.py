"""The CODA workshop: for anybody who logged in; it looks, converts and takes names out, and keeps nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from boekbrug.formats import coda
from boekbrug.formats.spreadsheets.reader import read_csv, read_xlsx
from boekbrug.web.pages import coda_workshop
from tests.cast import Cast
from tests.formats.coda import cases
from tests.formats.workshop import files

ADDRESS = "/workshop/coda/"
FULL = coda.write([files.full()])
WRONG = FULL.replace(b"0000000001000000", b"0000000001000001", 1)


def send(client: Client, content: bytes, act: str = "look", **more: str) -> Any:
    """Send a file to the workshop."""
    file = SimpleUploadedFile("VANDERSTEEN maart.cod", content)
    return client.post(ADDRESS, {"file": file, "act": act, **more})


@pytest.fixture
def dirk(client: Client, cast: Cast) -> Client:
    """Dirk has no dossier with anybody else, and may use the workshop."""
    client.force_login(cast.dirk)
    return client


def test_a_visitor_is_asked_to_log_in(client: Client, db: None) -> None:
    assert client.get(ADDRESS).status_code == 302
    assert send(client, FULL).status_code == 302


def test_every_record_stands_beside_its_line(dirk: Client) -> None:
    page = send(dirk, WRONG).content.decode()

    assert page.count('<tr id="r') == WRONG.count(b"\n")
    assert "PETERSELIE EN DOCHTERS" in page
    assert "MANDAAT-8813" in page
    assert 'class="m nw lv1"' in page


def test_a_problem_links_to_its_line(dirk: Client) -> None:
    page = send(dirk, WRONG)

    (problem,) = page.context["look"].problems
    assert (problem.columns, problem.place) == ((43, 57), f"{problem.line}:43–57")
    assert f"<code>coda-balance-differs</code> {problem.line}:43–57" in page.content.decode()
    assert f'<a href="#r{problem.line}">' in page.content.decode()
    assert f'<tr id="r{problem.line}" class="bad">' in page.content.decode()


def test_the_file_comes_back_in_other_forms(dirk: Client) -> None:
    answers = {act: send(dirk, FULL, act) for act in ("json", "csv", "xlsx", "coda", "anonymous")}
    made = {act: answer.content for act, answer in answers.items()}

    assert {answer["Content-Disposition"].partition(";")[0] for answer in answers.values()} == {"attachment"}
    assert json.loads(made["json"])["statements"][0]["account"] == cases.ACCOUNT
    assert len(read_csv(made["csv"])) == len(read_xlsx(made["xlsx"])) == 8
    assert made["coda"] == FULL
    assert files.problems(made["anonymous"]) == []
    assert [one for one in files.said(FULL) if one.encode() in made["anonymous"]] == []
    assert "VANDERSTEEN" not in answers["anonymous"]["Content-Disposition"]


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"", 422, "empty"),
        (b"%PDF-1.7 x", 422, "no CODA file"),
        (b"x" * (5 * 1024**2 + 1), 413, "6 MB; the workshop takes 5 MB"),
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


def test_nothing_sent_and_a_file_with_errors_are_told(dirk: Client) -> None:
    assert dirk.post(ADDRESS, {"act": "look"}).status_code == 422
    assert send(dirk, WRONG, "coda").status_code == 422


def test_strict_and_an_encoding_are_heard(dirk: Client) -> None:
    data = FULL.replace(b"DANK U", b"caf\x82 U", 1) + b"\x1a"

    loose, strict = send(dirk, data, encoding="cp850"), send(dirk, data, encoding="nonsense", strict="on")

    assert "café U" in loose.content.decode()
    assert loose.context["look"].problems == []
    assert [one.tone for one in strict.context["look"].problems] == ["bad"]


def test_nothing_is_kept(dirk: Client) -> None:
    def count() -> dict[str, int]:
        return {
            one.__name__: getattr(one, "across", one._base_manager).count()
            for one in apps.get_models()
            if one.__name__ != "Session"
        }

    before = count()
    for act in ("look", "json", "anonymous"):
        send(dirk, FULL, act)

    assert count() == before


def test_a_long_file_shows_its_first_lines_and_every_problem(
    dirk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coda_workshop, "RECORDS_MAX", 4)

    look = send(dirk, WRONG).context["look"]

    assert [one.line for one in look.records] == [1, 2, 3, 4, look.problems[0].line]
    assert look.is_cut
