"""The reconciliation screen: lines with their state and reasons, and what can be done with each."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.formats import coda
from tests.business.banking.sheets import EURO, IBAN, day, file_of, payment, sheet
from tests.cast import Cast
from tests.web.handing import Atelier

HTMX = {"HX-Request": "true", "HX-Target": "aside#line"}


def statement_with(*movements: coda.PlainMovement, number: int = 1, opening: int = 100) -> bytes:
    """A CODA file with one statement of these movements."""
    return file_of(
        coda.build_statement(
            account=IBAN,
            currency="EUR",
            holder_name="Atelier Noordzee",
            bic="KREDBEBB",
            sequence=number,
            paper_number=number,
            opening_balance_thousandths=opening * EURO,
            opening_on=day(number),
            created_on=day(number + 1),
            movements=list(movements),
        )
    )


class Screen:
    """A statement of the atelier in An's browser: line 1 names an invoice of 121, line 2 nothing at all."""

    def __init__(self, cast: Cast, client: Client, now: dt.datetime) -> None:
        self.cast, self.client, self.atelier = cast, client, Atelier(cast, now)
        self.atelier.add_account()
        self.invoices = self.atelier.issue("100", "200")
        named = payment(121, day(2), f"factuur {self.invoices[0].number} dank u")
        self.atelier.give(statement_with(named, payment(50, day(2))))
        self.statement = self.atelier.newest_statement()
        client.force_login(cast.an)

    def address(self, name: str, *more: object) -> str:
        return reverse(name, args=[self.cast.atelier.public_id, self.statement.public_id, *more])

    def look(self, **query: str | int) -> Any:
        return self.client.get(self.address("statement"), query)

    def act(self, name: str, line: int, *, htmx: bool = True, **values: object) -> Any:
        return self.client.post(self.address(name, line), values, headers=HTMX if htmx else {})

    def rest(self, invoice: Document) -> int:
        with tenant.enter(self.cast.atelier):
            return Document.objects.get(pk=invoice.pk).rest_thousandths


@pytest.fixture
def screen(cast: Cast, client: Client, now: dt.datetime) -> Screen:
    """An looks at her statement."""
    return Screen(cast, client, now)


def test_lines_show_state_and_the_words_that_matched(screen: Screen) -> None:
    shown = screen.look(line=1)
    text = shown.content.decode()

    assert [row.state.tone for row in shown.context["rows"]] == ["ok", "bad"]
    assert f"<mark>{screen.invoices[0].number}</mark>" in text
    assert shown.context["figures"].open_in_thousandths == 171 * EURO
    assert [chip.count for chip in shown.context["chips"]] == [2, 1, 1]


def test_the_pane_alone_answers_htmx(screen: Screen) -> None:
    answer = screen.client.get(screen.address("statement"), {"line": 2}, headers=HTMX)

    assert "<html" not in answer.content.decode()
    assert answer.context["row"].ordinal == 2


def test_a_filter_leaves_the_lines_of_one_state(screen: Screen) -> None:
    assert [row.ordinal for row in screen.look(state="unknown_in").context["rows"]] == [2]
    assert [row.ordinal for row in screen.look(q="dank u").context["rows"]] == [1]
    assert screen.look(state="matched").context["rows"] == []


def test_accepting_pays_the_invoice_and_undoing_opens_it_again(screen: Screen) -> None:
    accepted = screen.act("movement-accept", 1)
    rest_then = screen.rest(screen.invoices[0])
    undone = screen.act("movement-undo", 1)

    assert (accepted.status_code, rest_then) == (200, 0)
    assert 'hx-target="#row-1"' in accepted.content.decode()
    assert "121,00" in accepted.context["pane"].allocated[0].effect
    assert screen.invoices[0].number in accepted.context["pane"].allocated[0].effect
    assert (undone.status_code, screen.rest(screen.invoices[0])) == (200, 121 * EURO)


def test_without_scripts_an_act_leads_back_to_its_line(screen: Screen) -> None:
    answer = screen.act("movement-accept", 1, htmx=False)

    assert answer.status_code == 302
    assert answer["Location"].endswith("?line=1#line")


def test_a_chosen_document_gets_what_fits(screen: Screen) -> None:
    screen.act("movement-allocate", 2, document=screen.invoices[1].public_id)

    assert screen.rest(screen.invoices[1]) == 192 * EURO
    assert screen.look(line=2).context["pane"].is_whole


def test_an_amount_may_be_typed_and_a_wrong_one_is_told(screen: Screen) -> None:
    chosen = screen.invoices[1].public_id

    nonsense = screen.act("movement-allocate", 2, document=chosen, amount="veel")
    too_much = screen.act("movement-allocate", 2, document=chosen, amount="50,01", htmx=False)
    part = screen.act("movement-allocate", 2, document=chosen, amount="10,00")

    assert [one.status_code for one in (nonsense, too_much, part)] == [422, 422, 200]
    assert "veel" in nonsense.context["refusal"]
    assert "50,00" in too_much.context["refusal"]
    assert screen.rest(screen.invoices[1]) == 232 * EURO


