"""The same request sent again: one effect, one answer, also when both come at once or the server fails."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from boekbrug.api import contacts as contacts_api
from boekbrug.api import repeating
from boekbrug.api.parsing import StrictParser
from boekbrug.business.contacts.models import Contact
from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox.models import Intake
from boekbrug.business.repeats import actions
from boekbrug.business.repeats.models import Repeat
from boekbrug.business.timeline.models import Event
from tests.api.program import Program, problem
from tests.cast import Cast

CONTACT = {"name": "Bakkerij De Korrel", "city": "Brugge", "postcode": "8000", "street": "Markt 1"}


def send(program: Program, key: str, given: Any = CONTACT, path: str = "/contacts") -> Any:
    """Send a request with a key."""
    return program.call("POST", path, given, headers={"Idempotency-Key": key})


def contacts(cast: Cast) -> int:
    """How many contacts of that name there are."""
    with tenant.enter(cast.atelier):
        return Contact.objects.filter(name=CONTACT["name"]).count()


def test_the_same_request_gets_the_same_answer_and_does_nothing_again(an: Program, cast: Cast) -> None:
    first, second = send(an, "one"), send(an, "one")

    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert second.headers["Content-Type"] == first.headers["Content-Type"]
    assert contacts(cast) == 1


def test_without_a_key_each_request_counts(an: Program, cast: Cast) -> None:
    for _ in range(2):
        an.post("/contacts", CONTACT, expect=201)

    assert contacts(cast) == 2


@pytest.mark.parametrize("given", [CONTACT | {"city": "Gent"}, CONTACT | {"name": "Other"}])
def test_a_key_of_another_request_is_refused(an: Program, cast: Cast, given: dict[str, str]) -> None:
    send(an, "one")

    assert problem(send(an, "one", given))["code"] == "api-idempotency-key-of-other-request"
    assert contacts(cast) == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "sleutel\u00e9", "a\tb"])
def test_an_unusable_key_is_refused(an: Program, cast: Cast, key: str) -> None:
    answer = send(an, key)

    assert answer.status_code == 422
    assert problem(answer)["code"] == "api-idempotency-key-unusable"
    assert contacts(cast) == 0


def test_a_refusal_is_kept_too(an: Program, cast: Cast) -> None:
    first, second = (send(an, "one", CONTACT | {"vat_number": "BE0000000001"}) for _ in range(2))

    assert first.status_code == second.status_code == 422
    assert first.content == second.content
    assert contacts(cast) == 0


def test_keys_of_two_people_are_two_keys(an: Program, bram: Program, cast: Cast) -> None:
    assert [send(one, "one").status_code for one in (an, bram)] == [201, 201]
    assert contacts(cast) == 2


def test_after_thirty_days_a_key_is_new(an: Program, cast: Cast, now: dt.datetime) -> None:
    send(an, "one")
    begun = Repeat.across.get().begun_at

    assert actions.forget_old(now=begun + dt.timedelta(days=29)) == 0
    assert actions.forget_old(now=begun + dt.timedelta(days=31)) == 1
    assert send(an, "one").status_code == 201
    assert contacts(cast) == 2


def test_a_failure_of_ours_leaves_nothing_and_may_be_tried_again(
    an: Program, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = actions.keep

    def failing(**_: Any) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(repeating.actions, "keep", failing)
    with pytest.raises(RuntimeError):
        send(an, "one")
    assert contacts(cast) == 0
    with tenant.enter(cast.atelier):
        assert not Event.objects.filter(kind__startswith="contact").exists()

    monkeypatch.setattr(repeating.actions, "keep", keep)
    assert send(an, "one").status_code == 201
    assert contacts(cast) == 1


def test_a_file_that_is_handed_in_again_is_one_intake(an: Program, cast: Cast) -> None:
    def hand_in(content: bytes) -> Any:
        upload = {"files": [SimpleUploadedFile("letter.txt", content)]}
        headers = {**an.headers, "Idempotency-Key": "letter"}
        return an.client.post(f"{an.inside}/intake", upload, headers=headers)

    first, second = hand_in(b"hello"), hand_in(b"hello")

    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert hand_in(b"other").status_code == 422
    assert Intake.across.count() == 1


def test_a_long_request_that_runs_is_not_begun_again(an: Program, cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        claimed = {"key": "k", "fingerprint": "f" * 64, "person": cast.an, "is_long": True}
        actions.claim(**claimed, now=now)
        with pytest.raises(actions.StillRunning):
            actions.claim(**claimed, now=now + actions.LEASE / 2)
        again = actions.claim(**claimed, now=now + actions.LEASE * 2)

    assert again.status == 0


@pytest.mark.django_db(transaction=True)
def test_many_at_once_have_one_effect(an: Program, cast: Cast) -> None:
    threads, rounds = 6, 5
    wrong: list[str] = []
    for number in range(rounds):
        barrier, answers = threading.Barrier(threads), []

        def ask(key: str = f"race-{number}", barrier: Any = barrier, answers: Any = answers) -> None:
            barrier.wait()
            try:
                response = Client().post(
                    an.inside + "/contacts", CONTACT, content_type="application/json",
                    headers={**an.headers, "Idempotency-Key": key},
                )  # fmt: skip
                answers.append((response.status_code, response.content))
            finally:
                connection.close()

        running = [threading.Thread(target=ask) for _ in range(threads)]
        for one in running:
            one.start()
        for one in running:
            one.join()
        if len(set(answers)) != 1 or answers[0][0] != 201 or len(answers) != threads:
            wrong.append(str(answers)[:300])

    assert wrong == []
    assert contacts(cast) == rounds


def test_every_change_may_name_itself(an: Program) -> None:
    contact = an.post("/contacts", CONTACT, expect=201)
    line = {"description": "Oak table", "unit_price": "100.00"}
    draft = {"contact": contact["id"], "issued_on": "2026-03-16", "lines": [line]}
    place = f"/documents/{an.post('/documents', draft, expect=201)['id']}"
    changed = {**draft, "note": "x", "version": 1}
    for method, given in (("PUT", changed), ("DELETE", None)):
        first, again = (an.call(method, place, given, headers={"Idempotency-Key": method}) for _ in range(2))

        assert (first.status_code, first.content) == (again.status_code, again.content)
        assert first.status_code in (200, 204)
        assert again.headers["Idempotent-Replayed"] == "true"
    an.refused("DELETE", place, status=404)


def test_no_lock_is_taken_before_the_body_is_read(an: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    depths: list[bool] = []
    parse = StrictParser.parse_body

    def watched(parser: StrictParser, request: Any) -> Any:
        depths.append(len(connection.savepoint_ids) > outside)
        return parse(parser, request)

    monkeypatch.setattr(StrictParser, "parse_body", watched)
    outside = len(connection.savepoint_ids)

    assert send(an, "one").status_code == 201
    assert depths == [False]


def test_a_long_answer_is_kept_too(an: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def shown_long(row: Any) -> Any:
        facts = {**contacts_api._facts(row), "city": "x" * 2_000_000}
        return contacts_api.ContactShown(**facts, ibans=[])

    monkeypatch.setattr(contacts_api, "_shown", shown_long)
    first, again = send(an, "one"), send(an, "one")

    assert (first.status_code, again.content) == (201, first.content)
