"""The owner sees who was in the dossier, in the browser, by program and at the terminal; nobody else does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boekbrug.business.people.models import Person
from boekbrug.business.visits.actions import forget_written
from tests.api.program import Program
from tests.cast import Cast
from tests.cli.typing_in import boekbrug, printed

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _new_process() -> Iterator[None]:
    forget_written()
    yield
    forget_written()


def page(cast: Cast, who: Person, path: str = "settings/visits/") -> tuple[int, str]:
    client = Client()
    client.force_login(who, backend=BACKEND)
    answer = client.get(f"/d/{cast.atelier.public_id}/{path}")
    return answer.status_code, answer.content.decode()


def test_the_owner_sees_the_accountant_who_was_here(cast: Cast) -> None:
    assert page(cast, cast.carla, "invoices/")[0] == 200

    status, shown = page(cast, cast.an)

    assert status == 200
    table = shown[shown.index("<tbody>") :]
    assert "Carla Dubois" in table
    assert "Kantoor Dubois" in table


def test_nobody_else_sees_it(cast: Cast) -> None:
    assert [page(cast, who)[0] for who in (cast.bram, cast.carla, cast.bea, cast.dirk)] == [
        403,
        403,
        403,
        404,
    ]


def test_a_filter_in_the_address_leaves_others_out(cast: Cast) -> None:
    page(cast, cast.carla, "invoices/")
    page(cast, cast.an, "invoices/")

    def names(query: str) -> tuple[bool, bool]:
        shown = page(cast, cast.an, f"settings/visits/?{query}")[1]
        table = shown[shown.find("<tbody>") :] if "<tbody>" in shown else ""
        return "An Peeters" in table, "Carla Dubois" in table

    assert names(f"person={cast.carla.pk}") == (False, True)
    assert names("firm=own") == (True, False)
    assert names(f"firm={cast.office.public_id}") == (False, True)
    assert names("until=2020-01-01") == (False, False)
    assert names("since=2020-01-01") == (True, True)
    assert names("since=x&until=9999-12-31&person=x&after=1_2_3") == (True, True)


def test_a_page_more_takes_no_query_more(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.an, backend=BACKEND)
    path = f"/d/{cast.atelier.public_id}/contacts/"
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)

    assert [one["sql"] for one in captured if "visits_visit" in one["sql"]] == []


def test_a_program_and_the_terminal_list_them(cast: Cast) -> None:
    page(cast, cast.carla, "invoices/")
    an = Program(cast.atelier, cast.an)

    (first, *_) = [one for one in an.get("/visits")["visits"] if one["person"] == "Carla Dubois"]
    listed = printed(boekbrug("visits", "--dossier", cast.atelier.public_id, "--json"))

    assert (first["firm"], first["channel"]) == ("Kantoor Dubois", "web")
    assert {"Carla Dubois", "An Peeters"} == {one["person"] for one in listed}
    assert Program(cast.atelier, cast.bram).call("GET", "/visits").status_code == 403
