"""Every list leaves as a file that says what the list shows; no text in it is a formula."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from boekbrug.business.contacts.models import Contact
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.dossiers import tenant
from boekbrug.business.outbox.models import Delivery, Receipt
from boekbrug.business.people.models import Person
from boekbrug.business.timeline.models import Event
from boekbrug.web.pages import exporting
from tests.business.banking.sheets import IBAN, file_of, sheet
from tests.business.documents.making import customer
from tests.business.outbox.making import folder_connection, invoice, send
from tests.cast import Cast
from tests.formats.spreadsheets.payloads import PAYLOADS, formulas_in_csv, formulas_in_xlsx

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LISTS = (
    "invoices/",
    "purchases/",
    "contacts/",
    "deliveries/?all=1",
    "settings/timeline/",
    "settings/visits/",
)


def take(cast: Cast, path: str, *, form: str = "csv", who: Person | None = None) -> Any:
    client = Client()
    client.force_login(who or cast.an, backend=BACKEND)
    address, _, query = path.partition("?")
    return client.post(f"/d/{cast.atelier.public_id}/{address}export/?{query}", {"as": form})


def content(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def filled(cast: Cast, now: dt.datetime) -> Cast:
    with tenant.enter(cast.atelier):
        invoice("2026-0001", now)
        invoice("2026-0002", now)
    return cast


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_leaves_and_stands_on_the_timeline_once(filled: Cast, path: str, form: str) -> None:
    answer = take(filled, path, form=form)
    written = content(answer)

    assert written
    assert answer["Content-Disposition"].startswith("attachment")
    with tenant.enter(filled.atelier):
        (event,) = Event.objects.filter(kind="list.exported")
    assert event.detail["name"].endswith(f".{form}")


def test_the_file_says_what_the_filter_shows(filled: Cast) -> None:
    with tenant.enter(filled.atelier):
        Document.objects.filter(number="2026-0002").update(search_text="2026-0002")

    all_of_them = content(take(filled, "invoices/")).decode("utf-8-sig")
    one = content(take(filled, "invoices/?q=2026-0002")).decode("utf-8-sig")

    assert ("2026-0001" in all_of_them, "2026-0002" in all_of_them) == (True, True)
    assert ("2026-0001" in one, "2026-0002" in one) == (False, True)


def test_many_pages_come_whole_and_in_the_readers_language(
    filled: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting.tables, "ROWS_A_PAGE", 1)

    lines = content(take(filled, "invoices/")).decode("utf-8-sig").splitlines()

    assert len(lines) == 3
    assert "Factuur" in lines[1]


@pytest.fixture
def of_every_list(filled: Cast, now: dt.datetime, settings: Any, tmp_path: Any) -> Cast:
    """At least one row in each list: a purchase, and an invoice that was sent, beside the invoices."""
    settings.FOLDER_ROOTS = [tmp_path]
    with tenant.enter(filled.atelier):
        invoice("K-17", now, kind=Kind.PURCHASE)
        customer(now)
        send(folder_connection(now), invoice("2026-0003", now), now=now)
        sent = Delivery.objects.get()
        Receipt.objects.create(delivery=sent, sha256="0" * 64, route="folder", remote_id="x", at=now)
    content(take(filled, "settings/visits/"))  # notes the visit of whom takes it
    return filled


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_any_list_is_a_formula(of_every_list: Cast, payload: str) -> None:
    filled = of_every_list
    with tenant.enter(filled.atelier):
        for model in (Contact, Document, Delivery, Receipt, Event):
            texts = [
                f.name for f in model._meta.fields if f.get_internal_type() in {"CharField", "TextField"}
            ]
            fit = {
                name: payload[: model._meta.get_field(name).max_length] for name in texts if _is_free(name)
            }
            if fit:
                model.objects.update(**fit)
    Person.objects.filter(pk=filled.an.pk).update(name=payload)

    for path in LISTS:
        written = content(take(filled, path))
        assert len(written.decode("utf-8-sig").splitlines()) > 1, f"{path} has no row: nothing was tried"
        assert formulas_in_csv(written) == []
        assert formulas_in_xlsx(content(take(filled, path, form="xlsx"))) == []


def _is_free(name: str) -> bool:
    """Whether people or other programs write this text."""
    fixed = {"public_id", "kind", "state", "language", "currency", "country", "key", "search_text", "seal"}
    return (name not in fixed and not name.endswith("number")) or name == "vat_number"


def test_lines_of_a_statement_leave(filled: Cast, now: dt.datetime, tmp_path: Any) -> None:
    from boekbrug.business.banking import actions as banking
    from boekbrug.business.banking.models import Movement, Statement
    from tests.cli.typing_in import boekbrug

    with tenant.enter(filled.atelier):
        banking.add_account(iban=IBAN, currency="EUR", name="", actor=filled.actor(filled.an), now=now)
    on = dt.date(2026, 3, 2)
    (tmp_path / "a.cod").write_bytes(file_of(sheet(1, opening=0, amounts=(1, 2), since=on, on=on)))
    assert boekbrug("import", tmp_path / "a.cod", "--dossier", filled.atelier.public_id).exit_code == 0
    with tenant.enter(filled.atelier):
        Movement.objects.update(counterparty_name="=1+1", communication="@x", information="-2+3")
        path = f"bank/{Statement.objects.get().public_id}/"

    written = content(take(filled, path))

    assert len(written.decode("utf-8-sig").splitlines()) == 3
    assert formulas_in_csv(written) == []
    assert formulas_in_xlsx(content(take(filled, path, form="xlsx"))) == []


def test_who_only_looks_is_named_in_the_file(filled: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "only_looks", lambda _: True)

    first = content(take(filled, "invoices/")).decode("utf-8-sig").splitlines()[0]

    assert "An Peeters" in first
    assert filled.atelier.name in first


def test_a_workbook_that_is_too_long_is_a_sentence(filled: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from boekbrug.formats.spreadsheets import xlsx_writer

    monkeypatch.setattr(xlsx_writer, "XLSX_ROWS_MAX", 1)

    answer = take(filled, "invoices/", form="xlsx")

    assert answer.status_code == 302
    with tenant.enter(filled.atelier):
        assert not Event.objects.filter(kind="list.exported").exists()


def test_nobody_takes_what_they_may_not_see(filled: Cast) -> None:
    assert take(filled, "settings/visits/", who=filled.carla).status_code == 403
    assert take(filled, "settings/timeline/", who=filled.bram).status_code == 403
    assert take(filled, "invoices/", who=filled.dirk).status_code == 404
