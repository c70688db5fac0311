"""Accounts, statements and what movements pay, by programs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from boekbrug.business.documents.models import State
from boekbrug.business.dossiers import tenant
from tests.api.program import Program, places
from tests.business.banking.sheets import IBAN, OTHER_IBAN, day, file_of, sheet
from tests.business.documents.making import customer, give_account
from tests.business.outbox.making import invoice
from tests.cast import Cast

EURO_121 = 121_000


@pytest.fixture
def document(cast: Cast, now: dt.datetime) -> str:
    """An invoice of 121 euros; returns its id."""
    with tenant.enter(cast.atelier):
        return invoice("2026-0001", now, total=EURO_121).public_id


@pytest.fixture
def statement(an: Program, document: str) -> str:
    """A statement with 121, 50 and -20 euros; returns its id."""
    an.post("/accounts", {"iban": IBAN}, expect=201)
    an.hand_in(bank_cod=file_of(sheet(1, opening=0, amounts=(121, 50, -20), since=day(1), on=day(2))))
    listed: str = an.get("/statements")["statements"][0]["id"]
    return listed


def test_an_account_is_added_once(an: Program) -> None:
    made = an.post("/accounts", {"iban": IBAN, "name": "Zicht"}, expect=201)

    again = an.refused("POST", "/accounts", {"iban": IBAN}, status=409)

    assert an.get("/accounts") == {"accounts": [made]}
    assert again["code"] == "bank-account-exists"


def test_a_statement_shows_exact_money_and_its_movements(an: Program, statement: str) -> None:
    shown = an.get(f"/statements/{statement}")

    assert (shown["opening_balance"], shown["closing_balance"]) == ("0.00", "151.00")
    assert [one["amount"] for one in shown["movements"]] == ["121.00", "50.00", "-20.00"]
    assert shown["movements"][0]["id"] == f"{statement}.1"
    assert shown["movements"][0]["entry_on"] == "2026-03-02"
    assert all(one["state"] for one in shown["movements"])
    assert all(reason["message"] != reason["code"] for one in shown["movements"] for reason in one["reasons"])


def test_movements_come_in_pages(an: Program, statement: str) -> None:
    first = an.get(f"/statements/{statement}?limit=2")
    second = an.get(f"/statements/{statement}?limit=2&after={first['next']}")

    assert [one["ordinal"] for one in first["movements"] + second["movements"]] == [1, 2, 3]
    assert second["next"] is None


def test_statements_come_in_pages_and_by_account(an: Program, statement: str) -> None:
    other = an.post("/accounts", {"iban": OTHER_IBAN}, expect=201)
    sheets = [
        sheet(n, opening=0, since=day(n), on=day(n + 1), amounts=(1,), account=OTHER_IBAN) for n in (2, 3)
    ]
    an.hand_in(other_cod=file_of(*sheets))

    first = an.get("/statements?limit=2")
    second = an.get(f"/statements?limit=2&after={first['next']}")
    of_other = an.get(f"/statements?account={other['id']}")

    assert len({one["id"] for one in first["statements"] + second["statements"]}) == 3
    assert {one["account"]["iban"] for one in of_other["statements"]} == {OTHER_IBAN}
    assert places(an.refused("GET", "/statements?account=zzz", status=422)) == ["account"]


def test_part_of_a_movement_pays_a_document_and_is_undone(an: Program, statement: str, document: str) -> None:
    part = an.post(f"/movements/{statement}.1/allocate", {"document": document, "amount": "21.5"})
    partly = an.get(f"/documents/{document}")
    back = an.post(f"/movements/{statement}.1/undo")

    assert (part["allocated"], part["rest"], part["state"]) == ("21.50", "99.50", "partly_matched")
    assert (partly["rest"], partly["is_partly_paid"]) == ("99.50", True)
    assert partly["payments"][0]["movement"] == f"{statement}.1"
    assert back["allocations"] == []
    assert an.get(f"/documents/{document}")["rest"] == "121.00"


@pytest.mark.parametrize(
    ("ordinal", "given", "status", "code"),
    [
        (1, {"amount": "121.01"}, 422, "match-too-much"),
        (1, {"amount": "0"}, 422, "match-not-positive"),
        (1, {"amount": "-5.00"}, 422, "match-not-positive"),
        (3, {"amount": "20.00"}, 422, "match-wrong-direction"),
        (1, {"amount": "1", "document": "zzzzzzzzzzzzz"}, 422, "api-no-such-document"),
        (1, {"amount": "1,00"}, 422, "field-not-an-amount"),
        (1, {"amount": 1}, 422, "field-not-text"),
        (1, {"amount": "1", "document": "x"}, 422, "field-not-an-id"),
    ],
)
def test_what_cannot_be_allocated_says_why(
    an: Program, statement: str, document: str, *, ordinal: int, given: dict[str, Any], status: int, code: str
) -> None:
    asked = {"document": document, **given}

    refusal = an.refused("POST", f"/movements/{statement}.{ordinal}/allocate", asked, status=status)

    assert code in {refusal["code"], *(one["code"] for one in refusal["problems"])}
    assert an.get(f"/documents/{document}")["settled"] == "0.00"


def test_a_draft_is_not_paid(an: Program, statement: str, cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        draft = invoice("", now, state=State.DRAFT).public_id

    refusal = an.refused(
        "POST", f"/movements/{statement}.1/allocate", {"document": draft, "amount": "1.00"}, status=422
    )

    assert refusal["problems"][0]["code"] == "api-document-is-a-draft"


def test_nothing_to_undo_or_accept_is_a_conflict(an: Program, statement: str) -> None:
    undo = an.refused("POST", f"/movements/{statement}.2/undo", status=409)
    accept = an.refused("POST", f"/movements/{statement}.2/accept", status=409)

    assert (undo["code"], accept["code"]) == ("match-nothing-to-undo", "match-nothing-to-accept")


@pytest.mark.parametrize("ending", ["", ".0", ".4", ".999999999", ".x"])
def test_a_movement_that_is_not_there_answers_404(an: Program, statement: str, ending: str) -> None:
    assert an.refused("POST", f"/movements/{statement}{ending}/undo", status=404)["code"] == "api-not-found"


def test_a_stranger_cannot_match(dirk: Program, an: Program, statement: str) -> None:
    known = dirk.call("POST", f"/movements/{statement}.1/accept")
    unknown = dirk.call("POST", "/movements/zzzzzzzzzzzzz.1/accept")

    assert known.status_code == unknown.status_code == 404
    assert known.content == unknown.content


@pytest.fixture
def proposed(an: Program, cast: Cast, now: dt.datetime) -> tuple[str, str]:
    """An invoice that was issued, and a payment that names it: the ids of document and statement."""
    give_account(cast.atelier)
    with tenant.enter(cast.atelier):
        contact = customer(now).public_id
    lines = [{"description": "Toonbank", "unit_price": "100.00"}]
    draft = an.post("/documents", {"contact": contact, "issued_on": "2026-03-01", "lines": lines}, expect=201)
    issued = an.post(f"/documents/{draft['id']}/issue")
    an.post("/accounts", {"iban": IBAN}, expect=201)
    paid = sheet(1, opening=0, amounts=(121,), since=day(1), on=day(2), text=f"factuur {issued['number']}")
    an.hand_in(bank_cod=file_of(paid))
    return draft["id"], an.get("/statements")["statements"][0]["id"]


def test_a_proposal_says_why_and_is_accepted(an: Program, proposed: tuple[str, str]) -> None:
    document, statement = proposed
    (before,) = an.get(f"/statements/{statement}")["movements"]
    after = an.post(f"/movements/{statement}.1/accept")

    assert [one["document"] for one in before["candidates"]] == [document]
    assert all(" " in reason["message"] for reason in before["reasons"])
    assert (after["state"], after["rest"]) == ("matched", "0.00")
    assert after["allocations"][0]["document"] == document
    assert an.get(f"/documents/{document}")["is_paid"] is True


def test_certain_proposals_are_taken_over_together(an: Program, proposed: tuple[str, str]) -> None:
    document, statement = proposed

    assert an.post(f"/statements/{statement}/accept-certain") == {"allocated": 1}
    assert an.get(f"/documents/{document}")["is_paid"] is True
    assert an.get("/statements")["statements"][0]["matched_count"] == 1


def test_matching_again_counts_what_waits(an: Program, statement: str) -> None:
    assert an.post("/match") == {"looked_at": 3, "allocated": 0, "waiting": 3}
    assert an.post(f"/statements/{statement}/accept-certain") == {"allocated": 0}
