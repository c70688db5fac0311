"""Every list is walked from page to page while rows come, change and go: each row that was there, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from boekbrug.api.v1 import describe
from boekbrug.business.dossiers import rights, tenant
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.business.visits.actions import forget_written, note_visit, write_noted
from tests.api.program import Program
from tests.business.banking.sheets import IBAN, day, file_of, sheet
from tests.business.outbox.making import invoice
from tests.cast import Cast

# Each list of the description: its address, and where in the answer its rows and their identity stand.
LISTS = {
    "list_contacts": ("/contacts", "contacts", "id"),
    "list_documents": ("/documents", "documents", "id"),
    "list_deliveries": ("/deliveries?days=3660", "deliveries", "id"),
    "list_intakes": ("/intake", "intakes", "id"),
    "list_statements": ("/statements", "statements", "id"),
    "show_statement": ("/statements/{statement}", "movements", "id"),
    "list_events": ("/timeline", "events", "number"),
    "list_visits": ("/visits", "visits", "began_at"),
}
Add = Callable[[int], None]


@pytest.fixture
def add(an: Program, cast: Cast, now: dt.datetime) -> Add:
    """Add a row to every list."""
    route = an.post("/connections", {"bridge": "zip", "title": "ZIP"}, expect=201)["id"]
    an.post("/accounts", {"iban": IBAN}, expect=201)

    access = rights.open_dossier(person=cast.an, public_id=cast.atelier.public_id, on=now.date())
    actor = Actor(cast.an, Channel.CLI)
    forget_written()

    def add_one(number: int) -> None:
        note_visit(access=access, page="", actor=actor, now=now + dt.timedelta(hours=number))
        write_noted()
        an.post("/contacts", {"name": f"Klant {number % 3}"}, expect=201)
        with tenant.enter(cast.atelier):
            document = invoice(f"A{number}", now).public_id
        an.post("/deliveries", {"connection": route, "documents": [document]}, expect=202)
        since = day(number)
        an.hand_in(bank_cod=file_of(sheet(number, opening=0, amounts=(1,) * 5, since=since, on=since)))

    return add_one


def walk(an: Program, name: str, limit: int, between: Callable[[], None]) -> tuple[list[Any], int]:
    """Walk a list to its end; return the identities in their order, and how many pages there were."""
    path, rows, key = LISTS[name]
    if "{statement}" in path:
        path = path.replace("{statement}", an.get("/statements")["statements"][-1]["id"])
    address = f"{path}{'&' if '?' in path else '?'}limit={limit}"
    seen: list[Any] = []
    after, pages = "", 0
    while after is not None and pages < 200:
        page = an.get(address + (f"&after={after}" if after else ""))
        seen += [one[key] for one in page[rows]]
        after, pages = page["next"], pages + 1
        between()
    return seen, pages


def test_every_list_of_the_description_is_walked_here() -> None:
    lists = {
        one["operationId"]
        for methods in describe()["paths"].values()
        for one in methods.values()
        if any(parameter.get("name") == "after" for parameter in one["parameters"])
    }

    assert lists == LISTS.keys()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_walk_sees_each_row_once_while_others_come(an: Program, add: Add, name: str, count: int) -> None:
    for number in range(1, count + 1):
        add(number)
    before, _ = walk(an, name, 100, lambda: None)
    more = iter(range(count + 1, 40))
    added: list[int] = []

    def add_another() -> None:
        if len(added) < 3:
            added.append(next(more))
            add(added[-1])

    for limit in (1, 2, 100):
        added.clear()
        seen, pages = walk(an, name, limit, add_another)

        assert len(seen) == len(set(seen))
        assert [one for one in seen if one in before] == before
        assert pages <= -(-len(seen) // limit) + 1


def test_a_walk_goes_on_when_the_last_row_changed_or_went(an: Program) -> None:
    contacts = [an.post("/contacts", {"name": f"Kaai {one}"}, expect=201)["id"] for one in "ABC"]
    line = {"description": "Oak table", "unit_price": "100.00"}
    given = {"contact": contacts[0], "issued_on": "2026-03-16", "lines": [line]}
    drafts = [an.post("/documents", given, expect=201)["id"] for _ in range(3)]
    contact_page, draft_page = an.get("/contacts?limit=1&q=kaai"), an.get("/documents?limit=1")

    an.call("PATCH", f"/contacts/{contacts[0]}", {"name": "Zuiderkaai"})
    an.call("DELETE", f"/documents/{drafts[2]}")

    rest = an.get(f"/contacts?q=kaai&after={contact_page['next']}")["contacts"]
    assert [one["name"] for one in rest] == ["Kaai B", "Kaai C", "Zuiderkaai"]
    rest = an.get(f"/documents?after={draft_page['next']}")["documents"]
    assert [one["id"] for one in rest] == [drafts[1], drafts[0]]
