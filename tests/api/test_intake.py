"""Files handed in by programs: one report per file, as the command line prints it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox import actions, reports
from boekbrug.business.inbox.models import Intake
from boekbrug.business.inbox.queries import waiting_accounts
from tests.api.program import Program, moments_have_an_offset, places, problem
from tests.business.banking.sheets import IBAN, day, file_of, sheet
from tests.cast import Cast

COMMAND_LINE_KEYS = ["id", "file", "format", "state", "problems", "results"]
BOUNDARY = "multipart/form-data; boundary=x"


@pytest.fixture
def bank_file() -> bytes:
    """One statement with two payments."""
    return file_of(sheet(1, opening=100, amounts=(50, 20), since=day(1), on=day(2)))


def test_an_unknown_account_waits_until_it_is_added(an: Program, bank_file: bytes) -> None:
    (report,) = an.hand_in(bank_cod=bank_file)

    done = an.post(f"/intake/{report['id']}/adopt-account", {"iban": IBAN, "name": "Zicht"})

    assert report["state"] == "QUARANTINE"
    assert report["problems"][0]["code"] == "inbox-unknown-account"
    assert done["state"] == "IMPORTED"
    assert an.get("/statements")["statements"][0]["closing_balance"] == "170.00"


def test_a_problem_names_its_columns_as_numbers(an: Program, bank_file: bytes) -> None:
    an.post("/accounts", {"iban": IBAN}, expect=201)

    (report,) = an.hand_in(bank_cod=bank_file.replace(b"0000000000170000", b"0000000000170001"))

    (told,) = report["problems"]
    assert (told["code"], told["place"]) == ("coda-balance-differs", "columns 43–57")
    assert told["columns"] == {"first": 43, "last": 57}


def test_every_file_gets_its_own_report(an: Program, bank_file: bytes) -> None:
    an.post("/accounts", {"iban": IBAN}, expect=201)

    reports_given = an.hand_in(bank_cod=bank_file, again_cod=bank_file, note_txt=b"hello")

    assert [one["state"] for one in reports_given] == ["IMPORTED", "KNOWN", "REFUSED"]
    assert all(list(one) == COMMAND_LINE_KEYS for one in reports_given)
    assert reports_given[2]["problems"][0]["message"]


def test_the_command_line_reports_the_same(an: Program, cast: Cast, bank_file: bytes) -> None:
    (report,) = an.hand_in(bank_cod=bank_file)

    with tenant.enter(cast.atelier):
        assert reports.report(Intake.objects.get()) == report


def test_a_file_that_is_too_large_is_reported_and_not_kept(an: Program, settings: Any) -> None:
    settings.UPLOAD_BYTES_MAX = 100

    (report,) = an.hand_in(big_cod=b"x" * 101)

    assert (report["id"], report["state"]) == (None, "REFUSED")
    assert report["problems"][0]["code"] == "inbox-too-large"
    assert list(report) == COMMAND_LINE_KEYS
    assert an.get("/intake")["intakes"] == []


def test_a_request_that_is_too_large_is_not_read(an: Program, settings: Any) -> None:
    settings.UPLOAD_BYTES_MAX = 100
    big = SimpleUploadedFile("big.cod", b"x" * (2 * 1024 * 1024))

    response = an.client.post(f"{an.inside}/intake", {"files": big}, headers=an.headers)

    assert response.status_code == 413
    assert problem(response)["code"] == "api-request-too-large"


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        ("{}", "application/json", 415, "api-wrong-content-type"),
        ("no form at all", BOUNDARY, 422, "api-wrong-fields"),
        ("x", "multipart/form-data", 400, "api-bad-multipart"),
        ("", BOUNDARY, 422, "api-wrong-fields"),
    ],
)
def test_what_is_no_form_with_files_is_refused(
    an: Program, body: str, content_type: str, status: int, code: str
) -> None:
    response = an.call("POST", "/intake", data=body, content_type=content_type)

    assert (response.status_code, problem(response)["code"]) == (status, code)


def test_a_strange_field_beside_the_files_is_refused(an: Program, bank_file: bytes) -> None:
    form = {"files": SimpleUploadedFile("a.cod", bank_file), "dossier": "x"}

    response = an.client.post(f"{an.inside}/intake", form, headers=an.headers)

    assert response.status_code == 422
    assert places(problem(response)) == ["dossier"]


def test_pages_hold_every_file_once(an: Program) -> None:
    handed_in = an.hand_in(a_txt=b"a", b_txt=b"b", c_txt=b"c")
    seen, address = [], "/intake?limit=2"
    while address:
        page = an.get(address)
        seen += [one["id"] for one in page["intakes"]]
        address = f"/intake?limit=2&after={page['next']}" if page["next"] else ""

    assert seen == [one["id"] for one in reversed(handed_in)]


def test_one_intake_tells_its_file_and_moments(an: Program, dirk: Program) -> None:
    (report,) = an.hand_in(note_txt=b"hello")

    shown = an.get(f"/intake/{report['id']}")

    assert (shown["size_bytes"], shown["channel"]) == (5, "api")
    assert moments_have_an_offset(shown["received_at"])
    assert dirk.refused("GET", f"/intake/{report['id']}", status=404)["code"] == "api-not-found"


@pytest.mark.parametrize("given", [{"iban": "BE00 1234"}, {"iban": IBAN, "currency": "euro"}])
def test_an_account_that_cannot_be_is_refused(an: Program, bank_file: bytes, given: dict[str, str]) -> None:
    (report,) = an.hand_in(bank_cod=bank_file)

    refusal = an.refused("POST", f"/intake/{report['id']}/adopt-account", given, status=422)

    assert places(refusal) == [list(given)[-1]]


def test_every_sample_ends_as_it_does_elsewhere(an: Program, cast: Cast, shared: Path) -> None:
    samples = [path for path in sorted((shared / "samples" / "coda").rglob("*")) if path.is_file()]
    by_hand: dict[str, Any] = {"actor": cast.actor(cast.dirk), "now": cast.dirks.created_at}

    assert samples
    for path in samples:
        with tenant.enter(cast.dirks):
            intake = actions.receive(content=path.read_bytes(), name="x.cod", **by_hand)
            intake = actions.process(intake=intake, **by_hand)
            waits = waiting_accounts(intake)
            for iban, currency in waits:
                intake = actions.adopt_account(
                    intake=intake, iban=iban, currency=currency, name="", **by_hand
                )
            expected = _told(reports.report(intake))

        (report,) = an.hand_in(x_cod=path.read_bytes())
        for iban, currency in waits:
            adopt = f"/intake/{report['id']}/adopt-account"
            report = an.post(adopt, {"iban": iban, "currency": currency})

        assert _told(report) == expected, path.name


def _told(report: dict[str, Any]) -> dict[str, Any]:
    """A report without the ids of rows."""
    results = [{**one, "statement": ""} for one in report["results"]]
    return {name: report[name] for name in ("format", "state", "problems")} | {"results": results}
