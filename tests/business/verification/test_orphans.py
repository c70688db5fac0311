"""Rows that point to nothing, or into another dossier, are found wherever they point from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from boekbrug.business.banking.models import Statement
from boekbrug.business.documents.models import Document, DocumentKey, DocumentLine, DocumentVat
from boekbrug.business.dossiers import tenant
from boekbrug.business.files.models import StoredFile
from boekbrug.business.inbox.models import Intake
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.reconciliation import actions as reconciliation
from boekbrug.business.verification import Code, verify_everything
from tests.business.banking.sheets import day, file_of, sheet
from tests.business.inbox.hand import Hand
from tests.business.reconciliation.books import imported, lines, money, opened
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def found() -> dict[str, list[str]]:
    """What verification says now, by code."""
    said: dict[str, list[str]] = {}
    for one in verify_everything():
        said.setdefault(one.code.value, []).append(one.what)
    return said


@pytest.fixture
def intake(cast: Cast, now: dt.datetime) -> Intake:
    """One statement with two movements in the atelier."""
    with tenant.enter(cast.atelier):
        hand = Hand(cast, cast.an, now)
        hand.add_account()
        return hand.give(file_of(sheet(1, opening=100, amounts=(20, 5), since=day(1), on=day(2))))


def test_movements_without_their_statement_are_found(intake: Intake, without_foreign_keys: None) -> None:
    Statement.across.all()._raw_delete("default")

    said = found()["row-orphaned"]
    assert len(said) == 3  # two movements, one source
    assert said[0].startswith("StatementSource ") or said[0].startswith("Movement ")
    assert all("that is not there. Compare it with a backup." in one for one in said)


def test_an_intake_without_its_file_is_found(intake: Intake, without_foreign_keys: None) -> None:
    StoredFile.across.all()._raw_delete("default")

    said = found()["row-orphaned"]
    assert f"Intake {intake.pk} points to a StoredFile (its file) that is not there." in said[1] + said[0]


def test_an_allocation_without_its_document_is_found(
    cast: Cast, now: dt.datetime, without_foreign_keys: None
) -> None:
    with tenant.enter(cast.atelier):
        document = opened(1, now)
        (movement,) = lines(imported(money(121_000, reference=document.reference), now=now))
        reconciliation.accept(movement=movement, actor=PROGRAM, now=now)
    for model in (DocumentLine, DocumentVat, DocumentKey, Document):
        model.across.all()._raw_delete("default")

    assert [one.split()[0] for one in found()["row-orphaned"]].count("Allocation") == 1


def test_a_row_that_points_into_another_dossier_is_found(
    cast: Cast, intake: Intake, now: dt.datetime
) -> None:
    with tenant.enter(cast.dirks):
        other = Hand(cast, cast.dirk, now).receive(b"hello", "note.txt")
    Intake.across.filter(pk=intake.pk).update(file=other.file)

    assert found() == {
        "row-of-other-dossier": [
            f"Intake {intake.pk} points to a StoredFile (its file) of another dossier. "
            "Compare it with a backup."
        ]
    }


def test_every_code_is_explained() -> None:
    page = (Path(__file__).parents[3] / "docs" / "verify.md").read_text(encoding="utf-8")

    assert [code.value for code in Code if f"| `{code.value}` |" not in page] == []
    assert page.count("\n| `") == len(Code)
