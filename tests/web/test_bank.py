"""The pages of the bank: accounts, statements, matching again, adding an account."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from boekbrug.business.banking.models import BankAccount
from boekbrug.business.dossiers import tenant
from tests.business.banking.sheets import IBAN, OTHER_IBAN, day, file_of, sheet
from tests.cast import Cast
from tests.web.handing import Atelier

FIRST = sheet(1, opening=100, amounts=(20, -10), since=day(1), on=day(2))
SECOND = sheet(2, opening=110, amounts=(5,), since=day(2), on=day(3))
AFTER_A_GAP = sheet(4, opening=200, amounts=(1,), since=day(5), on=day(6))


@pytest.fixture
def atelier(cast: Cast, now: dt.datetime) -> Atelier:
    """The atelier with two statements of one account."""
    made = Atelier(cast, now)
    made.add_account()
    made.give(file_of(FIRST, SECOND))
    return made


@pytest.fixture
def home(cast: Cast, atelier: Atelier) -> str:
    """The address of the bank of the atelier."""
    return reverse("bank", args=[cast.atelier.public_id])


def test_accounts_show_their_last_balance_and_statements_newest_first(
    client: Client, cast: Cast, home: str
) -> None:
    client.force_login(cast.an)

    shown = client.get(home, headers={"Accept-Language": "en"}).content.decode()

    assert IBAN[:4] + " " + IBAN[4:8] in shown
    assert "115,00" in shown
    assert shown.index("2026/002") < shown.index("2026/001")


def test_a_gap_in_the_chain_is_told_on_statement_and_account(
    client: Client, cast: Cast, atelier: Atelier, home: str
) -> None:
    atelier.give(file_of(AFTER_A_GAP))
    client.force_login(cast.an)

    accounts = client.get(home).context["accounts"]
    statements = client.get(home).context["statements"]

    assert accounts[0].chain.tone == "bad"
    assert [one.chain.tone for one in statements] == ["bad", "ok", "mute"]


def test_the_list_is_paged_by_key_and_filtered_by_account(
    client: Client, cast: Cast, atelier: Atelier, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boekbrug.web.pages.bank.PAGE_ROWS", 1)
    atelier.add_account(OTHER_IBAN)
    client.force_login(cast.an)
    with tenant.enter(cast.atelier):
        empty = BankAccount.objects.get(iban=OTHER_IBAN).public_id

    first = client.get(home)
    older = client.get(home + first.context["older"])

    assert [one.title for one in first.context["statements"]] == ["2026/002"]
    assert [one.title for one in older.context["statements"]] == ["2026/001"]
    assert older.context["older"] == ""
    assert client.get(home, {"account": empty}).context["statements"] == []
    assert client.get(home, {"account": "0000000000000"}).status_code == 404
    assert client.get(home, {"older": "nonsense~x"}).status_code == 200


def test_match_again_states_its_result(client: Client, cast: Cast, home: str) -> None:
    client.force_login(cast.an)

    answer = client.post(reverse("bank-match", args=[cast.atelier.public_id]), follow=True)

    assert [str(one).count("3") for one in answer.context["messages"]] == [2]


def test_an_account_is_added_and_a_wrong_one_says_why(client: Client, cast: Cast, home: str) -> None:
    client.force_login(cast.an)
    adding = reverse("account-add", args=[cast.atelier.public_id])

    wrong = client.post(adding, {"iban": "BE00 1234", "currency": "EUR"})
    known = client.post(adding, {"iban": IBAN, "currency": "EUR"})
    strange = client.post(adding, {"iban": OTHER_IBAN, "currency": "E1"})
    added = client.post(adding, {"iban": OTHER_IBAN.lower(), "currency": "EUR", "name": "Spaar"})

    assert [one.status_code for one in (wrong, known, strange, added)] == [422, 422, 422, 302]
    assert "BE00 1234" in wrong.content.decode()
    assert list(strange.context["form"].errors) == ["currency"]
    with tenant.enter(cast.atelier):
        assert BankAccount.objects.get(iban=OTHER_IBAN).name == "Spaar"


def test_bram_has_no_right_to_the_bank_and_dirk_finds_nothing(client: Client, cast: Cast, home: str) -> None:
    pages = [home, reverse("account-add", args=[cast.atelier.public_id])]

    client.force_login(cast.bram)
    seen_by_bram = [client.get(page).status_code for page in pages]
    client.force_login(cast.dirk)
    seen_by_dirk = [client.get(page).status_code for page in pages]
    match = client.post(reverse("bank-match", args=[cast.atelier.public_id]))

    assert seen_by_bram == [403, 403]
    assert [*seen_by_dirk, match.status_code] == [404, 404, 404]