def test_what_is_gone_meanwhile_is_a_conflict_with_its_sentence(screen: Screen) -> None:
    screen.act("movement-accept", 1)

    again = screen.act("movement-accept", 1)
    nothing = screen.act("movement-undo", 2)

    assert (again.status_code, nothing.status_code) == (409, 409)
    assert again.context["refusal"] in again.content.decode()


def test_open_documents_are_found_by_number_name_and_amount(screen: Screen) -> None:
    def found(text: str) -> list[str]:
        answer = screen.client.get(
            screen.address("movement-candidates", 2), {"find": text}, headers={"HX-Request": "true"}
        )
        return [one.public_id for one in answer.context["options"]]

    first, second = (one.public_id for one in screen.invoices)
    assert found(screen.invoices[1].number) == [second]
    assert found("korrel") == [second, first]
    assert found("242,00") == [second]
    assert found("onbestaand") == []
    assert screen.client.get(screen.address("movement-candidates", 2), {"find": "x"}).status_code == 200


def test_all_certain_lines_are_taken_over_at_once(screen: Screen) -> None:
    before = screen.look().context

    answer = screen.client.post(screen.address("statement-accept"), follow=True)

    assert (before["certain_count"], [row.ordinal for row in before["certain"]]) == (1, [1])
    assert screen.rest(screen.invoices[0]) == 0
    assert answer.context["certain_count"] == 0


def test_a_held_statement_says_so_and_offers_nothing(screen: Screen) -> None:
    screen.atelier.give(file_of(sheet(2, opening=100, amounts=(7,), since=day(1), on=day(2), text="ander")))
    screen.statement = screen.atelier.newest_statement()

    shown = screen.look(line=1)
    refused = screen.act("movement-allocate", 1, document=screen.invoices[1].public_id)

    assert shown.context["is_held"]
    assert screen.address("movement-allocate", 1) not in shown.content.decode()
    assert refused.status_code == 409
    assert screen.rest(screen.invoices[1]) == 242 * EURO


def test_the_file_of_the_bank_is_handed_over_and_never_run(screen: Screen) -> None:
    answer = screen.client.get(screen.address("statement-file"))

    assert answer.content.startswith(b"0000")
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], "sandbox" in answer["Content-Security-Policy"]) == (
        "nosniff",
        True,
    )


def test_who_may_only_look_sees_why_the_buttons_are_dimmed(screen: Screen) -> None:
    screen.client.force_login(screen.cast.bea)

    shown = screen.look(line=1)
    refused = screen.act("movement-accept", 1)

    assert 'aria-disabled="true"' in shown.content.decode()
    assert shown.context["why_not"] in shown.content.decode()
    assert screen.address("movement-accept", 1) not in shown.content.decode()
    assert (refused.status_code, screen.rest(screen.invoices[0])) == (403, 121 * EURO)


@pytest.mark.parametrize(("name", "expected"), [("bram", 403), ("dirk", 404)])
def test_bram_and_dirk_stay_out(screen: Screen, name: str, expected: int) -> None:
    screen.client.force_login(getattr(screen.cast, name))

    looked = [
        screen.client.get(screen.address(*one)).status_code
        for one in (("statement",), ("statement-file",), ("movement-candidates", 1))
    ]
    acted = [
        screen.act(one, 1, document=screen.invoices[0].public_id).status_code
        for one in ("movement-accept", "movement-allocate", "movement-undo")
    ]
    acted.append(screen.client.post(screen.address("statement-accept")).status_code)

    assert set(looked + acted) == {expected}
    assert screen.rest(screen.invoices[0]) == 121 * EURO


def test_in_his_own_dossier_dirk_finds_no_statement_of_others(screen: Screen) -> None:
    screen.client.force_login(screen.cast.dirk)

    foreign = reverse("statement", args=[screen.cast.dirks.public_id, screen.statement.public_id])

    assert screen.client.get(foreign).status_code == 404


def test_what_is_no_line_is_not_found(screen: Screen) -> None:
    assert screen.act("movement-accept", 99).status_code == 404
    assert screen.act("movement-accept", 10**18).status_code == 404
    assert screen.act("movement-allocate", 1, document="x").status_code == 404
    assert screen.look(line="9" * 9).status_code == 200


def test_three_hundred_lines_take_as_many_queries_as_thirty(screen: Screen) -> None:
    def queries_of(count: int, *, number: int, opening: int) -> int:
        lines = [payment(242, day(number + 1), f"regel {place}") for place in range(count)]
        screen.atelier.give(statement_with(*lines, number=number, opening=opening))
        screen.statement = screen.atelier.newest_statement()
        with CaptureQueriesContext(connection) as captured:
            shown = screen.look()
        assert (len(shown.context["rows"]), shown.context["is_held"]) == (count, False)
        return len(captured)

    screen.look()  # the visit of this hour is written once
    of_thirty = queries_of(30, number=2, opening=271)
    of_three_hundred = queries_of(300, number=3, opening=271 + 30 * 242)

    assert of_thirty == of_three_hundred
