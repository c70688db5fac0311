"""`boekbrug match`, `send` and `export`: a paid invoice leaves once, by each road."""

from __future__ import annotations

import datetime as dt
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import actions as dossiers
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier, Mandate
from boekbrug.business.outbox.models import Delivery
from boekbrug.business.people.actor import PROGRAM
from tests.business.outbox.making import folder_connection
from tests.business.outbox.making import invoice as final_invoice
from tests.cli.books import issued, paying
from tests.cli.typing_in import boekbrug, printed


@pytest.fixture
def invoice(atelier: Dossier, now: dt.datetime) -> Document:
    """A final invoice of March 2026, and a folder of the accountant."""
    with tenant.enter(atelier):
        folder_connection(now)
        return final_invoice("2026-0001", now)


def send(dossier: Dossier, *words: object) -> Any:
    return boekbrug("send", "--dossier", dossier.public_id, *words, "--json")


def test_what_was_imported_before_the_invoice_is_matched_later(
    atelier: Dossier, now: dt.datetime, tmp_path: Path
) -> None:
    dossiers.end_mandate(mandate=Mandate.objects.get(), actor=PROGRAM, now=now)
    document = issued(atelier, now)
    Document.across.filter(pk=document.pk).update(state="DRAFT")
    (tmp_path / "bank.cod").write_bytes(paying(document))
    boekbrug("import", tmp_path / "bank.cod", "--dossier", atelier.public_id)
    Document.across.filter(pk=document.pk).update(state="FINAL")

    done = boekbrug("match", "--dossier", atelier.public_id, "--json")

    assert (done.exit_code, printed(done)) == (0, {"looked_at": 1, "allocated": 1, "waiting": 0})
    assert Document.across.get(pk=document.pk).is_paid
    again = boekbrug("match", "--dossier", atelier.public_id)
    assert again.stdout == "0 looked at, 0 allocated, 0 waiting.\n"


def test_a_preview_counts_and_sends_nothing(atelier: Dossier, invoice: Document) -> None:
    done = send(atelier, "--to", "Map", "--period", "2026-03", "--preview")

    shown = printed(done)
    assert done.exit_code == 0
    assert Decimal(shown.pop("total")) == 121
    assert shown == {"count": 1, "documents": [invoice.number], "left_out": []}
    assert Delivery.across.count() == 0


@pytest.mark.parametrize("period", ["2026-03", "2026-Q1", "2026"])
def test_a_period_leaves_and_each_result_is_told(
    atelier: Dossier, invoice: Document, tmp_path: Path, period: str
) -> None:
    done = send(atelier, "--to", "Map", "--period", period)

    (delivery,) = printed(done)["deliveries"]
    assert (done.exit_code, delivery["document"], delivery["state"]) == (0, invoice.number, "DELIVERED")
    assert [path.name for path in (tmp_path / "deliveries").rglob("*.xml")] == [delivery["file"]]


def test_one_invoice_leaves_by_its_number_and_only_once(atelier: Dossier, invoice: Document) -> None:
    first = send(atelier, "--to", "folder", "--document", invoice.number)

    again = send(atelier, "--to", "folder", "--document", invoice.number)

    assert (first.exit_code, again.exit_code) == (0, 1)
    assert again.stderr.strip()
    assert Delivery.across.count() == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--to", "Yuki", "--period", "2026"), "Connections found for Yuki: 0; this dossier has: ZIP"),
        (("--to", "Map", "--period", "maart"), "'maart' is not a period. Write 2026-03"),
        (("--to", "Map"), "Give either --period or --document"),
        (("--to", "Map", "--period", "2026", "--document", "1"), "Give either --period or --document"),
    ],
)
def test_what_is_not_clear_is_refused(
    atelier: Dossier, invoice: Document, words: tuple[str, ...], told: str
) -> None:
    done = send(atelier, *words)

    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr


@pytest.mark.parametrize("words", [("--document", "2026-9999"), ("--period", "2025-01")])
def test_nothing_to_send_is_a_problem(atelier: Dossier, invoice: Document, words: tuple[str, ...]) -> None:
    done = send(atelier, "--to", "Map", *words)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.strip()


def test_a_period_is_exported_once(atelier: Dossier, invoice: Document, tmp_path: Path) -> None:
    words = ("export", "--dossier", atelier.public_id, "--period", "2026-Q1")

    done = boekbrug(*words, tmp_path / "q1.zip", "--json")

    assert (done.exit_code, printed(done)["deliveries"][0]["state"]) == (0, "DELIVERED")
    with zipfile.ZipFile(tmp_path / "q1.zip") as archive:
        assert "manifest.json" in archive.namelist()
        assert any(name.endswith(".xml") for name in archive.namelist())
    again = boekbrug(*words, tmp_path / "again.zip")
    assert again.exit_code == 1
    assert "Nothing can leave: every chosen document" in again.stderr
    assert not (tmp_path / "again.zip").exists()


@pytest.mark.parametrize(("target", "told"), [("there.zip", "exists"), ("no/such/q1.zip", "not a folder")])
def test_an_export_that_cannot_be_written_exports_nothing(
    atelier: Dossier, invoice: Document, tmp_path: Path, target: str, told: str
) -> None:
    (tmp_path / "there.zip").write_bytes(b"precious")

    done = boekbrug("export", "--dossier", atelier.public_id, "--period", "2026", tmp_path / target)

    assert done.exit_code == 2
    assert told in done.stderr
    assert (tmp_path / "there.zip").read_bytes() == b"precious"
    assert Delivery.across.count() == 0
