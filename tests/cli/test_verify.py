"""`boekbrug verify` and `boekbrug doctor`: what is damaged is named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.files.models import StoredFile
from boekbrug.business.timeline.models import Event
from tests.cli.test_check import FINE
from tests.cli.typing_in import boekbrug, printed


@pytest.fixture
def imported(atelier: Dossier, blobs: Path, tmp_path: Path) -> Dossier:
    """The atelier with one statement, its file kept in a folder of the test's own."""
    (tmp_path / "bank.cod").write_bytes(FINE)
    assert boekbrug("import", tmp_path / "bank.cod", "--dossier", atelier.public_id).exit_code == 0
    return atelier


def findings(dossier: Dossier) -> list[str]:
    """What `verify --json` finds, all of it in this dossier."""
    done = boekbrug("verify", "--json")
    found = printed(done)["findings"]
    assert done.exit_code == (1 if found else 0)
    assert {one["dossier"] for one in found} <= {dossier.public_id}
    return [one["what"] for one in found]


def test_everything_is_as_it_was(imported: Dossier) -> None:
    done = boekbrug("verify")

    assert (done.exit_code, done.stdout) == (0, "Everything is as it was.\n")
    assert findings(imported) == []


def test_an_edited_event_is_found(imported: Dossier) -> None:
    event = Event.across.filter(dossier=imported, kind="statement.imported").get()
    Event.across.filter(pk=event.pk).update(detail={**event.detail, "movements": 2})

    assert findings(imported) == [
        f"The timeline is changed at event {event.number}. Compare it with a backup."
    ]


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_damaged_file_is_found(imported: Dossier, blobs: Path, is_gone: bool) -> None:
    file = StoredFile.across.get(dossier=imported)
    (path,) = blobs.rglob(file.sha256)
    if is_gone:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"?")

    assert findings(imported) == [f"The file {file.sha256} is missing or damaged. Restore it from backup."]


def test_a_wrong_balance_is_found(imported: Dossier) -> None:
    statement = Statement.across.get(dossier=imported)
    Statement.across.filter(pk=statement.pk).update(closing_thousandths=121_000)

    what = f"Statement {statement.public_id} does not add up to its closing balance."
    assert findings(imported) == [what]
    assert boekbrug("verify").stdout == f"{imported.public_id}: {what} [statement-sum]\n"


def test_an_allocation_that_is_not_there_is_found(imported: Dossier) -> None:
    movement = Movement.across.get(dossier=imported)
    Movement.across.filter(pk=movement.pk).update(allocated_thousandths=5_000)

    assert findings(imported) == [
        f"Movement {movement.pk} says 5,00 allocated, its allocations add up otherwise."
    ]


def test_the_doctor_explains_each_finding(cast: object, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path

    done = boekbrug("doctor", "--json")

    found = {one["code"]: one for one in printed(done)["findings"]}
    assert {"data-folder", "disk", "migrations", "database-mode", "mail", "address"} <= set(found)
    page = (Path(__file__).parents[2] / "docs" / "doctor.md").read_text()
    lacking = [code for code in found if f"`{code}`" not in page and not code.startswith("schedule.")]
    assert lacking == []
    assert all(found[code]["is_fine"] for code in ("data-folder", "migrations", "database-mode", "mail"))
    assert str(tmp_path) in found["data-folder"]["text"]
    assert done.exit_code == (0 if all(one["is_fine"] for one in found.values()) else 1)


def test_the_doctor_finds_what_a_production_place_lacks(cast: object, settings: Any) -> None:
    settings.PROFILE, settings.EMAIL_HOST = "production", ""

    done = boekbrug("doctor")

    assert done.exit_code == 1
    assert "✗ No mail server is set" in done.stdout
    assert "Set `mail.host` in boekbrug.toml." in done.stdout


def test_the_doctor_misses_tables(cast: object, monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="outbox").delete()

    done = boekbrug("doctor")

    assert done.exit_code == 1
    assert "✗ Migrations that wait: 2. Run `boekbrug serve`, which applies them." in done.stdout
