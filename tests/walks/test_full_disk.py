"""A full disk at every door: one sentence, 507 or exit code 2, nothing kept; the same goes in later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from boekbrug.business.dossiers import tenant
from boekbrug.business.files import free_space
from boekbrug.business.files.free_space import NO_ROOM
from boekbrug.business.inbox import actions as inbox
from boekbrug.business.inbox.models import Intake, State
from boekbrug.business.people.models import Person
from boekbrug.business.watching import telling
from boekbrug.workers.engine import Engine, JobKind
from boekbrug.workers.imports import IMPORT
from tests.api.program import Program, problem
from tests.business.banking.sheets import IBAN, day, file_of, sheet
from tests.business.inbox.hand import Hand
from tests.cast import Cast
from tests.cli.typing_in import boekbrug
from tests.faults.small_disk import small_disk_or_skip
from tests.web.test_contacts import TYPED

FILE = file_of(sheet(1, opening=100, amounts=(50, 20), since=day(1), on=day(2)))
SAID = NO_ROOM.text
TOO_MUCH = 10**15  # a reserve that no disk has


@pytest.fixture(params=["reserve", "full"])
def no_room(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Iterator[Any]:
    """A disk below its reserve, or one on which no byte fits any more; called, it makes room."""
    if request.param == "reserve":
        earlier, settings.DISK_RESERVE_BYTES = settings.DISK_RESERVE_BYTES, TOO_MUCH
        yield lambda: setattr(settings, "DISK_RESERVE_BYTES", earlier)
        return
    (tmp_path / "kept").mkdir()
    with small_disk_or_skip(tmp_path / "kept", megabytes=2) as disk:
        settings.BLOBS = disk.folder
        disk.fill(leave_kibibytes=0)
        yield disk.make_room


@pytest.fixture
def client() -> Client:
    """A browser that sees what a person sees, also of an error."""
    return Client(raise_request_exception=False)


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("bank.cod", FILE)


def test_the_page_refuses_and_takes_it_in_later(cast: Cast, client: Client, no_room: Any) -> None:
    client.force_login(cast.an)
    home = reverse("import", args=[cast.atelier.public_id])

    answer = client.post(home, {"files": upload()}, headers={"Accept-Language": "en"})

    assert answer.status_code == 507
    assert unquote(answer.headers["X-Sentence"])
    assert unquote(answer.headers["X-Sentence"]) in answer.content.decode()
    assert not Intake.across.exists()
    assert client.get(home).status_code == 200  # reading goes on
    no_room()
    assert client.post(home, {"files": upload()}).status_code == 302


def test_the_api_refuses_and_takes_it_in_later(an: Program, no_room: Any) -> None:
    address, headers = f"{an.inside}/intake", {**an.headers, "Idempotency-Key": "a"}

    answer = an.client.post(address, {"files": upload()}, headers=headers)

    assert answer.status_code == 507
    details = problem(answer)
    assert (details["code"], details["detail"]) == ("files-no-room", SAID)
    assert an.get("/intake")["intakes"] == []
    no_room()
    assert an.client.post(address, {"files": upload()}, headers=headers).status_code == 201


def test_the_command_line_refuses_and_takes_it_in_later(cast: Cast, tmp_path: Path, no_room: Any) -> None:
    (tmp_path / "bank.cod").write_bytes(FILE)
    words = ("import", tmp_path / "bank.cod", "--dossier", cast.atelier.public_id)

    done = boekbrug("--language", "en", *words)

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", SAID + "\n")
    no_room()
    assert boekbrug(*words).exit_code == 1  # taken in; it waits for its account


@pytest.fixture
def no_page_more(db: None) -> Iterator[None]:
    """A database that may grow no more."""
    if connection.vendor != "sqlite":
        pytest.skip("The largest size of a database can be set on SQLite only.")
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        yield
        cursor.execute("PRAGMA max_page_count = 4294967294")


def test_any_other_page_says_the_same(cast: Cast, client: Client, no_page_more: None) -> None:
    client.force_login(cast.an)
    address = reverse("contact-new", args=[cast.atelier.public_id])

    answers = [client.post(address, TYPED | {"name": f"{number} {'x' * 80}"}) for number in range(60)]

    assert {one.status_code for one in answers} <= {302, 507}
    assert answers[-1].status_code == 507


def test_a_worker_pauses_and_goes_on_by_itself(cast: Cast, now: dt.datetime, settings: Any) -> None:
    with tenant.enter(cast.atelier):
        hand = Hand(cast, cast.an, now)
        hand.add_account(IBAN)
        waiting = hand.receive(FILE, hold_seconds=0)
    engine = Engine([IMPORT])
    earlier, settings.DISK_RESERVE_BYTES = settings.DISK_RESERVE_BYTES, TOO_MUCH
    assert engine.do_a_round() is False
    assert Intake.across.get(pk=waiting.pk).state == State.RECEIVED

    settings.DISK_RESERVE_BYTES = earlier

    assert engine.do_a_round() is True
    found = Intake.across.get(pk=waiting.pk)
    assert (found.state, found.problems) == (State.IMPORTED, [])


def test_only_what_makes_room_runs_on_the_last_of_the_reserve(settings: Any, db: None) -> None:
    done: list[str] = []
    kinds = [
        JobKind(need.name, lambda _now, need=need: bool(done.append(need.name)), needs=need)  # type: ignore[misc]
        for need in free_space.Room
    ]
    for times in (2, 100):
        settings.DISK_RESERVE_BYTES = free_space.free_bytes() * times
        Engine(kinds).do_a_round()

    assert done == ["CLEAN_UP", "END", "CLEAN_UP"]


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_fills_in_the_middle_costs_no_try(
    cast: Cast, now: dt.datetime, tmp_path: Path, settings: Any
) -> None:
    (tmp_path / "kept").mkdir()
    with small_disk_or_skip(tmp_path / "kept", megabytes=2) as disk, tenant.enter(cast.atelier):
        settings.BLOBS = disk.folder
        hand = Hand(cast, cast.an, now)
        intake = hand.receive(archive(), "twelve.zip", hold_seconds=0)
        disk.fill(leave_kibibytes=0)
        for _ in range(7):  # more often than a file may break off
            done = inbox.process(intake=intake, **hand.by)
            assert [one["code"] for one in done.problems] == ["inbox-waits-for-room"]
        disk.make_room()

        assert inbox.finish_due(now=now + dt.timedelta(minutes=2)) == 1
        assert (
            Intake.objects.get(pk=intake.pk).state == State.REFUSED
        )  # read to its end: it holds no statement


def archive() -> bytes:
    from tests.business.inbox.hand import zip_of

    return zip_of({f"{number}.txt": b"x" * 9000 for number in range(12)})


def test_the_operators_hear_of_it_once(cast: Cast, now: dt.datetime, settings: Any) -> None:
    settings.WORKERS = 0
    Person.objects.filter(pk=cast.an.pk).update(is_operator=True, language="en")
    earlier, settings.DISK_RESERVE_BYTES = settings.DISK_RESERVE_BYTES, TOO_MUCH

    told = [telling.look_and_tell(now=now + dt.timedelta(minutes=number)) for number in range(3)]

    assert told == [1, 0, 0]
    assert "nothing new is taken in" in mail.outbox[0].body
    settings.DISK_RESERVE_BYTES = earlier
    assert telling.look_and_tell(now=now + dt.timedelta(minutes=5)) == 1


@pytest.fixture
def an(cast: Cast) -> Program:
    """An's program in her own dossier."""
    return Program(cast.atelier, cast.an)
